//! Times as the newsroom writes them: in its time zone, the same in every language.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use store::Millis;

/// A newsroom's time zone.
#[derive(Clone)]
pub(super) struct Zone(TimeZone);

impl Zone {
    /// By its IANA name; UTC when there is none such.
    pub(super) fn named(name: &str) -> Zone {
        Zone(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    /// `2026-11-24 14:05`
    pub(super) fn text(&self, at: Millis) -> String {
        self.strftime(at, "%Y-%m-%d %H:%M")
    }

    /// As a `<time>`.
    pub(super) fn show(&self, at: Millis) -> Markup {
        html! { time.nowrap datetime=(self.strftime(at, "%Y-%m-%dT%H:%M:%S%:z")) { (self.text(at)) } }
    }

    /// The first moment of a day that a form names (`2026-11-24`).
    pub(super) fn day(&self, text: &str) -> Option<Millis> {
        let date: Date = text.parse().ok()?;
        Some(date.to_zoned_datetime(self.0.clone()).ok()?.timestamp().as_millisecond())
    }

    /// The first moment of the day after.
    pub(super) fn day_after(&self, text: &str) -> Option<Millis> {
        let date: Date = text.parse().ok()?;
        let next = date.tomorrow().ok()?;
        Some(next.to_zoned_datetime(self.0.clone()).ok()?.timestamp().as_millisecond())
    }

    fn strftime(&self, at: Millis, format: &str) -> String {
        let zoned = Timestamp::from_millisecond(at).map(|at| at.to_zoned_datetime(self.0.clone()));
        zoned.map(|zoned| zoned.strftime(format).to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_newsrooms() {
        let zone = Zone::named("Asia/Tbilisi");
        assert_eq!(zone.text(1_767_225_600_000), "2026-01-01 04:00");
        assert_eq!(zone.day("2026-01-01"), Some(1_767_225_600_000 - 4 * 3_600_000));
        assert_eq!(zone.day_after("2026-01-01"), Some(1_767_225_600_000 + 20 * 3_600_000));
        assert_eq!(zone.day("1 January"), None);
        assert_eq!(Zone::named("Nowhere").text(0), "1970-01-01 00:00");
    }
}
