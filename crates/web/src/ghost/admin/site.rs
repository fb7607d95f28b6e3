//! What everybody may know of the site, and what programs may know of how it is set up.

use newsroom::Capability;
use serde_json::json;

use super::{
    super::{VERSION, json::Facts, refusal::Answered},
    Answer, Call,
    routes::{Route, Who},
};

pub(super) const ROUTES: &[Route] = &[
    Route::read("site", Who::Anybody, "site", read),
    Route::read("config", Who::Programs(Capability::WriteOwn), "config", config),
];

fn read(call: Call) -> Answered<Answer> {
    let settings = call.reader()?.settings()?;
    let facts = Facts::new(call.address(), &settings);
    let picture = |image: &Option<Box<str>>| {
        image.as_deref().filter(|image| !image.is_empty()).map(|image| facts.url(image))
    };
    Answer::json(&json!({ "site": {
        "title": settings.title,
        "description": settings.description,
        "logo": picture(&settings.logo),
        "icon": picture(&settings.icon),
        "cover_image": picture(&settings.cover_image),
        "accent_color": settings.accent_color,
        "locale": settings.locale,
        "timezone": settings.timezone,
        "url": facts.url("/"),
        "version": VERSION,
        // Readers cannot sign up yet.
        "allow_external_signup": false,
        "site_uuid": settings.all.get("site_uuid"),
    } }))
}

fn config(_: Call) -> Answered<Answer> {
    Answer::json(&json!({ "config": {
        "version": format!("{VERSION}.0"),
        "environment": "production",
        // None of what Ghost has for this exists here.
        "useGravatar": false,
        "labs": {},
        "clientExtensions": {},
        "enableDeveloperExperiments": false,
        "stripeDirect": false,
        "mailgunIsConfigured": false,
        "emailAnalytics": false,
    } }))
}
