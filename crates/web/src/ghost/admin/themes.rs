//! Themes and their settings: brought, put live, taken out and removed by programs and people, as in Ghost.

use std::io::{Cursor, Error};

use newsroom::{Capability, Refused};
use serde_json::{Value, json};
use theme::{CustomKind, CustomSetting, Finding, Library, Report};

use super::{
    super::refusal::{Answered, Refusal, Unanswered},
    Answer, Call,
    body::{Body, Takes},
    routes::{Route, Who},
};
use crate::{
    arriving::Bound,
    themes::{Examined, MOST, NotKept, Themes, missing},
};

const PROGRAMS: Who = Who::Programs(Capability::KeepThemes);
const PEOPLE: Who = Who::People(Capability::KeepThemes);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("themes", PEOPLE, "themes", browse),
    Route::read("themes/active", PEOPLE, "theme", active),
    Route::upload("themes/upload", PROGRAMS, "theme", Takes::Files(Bound::Bytes(MOST)), upload),
    Route::edit("themes/{name}/activate", PROGRAMS, "theme", activate),
    Route::read("themes/{name}/download", PEOPLE, "theme", download),
    Route::destroy("themes/{name}", PEOPLE, "theme", destroy),
    Route::browse("custom_theme_settings", PEOPLE, "custom_theme_settings", settings),
    Route::edit("custom_theme_settings", PEOPLE, "custom_theme_settings", set),
];

/// The themes of the site.
fn themes(call: &Call) -> &Themes {
    &call.api.room.themes
}

fn browse(call: Call) -> Answered<Answer> {
    let themes: Vec<Value> = themes(&call).examine_all().iter().map(|one| shown(&call, one)).collect();
    Answer::json(&json!({ "themes": themes }))
}

fn active(call: Call) -> Answered<Answer> {
    let live = themes(&call).live();
    let examined = themes(&call).examine(&live.name).ok_or_else(|| missing(&live.name))?;
    Answer::json(&judged(&call, &examined))
}

fn upload(mut call: Call) -> Answered<Answer> {
    let file = call.form().file("file").ok_or_else(|| Refusal::unfit("Please select a theme."))?;
    let zip = file.staged.original();
    let installed = themes(&call).install(call.newsroom(), call.actor()?, &zip, &file.name);
    let installed = installed.map_err(|kept| refused(&file.name, kept))?;
    let answer = Answer::json(&judged(&call, &installed))?;
    Ok(if is_live(&call, &installed) { answer.changes("/*") } else { answer })
}

fn activate(call: Call) -> Answered<Answer> {
    let name = call.place(0);
    let activated = themes(&call).activate(call.newsroom(), call.actor()?, name);
    let activated = activated.map_err(|kept| refused(name, kept))?;
    themes(&call).follow(&call.api.room.store)?;
    Ok(Answer::json(&judged(&call, &activated))?.changes("/*"))
}

fn download(call: Call) -> Answered<Answer> {
    let name = call.place(0);
    if themes(&call).library.source(name).is_none() {
        return Err(Refusal::bad_request("Please select a valid theme.").into());
    }
    let mut zip = Cursor::new(Vec::new());
    themes(&call).library.pack(name, &mut zip).map_err(disk)?;
    Ok(Answer::attachment(&format!("{name}.zip"), "application/zip", zip.into_inner()))
}

fn destroy(call: Call) -> Answered<Answer> {
    let name = call.place(0);
    if name == Library::BUILT_IN {
        return Err(Refusal::unfit("Deleting the default theme is not allowed.").into());
    }
    if *themes(&call).live().name == *name {
        return Err(Refusal::unfit("Deleting the active theme is not allowed.").into());
    }
    themes(&call).remove(call.newsroom(), call.actor()?, name)?;
    Ok(Answer::nothing().changes("/*"))
}

fn settings(call: Call) -> Answered<Answer> {
    Answer::json(&custom(&call)?)
}

/// `{"custom_theme_settings": [{"key": …, "value": …}]}`: those of the live theme, all or none.
fn set(call: Call) -> Answered<Answer> {
    let look = themes(&call).follow(&call.api.room.store)?;
    let set = call.reader()?.settings()?;
    let mut texts = look.theme.custom_texts(&set);
    let rows = match &call.body {
        Body::Json(body) => body["custom_theme_settings"].as_array(),
        _ => None,
    };
    for row in rows.ok_or_else(|| Refusal::bad_request("No root key ('custom_theme_settings') provided."))? {
        let key = row["key"].as_str().unwrap_or_default();
        let known = look.theme.custom_settings().iter().find(|setting| setting.key == key);
        let Some(setting) = known else {
            return Err(Refusal::unfit(format!("Unknown setting: {key}.")).into());
        };
        let text = match (&row["value"], &setting.kind) {
            (Value::Bool(value), CustomKind::Boolean) => value.to_string(),
            (Value::String(text), kind) if *kind != CustomKind::Boolean => text.clone(),
            (Value::Null, CustomKind::Image | CustomKind::Text) => String::new(),
            _ => return Err(not_taken(setting).into()),
        };
        if !setting.takes(&text) {
            return Err(not_taken(setting).into());
        }
        texts.insert(setting.key.clone(), text);
    }
    let texts = look.theme.settings_to_write(&set, &texts);
    call.newsroom().set_theme_settings(call.actor()?, &texts)?;
    Ok(Answer::json(&custom(&call)?)?.changes("/*"))
}

fn not_taken(setting: &CustomSetting) -> Refusal {
    let allowed = match &setting.kind {
        CustomKind::Select(options) => options.join(", "),
        CustomKind::Boolean => "true, false".to_owned(),
        CustomKind::Color => "#1234AF".to_owned(),
        CustomKind::Image => "the address of a picture".to_owned(),
        CustomKind::Text => "a text of at most 2,000 characters".to_owned(),
    };
    Refusal::unfit(format!("Unallowed value for '{}'. Allowed values: {allowed}.", setting.key))
}

fn custom(call: &Call) -> Answered<Value> {
    let look = themes(call).follow(&call.api.room.store)?;
    let texts = look.theme.custom_texts(&*call.reader()?.settings()?);
    let declared = &look.theme.package_json()["config"]["custom"];
    let one = |setting: &CustomSetting| {
        let mut row = declared[&setting.key].clone();
        let text = texts.get(&setting.key).map_or("", String::as_str);
        row["key"] = json!(setting.key);
        row["value"] = match (text, &setting.kind) {
            (text, CustomKind::Boolean) => json!(text == "true"),
            ("", _) => Value::Null,
            (text, _) => json!(text),
        };
        row
    };
    Ok(json!({ "custom_theme_settings": look.theme.custom_settings().iter().map(one).collect::<Vec<_>>() }))
}

fn is_live(call: &Call, one: &Examined) -> bool {
    *themes(call).live().name == *one.name
}

/// A theme of a list.
fn shown(call: &Call, one: &Examined) -> Value {
    let active = is_live(call, one);
    let mut shown = json!({ "name": one.name, "package": one.theme.package_json(), "active": active });
    if active {
        shown["templates"] = one.theme.custom_templates().iter().map(|name| template(name)).collect();
    }
    shown
}

/// The one theme that a request was about, with what was found in it.
fn judged(call: &Call, one: &Examined) -> Value {
    let mut shown = shown(call, one);
    for (name, found) in [("errors", &one.report.errors), ("warnings", &one.report.warnings)] {
        if !found.is_empty() {
            shown[name] = found.iter().map(|finding| failure(name, finding)).collect();
        }
    }
    json!({ "themes": [shown] })
}

/// `custom-wide-story` as Ghost describes it.
fn template(file: &str) -> Value {
    let words = file.trim_start_matches("custom-").split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    let name = words.collect::<Vec<_>>().join(" ");
    json!({ "filename": file, "name": name, "for": ["page", "post"], "slug": null })
}

/// Something that was found, in the shape of gscan.
fn failure(level: &str, finding: &Finding) -> Value {
    let place = match finding.line {
        0 => finding.file.clone(),
        line => format!("{}:{line}", finding.file),
    };
    json!({
        "fatal": level == "errors",
        "level": level.trim_end_matches('s'),
        "code": finding.rule,
        "rule": finding.message,
        "details": finding.advice,
        "failures": [{ "ref": place, "message": if finding.excerpt.is_empty() { &finding.message } else { &finding.excerpt } }],
    })
}

fn refused(name: &str, kept: NotKept) -> Unanswered {
    match kept {
        NotKept::Unusable(report) => unusable(name, &report).into(),
        NotKept::Refused(refused) => refused.into(),
    }
}

fn unusable(name: &str, report: &Report) -> Refusal {
    let name = Library::name_of(name).unwrap_or_default();
    let all = |level: &str, found: &[Finding]| {
        found.iter().map(|finding| failure(level, finding)).collect::<Value>()
    };
    Refusal::unusable_theme(&name).with_details(json!({
        "checkedVersion": "6.x",
        "name": name,
        "errors": all("errors", &report.errors),
        "warnings": all("warnings", &report.warnings),
    }))
}

fn disk(source: Error) -> Refused {
    Refused::Failed(store::Error::File { path: "content/themes".into(), source })
}
