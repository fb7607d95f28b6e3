//! `{{#has tag="news" author="Ani"}}`: what a post, tag or author has.

use hbs::{Call, ListRef, Result, Value};

use super::compare::branch;
use crate::scope::Ghost;

/// True when any of the attributes holds: `tag`, `author` (names, or `count:>2`), `slug`, `id`, `visibility`,
/// `number`, `index` (`"1,4"` or `"nth:3"`), `any` and `all` (lists of fields that must be filled).
pub(super) fn has<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    let attributes: Vec<(&str, String)> = call
        .hashes()
        .filter(|(_, value)| value.is_true())
        .map(|(key, value)| (key, value.to_text().into_owned()))
        .collect();
    let answer = attributes.iter().any(|(key, wanted)| match *key {
        "tag" => listed(this.get("tags"), wanted),
        "author" => listed(this.get("authors"), wanted),
        "slug" | "id" | "visibility" => this
            .get(key)
            .and_then(|own| Some(own.as_str()?.to_lowercase() == wanted.to_lowercase()))
            .unwrap_or(false),
        "number" | "index" => call.data(key).as_number().is_some_and(|n| counted(wanted, n as i64)),
        "any" => wanted.split(',').any(|field| filled(call, &this, field)),
        "all" => wanted.split(',').all(|field| filled(call, &this, field)),
        _ => false,
    });
    branch(call, answer)
}

/// A list of names against those of tags or authors, or a comparison with their number.
fn listed(list: Option<Value<'_>>, wanted: &str) -> bool {
    let list = list.unwrap_or_default();
    let Some(list) = list.as_list() else { return false };
    match wanted.split_once("count:") {
        Some((_, number)) => amounts(list, number),
        None => wanted.split(',').map(|name| name.trim().to_lowercase()).any(|name| {
            list.iter().any(|item| item.get("name").is_some_and(|own| own.to_text().to_lowercase() == name))
        }),
    }
}

fn amounts(list: &ListRef<'_>, number: &str) -> bool {
    let (operator, digits) = match number.as_bytes().first() {
        Some(sign @ (b'>' | b'<')) => (*sign, &number[1..]),
        _ => (b'=', number),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let Ok(number) = digits[..end].parse::<usize>() else { return false };
    match operator {
        b'>' => list.len() > number,
        b'<' => list.len() < number,
        _ => list.len() == number,
    }
}

/// `nth:3`, or a list of numbers.
fn counted(wanted: &str, number: i64) -> bool {
    match wanted.strip_prefix("nth:") {
        Some(every) => every.trim().parse::<i64>().is_ok_and(|every| every != 0 && number % every == 0),
        None => wanted.split(',').any(|one| one.trim().parse::<i64>() == Ok(number)),
    }
}

/// Whether a field has something in it; numbers and booleans count as empty, as in Ghost.
fn filled<'a>(call: &Call<'_, 'a, Ghost>, this: &Value<'a>, field: &str) -> bool {
    let field = field.trim().to_lowercase();
    let mut parts = field.split('.');
    let first = parts.next().unwrap_or_default();
    let start = match first.strip_prefix('@') {
        Some(name) if matches!(name, "site" | "config" | "labs") => Some(call.data(name)),
        Some(_) => None,
        None => this.get(first),
    };
    let value = parts.try_fold(start.unwrap_or_default(), |value, part| value.get(part));
    match value.unwrap_or_default() {
        Value::Str(text) | Value::Safe(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.keys().is_empty(),
        _ => false,
    }
}
