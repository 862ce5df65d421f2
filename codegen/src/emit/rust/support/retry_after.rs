//! `Retry-After`: seconds, or one of the three forms of an HTTP date (RFC 9110, sections 5.6.7 and 10.2.3).

use super::alloc::vec::Vec;
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
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // What does not fit is a very long time.
        let seconds = text.parse().unwrap_or(u64::MAX);
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
    let words: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    // Sun Nov  6 08:49:37 1994; Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
    let ([_, month, day, clock, year] | [_, day, month, year, clock, "GMT"]) = *words else {
        return None;
    };
    let month = month_number(month)?;
    let (day, seconds) = (digits(day, 2)?, seconds_of(clock)?);
    let since_epoch = |year| Some(days_since_epoch(year, month, day)? * 86_400 + seconds);
    match year.len() {
        2 => in_this_century(digits(year, 2)?, now, since_epoch),
        _ => since_epoch(digits(year, 4)?),
    }
}

/// A year of two digits is the latest one that is not more than 50 years ahead.
fn in_this_century(year: i64, now: i64, since_epoch: impl Fn(i64) -> Option<i64>) -> Option<i64> {
    const YEAR: i64 = 31_556_952;
    let this_year = 1970 + now / YEAR;
    let mut guess = this_year - this_year.rem_euclid(100) + 100 + year;
    while guess - this_year > 50 {
        guess -= 100;
    }
    since_epoch(guess)
}

fn month_number(name: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    (1..)
        .zip(MONTHS)
        .find(|(_, month)| *month == name)
        .map(|(number, _)| number)
}

/// A number of at most `most` digits, and of nothing else.
fn digits(text: &str, most: usize) -> Option<i64> {
    let plain = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// `08:49:37`, with the leap second that a clock may show.
fn seconds_of(clock: &str) -> Option<i64> {
    let mut parts = clock.split(':').map(|part| digits(part, 2));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
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
