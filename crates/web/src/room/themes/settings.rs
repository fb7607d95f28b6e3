//! What a theme lets one set: a form made from its `package.json`.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};
use newsroom::{Because, Refused};
use serde_json::{Value, json};
use theme::{CustomKind, CustomSetting, Theme, Tried};

use super::{one, path_of};
use crate::{
    room::{
        Room,
        form::{Fault, again, back, fault_summary, judge},
        refusal::Refusal,
        staff::Staff,
        words::Words,
    },
    themes::Examined,
};

/// The form's id: the button that opens a preview stands elsewhere.
pub(super) const FORM: &str = "custom";

/// The groups of Ghost, in its order; a theme may name others, which follow.
const GROUPS: [&str; 2] = ["homepage", "post"];

pub(super) async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let (examined, set) = one::found(&room, name).await?;
    let texts = sent(&examined.theme, examined.theme.custom_texts(&set), &pairs);
    let (kept, known) = (Arc::clone(&examined), texts.clone());
    let outcome = room
        .attempt((), move |room, ()| {
            check(&kept.theme, &known)?;
            room.newsroom.set_theme_settings(actor, &kept.theme.settings_to_write(&set, &known))
        })
        .await?;
    Ok(match judge(staff.words, outcome.1)? {
        Ok(()) => back(&path_of(&examined.name), "saved"),
        Err(fault) => again(one::show(&room, &staff, &examined, &texts, Some(&fault), None).await),
    })
}

/// Which fields can be seen when they hold what was sent: a script shows and hides them without a save.
pub(super) async fn shown(
    State(room): State<Arc<Room>>,
    _: Staff,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Json<Value>, Refusal> {
    let (examined, set) = one::found(&room, name).await?;
    let texts = sent(&examined.theme, examined.theme.custom_texts(&set), &pairs);
    Ok(Json(json!({ "shown": examined.theme.visible_settings(&texts) })))
}

/// What is set, with what was sent above it. Of a field that was sent twice the last counts: a box that is not ticked has its “false” first.
pub(super) fn sent(theme: &Theme, mut texts: Tried, pairs: &[(String, String)]) -> Tried {
    for setting in theme.custom_settings() {
        if let Some((_, text)) = pairs.iter().rev().find(|(key, _)| *key == setting.key) {
            texts.insert(setting.key.clone(), text.trim().replace("\r\n", "\n"));
        }
    }
    texts
}

/// Refuses texts that the theme does not take.
pub(super) fn check(theme: &Theme, texts: &Tried) -> Result<(), Refused> {
    theme.unfit_setting(texts).map_or(Ok(()), |setting| {
        Err(Refused::invalid("custom", Because::NotTakenByTheme.with("given", in_words(&setting.key))))
    })
}

pub(super) fn form(words: Words, one: &Examined, texts: &Tried, fault: Option<&Fault>) -> Markup {
    let settings = one.theme.custom_settings();
    let shown = one.theme.visible_settings(texts);
    let mut groups: Vec<Option<&str>> = vec![None];
    groups.extend(GROUPS.map(Some));
    for setting in settings {
        if !groups.contains(&setting.group.as_deref()) {
            groups.push(setting.group.as_deref());
        }
    }
    html! {
        section aria-labelledby="settings" {
            @if !settings.is_empty() { h2 #settings { (words.text("themes.settings")) } }
            form.stack id=(FORM) method="post" data-shown={ (path_of(&one.name)) "shown/" } {
                (fault_summary(fault))
                @for group in groups.into_iter().filter(|group| settings.iter().any(|one| one.group.as_deref() == *group)) {
                    fieldset.stack {
                        legend { (group_name(words, group)) }
                        @for setting in settings.iter().filter(|one| one.group.as_deref() == group) {
                            (field(words, setting, texts.get(&setting.key).map_or("", String::as_str), shown.contains(&setting.key.as_str())))
                        }
                    }
                }
                @if !settings.is_empty() { div { button { (words.text("form.save")) } } }
            }
        }
    }
}

fn group_name(words: Words, group: Option<&str>) -> String {
    match group {
        None => words.text("themes.group.site").to_owned(),
        Some("homepage") => words.text("themes.group.homepage").to_owned(),
        Some("post") => words.text("themes.group.post").to_owned(),
        Some(other) => in_words(other),
    }
}

/// `show_related_posts` as people write it; the names are the theme author's.
fn in_words(key: &str) -> String {
    let text = key.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn field(words: Words, setting: &CustomSetting, text: &str, seen: bool) -> Markup {
    let key = &setting.key;
    let hint = setting.description.as_deref();
    let hint_id = format!("{key}-hint");
    let described = hint.map(|_| hint_id.as_str());
    html! {
        div.field hidden[!seen] data-setting=(key) {
            @if setting.kind == CustomKind::Boolean {
                input type="hidden" name=(key) value="false";
                label.check {
                    input id=(key) type="checkbox" name=(key) value="true" checked[text == "true"] aria-describedby=[described];
                    (in_words(&setting.key))
                }
            } @else {
                label for=(key) { (in_words(&setting.key)) }
                @match &setting.kind {
                    CustomKind::Select(options) => select id=(key) name=(key) aria-describedby=[described] {
                        @for option in options { option value=(option) selected[option == text] { (option) } }
                    },
                    CustomKind::Color => input id=(key) name=(key) type="text" value=(text) placeholder="#rrggbb" maxlength="7"
                        autocomplete="off" aria-describedby=[described];,
                    CustomKind::Image => {
                        input id=(key) name=(key) type="text" value=(text) autocomplete="off" aria-describedby=[described];
                        @if !text.is_empty() { img.preview src=(text.replace("__GHOST_URL__", "")) alt="" loading="lazy"; }
                        p.hint { (words.text("settings.picture_hint")) }
                    },
                    _ => input id=(key) name=(key) type="text" value=(text) autocomplete="off" aria-describedby=[described];,
                }
            }
            @if let Some(hint) = hint { p.hint id=(hint_id) { (hint) } }
        }
    }
}
