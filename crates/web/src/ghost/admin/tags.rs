//! Tags: those that readers see and the internal ones, with or without posts.

use std::sync::Arc;

use newsroom::{Addresses, Capability};
use store::{Filtered, Id, MaybeText, TagRow};

use super::{
    super::{
        content::tags::order,
        json::{Envelope, Facts, One, Pagination, Tag},
        question::Which,
        refusal::{Answered, Refusal, asked},
        wanted::Wanted,
    },
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
};

const READ: Who = Who::Programs(Capability::WriteOwn);
const KEEP: Who = Who::Programs(Capability::KeepTopics);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("tags", READ, "tags", browse),
    Route::read("tags/slug/{slug}", READ, "tag", by_slug),
    Route::read("tags/{id}", READ, "tag", by_id),
    Route::add("tags", KEEP, "tag", add),
    Route::edit("tags/{id}", KEEP, "tag", edit),
    Route::destroy("tags/{id}", KEEP, "tag", destroy),
];

const NAME: usize = 191;

fn browse(call: Call) -> Answered<Answer> {
    let (question, doing) = (&call.question, call.doing);
    question.check(doing, &Which::List)?;
    let wanted = Wanted::of_rows(question);
    let facts = Facts::inside(call.address(), &*call.settings()?);
    let filter = question.filter(doing, |_| false)?;
    let order = order(question, |_| false, store::FilteredOrder::of_tags);
    let query = asked(doing, Filtered::tags(filter.as_ref(), order, call.address().now()))?;
    let query = query.with_unread().page(question.offset(), question.limit());
    let reader = call.reader()?;
    let total = asked(doing, reader.count_filtered(&query))?;
    let count = question.includes("count.posts");
    let rows = asked(doing, reader.filtered_tags(&query))?
        .into_iter()
        .map(|row| Tag { row, wanted: Some(&wanted), count, facts: &facts })
        .collect();
    let pagination = Pagination::new(question.page(), question.limit(), total);
    Answer::json(&Envelope { name: "tags", rows, pagination })
}

fn by_id(call: Call) -> Answered<Answer> {
    let found = call.reader()?.tag_by_id(&call.id()?)?;
    shown(&call, found)
}

fn by_slug(call: Call) -> Answered<Answer> {
    let slug = call.slug()?;
    let found = call.reader()?.tag_by_slug(slug)?;
    shown(&call, found)
}

fn shown(call: &Call, found: Option<Arc<TagRow>>) -> Answered<Answer> {
    let row = found.ok_or_else(|| Refusal::not_found(call.doing, "Tag not found."))?;
    let wanted = Wanted::of_rows(&call.question);
    let count = call.question.includes("count.posts");
    let facts = Facts::inside(call.address(), &*call.settings()?);
    Answer::json(&One { name: "tags", row: Tag { row, wanted: Some(&wanted), count, facts: &facts } })
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("tags")?;
    let name = sent.needed_text("name", NAME)?;
    if name.starts_with(',') {
        let message = "must match pattern \"^([^,]|$)\"";
        return Err(sent.wrong("name", "pattern", serde_json::json!({ "pattern": "^([^,]|$)" }), message));
    }
    let now = call.newsroom().clock().now();
    let mut row = TagRow::named(Id::generate(now), "", &name, now);
    take(&call, &mut sent, &mut row)?;
    let saved = call.newsroom().put_tag(call.actor()?, row)?;
    let row = written(&call, &saved.id)?;
    let facts = Facts::inside(call.address(), &*call.settings()?);
    let at = facts.url(&format!("/ghost/api/admin/tags/{}/", saved.id));
    let row = Tag { row, wanted: None, count: false, facts: &facts };
    Ok(Answer::made(&One { name: "tags", row }, Some(at))?.changes("/*"))
}

fn edit(mut call: Call) -> Answered<Answer> {
    let id = call.id()?;
    let mut sent = call.sent("tags")?;
    let mut row = (*written(&call, &id)?).clone();
    if sent.has("name") {
        row.name = sent.needed_text("name", NAME)?.into();
    }
    take(&call, &mut sent, &mut row)?;
    let saved = call.newsroom().put_tag(call.actor()?, row)?;
    let row = written(&call, &saved.id)?;
    let facts = Facts::inside(call.address(), &*call.settings()?);
    let row = Tag { row, wanted: None, count: false, facts: &facts };
    Ok(Answer::json(&One { name: "tags", row })?.changes("/*"))
}

fn destroy(call: Call) -> Answered<Answer> {
    let id = call.id()?;
    written(&call, &id)?;
    call.newsroom().delete_tag(call.actor()?, &id)?;
    Ok(Answer::nothing().changes("/*"))
}

/// The row as it stands now.
fn written(call: &Call, id: &Id) -> Answered<Arc<TagRow>> {
    let missing = || Refusal::not_found(call.doing, "Resource could not be found.");
    Ok(call.reader()?.tag_by_id(id)?.ok_or_else(missing)?)
}

/// Takes over what was sent besides the name.
fn take(call: &Call, sent: &mut Sent, row: &mut TagRow) -> Answered<()> {
    if let Some(slug) = sent.text("slug", 191)? {
        row.slug = match slug {
            Some(slug) => call.newsroom().free_slug(Addresses::Topics, &slug, Some(&row.id))?.into(),
            // One is made of the name.
            None => "".into(),
        };
    }
    let fields: [(&'static str, usize, &mut MaybeText); 10] = [
        ("description", 500, &mut row.description),
        ("meta_title", 300, &mut row.meta_title),
        ("meta_description", 500, &mut row.meta_description),
        ("og_title", 300, &mut row.og_title),
        ("og_description", 500, &mut row.og_description),
        ("twitter_title", 300, &mut row.twitter_title),
        ("twitter_description", 500, &mut row.twitter_description),
        ("codeinjection_head", 65_535, &mut row.codeinjection_head),
        ("codeinjection_foot", 65_535, &mut row.codeinjection_foot),
        ("accent_color", 50, &mut row.accent_color),
    ];
    for (name, most, field) in fields {
        if let Some(text) = sent.text(name, most)? {
            *field = text.map(Into::into);
        }
    }
    let addresses: [(&'static str, &mut MaybeText); 4] = [
        ("feature_image", &mut row.feature_image),
        ("og_image", &mut row.og_image),
        ("twitter_image", &mut row.twitter_image),
        ("canonical_url", &mut row.canonical_url),
    ];
    for (name, field) in addresses {
        if let Some(address) = sent.text(name, 2_000)? {
            *field = address.map(|address| call.stored(&address).into());
        }
    }
    Ok(())
}
