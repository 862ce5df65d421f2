//! `Retry-After`, as the generated crates read it.

/// The clock, as `support/platform.rs` has it.
mod platform {
    use std::time::{SystemTime, UNIX_EPOCH};

    pub(crate) fn seconds_since_1970() -> Option<i64> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }
}

#[path = "../src/emit/rust/support/retry_after.rs"]
mod retry_after;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use retry_after::{bounded, http_date, parse, whole_seconds};

/// 6 November 1994, 08:49:37, the date of RFC 9110's examples.
const EXAMPLE: i64 = 784_111_777;

/// 1 January 2026.
const NOW: i64 = 1_767_225_600;

#[test]
fn the_three_forms_are_one_date() {
    let forms = [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ];
    for form in forms {
        assert_eq!(http_date(form, NOW), Some(EXAMPLE), "{form}");
    }
}

#[test]
fn days_are_those_of_the_calendar() {
    let cases = [
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("Wed, 31 Dec 1969 23:59:59 GMT", Some(-1)),
        ("Tue, 29 Feb 2000 00:00:00 GMT", Some(951_782_400)),
        ("Thu, 29 Feb 2024 00:00:00 GMT", Some(1_709_164_800)),
        ("Wed, 01 Mar 2023 00:00:00 GMT", Some(1_677_628_800)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", Some(1_483_228_800)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799)),
        ("Sun, 29 Feb 2026 00:00:00 GMT", None),
        ("Wed, 29 Feb 1900 00:00:00 GMT", None),
        ("Sun, 31 Apr 2026 00:00:00 GMT", None),
        ("Sun, 00 Apr 2026 00:00:00 GMT", None),
        ("Sun, 01 Foo 2026 00:00:00 GMT", None),
        ("Sun, 01 Apr 2026 24:00:00 GMT", None),
        ("Sun, 01 Apr 2026 00:60:00 GMT", None),
        ("Sun, 01 Apr 2026 00:00 GMT", None),
        ("Sun, 01 Apr 2026 00:00:00:00 GMT", None),
        ("Sun, 01 Apr 2026 00:00:00 CET", None),
        ("Sun, 01 Apr 20261 00:00:00 GMT", None),
        ("Sun, +1 Apr 2026 00:00:00 GMT", None),
        ("2026-04-01T00:00:00Z", None),
        ("", None),
        (" , - ", None),
    ];
    for (text, expected) in cases {
        assert_eq!(http_date(text, NOW), expected, "{text}");
    }
}

#[test]
fn every_day_follows_the_one_before() {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut expected = http_date("Sat, 01 Jan 1583 00:00:00 GMT", NOW).unwrap();
    for year in 1583..2800 {
        for month in months {
            let days = (1..=31).filter_map(|day| {
                http_date(&format!("Mon, {day:02} {month} {year} 00:00:00 GMT"), NOW)
            });
            for day in days {
                assert_eq!(day, expected, "{month} {year}");
                expected += 86_400;
            }
        }
    }
}

#[test]
fn years_of_two_digits_are_at_most_fifty_ahead() {
    let year = |digits: u32| {
        let date = http_date(&format!("Sunday, 06-Nov-{digits:02} 00:00:00 GMT"), NOW).unwrap();
        1970 + date / 31_556_952
    };
    assert_eq!(
        [year(26), year(76), year(77), year(99), year(0)],
        [2026, 2076, 1977, 1999, 2000]
    );
}

#[test]
fn waits_are_seconds_or_dates() {
    let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    let wait = |text| parse(text, date).map(|wait| wait.as_secs());
    assert_eq!(wait("0"), Some(0));
    assert_eq!(wait("120"), Some(120));
    assert_eq!(wait("Sun, 06 Nov 1994 08:50:00 GMT"), Some(23));
    assert_eq!(wait("Sunday, 06-Nov-94 08:50:00 GMT"), Some(23));
    assert_eq!(
        wait("Sun, 06 Nov 1994 08:00:00 GMT"),
        Some(0),
        "a date that has passed"
    );
    for text in ["", "-1", "+1", "1.5", "1s", "soon", "１"] {
        assert_eq!(wait(text), None, "{text}");
    }
}

#[test]
fn waits_that_are_too_long_are_bounded() {
    let longest = Duration::from_secs(1 << 31);
    for text in [
        "2147483649",
        "18446744073709551615",
        "99999999999999999999999999",
    ] {
        assert_eq!(parse(text, None), Some(longest), "{text}");
    }
    assert_eq!(parse("Fri, 31 Dec 9999 23:59:59 GMT", None), Some(longest));
    assert_eq!(bounded(Duration::MAX), longest);
}

#[test]
fn dates_count_from_the_clock_where_the_response_has_no_date() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let wait = parse("Sat, 01 Jan 2050 00:00:00 GMT", Some("nonsense")).unwrap();
    let left = Duration::from_secs(2_524_608_000).saturating_sub(now);
    assert!(wait <= left + Duration::from_secs(1));
    assert!(wait + Duration::from_secs(60) >= left);
}

#[test]
fn seconds_are_rounded_up() {
    let cases = [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (1500, 2)];
    for (milliseconds, seconds) in cases {
        assert_eq!(whole_seconds(Duration::from_millis(milliseconds)), seconds);
    }
    assert_eq!(whole_seconds(Duration::MAX), u64::MAX);
}
