//! `{{date}}`: a date in the site's time zone and the page's language.

use hbs::{Call, Result, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::dates;
use crate::scope::Ghost;

/// The date given, or the post's publication, or now; printed by `format` (moment tokens, `ll` by default) or, with
/// `timeago`, as the time that has passed. `timezone` and `locale` overrule the site's and the page's.
pub(super) fn date<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let given = match call.args() {
        [] => call.this().get("published_at").filter(Value::is_true),
        [first, ..] => Some(first.clone()),
    };
    let now = || Timestamp::from_millisecond(scope.now()).unwrap_or(Timestamp::UNIX_EPOCH);
    let at = given.as_ref().and_then(read).unwrap_or_else(now);
    let locale = match call.hash("locale").and_then(Value::as_str) {
        Some(locale) if !locale.is_empty() => dates::locale(locale),
        _ => scope.dates,
    };
    if call.hash("timeago").is_some_and(Value::is_true) {
        return Ok(Value::safe(dates::ago(at, now(), locale)));
    }
    let zone = match call.hash("timezone").and_then(Value::as_str) {
        Some(name) => TimeZone::get(name).unwrap_or_else(|_| scope.facts.zone.clone()),
        None => scope.facts.zone.clone(),
    };
    let format = call.hash("format").map_or("ll".into(), Value::to_text);
    Ok(Value::safe(dates::format(&at.to_zoned_datetime(zone), &format, locale)))
}

fn read(value: &Value<'_>) -> Option<Timestamp> {
    match value {
        Value::Number(milliseconds) => Timestamp::from_millisecond(*milliseconds as i64).ok(),
        Value::Str(text) | Value::Safe(text) => dates::parse(text),
        _ => None,
    }
}
