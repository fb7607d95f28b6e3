//! What a pasted address becomes: a player behind a click where its site is known, otherwise a bookmark of what the page says of itself.

mod fetch;

use std::sync::Arc;

use axum::{Json, extract::State, routing::post};
use document::{PageFacts, Shape, page_facts, player};
use newsroom::{Actor, Archive, Because, Capability, Refused};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Room, guard::Needs, refusal::Refusal, routes::Route, staff::Staff};
use fetch::{Fetcher, NotFetched};

pub(super) const ROUTES: &[Route] =
    &[Route::post("/room/embeds", Needs::Of(Capability::WriteOwn), || post(answer))];

/// Characters of the longest address.
const LONGEST: usize = 2_000;

#[derive(Debug, Deserialize)]
struct Asked {
    url: String,
}

/// `POST /room/embeds {url}`: `{node, attrs}` of the card to put in.
async fn answer(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Json(asked): Json<Asked>,
) -> Result<Json<Value>, Refusal> {
    let url = asked.url.trim().to_owned();
    let fits = url.len() <= LONGEST && (url.starts_with("https://") || url.starts_with("http://"));
    if !fits {
        return Err(Refused::invalid("url", Because::HttpsNeeded).into());
    }
    if let Some(player) = player(&url) {
        let kind = if matches!(player.shape, Shape::Film(..)) { "video" } else { "rich" };
        return Ok(Json(json!({ "node": "embed", "attrs": { "url": url, "embedType": kind } })));
    }
    Ok(Json(room.run(move |room| bookmark(room, staff.actor, &url)).await?))
}

fn bookmark(room: &Room, actor: Actor, url: &str) -> Result<Value, Refused> {
    let fetcher = Fetcher::new(&room.fetch_allow);
    let page = fetcher.page(url).map_err(|why| Refused::invalid("url", reason(&why)))?;
    let mut facts = page_facts(&page.text, &page.address);
    ask_oembed(&fetcher, &mut facts);
    let mut attrs = Map::new();
    let title = if facts.title.is_empty() { url.to_owned() } else { facts.title };
    for (key, value) in [
        ("url", url.to_owned()),
        ("title", title),
        ("description", facts.description),
        ("publisher", facts.site),
        ("author", facts.author),
        ("thumbnail", ours(room, actor, &fetcher, &facts.image).unwrap_or_default()),
        ("icon", ours(room, actor, &fetcher, &facts.icon).unwrap_or_default()),
    ] {
        if !value.is_empty() {
            attrs.insert(key.to_owned(), value.into());
        }
    }
    Ok(json!({ "node": "bookmark", "attrs": attrs }))
}

/// Fills in from oEmbed what the page itself does not say.
fn ask_oembed(fetcher: &Fetcher, facts: &mut PageFacts) {
    if facts.oembed.is_empty()
        || !(facts.title.is_empty() || facts.author.is_empty() || facts.image.is_empty())
    {
        return;
    }
    let Ok(answer) = fetcher.page(&facts.oembed) else { return };
    let Ok(told) = serde_json::from_str::<Value>(&answer.text) else { return };
    for (key, field) in
        [("title", &mut facts.title), ("author_name", &mut facts.author), ("thumbnail_url", &mut facts.image)]
    {
        if let (true, Some(text)) = (field.is_empty(), told[key].as_str()) {
            *field = text.chars().take(500).collect();
        }
    }
}

/// A picture of the page as a file of ours: readers ask nobody else for it. What is no picture is left out.
fn ours(room: &Room, actor: Actor, fetcher: &Fetcher, address: &str) -> Option<String> {
    if address.is_empty() {
        return None;
    }
    let bytes = fetcher.picture(address).ok()?;
    let kind = media::sniff(&bytes[..bytes.len().min(64 * 1024)], "").ok()?;
    if kind.card() != "image" {
        return None;
    }
    let archive = Archive::new(&room.data_dir);
    let staged = archive.stage().ok()?;
    std::fs::write(staged.original(), &bytes).ok()?;
    let name = address.split(['?', '#']).next()?.rsplit('/').next()?;
    let uploaded = room.newsroom.upload(actor, &archive, &staged, name, &media::Limits::default()).ok()?;
    Some(uploaded.row.path.into())
}

fn reason(why: &NotFetched) -> Because {
    match why {
        NotFetched::NotPublic => Because::NotPublic,
        NotFetched::NoAnswer => Because::NoAnswer,
    }
}
