//! The helpers of `handlebars.cjs`, line for line.

use std::borrow::Cow;

use hbs::{Branch, Call, List, Object, ObjectRef, Registry, Result, Tree, TreeMap, Value, With};

use crate::job::same;

type Answer<'a> = Result<Value<'a>>;

pub(crate) fn register(registry: &mut Registry, hooks: &[String]) {
    registry
        .function("upper", |call| {
            Ok(if call.args().is_empty() {
                Value::from("none")
            } else {
                Value::from(call.arg(0).to_text().to_uppercase())
            })
        })
        .function("concat", |call| Ok(Value::from(joined(call.args(), ""))))
        .function("kinds", |call| Ok(Value::from(call.args().iter().map(kind).collect::<Vec<_>>().join(","))))
        .function("pairs", |call| {
            let mut pairs: Vec<String> =
                call.hashes().map(|(key, value)| format!("{key}={}", value.to_text())).collect();
            pairs.reverse();
            Ok(Value::from(pairs.join(";")))
        })
        .function("safe", |call| {
            Ok(Value::safe(if call.args().is_empty() {
                String::new()
            } else {
                call.arg(0).to_text().into_owned()
            }))
        })
        .function("eq", |call| Ok(Value::from(call.args().len() > 1 && same(call.arg(0), call.arg(1)))))
        .function("not", |call| Ok(Value::from(!call.arg(0).is_true())))
        .function("list", |call| Ok(Value::from(call.args().to_vec())))
        .function("undef", |_| Ok(Value::Undefined))
        .function("nul", |_| Ok(Value::Null))
        .function("nought", |_| Ok(Value::from(0)))
        .function("yes", |_| Ok(Value::from(true)))
        .function("no", |_| Ok(Value::from(false)))
        .function("calledAs", |call| Ok(Value::from(call.name())))
        .function("count", |call| Ok(Value::from(call.args().len())))
        .function("at", |call| Ok(call.data(&call.arg(0).to_text())))
        .helper("link", link)
        .helper("title", title)
        .helper("twice", twice)
        .helper("ctx", ctx)
        .helper("either", either)
        .helper("loop", turns)
        .helper("shout", shout)
        .helper("raw", raw);
    for hook in hooks {
        match hook.as_str() {
            "helperMissing" => registry.helper("helperMissing", helper_missing),
            "blockHelperMissing" => registry.helper("blockHelperMissing", block_helper_missing),
            other => panic!("no hook {other:?}"),
        };
    }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Undefined => "undefined",
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Str(_) => "string",
        Value::Array(_) => "array",
        Value::Safe(_) | Value::Object(_) => "object",
    }
}

fn joined(values: &[Value<'_>], between: &str) -> String {
    let text =
        |value: &Value<'_>| if value.is_nullish() { String::new() } else { value.to_text().into_owned() };
    values.iter().map(text).collect::<Vec<_>>().join(between)
}

fn need_block(call: &Call<'_, '_>) -> Result<()> {
    if call.is_block() { Ok(()) } else { Err(call.error("needs a block")) }
}

fn link<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let url = call.hash("url").cloned().unwrap_or_default();
    call.write(&format!("<a href=\"{}\">", url.to_text()))?;
    match call.arg(0).clone() {
        Value::Undefined | Value::Null => {}
        Value::Safe(html) => call.write(&html)?,
        value => call.write_escaped(&value.to_text())?,
    }
    call.write("</a>")?;
    Ok(Value::Undefined)
}

fn title<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let this = call.this();
    let name = if matches!(this, Value::Object(_)) { this.get("name") } else { None };
    Ok(match name {
        Some(Value::Str(name)) => Value::from(format!("Mx {name}")),
        _ => Value::from("nobody"),
    })
}

fn twice<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    call.render(Branch::Main)?;
    call.render(Branch::Main)?;
    Ok(Value::Undefined)
}

fn ctx<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    let this = Some(call.arg(0).clone());
    call.render_with(Branch::Main, &With { this, ..With::default() })?;
    Ok(Value::Undefined)
}

fn either<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    let branch = if call.arg(0).is_true() { Branch::Main } else { Branch::Inverse };
    call.render(branch)?;
    Ok(Value::Undefined)
}

fn turns<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    let times = call.arg(0).as_number().unwrap_or(0.0).min(3.0);
    let mut turn = 0.0;
    while turn < times {
        let data = [("turn", Value::from(turn)), ("index", Value::from(10.0 + turn))];
        let params = [Value::from(turn), Value::from(times)];
        call.render_with(Branch::Main, &With { this: None, data: &data, params: &params })?;
        turn += 1.0;
    }
    Ok(Value::Undefined)
}

fn shout<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    let inside = call.capture(|call| call.render(Branch::Main))?;
    Ok(Value::from(inside.to_uppercase()))
}

fn raw<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    need_block(call)?;
    call.render(Branch::Main)?;
    Ok(if call.args().is_empty() {
        Value::Undefined
    } else {
        Value::from(format!(":{}", joined(call.args(), "+")))
    })
}

fn helper_missing<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::from(format!("[missing {} {}]", call.name(), call.args().len())))
}

fn block_helper_missing<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.arg(0).to_text().into_owned();
    call.write(&format!("[block {} {text}]", call.name()))?;
    call.render(Branch::Main)?;
    Ok(Value::Undefined)
}

/// A value of a kept tree, in which `{"$safe": "html"}` stands for safe text.
pub(crate) fn revive(tree: &Tree) -> Value<'_> {
    match tree {
        Tree::Object(map) => match map.get("$safe") {
            Some(Tree::Text(html)) => Value::safe(html.as_str()),
            _ => Value::object(RevivedMap(map)),
        },
        Tree::Array(list) => Value::list(RevivedList(list)),
        other => Value::from(other),
    }
}

struct RevivedMap<'a>(&'a TreeMap);

impl<'a> Object<'a> for RevivedMap<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        self.0.get(key).map(revive)
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        ObjectRef::Tree(self.0).keys()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.0).addr()
    }
}

struct RevivedList<'a>(&'a [Tree]);

impl<'a> List<'a> for RevivedList<'a> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Option<Value<'a>> {
        self.0.get(index).map(revive)
    }

    fn identity(&self) -> usize {
        self.0.as_ptr().addr()
    }
}
