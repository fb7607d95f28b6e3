//! The settings, to be read: those that readers' programs see, too, and what is no secret besides.

use newsroom::Capability;
use serde_json::{Value, json};

use super::{
    super::{content::settings::all, json::Facts, refusal::Answered},
    Answer, Call,
    routes::{Route, Who},
};

pub(super) const ROUTES: &[Route] =
    &[Route::browse("settings", Who::Programs(Capability::WriteOwn), "settings", browse)];

/// Names of the Content API that are no settings.
const OF_THE_SITE: [&str; 3] = ["url", "version", "lang"];

fn browse(call: Call) -> Answered<Answer> {
    let reader = call.reader()?;
    let settings = reader.settings()?;
    let mut found = all(&reader, &settings, &Facts::inside(call.address(), &settings))?;
    found.retain(|name, _| !OF_THE_SITE.contains(&name.as_str()));
    found.insert("default_content_visibility".to_owned(), json!("public"));
    let private = settings.all.get("is_private").is_some_and(|private| &**private == "true");
    found.insert("is_private".to_owned(), json!(private));
    let rows: Vec<Value> =
        found.into_iter().map(|(key, value)| json!({ "key": key, "value": flat(value) })).collect();
    Answer::json(&json!({ "settings": rows, "meta": {} }))
}

/// Lists and maps are texts in Ghost's rows.
fn flat(value: Value) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) => Value::String(value.to_string()),
        other => other,
    }
}
