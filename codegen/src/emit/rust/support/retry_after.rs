//! `Retry-After`: seconds, or one of the three forms of an HTTP date (RFC 9110, sections 5.6.7 and 10.2.3).

use core::time::Duration;

use super::platform::seconds_since_1970;

/// The longest wait that is believed, 2^31 seconds, as RFC 9111 has it for times that are too large.
const LONGEST: Duration = Duration::from_secs(1 << 31);

/// The begin of the year 2026, in seconds since 1970.
const YEAR_2026: i64 = 1_767_225_600;

/// A wait, or the longest one that is believed.
pub(crate) fn bounded(wait: Duration) -> Duration {
    wait.min(LONGEST)
}

/// Whole seconds, rounded up, so that nobody comes back too early.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs()
        .saturating_add(u64::from(wait.subsec_nanos() > 0))
}

/// Reads the header. A date counts from `date`, the response's own `Date`, or else from the system's
/// clock; one that has passed is no wait at all. Where there is neither, nobody can tell.
pub(crate) fn parse(text: &str, date: Option<&str>) -> Option<Duration> {
    if let Some(seconds) = digits(text.as_bytes()) {
        return Some(bounded(Duration::from_secs(seconds)));
    }
    let clock = seconds_since_1970();
    // Without a clock, a year of two digits is one of this century.
    let now = clock.unwrap_or(YEAR_2026);
    let then = http_date(text, now)?;
    let from = date.and_then(|date| http_date(date, now)).or(clock)?;
    let wait = u64::try_from(then.saturating_sub(from)).unwrap_or(0);
    Some(bounded(Duration::from_secs(wait)))
}

/// Seconds from 1970 to an HTTP date. `now` tells the century of a year that has only two digits.
pub(crate) fn http_date(text: &str, now: i64) -> Option<i64> {
    // Sun Nov  6 08:49:37 1994; Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
    let (words, count) = words(text.as_bytes());
    let (month, day, year, clock) = match words {
        [_, month, day, clock, year, _] if count == 5 => (month, day, year, clock),
        [_, day, month, year, clock, b"GMT"] if count == 6 => (month, day, year, clock),
        _ => return None,
    };
    let month = month_number(month)?;
    let (day, seconds) = (short(day, 2)?, seconds_of(clock)?);
    let since_epoch = |year| Some(days_since_epoch(year, month, day)? * 86_400 + seconds);
    match year.len() {
        2 => since_epoch(in_this_century(short(year, 2)?, now)),
        _ => since_epoch(short(year, 4)?),
    }
}

/// The first six words of a date, and how many there are.
fn words(text: &[u8]) -> ([&[u8]; 6], usize) {
    let (mut words, mut count) = ([&text[..0]; 6], 0);
    for word in text.split(|byte| matches!(byte, b' ' | b',' | b'-')) {
        if !word.is_empty() {
            if let Some(place) = words.get_mut(count) {
                *place = word;
            }
            count += 1;
        }
    }
    (words, count)
}

/// A year of two digits is the latest one that is not more than 50 years ahead.
fn in_this_century(year: i64, now: i64) -> i64 {
    const YEAR: i64 = 31_556_952;
    let this_year = 1970 + now / YEAR;
    let mut guess = this_year - this_year.rem_euclid(100) + 100 + year;
    while guess - this_year > 50 {
        guess -= 100;
    }
    guess
}

fn month_number(name: &[u8]) -> Option<i64> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut months = (1..).zip(MONTHS.chunks_exact(3));
    months
        .find(|(_, month)| *month == name)
        .map(|(number, _)| number)
}

/// A number: digits, and nothing else. What does not fit is the largest one.
fn digits(text: &[u8]) -> Option<u64> {
    let mut number: u64 = 0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number
            .saturating_mul(10)
            .saturating_add(u64::from(byte - b'0'));
    }
    (!text.is_empty()).then_some(number)
}

/// A number of at most `most` digits.
fn short(text: &[u8], most: usize) -> Option<i64> {
    let number = digits(text).filter(|_| text.len() <= most)?;
    number.try_into().ok()
}

/// `08:49:37`, with the leap second that a clock may show.
fn seconds_of(clock: &[u8]) -> Option<i64> {
    let mut parts = clock.split(|byte| *byte == b':');
    let mut next = || short(parts.next()?, 2);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let valid = parts.next().is_none() && hours < 24 && minutes < 60 && seconds <= 60;
    valid.then_some(hours * 3600 + minutes * 60 + seconds)
}

/// Days from 1970 to a date of the Gregorian calendar, where there is such a day.
fn days_since_epoch(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    // Years are counted from March, so that the day that comes and goes is the last one.
    let shifted = if month > 2 { year } else { year - 1 };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leap_days = shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400);
    let days = shifted * 365 + leap_days + day_of_year - 719_468;
    (1..=length).contains(&day).then_some(days)
}
