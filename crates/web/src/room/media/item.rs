//! A file as scripts and pages of the room see it.

use document::Focus;
use media::{Left, Removed};
use serde_json::{Value, json};
use store::MediaRow;

use crate::room::words::Words;

/// The file for the editor.
pub(in crate::room) fn item(row: &MediaRow, words: Words) -> Value {
    json!({
        "id": row.id.as_str(),
        "kind": row.kind,
        "src": row.path,
        "thumb": thumb(row, 300),
        "width": row.width,
        "height": row.height,
        "bytes": row.bytes,
        "mime": row.mime,
        "name": row.name,
        "caption": row.caption,
        "credit": row.credit,
        "alt": row.alt,
        "focus": row.focus.and_then(|(x, y)| Some(Focus::new(x, y)?.to_string())),
        "removed": removed(row, words),
        "remains": remains(row, words),
    })
}

/// The address of a small picture of it: of pictures only. Drawings and moving pictures have no sizes.
pub(super) fn thumb(row: &MediaRow, width: u32) -> Option<String> {
    let below = row.path.strip_prefix("/content/images/")?;
    match &*row.mime {
        "image/jpeg" | "image/png" | "image/webp" => Some(format!("/content/images/size/w{width}/{below}")),
        _ => Some(row.path.to_string()),
    }
}

/// What was taken out, in words.
pub(super) fn removed(row: &MediaRow, words: Words) -> Vec<String> {
    row.removed
        .split_whitespace()
        .filter_map(Removed::from_key)
        .map(|removed| {
            let word = words.maybe(&format!("removed.{}", removed.key()));
            word.map_or_else(|| removed.to_string(), str::to_owned)
        })
        .collect()
}

/// What could not be taken out, in words.
pub(super) fn remains(row: &MediaRow, words: Words) -> Vec<String> {
    row.remains
        .split_whitespace()
        .filter_map(Left::from_key)
        .map(|left| {
            let word = words.maybe(&format!("remains.{}", left.key()));
            word.map_or_else(|| left.to_string(), str::to_owned)
        })
        .collect()
}

/// Bytes for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_removed_has_words() {
        for language in ["en", "ru", "ka"] {
            let words = Words::of(language);
            for removed in Removed::ALL {
                assert!(
                    words.maybe(&format!("removed.{}", removed.key())).is_some(),
                    "{language}: {removed}"
                );
            }
            for left in Left::ALL {
                assert!(words.maybe(&format!("remains.{}", left.key())).is_some(), "{language}: {left}");
            }
        }
    }
}
