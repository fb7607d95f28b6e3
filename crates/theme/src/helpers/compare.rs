//! `{{#match a "=" b}}` and `{{#is "home, post"}}`: conditions.

use std::cmp::Ordering;

use hbs::{Branch, Call, Result, Value};

use crate::scope::Ghost;

/// Compares: one argument is tested for truth, two for equality, three by the operator in the middle
/// (`= != < > <= >= ~ ~^ ~$`). As a block it renders a branch, else its value is the answer.
pub(super) fn matches<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let answer = match call.args() {
        [value] => {
            let zero = call.hash("includeZero").is_some_and(Value::is_true);
            !value.is_empty() && (zero || value.is_true())
        }
        [left, right] => equal(left, right),
        [left, operator, right] => compare(left, operator.as_str().unwrap_or_default(), right),
        _ => return Ok(Value::Undefined),
    };
    branch(call, answer)
}

/// True in any of the contexts named: `home`, `index`, `post`, `page`, `tag`, `author`, `paged`, `preview`, `error`.
pub(super) fn is<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let contexts = call.scope().contexts;
    let answer = call
        .arg(0)
        .as_str()
        .is_some_and(|wanted| wanted.split(',').any(|word| contexts.contains(&word.trim())));
    branch(call, answer)
}

/// Renders the branch that the answer chooses.
pub(super) fn branch<'a>(call: &mut Call<'_, 'a, Ghost>, answer: bool) -> Result<Value<'a>> {
    if !call.is_block() {
        return Ok(Value::from(answer));
    }
    call.render(if answer { Branch::Main } else { Branch::Inverse })?;
    Ok(Value::Undefined)
}

/// JavaScript's `===`.
fn equal(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Object(a), Value::Object(b)) => a.identity() == b.identity(),
        (Value::Str(_) | Value::Safe(_), Value::Str(_) | Value::Safe(_)) => left.as_str() == right.as_str(),
        _ => false,
    }
}

fn compare(left: &Value<'_>, operator: &str, right: &Value<'_>) -> bool {
    let texts = |test: fn(&str, &str) -> bool| match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => test(left, right),
        _ => false,
    };
    match operator {
        "!=" => !equal(left, right),
        "<" => order(left, right) == Some(Ordering::Less),
        ">" => order(left, right) == Some(Ordering::Greater),
        "<=" => matches!(order(left, right), Some(Ordering::Less | Ordering::Equal)),
        ">=" => matches!(order(left, right), Some(Ordering::Greater | Ordering::Equal)),
        "~" => texts(|left, right| left.contains(right)),
        "~^" => texts(|left, right| left.starts_with(right)),
        "~$" => texts(|left, right| left.ends_with(right)),
        _ => equal(left, right),
    }
}

/// JavaScript's `<`: texts by their characters, everything else as numbers.
fn order(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => Some(left.encode_utf16().cmp(right.encode_utf16())),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Null => Some(0.0),
        Value::Str(text) | Value::Safe(text) if text.trim().is_empty() => Some(0.0),
        Value::Str(text) | Value::Safe(text) => text.trim().parse().ok(),
        _ => None,
    }
}
