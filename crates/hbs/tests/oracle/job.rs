//! One template to render, in a form that both engines can be given.

use hbs::{Limits, Page, Registry, Template, Tree, TreeMap, Value};
use serde_json::json;

use crate::helpers;

/// A template with all that it is rendered with.
#[derive(Clone, Default)]
pub(crate) struct Job {
    pub(crate) template: String,
    pub(crate) data: serde_json::Value,
    /// What the template sees as `@name`.
    pub(crate) vars: serde_json::Map<String, serde_json::Value>,
    pub(crate) partials: Vec<(String, String)>,
    /// `helperMissing`, `blockHelperMissing`
    pub(crate) hooks: Vec<String>,
}

impl Job {
    /// What our engine makes of it.
    pub(crate) fn render(&self) -> Result<String, String> {
        let mut registry = Registry::<()>::new();
        helpers::register(&mut registry, &self.hooks);
        for (name, source) in &self.partials {
            match Template::parse(name, source) {
                Ok(template) => drop(registry.partial(name, template)),
                // Handlebars.js compiles a partial when it is first rendered.
                Err(error) => return Err(error.to_string()),
            }
        }
        registry
            .template("main", Template::parse("main", &self.template).map_err(|error| error.to_string())?);
        let set = registry.link();

        let this = tree(&self.data);
        let vars: Vec<(&str, Tree)> =
            self.vars.iter().map(|(name, value)| (name.as_str(), tree(value))).collect();
        let data = vars.iter().map(|(name, value)| (*name, helpers::revive(value))).collect();
        let page = Page { this: helpers::revive(&this), data, scope: &(), limits: Limits::default() };
        set.render("main", page).map_err(|error| error.to_string())
    }

    /// What the other engine is given.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let partials: serde_json::Map<_, _> =
            self.partials.iter().map(|(name, source)| (name.clone(), json!(source))).collect();
        json!({
            "template": self.template,
            "data": self.data,
            "vars": self.vars,
            "partials": partials,
            "hooks": self.hooks,
        })
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.template)?;
        let mut used = self.template.clone();
        for (name, source) in self.partials.iter().rev() {
            if !used.contains(name) {
                continue;
            }
            used.push_str(source);
            write!(f, "\n  partial {name}: {source:?}")?;
        }
        write!(f, "\n  data {}", self.data)?;
        if !self.vars.is_empty() {
            write!(f, "\n  vars {:?}", self.vars)?;
        }
        Ok(())
    }
}

fn tree(json: &serde_json::Value) -> Tree {
    match json {
        serde_json::Value::Null => Tree::Null,
        serde_json::Value::Bool(b) => Tree::Bool(*b),
        serde_json::Value::Number(number) => Tree::Number(number.as_f64().unwrap()),
        serde_json::Value::String(text) => Tree::Text(text.clone()),
        serde_json::Value::Array(list) => Tree::Array(list.iter().map(tree).collect()),
        serde_json::Value::Object(map) => {
            Tree::Object(map.iter().map(|(key, value)| (key.clone(), tree(value))).collect::<TreeMap>())
        }
    }
}

/// True when two values are the same by JavaScript's `===`, as far as the helpers need it.
pub(crate) fn same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Object(a), Value::Object(b)) => a.identity() == b.identity(),
        _ => false,
    }
}
