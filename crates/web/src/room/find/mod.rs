//! Finding a story, a page or an action by what one types: the command palette (`assets/palette.js`) and, without a script, a plain page.
//! Both ask here; there is one way of finding.

mod entries;
mod fit;
mod recent;

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use hyper::{
    HeaderMap,
    header::{CONTENT_TYPE, HeaderValue, REFERER},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused, asked};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{DeskCard, DeskQuery, Id, Kind, Text};

pub(super) use self::recent::Opening;
use self::{
    entries::{ACTIONS, Entry, PAGES, Way},
    fit::{Fit, Typed},
    recent::Opened,
};
use super::{Room, guard::Needs, refusal::Refusal, routes::Route, shell::Page, staff::Staff, words::Words};

/// The page.
pub(super) const PATH: &str = "/room/find/";
/// The same for the palette's script.
pub(super) const ENTRIES: &str = "/room/find/entries";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::WriteOwn), || get(page)),
    Route::get(ENTRIES, Needs::Of(Capability::WriteOwn), || get(answer)),
];

/// Stories, pages and actions of one answer, each.
const MOST: usize = 8;
/// The newest stories with the words, among which those with the words in their titles come first.
const WITH_WORDS: u32 = 32;
/// The newest stories whose titles are looked through when their words do not find enough.
const LATEST: u32 = 200;
/// The longest question, in characters.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
struct Question {
    #[serde(default)]
    q: String,
}

/// Something that was found.
struct Found {
    title: String,
    /// Which language the title is in, when it may be another than that of the room.
    language: Option<Text>,
    note: String,
    way: Way,
}

impl Found {
    fn entry(entry: &Entry, words: Words) -> Found {
        Found {
            title: entry.name(words).to_owned(),
            language: None,
            note: entry.note(words).to_owned(),
            way: entry.way.clone(),
        }
    }

    fn story(story: &DeskCard, words: Words) -> Found {
        let card = &story.card;
        let title = if card.title.is_empty() { words.text("stories.untitled") } else { &card.title };
        Found {
            title: title.to_owned(),
            language: Some(card.language.clone()),
            note: words.maybe(&format!("state.{}", story.row.state.as_str())).unwrap_or_default().to_owned(),
            way: Way::Go(format!("/room/stories/{}/", card.id)),
        }
    }
}

/// What belongs together, under a heading.
struct Group {
    title: &'static str,
    found: Vec<Found>,
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(question): Query<Question>,
    headers: HeaderMap,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let title = words.text("find.title");
    let groups = find(&room, &staff, &question.q, recent::of(&headers)).await?;
    let body = html! {
        h1 { (title) }
        form.row.search method="get" role="search" {
            input name="q" type="search" value=(question.q) maxlength=(LONGEST) aria-label=(words.text("find.lead")) placeholder=(words.text("find.lead")) autofocus;
            button.quiet { (words.text("find.go")) }
        }
        @if groups.is_empty() { p.empty role="status" { (words.text("find.nothing")) } }
        @for group in &groups {
            h2 { (group.title) }
            ul.entries { @for found in &group.found { li { (shown(found)) } } }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await)
}

fn shown(found: &Found) -> Markup {
    html! {
        @match &found.way {
            Way::Go(path) => a href=(path) lang=[&found.language] { (found.title) },
            Way::Send(path, field) => form method="post" action=(path) {
                @if let Some((name, value)) = field { input type="hidden" name=(name) value=(value); }
                button.plain { (found.title) }
            },
        }
        @if !found.note.is_empty() { " " span.muted { (found.note) } }
    }
}

async fn answer(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(question): Query<Question>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut before = recent::of(&headers);
    // Where somebody stands is not where they want to go.
    let here = headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    before.retain(|opened| !here.ends_with(&opened.path()));
    let groups = find(&room, &staff, &question.q, before).await?;
    let count: usize = groups.iter().map(|group| group.found.len()).sum();
    let groups: Vec<Value> = groups
        .iter()
        .map(|group| json!({ "title": group.title, "found": group.found.iter().map(as_json).collect::<Vec<_>>() }))
        .collect();
    let told = match count {
        0 => staff.words.text("find.nothing").to_owned(),
        _ => staff.words.with("find.told", &[("count", &count.to_string())]),
    };
    let body = json!({ "groups": groups, "told": told }).to_string();
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response())
}

fn as_json(found: &Found) -> Value {
    let mut entry =
        json!({ "title": found.title, "note": found.note, "language": found.language.as_deref() });
    match &found.way {
        Way::Go(path) => entry["go"] = json!(path),
        Way::Send(path, field) => {
            entry["send"] = json!(path);
            entry["field"] = json!(field);
        }
    }
    entry
}

/// Everything that fits what was typed; with nothing typed, what was opened last and what can be done.
async fn find(
    room: &Arc<Room>,
    staff: &Staff,
    typed: &str,
    before: Vec<Opened>,
) -> Result<Vec<Group>, Refusal> {
    let words = staff.words;
    let text: String = typed.chars().take(LONGEST).collect();
    let Some(typed) = Typed::new(&text) else { return beginning(room, staff, before).await };
    let (pages, best_page) = fitting(&PAGES, &typed, staff);
    let (actions, best_action) = fitting(&ACTIONS, &typed, staff);
    let who = staff.clone();
    let (stories, best_story) = room
        .run(move |room| {
            let found = stories(room, &who, &text, &typed, &before)?;
            // Where the words are in the text alone, names that are nearly so come first.
            let fits = |story: &DeskCard| typed.fit(&story.card.title).unwrap_or(Fit::Letters);
            let best = found.iter().map(fits).min();
            Ok((found, best))
        })
        .await?;
    let stories = stories.iter().map(|story| Found::story(story, words)).collect();
    let mut groups = [
        (best_page, Group { title: words.text("find.pages"), found: pages }),
        (best_action, Group { title: words.text("find.actions"), found: actions }),
        (best_story, Group { title: words.text("find.stories"), found: stories }),
    ];
    groups.sort_by_key(|(fit, _)| *fit);
    Ok(groups.into_iter().map(|(_, group)| group).filter(|group| !group.found.is_empty()).collect())
}

/// The entries with a name that fits, the best first, and how well that does. Names in the other languages of the room count, too: not
/// everybody thinks of a page in the language of their interface.
fn fitting(entries: &[Entry], typed: &Typed, staff: &Staff) -> (Vec<Found>, Option<Fit>) {
    let mut fitting: Vec<_> = entries
        .iter()
        .filter(|entry| entry.is_for(staff))
        .filter_map(|entry| {
            let own = typed.fit(entry.name(staff.words)).map(|fit| (fit, false));
            let other = || Words::all().filter_map(|words| typed.fit(entry.name(words))).min();
            Some((own.or_else(|| Some((other()?, true)))?, entry))
        })
        .collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    let best = fitting.first().map(|((fit, _), _)| *fit);
    (fitting.iter().take(MOST).map(|(_, entry)| Found::entry(entry, staff.words)).collect(), best)
}

/// What was opened last, the actions and the pages.
async fn beginning(room: &Arc<Room>, staff: &Staff, before: Vec<Opened>) -> Result<Vec<Group>, Refusal> {
    let words = staff.words;
    let actor = staff.actor;
    let ids = stories_of(&before);
    let known = room.run(move |room| room.newsroom.see_stories(actor, &ids)).await?;
    let opened = before.iter().filter_map(|opened| match opened {
        Opened::Story(id) => {
            known.iter().find(|story| story.card.id == *id).map(|story| Found::story(story, words))
        }
        Opened::Page(path) => {
            let entry = entries::page_at(path).filter(|entry| entry.is_for(staff))?;
            Some(Found::entry(entry, words))
        }
    });
    let all = |entries: &[Entry]| {
        entries.iter().filter(|entry| entry.is_for(staff)).map(|entry| Found::entry(entry, words)).collect()
    };
    let groups = [
        Group { title: words.text("find.recent"), found: opened.take(MOST).collect() },
        Group { title: words.text("find.actions"), found: all(&ACTIONS) },
        Group { title: words.text("find.pages"), found: all(&PAGES) },
    ];
    Ok(groups.into_iter().filter(|group| !group.found.is_empty()).collect())
}

fn stories_of(opened: &[Opened]) -> Vec<Id> {
    let id = |opened: &Opened| match opened {
        Opened::Story(id) => Some(*id),
        Opened::Page(_) => None,
    };
    opened.iter().filter_map(id).collect()
}

/// Stories and pages of the site that somebody may open: those that they opened last, those with the words, and those of the newest whose
/// titles nearly fit.
fn stories(
    room: &Room,
    staff: &Staff,
    text: &str,
    typed: &Typed,
    before: &[Opened],
) -> Result<Vec<DeskCard>, Refused> {
    let actor = staff.actor;
    let fits = |story: &DeskCard| typed.fit(&story.card.title);
    let mut found = room.newsroom.see_stories(actor, &stories_of(before))?;
    found.retain(|story| fits(story).is_some());
    let reader = room.store.reader()?;
    let kinds = [Some(Kind::Post), staff.may(Capability::KeepPages).then_some(Kind::Page)];
    let add = |found: &mut Vec<DeskCard>, more: Vec<DeskCard>| {
        for story in more {
            if found.len() < MOST && found.iter().all(|known| known.card.id != story.card.id) {
                found.push(story);
            }
        }
    };
    let query = |kind, limit| DeskQuery {
        own: actor.author.filter(|_| !actor.may(Capability::EditAll)),
        limited: actor.author.filter(|_| actor.limited),
        ..DeskQuery::newest(kind, limit)
    };
    if let Some(words) = asked(text) {
        let mut with_words = Vec::new();
        for kind in kinds.into_iter().flatten() {
            let query = DeskQuery { words: Some(words.clone()), ..query(kind, WITH_WORDS) };
            with_words.extend(reader.desk_list(&query)?.stories);
        }
        // Words of the title weigh more than words of the text.
        with_words.sort_by_key(|story| fits(story).unwrap_or(Fit::Slip));
        add(&mut found, with_words);
    }
    if found.is_empty() {
        for kind in kinds.into_iter().flatten() {
            let mut nearly = reader.desk_list(&query(kind, LATEST))?.stories;
            nearly.retain(|story| fits(story).is_some());
            nearly.sort_by_key(fits);
            add(&mut found, nearly);
        }
    }
    Ok(found)
}
