//! Looking up a path.

use super::env::Env;
use crate::tree::{Base, Path};
use crate::value::Value;

/// The value of a path; `Undefined` when something on the way is missing.
pub(crate) fn look_up<'a>(path: &'a Path, env: &Env<'_, 'a>) -> Value<'a> {
    match path.base {
        Base::Context(0) => walk(env.this, &path.parts),
        Base::Context(levels) => {
            env.context(levels).map_or(Value::Undefined, |value| walk(value, &path.parts))
        }
        Base::Data(levels) => data(levels, path, env),
        Base::Param { level, index } => {
            let mut params = env.params;
            for _ in 0..level {
                params = params.and_then(|params| params.parent);
            }
            match params.and_then(|params| params.values.get(index)) {
                Some(value) => walk(value, &path.parts[1..]),
                None => Value::Undefined,
            }
        }
    }
}

fn walk<'a>(from: &Value<'a>, parts: &[Box<str>]) -> Value<'a> {
    let Some((first, others)) = parts.split_first() else { return from.clone() };
    if from.is_nullish() {
        return from.clone();
    }
    let mut value = from.get(first).unwrap_or_default();
    for part in others {
        if value.is_nullish() {
            return value;
        }
        value = value.get(part).unwrap_or_default();
    }
    value
}

fn data<'a>(levels: usize, path: &'a Path, env: &Env<'_, 'a>) -> Value<'a> {
    let mut frame = env.data;
    for _ in 0..levels {
        let Some(parent) = frame.parent else { return Value::Undefined };
        frame = parent;
    }
    let Some((first, others)) = path.parts.split_first() else { return Value::Undefined };
    if &**first == "partial-block" {
        return Value::Bool(env.caller.is_some());
    }
    let Some(first) = frame.get(first) else { return Value::Undefined };
    if others.is_empty() {
        return first.clone();
    }
    let mut value = first.clone();
    for part in others {
        if !value.is_true() {
            return value;
        }
        value = value.get(part).unwrap_or_default();
    }
    value
}
