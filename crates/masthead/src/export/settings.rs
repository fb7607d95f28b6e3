//! Settings, redirects and Editor's Picks.

use std::io::Write;

use anyhow::Result;
use newsroom::Shape;
use serde_json::{Value, json};
use store::Reader;

use super::tables::Tables;
use super::{PAGE, Written, derived_id, fit, secret};

/// Settings that hold the address of a picture.
const PICTURES: [&str; 5] = ["logo", "icon", "cover_image", "og_image", "twitter_image"];
/// Settings that hold HTML.
const HTML: [&str; 3] = ["codeinjection_head", "codeinjection_foot", "announcement_content"];

/// Writes the settings, ours and those that an import kept. A row has no `group` and no `type`: Ghost would write both over its own.
pub(super) fn write(
    reader: &Reader,
    tables: &mut Tables<'_, impl Write>,
    written: &mut Written,
) -> Result<()> {
    tables.table("settings")?;
    let settings = reader.settings()?;
    for (key, value) in &settings.all {
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

fn row(key: &str, value: Value) -> Value {
    json!({ "id": derived_id(&["settings", key]), "key": key, "value": value })
}
