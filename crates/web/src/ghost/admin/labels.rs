//! Labels of members.

use newsroom::{Capability, as_ghost};
use store::Label;

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    routes::{Route, Who},
    stored::{all, blank, browse as list, name, one, row},
};

const KEEP: Who = Who::Programs(Capability::KeepMembers);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("labels", KEEP, "labels", browse),
    Route::read("labels/slug/{slug}", KEEP, "label", by_slug),
    Route::read("labels/{id}", KEEP, "label", read),
    Route::add("labels", KEEP, "label", add),
    Route::edit("labels/{id}", KEEP, "label", edit),
    Route::destroy("labels/{id}", KEEP, "label", destroy),
];

const MISSING: &str = "Label not found.";

fn browse(call: Call) -> Answered<Answer> {
    let mut labels = all::<Label>(&call)?;
    labels.sort_by_key(|label| label.name.to_lowercase());
    list(&call, "labels", labels.iter().map(as_ghost).collect())
}

fn read(call: Call) -> Answered<Answer> {
    Answer::json(&one("labels", as_ghost(&row::<Label>(&call, MISSING)?)))
}

fn by_slug(call: Call) -> Answered<Answer> {
    let slug = call.slug()?;
    let found = all::<Label>(&call)?.into_iter().find(|label| *label.slug == *slug);
    let found = found.ok_or_else(|| Refusal::not_found(call.doing, MISSING))?;
    Answer::json(&one("labels", as_ghost(&found)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("labels")?;
    let mut label = blank::<Label>(&call);
    label.name = name(&mut sent, "")?;
    sent.put_into(&mut label, &["slug"])?;
    let label = call.newsroom().put_label(call.actor()?, label)?;
    Answer::made(&one("labels", as_ghost(&label)), None)
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut label = row::<Label>(&call, MISSING)?;
    let mut sent = call.sent("labels")?;
    label.name = name(&mut sent, &label.name)?;
    sent.put_into(&mut label, &["slug"])?;
    let label = call.newsroom().put_label(call.actor()?, label)?;
    Answer::json(&one("labels", as_ghost(&label)))
}

fn destroy(call: Call) -> Answered<Answer> {
    call.newsroom().remove_label(call.actor()?, &call.id()?)?;
    Ok(Answer::nothing())
}
