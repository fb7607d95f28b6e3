//! A page for each group of settings, made from the typed table of the newsroom.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form,
    extract::{DefaultBodyLimit, Multipart, Path, Query, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use newsroom::{Because, Capability, Group, Refused, SETTINGS, Setting, Shape};
use store::{NavigationItem, Settings};

use super::super::{
    Room,
    account::Notice,
    form::{Fault, again, back, fault_summary, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
    words::Words,
};
use super::side_file;

pub(in super::super) const PATH: &str = "/room/settings/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::Curate), || get(first)),
    Route::get("/room/settings/{group}/", Needs::Of(Capability::Curate), || get(page)),
    Route::post("/room/settings/{group}/", Needs::Of(Capability::Curate), || post(save)),
    Route::get(ROUTES_FILE, Needs::Of(Capability::KeepSettings), || get(download)),
    Route::post(ROUTES_FILE, Needs::Of(Capability::KeepSettings), || {
        post(take).layer(DefaultBodyLimit::max(side_file::FORM_BYTES))
    }),
];

/// `routes.yaml` as a file.
const ROUTES_FILE: &str = "/room/settings/addresses/file/";

/// Empty rows at the end of a menu, to be filled in.
const SPARE_ROWS: usize = 3;

/// What was sent, or what is set: the text of each field by its name.
type Fields = HashMap<String, String>;

fn allowed(staff: &Staff) -> impl Iterator<Item = Group> {
    Group::ALL.into_iter().filter(|group| staff.may(group.needs()))
}

async fn first(staff: Staff) -> Result<Redirect, Refusal> {
    let group = allowed(&staff).next().ok_or(Refusal::Forbidden)?;
    Ok(Redirect::to(&format!("{PATH}{}/", group.as_str())))
}

fn group_of(staff: &Staff, name: &str) -> Result<Group, Refusal> {
    let group = Group::ALL.into_iter().find(|group| group.as_str() == name);
    let group = group.ok_or(Refused::NotFound { what: "settings", id: String::new() })?;
    if staff.may(group.needs()) { Ok(group) } else { Err(Refusal::Forbidden) }
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(name): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let group = group_of(&staff, &name)?;
    let settings = room.run(|room| Ok(room.store.reader()?.settings()?)).await?;
    let fields = fields_of(group, &settings);
    Ok(show(&room, &staff, group, &settings, &fields, None, notice.notice.as_deref()).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let group = group_of(&staff, &name)?;
    let actor = staff.actor;
    let settings = room.run(|room| Ok(room.store.reader()?.settings()?)).await?;
    let known = settings.clone();
    let (pairs, outcome) = room
        .attempt(pairs, move |room, pairs| {
            let texts = texts(group, &known, pairs)?;
            let texts: Vec<_> = texts.iter().map(|(key, text)| (key.as_str(), Some(text.as_str()))).collect();
            room.newsroom.set_settings(actor, &texts)
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back(&format!("{PATH}{}/", group.as_str()), "saved"),
        Err(fault) => {
            let fields = rows_gathered(group, pairs);
            again(show(&room, &staff, group, &settings, &fields, Some(&fault), None).await)
        }
    })
}

async fn download(State(room): State<Arc<Room>>) -> Result<Response, Refusal> {
    let settings = room.run(|room| Ok(room.store.reader()?.settings()?)).await?;
    let text = settings.get(routes::SETTING).unwrap_or(routes::STANDARD).to_owned();
    Ok(side_file::download("routes.yaml", "text/yaml; charset=utf-8", text))
}

/// Takes the text of a file; one with a mistake is shown in the form, to be mended there.
async fn take(State(room): State<Arc<Room>>, staff: Staff, form: Multipart) -> Result<Response, Refusal> {
    let (actor, group) = (staff.actor, Group::Addresses);
    let (text, outcome) = match side_file::text(form).await {
        Err(refused) => (String::new(), Err(refused)),
        Ok(text) => {
            let set = move |room: &Room, text: &String| {
                room.newsroom.set_settings(actor, &[(routes::SETTING, Some(text))])
            };
            room.attempt(text, set).await?
        }
    };
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back(&format!("{PATH}{}/", group.as_str()), "saved"),
        Err(fault) => {
            let settings = room.run(|room| Ok(room.store.reader()?.settings()?)).await?;
            let fields = Fields::from([(routes::SETTING.to_owned(), text)]);
            again(show(&room, &staff, group, &settings, &fields, Some(&fault), None).await)
        }
    })
}

/// The languages whose own texts a site may have beside the main ones.
fn others(settings: &Settings) -> impl Iterator<Item = &str> {
    settings.languages.iter().map(|language| &**language).filter(|language| **language != *settings.locale)
}

/// The keys of a group as the form has them: each setting, and its texts in the other languages.
fn keys(group: Group, settings: &Settings) -> Vec<(&'static Setting, String)> {
    SETTINGS
        .iter()
        .filter(|setting| setting.group == group)
        .flat_map(|setting| {
            let local = store::LOCAL_SETTINGS.contains(&setting.key);
            let own = std::iter::once(setting.key.to_owned());
            own.chain(
                others(settings).filter(move |_| local).map(|language| format!("{}:{language}", setting.key)),
            )
            .map(move |key| (setting, key))
        })
        .collect()
}

/// What is set, as the form shows it.
fn fields_of(group: Group, settings: &Settings) -> Fields {
    let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
    let text = |setting: &Setting, key: &str| {
        let text = settings.get(key).unwrap_or_default();
        match setting.shape {
            Shape::Languages => settings.languages.join(", "),
            Shape::Moment => text.parse().ok().map(|at| local_moment(at, &zone)).unwrap_or_default(),
            // What older Ghosts called it, or what holds when nothing is set.
            Shape::Language => settings.locale.to_string(),
            Shape::TimeZone => settings.timezone.to_string(),
            _ => text.to_owned(),
        }
    };
    keys(group, settings)
        .into_iter()
        .map(|(setting, key)| {
            let text = text(setting, &key);
            (key, text)
        })
        .collect()
}

/// `2026-11-24T18:30`, as `datetime-local` has it.
fn local_moment(at: i64, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_millisecond(at).map(|at| at.to_zoned_datetime(zone.clone()));
    moment.map(|at| at.strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// What was sent with the rows of its menus put together again, to be shown once more.
fn rows_gathered(group: Group, pairs: Vec<(String, String)>) -> Fields {
    let menus: Vec<_> =
        SETTINGS.iter().filter(|one| one.group == group && one.shape == Shape::Menu).collect();
    let mut fields: Fields = HashMap::new();
    for (name, text) in &pairs {
        let key = name.trim_end_matches(".label");
        if key != name && menus.iter().any(|menu| key.split(':').next() == Some(menu.key)) {
            fields.entry(key.to_owned()).or_insert_with(|| menu_text(&pairs, key));
        } else {
            let chosen = fields.entry(name.clone()).or_default();
            if !chosen.is_empty() {
                chosen.push(',');
            }
            chosen.push_str(text);
        }
    }
    fields
}

fn menu_text(pairs: &[(String, String)], key: &str) -> String {
    let of = |part: &str| {
        let name = format!("{key}.{part}");
        pairs
            .iter()
            .filter(move |(field, _)| *field == name)
            .map(|(_, text)| text.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let items: Vec<_> = of("label")
        .into_iter()
        .zip(of("url"))
        .filter(|(label, url)| !label.is_empty() || !url.is_empty())
        .map(|(label, url)| NavigationItem { label, url })
        .collect();
    if items.is_empty() { String::new() } else { serde_json::to_string(&items).unwrap_or_default() }
}

/// The texts to be set, from the fields that were sent.
fn texts(
    group: Group,
    settings: &Settings,
    pairs: &[(String, String)],
) -> Result<Vec<(String, String)>, Refused> {
    let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
    let one = |key: &str| pairs.iter().find(|(name, _)| name == key).map_or("", |(_, text)| text.trim());
    let list = |items: Vec<&str>| {
        let items: Vec<_> = items.into_iter().filter(|item| !item.is_empty()).collect();
        if items.is_empty() { String::new() } else { serde_json::to_string(&items).unwrap_or_default() }
    };
    let text = |setting: &Setting, key: &str| -> Result<String, Refused> {
        Ok(match setting.shape {
            Shape::Languages => list(one(key).split(',').map(str::trim).collect()),
            Shape::Choices(_) => {
                list(pairs.iter().filter(|(name, _)| name == key).map(|(_, text)| text.as_str()).collect())
            }
            Shape::Menu => menu_text(pairs, key),
            Shape::Moment if one(key).is_empty() => String::new(),
            Shape::Moment => one(key)
                .parse::<jiff::civil::DateTime>()
                .and_then(|at| at.to_zoned_datetime(zone.clone()))
                .map(|at| at.timestamp().as_millisecond().to_string())
                .map_err(|_| Refused::invalid(setting.key, Because::NoMoment.with("given", one(key))))?,
            _ => one(key).replace("\r\n", "\n"),
        })
    };
    keys(group, settings).into_iter().map(|(setting, key)| Ok((key.clone(), text(setting, &key)?))).collect()
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    group: Group,
    settings: &Settings,
    fields: &Fields,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let title = words.maybe(&format!("settings.group.{}", group.as_str())).unwrap_or_default();
    let body = html! {
        nav.tabs aria-label=(words.text("settings.title")) {
            @for other in allowed(staff) {
                a href={ (PATH) (other.as_str()) "/" } aria-current=[(other == group).then_some("page")] {
                    (words.maybe(&format!("settings.group.{}", other.as_str())).unwrap_or_default())
                }
            }
        }
        h1 { (title) }
        form.stack method="post" {
            (fault_summary(fault))
            @for (setting, key) in keys(group, settings) {
                (field(words, setting, &key, fields.get(&key).map_or("", String::as_str), settings, fault))
            }
            button { (words.text("form.save")) }
        }
        @if group == Group::Addresses { (side_file::exchange(words, ROUTES_FILE, ".yaml,.yml", None)) }
    };
    Page { staff, place: PATH, title, notice, body }.show(room).await
}

/// One field, as its shape asks for.
fn field(
    words: Words,
    setting: &Setting,
    key: &str,
    value: &str,
    settings: &Settings,
    fault: Option<&Fault>,
) -> Markup {
    let language = key.split_once(':').map(|(_, language)| language);
    let name = words.maybe(&format!("setting.{}", setting.key)).unwrap_or(setting.key);
    let label = language.map_or_else(|| name.to_owned(), |language| format!("{name} ({language})"));
    let hint = language.is_none().then(|| words.maybe(&format!("setting.{}.hint", setting.key))).flatten();
    let wrong = fault.is_some_and(|fault| fault.field == Some(setting.key));
    let invalid = wrong.then_some("true");
    let hint_id = format!("{key}-hint");
    let described = if wrong { Some("fault") } else { hint.map(|_| hint_id.as_str()) };
    let input = |kind: &str, list: Option<&str>| {
        html! {
            input id=(key) name=(key) type=(kind) value=(value) lang=[language] list=[list] autocomplete="off"
                aria-invalid=[invalid] aria-describedby=[described];
        }
    };
    let area = |rows: u8, class: &str| {
        html! {
            textarea id=(key) name=(key) rows=(rows) class=(class) lang=[language] spellcheck=[(class == "code").then_some("false")]
                aria-invalid=[invalid] aria-describedby=[described] { (value) }
        }
    };
    if let Shape::Menu = setting.shape {
        return menu(words, &label, key, value, wrong);
    }
    if let Shape::Choices(choices) = setting.shape {
        return html! {
            fieldset {
                legend { (label) }
                @for choice in choices {
                    label.check {
                        input type="checkbox" name=(key) value=(choice) checked[value.contains(choice)];
                        (words.maybe(&format!("setting.{}.{choice}", setting.key)).unwrap_or(choice))
                    }
                }
            }
        };
    }
    html! {
        div.field {
            label for=(key) { (label) }
            @match setting.shape {
                Shape::Lines(_) => (area(2, "")),
                Shape::Html(_) => (area(3, "")),
                Shape::Code(_) => (area(8, "code")),
                Shape::Routes => (area(20, "code")),
                Shape::Moment => (input("datetime-local", None)),
                Shape::TimeZone => {
                    (input("text", Some("zones")))
                    datalist #zones { @for zone in jiff::tz::db().available() { option value=(zone.as_str()) {} } }
                }
                Shape::Choice(choices) => select id=(key) name=(key) {
                    @for choice in choices {
                        option value=(choice) selected[*choice == value] {
                            (words.maybe(&format!("setting.{}.{choice}", setting.key)).unwrap_or(choice))
                        }
                    }
                },
                Shape::Picture => {
                    (input("text", None))
                    @if !value.is_empty() {
                        img.preview src=(value.replace("__GHOST_URL__", "")) alt="" loading="lazy";
                    }
                }
                _ => (input("text", None)),
            }
            @if let Some(hint) = hint { p.hint id=(hint_id) { (hint) } }
            @if setting.shape == Shape::Moment { p.hint { (words.with("settings.zone", &[("zone", &settings.timezone)])) } }
        }
    }
}

/// The rows of a menu. To take an entry out, empty it; entries keep the order of their rows.
fn menu(words: Words, label: &str, key: &str, value: &str, wrong: bool) -> Markup {
    let mut items: Vec<NavigationItem> = serde_json::from_str(value).unwrap_or_default();
    items.extend((0..SPARE_ROWS).map(|_| NavigationItem { label: String::new(), url: String::new() }));
    html! {
        fieldset.menu-rows {
            legend { (label) }
            p.hint { (words.text("settings.menu_hint")) }
            @for (row, item) in items.iter().enumerate() {
                div.pair {
                    input name={ (key) ".label" } value=(item.label) aria-label=(words.with("settings.menu_label", &[("row", &(row + 1).to_string())]))
                        placeholder=(words.text("settings.menu_label_short")) autocomplete="off";
                    input name={ (key) ".url" } value=(item.url) aria-label=(words.with("settings.menu_url", &[("row", &(row + 1).to_string())]))
                        placeholder="/topic/" autocomplete="off" inputmode="url" aria-invalid=[wrong.then_some("true")];
                }
            }
        }
    }
}
