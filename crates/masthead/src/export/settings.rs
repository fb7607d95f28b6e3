//! Settings, redirects and Editor's Picks.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use newsroom::{LIVE_THEME, LIVE_THEME_REVISION, Shape};
use serde_json::{Value, json};
use store::{Reader, Settings};
use theme::{Library, Theme};

use crate::config::THEMES;

use super::tables::Tables;
use super::{PAGE, Written, derived_id, fit, secret};

/// Settings that hold the address of a picture.
const PICTURES: [&str; 5] = ["logo", "icon", "cover_image", "og_image", "twitter_image"];
/// What is set of themes is a table of its own in Ghost.
const OF_THEMES: &str = "custom_theme_settings.";
/// Settings that hold HTML.
const HTML: [&str; 3] = ["codeinjection_head", "codeinjection_foot", "announcement_content"];

/// Writes the settings, ours and those that an import kept. A row has no `group` and no `type`: Ghost would write both over its own.
pub(super) fn write(
    reader: &Reader,
    data: &Path,
    tables: &mut Tables<'_, impl Write>,
    written: &mut Written,
) -> Result<()> {
    tables.table("settings")?;
    let settings = reader.settings()?;
    for (key, value) in &settings.all {
        // Which theme is live belongs to this machine: its files do not leave.
        if key.starts_with(OF_THEMES) || [LIVE_THEME, LIVE_THEME_REVISION].contains(&&**key) {
            continue;
        }
        let plain = store::local_setting(key).map_or(&**key, |(plain, _)| plain);
        let value = match plain {
            _ if secret::is_name(key) => continue,
            _ if PICTURES.contains(&plain) => fit::marked(value),
            _ if HTML.contains(&plain) => document::mark_site_url_in(value),
            _ => value.to_string(),
        };
        tables.row(&row(key, value.into()))?;
    }
    // A new Ghost has accounts and menus of its own; what is not set here shall not be set there.
    for setting in newsroom::SETTINGS.iter().filter(|setting| settings.get(setting.key).is_none()) {
        let unset = match setting.shape {
            Shape::Menu => "[]".into(),
            Shape::Line(_) | Shape::Lines(_) | Shape::Html(_) | Shape::Picture | Shape::Address => {
                Value::Null
            }
            _ => continue,
        };
        if setting.key != "title" {
            tables.row(&row(setting.key, unset))?;
        }
    }
    let mut after = String::new();
    loop {
        let page = reader.kept("settings", &after, PAGE)?;
        let Some((last, _)) = page.last() else { break };
        after = last.to_string();
        for (key, kept) in &page {
            if secret::is_name(key) {
                written.note("settings of Ghost that are secrets; not handed on");
                continue;
            }
            if settings.get(key).is_some() {
                continue;
            }
            let Ok(mut kept) = serde_json::from_str::<Value>(kept) else { continue };
            fit::mark_all(&mut kept);
            tables.row(&row(key, kept["value"].take()))?;
        }
    }
    theme_settings(&settings, data, tables)?;
    tables.table("masthead_redirects")?;
    for (position, rule) in reader.redirects()?.iter().enumerate() {
        tables
            .row(&json!({ "id": position, "from": rule.from, "to": rule.to, "permanent": rule.permanent }))?;
    }
    tables.table("masthead_picks")?;
    for id in reader.picks_out()? {
        tables.row(&json!({ "id": &*id }))?;
    }
    Ok(())
}

/// What is set of themes, with the type that the theme says: Ghost takes no other.
fn theme_settings(settings: &Settings, data: &Path, tables: &mut Tables<'_, impl Write>) -> Result<()> {
    tables.table("custom_theme_settings")?;
    let library = Library::new(data.join(THEMES));
    let themes = library.names().into_iter().filter_map(|name| library.source(&name));
    let mut known = HashMap::new();
    for (theme, _) in themes.map(|source| Theme::examine(&source)) {
        for setting in theme.custom_settings() {
            known.insert(theme.custom_key(&setting.key), setting.type_name());
        }
    }
    for (name, value) in &settings.all {
        // Names of themes have dots, keys have none.
        let Some((theme, key)) = name.strip_prefix(OF_THEMES).and_then(|rest| rest.rsplit_once('.')) else {
            continue;
        };
        let kind = known.get(&**name).copied().unwrap_or(match &**value {
            "true" | "false" => "boolean",
            _ => "text",
        });
        let value = if kind == "image" { fit::marked(value) } else { value.to_string() };
        let id = derived_id(&["custom_theme_settings", theme, key]);
        tables.row(&json!({ "id": id, "theme": theme, "key": key, "type": kind, "value": value }))?;
    }
    Ok(())
}

fn row(key: &str, value: Value) -> Value {
    json!({ "id": derived_id(&["settings", key]), "key": key, "value": value })
}
