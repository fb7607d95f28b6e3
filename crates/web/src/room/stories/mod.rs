//! Stories: the list, the board, the editor's page and everything that is done to a story.

mod answers;
mod board;
mod bulk;
mod comments;
mod details;
mod editor;
mod filter;
mod history;
mod list;
mod moments;
mod preview;
mod search;
mod table;
mod verbs;

use axum::routing::{get, patch, post};
use newsroom::Capability::WriteOwn;

use super::{
    guard::Needs::{self, Nobody, Of},
    routes::Route,
};

/// The list.
pub(super) const PATH: &str = "/room/stories/";
/// The board.
pub(super) const BOARD: &str = "/room/stories/board/";

/// Whoever writes may call all of these; which stories they may touch, the verbs know.
const WRITERS: Needs = Of(WriteOwn);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, WRITERS, || get(list::page)),
    Route::post(PATH, WRITERS, || post(list::begin)),
    Route::post("/room/stories/bulk/", WRITERS, || post(bulk::act)),
    Route::get(BOARD, WRITERS, || get(board::page)),
    Route::get("/room/stories/{id}/", WRITERS, || get(editor::page)),
    Route::get("/room/stories/{id}/details", WRITERS, || get(details::show)),
    Route::patch("/room/stories/{id}/details", WRITERS, || patch(details::change)),
    Route::post("/room/stories/{id}/publish", WRITERS, || post(verbs::publish)),
    Route::post("/room/stories/{id}/schedule", WRITERS, || post(verbs::schedule)),
    Route::post("/room/stories/{id}/unschedule", WRITERS, || post(verbs::unschedule)),
    Route::post("/room/stories/{id}/unpublish", WRITERS, || post(verbs::unpublish)),
    Route::post("/room/stories/{id}/submit", WRITERS, || post(verbs::submit)),
    Route::post("/room/stories/{id}/withdraw", WRITERS, || post(verbs::withdraw)),
    Route::post("/room/stories/{id}/trash", WRITERS, || post(verbs::trash)),
    Route::post("/room/stories/{id}/untrash", WRITERS, || post(verbs::untrash)),
    Route::post("/room/stories/{id}/destroy", WRITERS, || post(verbs::destroy)),
    Route::post("/room/stories/{id}/duplicate", WRITERS, || post(verbs::duplicate)),
    Route::get("/room/stories/{id}/revisions", WRITERS, || get(history::list)),
    Route::get("/room/stories/{id}/revisions/", WRITERS, || get(history::page)),
    Route::get("/room/stories/{id}/revisions/{revision}/", WRITERS, || get(history::comparison)),
    Route::post("/room/stories/{id}/revisions/{revision}/restore", WRITERS, || post(history::restore)),
    Route::get("/room/stories/{id}/comments", WRITERS, || get(comments::list)),
    Route::post("/room/stories/{id}/comments", WRITERS, || post(comments::add)),
    Route::post("/room/stories/{id}/comments/{comment}/reply", WRITERS, || post(comments::reply)),
    Route::post("/room/stories/{id}/comments/{comment}/resolve", WRITERS, || post(comments::resolve)),
    Route::post("/room/stories/{id}/comments/{comment}/reopen", WRITERS, || post(comments::reopen)),
    Route::get("/room/stories/{id}/preview/", WRITERS, || get(preview::frame)),
    Route::get("/room/stories/{id}/preview/page/", WRITERS, || get(preview::page)),
    Route::post("/room/stories/{id}/preview/share", WRITERS, || post(preview::share)),
    Route::post("/room/stories/{id}/preview/withdraw", WRITERS, || post(preview::withdraw)),
    Route::get("/room/preview/{token}/", Nobody, || get(preview::shared)),
    Route::get("/room/search/links", WRITERS, || get(search::links)),
    Route::get("/room/search/topics", WRITERS, || get(search::topics)),
    Route::get("/room/search/people", WRITERS, || get(search::people)),
    Route::post("/room/topics", WRITERS, || post(search::name_topic)),
];
