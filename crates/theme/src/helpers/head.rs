//! `{{ghost_head}}` and `{{ghost_foot}}`.

use hbs::{Call, Result, Value};

use crate::head::{Exclude, foot, head};
use crate::scope::{Announcement, Ghost};

/// Everything that search engines, networks and browsers want in `<head>`; `exclude="schema"` leaves parts out.
pub(super) fn ghost_head<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let exclude = call.hash("exclude").and_then(Value::as_str).unwrap_or_default();
    let (scope, exclude) = (call.scope(), Exclude::read(exclude));
    if !exclude.announcement && scope.announcement.get() == Announcement::Unasked {
        scope.announcement.set(Announcement::Wanted);
    }
    Ok(Value::safe(head(scope, exclude)))
}

/// The code that the site's people put at the end of `<body>`.
pub(super) fn ghost_foot<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(Value::safe(foot(call.scope())))
}
