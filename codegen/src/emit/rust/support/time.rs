//! Units of time.

#![allow(dead_code, reason = "few registries use all of this")]

use core::time::Duration;

/// One of each unit, in nanoseconds.
pub(crate) const NANOSECOND: u64 = 1;
pub(crate) const MICROSECOND: u64 = 1_000;
pub(crate) const MILLISECOND: u64 = 1_000_000;
pub(crate) const SECOND: u64 = 1_000_000_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;

/// The time that `count` of a unit of `nanos` nanoseconds are; nothing below zero.
pub(crate) fn duration<T: Into<i128>>(count: T, nanos: u64) -> Duration {
    let count = u128::try_from(count.into()).unwrap_or(0);
    let total = count.saturating_mul(nanos.into());
    let nanos_per_second = u128::from(SECOND);
    match u64::try_from(total / nanos_per_second) {
        #[allow(clippy::cast_possible_truncation, reason = "less than a second")]
        Ok(seconds) => Duration::new(seconds, (total % nanos_per_second) as u32),
        Err(_) => Duration::MAX,
    }
}

/// [`duration`] of a count that may be absent.
pub(crate) fn optional_duration<T: Into<i128>>(count: Option<T>, nanos: u64) -> Option<Duration> {
    count.map(|count| duration(count, nanos))
}
