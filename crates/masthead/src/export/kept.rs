//! Rows under Ghost's names: members, newsletters, tiers and the like as they are stored, and whatever else an import kept as it came.

use std::collections::HashMap;
use std::io::Write;

use anyhow::Result;
use newsroom::{rows_of_ghost, tables_of_ghost};
use serde_json::{Map, Value};
use store::{Reader, Text};

use super::tables::Tables;
use super::{PAGE, Written, fit, secret};

/// What is kept under these names goes into rows and files of ours.
const ELSEWHERE: [&str; 9] = [
    "posts",
    "posts_products",
    "tags",
    "users",
    "settings",
    "custom_theme_settings",
    "roles",
    "roles_users",
    "files",
];

/// Writes a table for each entity that is stored so, or that an import kept.
pub(super) fn write(
    reader: &Reader,
    tables: &mut Tables<'_, impl Write>,
    written: &mut Written,
) -> Result<()> {
    for entity in tables_of_ghost() {
        stored(reader, entity, tables)?;
    }
    for (entity, rows) in reader.kept_counts()? {
        if ELSEWHERE.contains(&&*entity) || tables_of_ghost().contains(&&*entity) {
            continue;
        }
        if secret::is_table(&entity) {
            *written.notes.entry(format!("rows of {entity}; secrets, not handed on")).or_default() += rows;
            continue;
        }
        tables.table(&entity)?;
        each(reader, &entity, |_, row| tables.row(&row.into()))?;
    }
    Ok(())
}

/// Writes a table of rows that are stored under Ghost's names, each with what an import kept of it besides; and those that an import
/// could only keep.
fn stored(reader: &Reader, entity: &'static str, tables: &mut Tables<'_, impl Write>) -> Result<()> {
    let mut kept = all(reader, entity)?;
    let mut page = rows_of_ghost(reader, entity, "", PAGE)?;
    if page.is_empty() && kept.is_empty() {
        return Ok(());
    }
    tables.table(entity)?;
    while let Some((last, _)) = page.last() {
        let after = *last;
        for (id, row) in page {
            let mut row = Value::Object(secret::without(row));
            if let Some(row) = row.as_object_mut() {
                row.values_mut().for_each(fit::mark_all);
            }
            add(&mut row, kept.remove(id.as_str()).as_ref());
            tables.row(&row)?;
        }
        page = rows_of_ghost(reader, entity, &after, PAGE)?;
    }
    let mut left: Vec<_> = kept.into_iter().collect();
    left.sort_by(|(one, _), (other, _)| one.cmp(other));
    left.into_iter().try_for_each(|(_, row)| tables.row(&row.into()))
}

/// The kept rows of an entity of which there are few, by id.
pub(super) fn all(reader: &Reader, entity: &str) -> Result<HashMap<Text, Map<String, Value>>> {
    let mut all = HashMap::new();
    each(reader, entity, |id, row| {
        all.insert(id, row);
        Ok(())
    })?;
    Ok(all)
}

/// Adds the members that a row does not have.
pub(super) fn add(row: &mut Value, kept: Option<&Map<String, Value>>) {
    if let (Some(row), Some(kept)) = (row.as_object_mut(), kept) {
        for (name, value) in kept {
            row.entry(name).or_insert_with(|| value.clone());
        }
    }
}

/// Shows every kept row of an entity, without secrets, its addresses marked.
fn each(
    reader: &Reader,
    entity: &str,
    mut show: impl FnMut(Text, Map<String, Value>) -> Result<()>,
) -> Result<()> {
    let mut after = Text::from("");
    loop {
        let page = reader.kept(entity, &after, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = last.clone();
        for (id, json) in page {
            // An import keeps objects only.
            let Ok(row) = serde_json::from_str::<Map<String, Value>>(&json) else { continue };
            let mut row = secret::without(row);
            row.values_mut().for_each(fit::mark_all);
            show(id, row)?;
        }
    }
}
