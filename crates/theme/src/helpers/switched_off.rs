//! Helpers of what later issues build: membership and comments. Until then a theme sees a site
//! on which all of that is switched off.

use hbs::{Call, Result, Value};

use crate::scope::Ghost;

/// Prints nothing.
pub(super) fn nothing<'a>(_: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(Value::Undefined)
}
