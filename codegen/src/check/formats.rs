//! The formats of JSON Schema, as far as an example can be held against them with certainty.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Is `text` of the format? Of a format that is not looked into here, any text is.
pub(super) fn fits(text: &str, format: &str) -> bool {
    match format {
        "uuid" => is_uuid(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "date-time" => text
            .split_once(['T', 't', ' '])
            .is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "email" | "idn-email" => text
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "uri" | "iri" => is_absolute(text),
        _ => true,
    }
}

/// Five groups of hexadecimal digits (RFC 4122).
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hexadecimal = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(hexadecimal)
}

/// `2026-01-31`: a day that there is (RFC 3339).
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `12:30:00.5Z`, `12:30:00+02:00` (RFC 3339; a leap second is fine).
fn is_time(text: &str) -> bool {
    let Some(zone) = text.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, zone) = text.split_at(zone);
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_zone = match zone {
        "Z" | "z" => true,
        _ => are_below(&zone[1..], &[24, 60]),
    };
    are_below(clock, &[24, 60, 61]) && fraction.is_none_or(is_number) && is_zone
}

/// Numbers of two digits between colons, each below its limit.
fn are_below(text: &str, limits: &[u16]) -> bool {
    let parts: Vec<_> = text.split(':').collect();
    let fits = |(part, limit): (&&str, &u16)| digits(part, 2).is_some_and(|part| part < *limit);
    parts.len() == limits.len() && parts.iter().zip(limits).all(fits)
}

fn digits(text: &str, count: usize) -> Option<u16> {
    let is_plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// A scheme and something behind it, without white space (RFC 3986).
fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(in_scheme)
        && !rest.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || "<>\"\\^`{|}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn formats_are_told_apart() {
        for (format, good, bad) in [
            (
                "uuid",
                "5f1c4b9e-3a52-4d0c-9c70-2a1d6d2f8e41",
                "5f1c4b9e3a524d0c9c702a1d6d2f8e41",
            ),
            ("date", "2024-02-29", "2026-02-29"),
            ("date", "2026-12-31", "2026-13-01"),
            ("time", "23:59:60Z", "23:60:00Z"),
            ("time", "12:30:00.25+02:00", "12:30:00"),
            ("date-time", "2026-01-31T12:00:00Z", "2026-01-31"),
            ("ipv4", "192.0.2.1", "192.0.2.256"),
            ("ipv6", "2001:db8::1", "2001:db8:::1"),
            ("email", "name@example.com", "name"),
            ("uri", "https://example.com/", "example.com/a b"),
        ] {
            assert!(fits(good, format), "{format}: {good}");
            assert!(!fits(bad, format), "{format}: {bad}");
        }
        assert!(fits("anything", "regex"));
    }
}
