//! Snowflakes and times, written as Discord writes them.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Serialize, Serializer};

/// The first millisecond of 2015, from which Discord counts.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// A snowflake: the id of a user, guild, channel, message, command or interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Id)
    }
}

/// Hands out ids that grow with time and are never given twice.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes(u64);

impl Snowflakes {
    pub(crate) fn next(&mut self) -> Id {
        let now = now_ms().saturating_sub(EPOCH_MS) << 22;
        self.0 = now.max(self.0 + 1);
        Id(self.0)
    }
}

pub(crate) fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
}

/// The present moment in ISO 8601 with microseconds, which sorts as text.
pub(crate) fn timestamp() -> String {
    let micros = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_micros());
    iso8601(u64::try_from(micros).unwrap_or(0))
}

fn iso8601(micros: u64) -> String {
    let seconds = micros / 1_000_000;
    let (year, month, day) = civil(seconds / 86_400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:06}+00:00",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
        micros % 1_000_000,
    )
}

/// Days since 1970 to year, month and day: whole years first, then whole months.
fn civil(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow() {
        let mut ids = Snowflakes::default();
        let mut last = ids.next();
        for _ in 0..10_000 {
            let next = ids.next();
            assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn times_are_calendar_times() {
        assert_eq!(iso8601(0), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(
            iso8601(1_709_210_096_000_007),
            "2024-02-29T12:34:56.000007+00:00"
        );
        assert_eq!(
            iso8601(1_798_761_599_000_000),
            "2026-12-31T23:59:59.000000+00:00"
        );
    }
}
