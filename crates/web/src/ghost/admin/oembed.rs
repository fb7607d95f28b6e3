//! What an address of another site becomes in a story: a player where its site is known, otherwise a bookmark of what the page says of
//! itself. As in Ghost no HTML of theirs is taken over: the frame of a player is ours, and asks nobody.

use document::{Player, Shape, player};
use newsroom::{Capability, Refused};
use serde_json::{Value, json};
use url::Url;

use super::{
    super::{
        json::Facts,
        refusal::{Answered, Refusal},
    },
    Answer, Call,
    routes::{Route, Who},
};
use crate::room::Bookmark;

/// A bookmark's pictures become files of ours: whoever asks as a person has to ask from a page of this site.
pub(super) const ROUTES: &[Route] =
    &[Route::read("oembed", Who::Programs(Capability::WriteOwn), "oembed", read).causing()];

/// Pixels of a player's frame.
const WIDTH: u32 = 480;

fn read(call: Call) -> Answered<Answer> {
    let url = call.question.get("url").map(str::trim).filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| Refusal::not_understood(call.doing, "No url provided."))?;
    let unknown = || Refusal::invalid(call.doing, format!("No provider found for supplied URL. {url}"));
    let kind = call.question.get("type");
    if kind != Some("bookmark")
        && let Some(player) = player(url)
    {
        return Answer::json(&frame(&player));
    }
    if kind == Some("embed") {
        return Err(unknown().into());
    }
    match Bookmark::fetch(&call.api.room, call.actor()?, url) {
        Ok(bookmark) => Answer::json(&shape(&bookmark, &Facts::inside(call.address(), &*call.settings()?))),
        Err(Refused::Invalid { .. }) => Err(unknown().into()),
        Err(refused) => Err(refused.into()),
    }
}

fn frame(player: &Player) -> Value {
    let (kind, height) = match player.shape {
        Shape::Film(width, height) => ("video", WIDTH * height / width),
        Shape::High(height) => ("rich", height),
    };
    let source = maud::html! {
        iframe src=(quiet(&player.frame)) width=(WIDTH) height=(height) frameborder="0" allowfullscreen {}
    };
    json!({
        "version": "1.0", "type": kind, "url": player.page, "provider_name": player.provider,
        "html": source.into_string(), "width": WIDTH, "height": height,
    })
}

/// The address of a frame that does not begin by itself: there is no click before it.
fn quiet(frame: &str) -> String {
    let Ok(mut url) = Url::parse(frame) else { return frame.to_owned() };
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != "autoplay")
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    url.into()
}

fn shape(bookmark: &Bookmark, facts: &Facts<'_>) -> Value {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let picture = |path: &str| (!path.is_empty()).then(|| facts.url(path));
    json!({ "version": "1.0", "type": "bookmark", "url": bookmark.url, "metadata": {
        "url": bookmark.url,
        "title": bookmark.title,
        "description": text(&bookmark.description),
        "author": text(&bookmark.author),
        "publisher": text(&bookmark.publisher),
        "thumbnail": picture(&bookmark.thumbnail),
        "icon": picture(&bookmark.icon),
    } })
}

#[cfg(test)]
mod tests {
    use super::quiet;

    #[test]
    fn a_player_waits_for_its_reader() {
        assert_eq!(quiet("https://a.example/e/1?autoplay=1&start=9"), "https://a.example/e/1?start=9");
        assert_eq!(quiet("https://a.example/e/1?autoplay=1"), "https://a.example/e/1");
    }
}
