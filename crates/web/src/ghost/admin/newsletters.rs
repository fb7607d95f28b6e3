//! Newsletters: what can be subscribed to, and how Ghost's letters look. Ghost has no address that removes one: it is archived.

use newsroom::{Capability, as_ghost};
use store::Newsletter;

use super::{
    super::refusal::Answered,
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{all, blank, browse as list, name, one, row},
};

const READ: Who = Who::Programs(Capability::WriteOwn);
const KEEP: Who = Who::Programs(Capability::KeepMembers);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("newsletters", READ, "newsletters", browse),
    Route::read("newsletters/{id}", READ, "newsletter", read),
    Route::add("newsletters", KEEP, "newsletter", add),
    Route::edit("newsletters/{id}", KEEP, "newsletter", edit),
];

const MISSING: &str = "Newsletter not found.";

fn browse(call: Call) -> Answered<Answer> {
    let mut newsletters = all::<Newsletter>(&call)?;
    newsletters.sort_by_key(|newsletter| newsletter.sort_order);
    list(&call, "newsletters", newsletters.iter().map(as_ghost).collect())
}

fn read(call: Call) -> Answered<Answer> {
    Answer::json(&one("newsletters", as_ghost(&row::<Newsletter>(&call, MISSING)?)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("newsletters")?;
    let mut newsletter = blank::<Newsletter>(&call);
    newsletter.name = name(&mut sent, "")?;
    take(&mut sent, &mut newsletter)?;
    let newsletter = call.newsroom().put_newsletter(call.actor()?, newsletter)?;
    Ok(Answer::made(&one("newsletters", as_ghost(&newsletter)), None)?.changes("/*"))
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut newsletter = row::<Newsletter>(&call, MISSING)?;
    let mut sent = call.sent("newsletters")?;
    newsletter.name = name(&mut sent, &newsletter.name)?;
    take(&mut sent, &mut newsletter)?;
    let newsletter = call.newsroom().put_newsletter(call.actor()?, newsletter)?;
    Ok(Answer::json(&one("newsletters", as_ghost(&newsletter)))?.changes("/*"))
}

/// Takes over what was sent besides the name; what a program cannot know (the uuid) or make (dates) is passed over.
fn take(sent: &mut Sent, newsletter: &mut Newsletter) -> Answered<()> {
    let fixed = ["name", "uuid", "created_at", "updated_at"];
    let columns: Vec<&'static str> = store::Stored::fields(newsletter)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !fixed.contains(name))
        .collect();
    sent.put_into(newsletter, &columns)
}
