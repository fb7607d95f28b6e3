//! `{{#foreach list}}`: the loop of Ghost themes.

use std::borrow::Cow;

use hbs::{Branch, Call, Result, Value, With};

use super::arguments::whole_number;
use crate::scope::Ghost;
use crate::views;

/// An element: its key and value.
type Element<'a> = (Cow<'a, str>, Value<'a>);

/// Loops over an array or the values of an object. `limit`, `from` and `to` count from 1; `columns` sets
/// `@rowStart` and `@rowEnd`; `visibility` chooses among what has one (tags: public ones unless told otherwise).
pub(super) fn foreach<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let elements = visible(elements(call.arg(0)), call.hash("visibility").and_then(Value::as_str));
    let length = elements.len() as i64;
    if length == 0 {
        call.render(Branch::Inverse)?;
        return Ok(Value::Undefined);
    }
    let positive = |key: &str| whole_number(call.hash(key)).filter(|&n| n != 0);
    let limit = positive("limit").unwrap_or(length);
    let from = positive("from").unwrap_or(1);
    let mut to = positive("to").unwrap_or(length);
    if limit < length && from + limit <= length {
        to = from - 1 + limit;
    }
    let columns = whole_number(call.hash("columns")).filter(|&n| n != 0);
    for (at, (key, value)) in elements.into_iter().enumerate() {
        let index = at as i64;
        if index + 1 < from || index + 1 > to {
            continue;
        }
        let key = if call.arg(0).as_list().is_some() { Value::from(index) } else { Value::Str(key) };
        let even = index % 2 == 1;
        let data = [
            ("key", key.clone()),
            ("index", Value::from(index)),
            ("number", Value::from(index + 1)),
            ("first", Value::from(index == from - 1)),
            ("last", Value::from(index + 1 == to)),
            ("even", Value::from(even)),
            ("odd", Value::from(!even)),
            ("rowStart", Value::from(columns.is_some_and(|columns| index % columns == 0))),
            ("rowEnd", Value::from(columns.is_some_and(|columns| index % columns == columns - 1))),
        ];
        let params = [value.clone(), key];
        call.render_with(Branch::Main, &With { this: Some(value), data: &data, params: &params })?;
    }
    Ok(Value::Undefined)
}

fn elements<'a>(value: &Value<'a>) -> Vec<Element<'a>> {
    match value {
        Value::Array(list) => list.iter().map(|value| (Cow::Borrowed(""), value)).collect(),
        Value::Object(object) => {
            let get = |key: Cow<'a, str>| {
                let value = object.get(&key).unwrap_or_default();
                (key, value)
            };
            object.keys().into_iter().map(get).collect()
        }
        _ => Vec::new(),
    }
}

/// Leaves out what shall not be seen. Posts and newsletters are never left out unless the template names a visibility.
fn visible<'a>(mut elements: Vec<Element<'a>>, wanted: Option<&str>) -> Vec<Element<'a>> {
    // Ghost, too, knows newsletters by this field.
    let is_newsletter = |value: &Value<'a>| value.get("subscribe_on_signup").is_some();
    if wanted.is_none()
        && elements.first().is_some_and(|(_, first)| views::is_entry(first) || is_newsletter(first))
    {
        return elements;
    }
    let wanted: Vec<&str> = wanted.unwrap_or("public").split(',').map(str::trim).collect();
    if wanted.contains(&"all") {
        return elements;
    }
    elements.retain(|(_, value)| match value.get("visibility") {
        Some(visibility) if visibility.is_true() => visibility.as_str().is_some_and(|v| wanted.contains(&v)),
        _ => wanted.contains(&"public"),
    });
    elements
}
