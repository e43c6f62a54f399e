//! Today, in UTC. The only place that reads the clock for the guide.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// How long until the next day begins in UTC.
pub(super) fn until_tomorrow() -> Duration {
    let now = Timestamp::now().as_second();
    let day = 24 * 60 * 60;
    let left = day - now.rem_euclid(day);
    Duration::from_secs(u64::try_from(left).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_is_at_most_a_day_away_and_never_now() {
        let left = until_tomorrow();
        assert!(left > Duration::ZERO && left <= Duration::from_secs(24 * 60 * 60));
    }
}
