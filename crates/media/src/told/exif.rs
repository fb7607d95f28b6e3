//! Exif: what it says to the editor, which way up the picture is, and what it would have given away.

use std::collections::BTreeSet;

use exif::{Context, Exif, In, Reader, Tag, Value};
use image::metadata::Orientation;

use super::{Fields, decode, words};
use crate::Removed;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) fields: Fields,
    pub(crate) orientation: Orientation,
    pub(crate) removed: BTreeSet<Removed>,
}

impl Default for Found {
    fn default() -> Self {
        Self { fields: Fields::default(), orientation: Orientation::NoTransforms, removed: BTreeSet::new() }
    }
}

/// Reads a TIFF block; of a broken one, what can be read.
pub(crate) fn read(tiff: &[u8]) -> Found {
    let mut found = Found::default();
    found.removed.insert(Removed::Camera);
    let tiff = tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff);
    let exif = match Reader::new().continue_on_error(true).read_raw(tiff.to_vec()) {
        Ok(exif) => exif,
        Err(error) => match error.distill_partial_result(|_| ()) {
            Ok(exif) => exif,
            Err(_) => return found,
        },
    };
    for field in exif.fields() {
        found.removed.extend(gives_away(field.tag, field.ifd_num));
    }
    let code = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    found.orientation = code
        .and_then(|code| Orientation::from_exif(u8::try_from(code).ok()?))
        .unwrap_or(Orientation::NoTransforms);
    found.fields = Fields {
        caption: text(&exif, Tag::ImageDescription),
        byline: text(&exif, Tag::Artist),
        copyright: text(&exif, Tag::Copyright),
        ..Fields::default()
    };
    found
}

/// What a tag gives away.
fn gives_away(tag: Tag, ifd: In) -> Option<Removed> {
    Some(match tag {
        _ if tag.context() == Context::Gps => Removed::Place,
        Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::ImageUniqueID => Removed::SerialNumbers,
        Tag::MakerNote => Removed::MakerNotes,
        Tag::Artist | Tag::CameraOwnerName | Tag::Copyright => Removed::Names,
        Tag::DateTime | Tag::DateTimeOriginal | Tag::DateTimeDigitized => Removed::Times,
        Tag::UserComment | Tag::ImageDescription => Removed::Comments,
        Tag::JPEGInterchangeFormat if ifd == In::THUMBNAIL => Removed::Thumbnail,
        _ => return None,
    })
}

fn text(exif: &Exif, tag: Tag) -> String {
    match exif.get_field(tag, In::PRIMARY).map(|field| &field.value) {
        Some(Value::Ascii(parts)) => {
            let parts: Vec<String> =
                parts.iter().map(|part| decode(part)).filter(|part| !part.is_empty()).collect();
            words(&parts.join("; "))
        }
        _ => String::new(),
    }
}
