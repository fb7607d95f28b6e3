//! How the site looks, at `/room/themes/`: the installed themes, what each lets one set, and how the site would look in it.

mod bring;
mod findings;
mod list;
mod one;
mod preview;
mod settings;

use axum::{
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use newsroom::{Capability, Refused};

use super::{guard::Needs, routes::Route};

/// The list.
pub(super) const PATH: &str = "/room/themes/";

const KEEP: Needs = Needs::Of(Capability::KeepThemes);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, KEEP, || get(list::page)),
    // The handler reads the body itself, piece by piece, within a limit.
    Route::post("/room/themes/upload/", KEEP, || post(bring::take).layer(DefaultBodyLimit::disable())),
    Route::get("/room/themes/{name}/", KEEP, || get(one::page)),
    Route::post("/room/themes/{name}/", KEEP, || post(settings::save)),
    Route::post("/room/themes/{name}/shown/", KEEP, || post(settings::shown)),
    Route::post("/room/themes/{name}/activate/", KEEP, || post(one::activate)),
    Route::post("/room/themes/{name}/remove/", KEEP, || post(one::remove)),
    Route::get("/room/themes/{name}/download/", KEEP, || get(one::download)),
    Route::get("/room/themes/{name}/screenshot/", KEEP, || get(list::screenshot)),
    Route::post("/room/themes/{name}/preview/", KEEP, || post(preview::make)),
    Route::get("/room/themes/{name}/preview/{token}/", KEEP, || get(preview::frame)),
];

/// The page of a theme.
fn path_of(name: &str) -> String {
    format!("{PATH}{name}/")
}

fn missing() -> Refused {
    Refused::NotFound { what: "theme", id: String::new() }
}
