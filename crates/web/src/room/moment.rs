//! Points in time, as the room shows them: in the site's time zone, to the minute.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};

use super::Room;

/// The site's time zone.
pub(super) fn zone(room: &Room) -> TimeZone {
    let settings = room.store.reader().and_then(|reader| reader.settings());
    settings.ok().and_then(|settings| TimeZone::get(&settings.timezone).ok()).unwrap_or(TimeZone::UTC)
}

/// `2026-11-24 14:05`, readable for machines too.
pub(super) fn moment(ms: i64, zone: &TimeZone) -> Markup {
    let Ok(at) = Timestamp::from_millisecond(ms) else { return html! {} };
    let shown = at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    html! { time.nowrap datetime=(at.to_string()) { (shown) } }
}

/// The first millisecond of a day such as `2026-11-24`.
pub(super) fn day(text: &str, zone: &TimeZone) -> Option<i64> {
    let date: Date = text.parse().ok()?;
    Some(date.to_zoned_datetime(zone.clone()).ok()?.timestamp().as_millisecond())
}

/// The last millisecond of such a day.
pub(super) fn end_of_day(text: &str, zone: &TimeZone) -> Option<i64> {
    let date: Date = text.parse().ok()?;
    Some(date.tomorrow().ok()?.to_zoned_datetime(zone.clone()).ok()?.timestamp().as_millisecond() - 1)
}
