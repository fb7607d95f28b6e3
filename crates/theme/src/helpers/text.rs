//! Small things with texts and numbers: `concat split json raw encode plural`.

use std::borrow::Cow;

use hbs::{Branch, Call, Error, Result, Value, With};

use super::arguments::text_or;
use super::escape;
use crate::scope::Ghost;

/// The arguments one after the other, with `separator` between them. As in Ghost the result is not escaped.
pub(super) fn concat<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let separator = text_or(call, "separator", "");
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    let mut flat: Vec<Value<'a>> = Vec::new();
    for argument in call.args() {
        match argument {
            Value::Array(list) => flat.extend(list.iter()),
            other => flat.push(other.clone()),
        }
    }
    for value in &flat {
        parts.push(if value.is_nullish() { Cow::Borrowed("") } else { value.to_text() });
    }
    Ok(Value::safe(parts.join(separator)))
}

/// The parts of a text between `separator`s (`,`), without empty ones. As a block: the parts are its context.
pub(super) fn split<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let separator = call.hash("separator").map_or(Cow::Borrowed(","), Value::to_text);
    let parts: Vec<Value<'a>> = match call.arg(0) {
        Value::Undefined | Value::Null => Vec::new(),
        value => {
            let safe = matches!(value, Value::Safe(_));
            let part = |part: &str| match safe {
                true => Value::safe(part.to_owned()),
                false => Value::from(part.to_owned()),
            };
            let text = value.to_text();
            match &*separator {
                "" => text.chars().map(|c| part(&c.to_string())).collect(),
                separator => text.split(separator).filter(|text| !text.is_empty()).map(part).collect(),
            }
        }
    };
    let parts = Value::from(parts);
    if !call.is_block() {
        return Ok(parts);
    }
    let params = [parts.clone()];
    call.render_with(Branch::Main, &With { this: Some(parts), data: &[], params: &params })?;
    Ok(Value::Undefined)
}

/// The argument, or an object of all `key=value` arguments, as JSON that may stand in a script.
pub(super) fn json<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let mut hashes = call.hashes().peekable();
    let json = if hashes.peek().is_some() {
        let entries: Vec<_> = hashes
            .filter(|(_, value)| !matches!(value, Value::Undefined))
            .map(|(key, value)| format!("{}:{}", quoted(key), printed(value, 0)))
            .collect();
        format!("{{{}}}", entries.join(","))
    } else {
        drop(hashes);
        printed(call.arg(0), 0)
    };
    Ok(Value::safe(escape::script_json(&json)))
}

/// Objects inside objects are printed so deep.
const JSON_DEPTH: usize = 6;

fn printed(value: &Value<'_>, depth: usize) -> String {
    match value {
        Value::Undefined | Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(n) if !n.is_finite() => "null".to_owned(),
        Value::Number(_) => value.to_text().into_owned(),
        Value::Str(text) | Value::Safe(text) => quoted(text),
        Value::Array(_) | Value::Object(_) if depth >= JSON_DEPTH => "null".to_owned(),
        Value::Array(list) => {
            let elements: Vec<_> = list.iter().map(|element| printed(&element, depth + 1)).collect();
            format!("[{}]", elements.join(","))
        }
        Value::Object(object) => {
            let entries: Vec<_> = object
                .keys()
                .iter()
                .filter_map(|key| Some(format!("{}:{}", quoted(key), printed(&object.get(key)?, depth + 1))))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The block as it stands (for templates of scripts inside `{{{{raw}}}}`).
pub(super) fn raw<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    call.render(Branch::Main)?;
    Ok(Value::Undefined)
}

/// The text encoded for a query of an address.
pub(super) fn encode<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let value = call.arg(0);
    let text = if value.is_nullish() { Cow::Borrowed("") } else { value.to_text() };
    Ok(Value::safe(escape::component(&text)))
}

/// `empty`, `singular` or `plural`, with the number in the place of `%`.
pub(super) fn plural<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let text = |key: &str| call.hash(key).map(|value| value.to_text().into_owned());
    let (Some(empty), Some(singular), Some(plural)) = (text("empty"), text("singular"), text("plural"))
    else {
        return Err(Error::helper("{{plural}} needs empty=, singular= and plural="));
    };
    let Some(number) = call.arg(0).as_number() else { return Ok(Value::Undefined) };
    let chosen = match number {
        0.0 => empty,
        1.0 => singular,
        n if n >= 2.0 => plural,
        _ => return Ok(Value::Undefined),
    };
    Ok(Value::safe(chosen.replacen('%', &call.arg(0).to_text(), 1)))
}
