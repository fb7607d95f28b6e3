//! Values of attributes: JSON on our side, lib0's on the other.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value};
use yrs::{Any, any::Number};

/// The JSON of a value; `None` for what means “not given” and for what JSON does not know.
pub(crate) fn to_json(any: &Any) -> Option<Value> {
    Some(match any {
        Any::Null | Any::Undefined | Any::Buffer(_) => return None,
        Any::Bool(flag) => Value::Bool(*flag),
        Any::Number(number) => number_to_json(*number)?,
        Any::String(text) => Value::String(text.to_string()),
        Any::Array(items) => {
            Value::Array(items.iter().map(|item| to_json(item).unwrap_or(Value::Null)).collect())
        }
        Any::Map(map) => Value::Object(
            map.iter().filter_map(|(key, value)| Some((key.clone(), to_json(value)?))).collect(),
        ),
    })
}

/// JavaScript has one kind of number: a whole one is a whole one however it was sent.
fn number_to_json(number: Number) -> Option<Value> {
    match number {
        Number::Int(whole) => Some(Value::from(whole)),
        Number::Float(number) if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 => {
            Some(Value::from(number as i64))
        }
        Number::Float(number) => serde_json::Number::from_f64(number).map(Value::Number),
    }
}

/// The value of a JSON value.
pub(crate) fn from_json(value: &Value) -> Any {
    match value {
        Value::Null => Any::Null,
        Value::Bool(flag) => Any::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Any::Number(Number::Int(whole)),
            None => Any::Number(Number::Float(number.as_f64().unwrap_or_default())),
        },
        Value::String(text) => Any::String(text.as_str().into()),
        Value::Array(items) => Any::Array(items.iter().map(from_json).collect()),
        Value::Object(map) => Any::Map(Arc::new(from_object(map))),
    }
}

pub(crate) fn from_object(map: &Map<String, Value>) -> HashMap<String, Any> {
    map.iter().map(|(key, value)| (key.clone(), from_json(value))).collect()
}
