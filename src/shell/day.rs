//! Today, in UTC. The only place that reads the clock for the guide.

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(super) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()
}
