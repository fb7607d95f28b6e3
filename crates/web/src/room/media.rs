//! Uploads and the library at `/room/media/`.

mod file;
mod item;
mod library;
mod recent;
mod upload;

use axum::{
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use newsroom::Capability;

pub(super) use self::item::item;
use super::{guard::Needs, routes::Route};

/// The library.
pub(super) const PATH: &str = "/room/media/";

const ANYBODY: Needs = Needs::Of(Capability::WriteOwn);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, ANYBODY, || get(library::page)),
    Route::get("/room/media/recent", ANYBODY, || get(recent::answer)),
    // The handler reads the body itself, piece by piece, within the limits of each kind.
    Route::post("/room/media/upload", ANYBODY, || post(upload::take).layer(DefaultBodyLimit::disable())),
    Route::get("/room/media/{id}/", ANYBODY, || get(file::page)),
    Route::post("/room/media/{id}/", ANYBODY, || post(file::describe)),
    Route::post("/room/media/{id}/remove/", ANYBODY, || post(file::remove)),
    Route::get("/room/media/{id}/original", ANYBODY, || get(file::original)),
];
