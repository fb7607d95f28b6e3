//! Posts and pages brought, changed, copied and deleted by programs.

use document::{Document, Trust};
use newsroom::{Because, Body, Capability, Refused, Saved, StoryChanges, StorySave, TopicRef, slugify};
use serde_json::Value;
use store::{Id, Kind, Reader, Status, Story, Tier};

use super::{
    super::{json::Facts, question::Which, refusal::Answered},
    Answer, Call,
    posts::{PAGES, POSTS, list, story, written},
    routes::Route,
    sent::Sent,
    stored::all as stored,
};
use crate::site::GHOST_URL;

pub(super) const ROUTES: &[Route] = &[
    Route::add("posts", POSTS, "post", |call| add(call, Kind::Post)),
    Route::edit("posts/{id}", POSTS, "post", |call| edit(call, Kind::Post)),
    Route::destroy("posts/{id}", POSTS, "post", |call| destroy(&call, Kind::Post)),
    Route::add("posts/{id}/copy", POSTS, "post", |call| copy(&call, Kind::Post)),
    Route::add("pages", PAGES, "page", |call| add(call, Kind::Page)),
    Route::edit("pages/{id}", PAGES, "page", |call| edit(call, Kind::Page)),
    Route::destroy("pages/{id}", PAGES, "page", |call| destroy(&call, Kind::Page)),
    Route::add("pages/{id}/copy", PAGES, "page", |call| copy(&call, Kind::Page)),
];

const TITLE: usize = 255;
/// Characters of an address, a name.
const LINE: usize = 191;
const ADDRESS: usize = 2_000;
/// Tags or authors of one story.
const MOST: usize = 50;
const STATUSES: [&str; 4] = ["published", "draft", "scheduled", "sent"];

fn add(mut call: Call, kind: Kind) -> Answered<Answer> {
    let mut sent = call.sent(list(kind))?;
    let title = title(&mut sent)?.ok_or_else(|| sent.missing("title"))?;
    let mut save = taken(&call, &mut sent)?;
    save.title = Some(title);
    let actor = call.actor()?;
    if save.details.authors.is_none() && actor.author.is_none() {
        // A program writes in the owner's name, as in Ghost.
        save.details.authors = call.reader()?.owner()?.map(|owner| vec![owner]);
    }
    let saved = call.newsroom().bring_story(actor, kind, save)?;
    made(&call, kind, &saved)
}

fn edit(mut call: Call, kind: Kind) -> Answered<Answer> {
    let id = call.id()?;
    let before = story(&call, kind, &id)?;
    let mut sent = call.sent(list(kind))?;
    let seen = sent.moment("updated_at")?.flatten().ok_or_else(|| sent.missing("updated_at"))?;
    let title = title(&mut sent)?;
    let save = StorySave { title, ..taken(&call, &mut sent)? };
    let saved = call.newsroom().save_story(call.actor()?, &id, seen, save)?;
    let after = story(&call, kind, &saved.id)?;
    let seen_by_readers = before.post.is_public() || after.post.is_public();
    let gone = if seen_by_readers { "/*".to_owned() } else { format!("/p/{}/", after.post.uuid) };
    Ok(written(&call, &after, &Which::List, |json| Answer::json(json))?.changes(&gone))
}

fn destroy(call: &Call, kind: Kind) -> Answered<Answer> {
    let id = call.id()?;
    story(call, kind, &id)?;
    call.newsroom().delete_story(call.actor()?, &id)?;
    Ok(Answer::nothing().changes("/*"))
}

fn copy(call: &Call, kind: Kind) -> Answered<Answer> {
    let (id, actor) = (call.id()?, call.actor()?);
    let original = story(call, kind, &id)?;
    let copied = call.newsroom().duplicate_story(actor, &id)?;
    let seen = story(call, kind, &copied.id)?.post.updated_at;
    let title: String =
        original.post.title.chars().take(TITLE - " (Copy)".len()).chain(" (Copy)".chars()).collect();
    let details = StoryChanges { slug: Some(slugify(&title)), ..StoryChanges::default() };
    let save = StorySave { title: Some(title), details, ..StorySave::default() };
    let saved = call.newsroom().save_story(actor, &copied.id, seen, save)?;
    made(call, kind, &saved)
}

fn made(call: &Call, kind: Kind, saved: &Saved) -> Answered<Answer> {
    let story: Story = story(call, kind, &saved.id)?;
    let at = Facts::inside(call.address(), &*call.settings()?).url(&format!(
        "/ghost/api/admin/{}/{}/",
        list(kind),
        saved.id
    ));
    let answer = written(call, &story, &Which::List, |json| Answer::made(json, Some(at)))?;
    Ok(if story.post.is_public() { answer.changes("/*") } else { answer })
}

/// The title; a story without one is called so in Ghost.
fn title(sent: &mut Sent) -> Answered<Option<String>> {
    Ok(sent.text("title", TITLE)?.map(|title| title.unwrap_or_else(|| "(Untitled)".to_owned())))
}

/// What was sent of a story besides its title.
fn taken(call: &Call, sent: &mut Sent) -> Answered<StorySave> {
    let mut details = StoryChanges::default();
    {
        let address = |text: String| call.stored(&text);
        let plain = |text: String| text;
        type Field<'a> = (&'static str, usize, &'a mut Option<String>, &'a dyn Fn(String) -> String);
        let fields: [Field<'_>; 15] = [
            ("feature_image", ADDRESS, &mut details.feature_image, &address),
            ("feature_image_alt", 300, &mut details.feature_image_alt, &plain),
            ("feature_image_caption", 5_000, &mut details.feature_image_caption, &plain),
            ("meta_title", 300, &mut details.meta_title, &plain),
            ("meta_description", 500, &mut details.meta_description, &plain),
            ("og_image", ADDRESS, &mut details.og_image, &address),
            ("og_title", 300, &mut details.og_title, &plain),
            ("og_description", 500, &mut details.og_description, &plain),
            ("twitter_image", ADDRESS, &mut details.twitter_image, &address),
            ("twitter_title", 300, &mut details.twitter_title, &plain),
            ("twitter_description", 500, &mut details.twitter_description, &plain),
            ("codeinjection_head", 65_535, &mut details.codeinjection_head, &plain),
            ("codeinjection_foot", 65_535, &mut details.codeinjection_foot, &plain),
            ("custom_template", 100, &mut details.template, &plain),
            ("canonical_url", ADDRESS, &mut details.canonical_url, &address),
        ];
        for (name, most, field, form) in fields {
            if let Some(text) = sent.text(name, most)? {
                *field = Some(form(text.unwrap_or_default()));
            }
        }
    }
    details.slug =
        sent.text("slug", LINE)?.flatten().map(|slug| slugify(&slug)).filter(|slug| !slug.is_empty());
    details.visibility =
        sent.text("visibility", LINE)?.map(|text| text.unwrap_or_else(|| "public".to_owned()));
    details.tiers = tiers(call, sent)?;
    details.featured = sent.truth("featured")?;
    details.show_title_and_feature_image = sent.truth("show_title_and_feature_image")?;
    details.authors = authors(call, sent)?;
    let status = sent.word("status", &STATUSES)?.map(|status| match status {
        "published" => Status::Published,
        "scheduled" => Status::Scheduled,
        "sent" => Status::Sent,
        _ => Status::Draft,
    });
    Ok(StorySave {
        title: None,
        standfirst: sent.text("custom_excerpt", 300)?.map(Option::unwrap_or_default),
        body: body(call, sent)?,
        details,
        topics: topics(sent)?,
        status,
        published_at: sent.moment("published_at")?,
        email_subject: sent.text("email_subject", 300)?.map(Option::unwrap_or_default),
    })
}

/// The text: HTML where the question says so, Lexical, or what Ghost 1 to 5 wrote.
fn body(call: &Call, sent: &mut Sent) -> Answered<Option<Document>> {
    let names: &[&'static str] = match call.question.get("source") {
        Some("html") => &["html", "lexical", "mobiledoc"],
        _ => &["lexical", "mobiledoc"],
    };
    let mut found = None;
    for name in names {
        let text = sent.text(name, usize::MAX)?.flatten();
        found = found.or(text.map(|text| (*name, text)));
    }
    let Some((name, text)) = found else { return Ok(None) };
    // The site's own address is written as Ghost writes it, and taken off where an address stands.
    let text = text.replace(&format!("{}/", call.api.room.url()), &format!("{GHOST_URL}/"));
    let body = match name {
        "html" => Body::Html(text),
        "lexical" => Body::Lexical(text),
        _ => Body::Mobiledoc(text),
    };
    let trust = if call.actor()?.may(Capability::PostRawHtml) { Trust::Trusted } else { Trust::Untrusted };
    match body.into_document(trust) {
        Ok(conversion) => {
            let mut document = conversion.document;
            document.replace_site_url("");
            Ok(Some(document))
        }
        Err(Refused::Invalid { why, .. }) => Err(Refused::invalid(name, why).into()),
        Err(refused) => Err(refused.into()),
    }
}

fn topics(sent: &mut Sent) -> Answered<Option<Vec<TopicRef>>> {
    let Some(rows) = sent.rows("tags", MOST)? else { return Ok(None) };
    let topics = rows.iter().map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let topic = TopicRef {
            id: text("id").and_then(|id| id.parse().ok()),
            slug: text("slug").map(str::to_owned),
            name: row.as_str().or(text("name")).map(str::to_owned),
        };
        if topic == TopicRef::default() { Err(shapeless(sent, "tags")) } else { Ok(topic) }
    });
    topics.collect::<Answered<Vec<_>>>().map(Some)
}

/// The tiers that are meant, by id or slug. Of one that says neither nothing is known, as in Ghost.
fn tiers(call: &Call, sent: &mut Sent) -> Answered<Option<Vec<Id>>> {
    let Some(rows) = sent.rows("tiers", MOST)? else { return Ok(None) };
    let all: Vec<Tier> = if rows.is_empty() { Vec::new() } else { stored(call)? };
    let mut found = Vec::new();
    for row in &rows {
        let text = |name: &str| row.get(name).and_then(Value::as_str);
        let none = |given: &str| Refused::invalid("tiers", Because::NoTier.with("given", given));
        match (text("id"), text("slug")) {
            (Some(id), _) => found.push(id.parse::<Id>().map_err(|_| none(id))?),
            (None, Some(slug)) => {
                let tier = all.iter().find(|tier| *tier.slug == *slug);
                found.push(tier.ok_or_else(|| none(slug))?.id);
            }
            (None, None) if row.as_object().is_some_and(|row| row.is_empty()) => {
                return Err(shapeless(sent, "tiers"));
            }
            (None, None) => {}
        }
    }
    Ok(Some(found))
}

/// Those who are known here. When none is, nothing was said about them, as in Ghost.
fn authors(call: &Call, sent: &mut Sent) -> Answered<Option<Vec<Id>>> {
    let Some(rows) = sent.rows("authors", MOST)? else { return Ok(None) };
    let reader = call.reader()?;
    let mut found = Vec::new();
    for row in &rows {
        let id = author(&reader, row)?;
        found.extend(id.filter(|id| !found.contains(id)));
    }
    Ok((!found.is_empty()).then_some(found))
}

/// The author who is meant, by id, slug or mail address; a text alone is a slug or an address.
fn author(reader: &Reader, row: &Value) -> Answered<Option<Id>> {
    let text = |name: &str| row.get(name).and_then(Value::as_str);
    if let Some(id) = text("id") {
        let Ok(id) = id.parse::<Id>() else { return Ok(None) };
        return Ok(reader.author_by_id(&id)?.map(|author| author.id));
    }
    if let Some(email) = text("email").or(row.as_str().filter(|text| text.contains('@'))) {
        return Ok(reader.author_id_by_email(email)?);
    }
    match text("slug").or(row.as_str()) {
        Some(slug) => Ok(reader.author_by_slug(slug)?.map(|author| author.id)),
        None => Ok(None),
    }
}

fn shapeless(sent: &Sent, name: &'static str) -> super::Unanswered {
    sent.wrong(name, "anyOf", serde_json::json!({}), "must match a schema in anyOf")
}
