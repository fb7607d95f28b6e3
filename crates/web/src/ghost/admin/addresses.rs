//! `routes.yaml` and the redirects, as files.

use newsroom::{Because, Capability, Refused};
use serde_json::json;

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    body::Takes,
    routes::{Route, Who},
};
use crate::arriving::Bound;

const SETTINGS: Who = Who::Programs(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::read("redirects/download", SETTINGS, "redirects", redirects),
    Route::upload(
        "redirects/upload",
        SETTINGS,
        "redirects",
        Takes::Files(Bound::Bytes(::routes::MOST_REDIRECT_BYTES as u64)),
        take_redirects,
    ),
    Route::read("settings/routes/yaml", SETTINGS, "routes", routes),
    Route::upload(
        "settings/routes/yaml",
        SETTINGS,
        "routes",
        Takes::Files(Bound::Bytes(::routes::MOST_BYTES as u64)),
        take_routes,
    ),
];

const YAML: &str = "text/plain; charset=utf-8";

fn redirects(call: Call) -> Answered<Answer> {
    let text = ::routes::write_redirects_yaml(&call.reader()?.redirects()?);
    Ok(Answer::attachment("redirects.yaml", YAML, text.into()))
}

fn take_redirects(mut call: Call) -> Answered<Answer> {
    let text = file(&mut call, "redirects")?;
    let rules = ::routes::read_redirects(&text).map_err(|fault| Refused::invalid("redirects", fault))?;
    call.newsroom().set_redirects(call.actor()?, &rules)?;
    Ok(Answer::json(&json!({}))?.changes("/*"))
}

fn routes(call: Call) -> Answered<Answer> {
    let settings = call.settings()?;
    let text = settings.get(::routes::SETTING).unwrap_or(::routes::STANDARD);
    Ok(Answer::attachment("routes.yaml", YAML, text.into()))
}

fn take_routes(mut call: Call) -> Answered<Answer> {
    let text = file(&mut call, "routes")?;
    call.newsroom().set_settings(call.actor()?, &[(::routes::SETTING, Some(&text))])?;
    Ok(Answer::json(&json!({}))?.changes("/*"))
}

/// The text of the file that was sent.
fn file(call: &mut Call, part: &str) -> Answered<String> {
    let file = call.form().file(part);
    let file = file.ok_or_else(|| Refusal::unfit(format!("Please select a {part} file to upload.")))?;
    let path = file.staged.original();
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(Refused::invalid("file", Because::FileNoText).into())
        }
        Err(source) => Err(Refused::Failed(store::Error::File { path, source }).into()),
    }
}
