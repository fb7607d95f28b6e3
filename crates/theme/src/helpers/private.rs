//! `{{input_password}}`: where readers of a private site enter its access code (`private.hbs`).

use hbs::{Call, Result, Value};

use super::{arguments::text_or, escape};
use crate::scope::Ghost;

/// The field: `class`, `placeholder`, and `data-1p-ignore`, which keeps password managers away.
pub(super) fn input_password<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let class = escape::html(text_or(call, "class", "private-login-password"));
    let mut extras = String::from(r#"autofocus="autofocus""#);
    if let Some(placeholder) = call.hash("placeholder").filter(|text| text.is_true()) {
        extras.push_str(&format!(r#" placeholder="{}""#, escape::html(&placeholder.to_text())));
    }
    if call.hash("data-1p-ignore").is_some_and(Value::is_true) {
        extras.push_str(" data-1p-ignore");
    }
    Ok(Value::safe(format!(r#"<input class="{class}" type="password" name="password" {extras} />"#)))
}
