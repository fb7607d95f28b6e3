//! The whole site as Ghost's own export has it: the JSON alone, without pictures and files.

use newsroom::Capability;

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    caller::Caller,
    routes::{Route, Who},
};
use crate::room::texts_for_ghost;

/// Making it is work, and everything is in it: a page of another site cannot have it made.
pub(super) const ROUTES: &[Route] =
    &[Route::read("db", Who::People(Capability::TakeOut), "db", export).causing()];

fn export(call: Call) -> Answered<Answer> {
    let Caller::Person { actor, signed } = &call.caller else { return Err(Refusal::nobody().into()) };
    // As in the room: who takes everything out shows again that it is they.
    if !signed.is_fresh(call.newsroom().clock().now()) {
        return Err(Refusal::forbidden(call.doing, "Sign in again: everything is in this file.").into());
    }
    let (file, name) = texts_for_ghost(&call.api.room, *actor)?;
    Ok(Answer::file(&name, file))
}
