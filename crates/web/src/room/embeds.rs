//! What a pasted address becomes: a player behind a click where its site is known, otherwise a bookmark of what the page says of itself.

mod fetch;

use std::sync::Arc;

use axum::{Json, extract::State, routing::post};
use document::{PageFacts, Shape, page_facts, player};
use newsroom::{Actor, Archive, Because, Capability, Refused};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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
    check(&url)?;
    if let Some(player) = player(&url) {
        let kind = if matches!(player.shape, Shape::Film(..)) { "video" } else { "rich" };
        return Ok(Json(json!({ "node": "embed", "attrs": { "url": url, "embedType": kind } })));
    }
    let bookmark = room.run(move |room| Bookmark::fetch(room, staff.actor, &url)).await?;
    Ok(Json(json!({ "node": "bookmark", "attrs": bookmark })))
}

/// What a page says of itself, with its pictures as files of ours; what it does not say is empty.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bookmark {
    pub(crate) url: String,
    pub(crate) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) publisher: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) author: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) thumbnail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) icon: String,
}

impl Bookmark {
    /// Asks the page. Blocking.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `url` when it is no address of the web, not public, or gives no answer.
    pub(crate) fn fetch(room: &Room, actor: Actor, url: &str) -> Result<Bookmark, Refused> {
        check(url)?;
        let fetcher = Fetcher::new(&room.fetch_allow);
        let page = fetcher.page(url).map_err(|why| Refused::invalid("url", reason(&why)))?;
        let mut facts = page_facts(&page.text, &page.address);
        ask_oembed(&fetcher, &mut facts);
        Ok(Bookmark {
            url: url.to_owned(),
            title: if facts.title.is_empty() { url.to_owned() } else { facts.title },
            description: facts.description,
            publisher: facts.site,
            author: facts.author,
            thumbnail: ours(room, actor, &fetcher, &facts.image).unwrap_or_default(),
            icon: ours(room, actor, &fetcher, &facts.icon).unwrap_or_default(),
        })
    }
}

fn check(url: &str) -> Result<(), Refused> {
    let fits = url.len() <= LONGEST && (url.starts_with("https://") || url.starts_with("http://"));
    if fits { Ok(()) } else { Err(Refused::invalid("url", Because::HttpsNeeded)) }
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
