//! Writing together: a socket for each browser, a task for each story that somebody has open.
//!
//! ```text
//!  browser ⇄ socket ─frames─► story (task) ─► check, apply ─► told to the others at once
//!                    ◄─outbox──┘    └─► stored, one transaction for all that waited ─► acknowledged
//!  change log ─► follower ─► stories: changes of other processes, notices, lost rights
//!  whispers ◄─► nodes ◄─► stories: where cursors are, between servers on one PostgreSQL
//! ```
//! A browser is told that a change is stored only when the database has it on disk. A socket that does not take what it is sent is cut off: its
//! browser comes back and asks for what it lacks.

mod follower;
mod keeping;
mod members;
mod nodes;
mod open;
mod outbox;
mod socket;
mod story;

use axum::routing::get;
use newsroom::Capability;

pub(crate) use open::Live;

use super::{guard::Needs, routes::Route};

pub(super) const ROUTES: &[Route] =
    &[Route::get("/room/live/{id}", Needs::Of(Capability::WriteOwn), || get(socket::join))];
