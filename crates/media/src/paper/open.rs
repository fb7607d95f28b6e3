//! OpenDocument: properties, names of authors in comments and changes, the maker's printer.

use super::{archive::Entry, xml::set_text};
use crate::{Cleaned, Left, Removed, Unfit};

const META: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>"#;

pub(super) fn judge(name: &str, content: &[u8], cleaned: &mut Cleaned) -> Result<Entry, Unfit> {
    if name.starts_with("Basic/") || name.starts_with("Scripts/") {
        return Err(Unfit::Unsafe("macros; save it without"));
    }
    if name.starts_with("Thumbnails/") {
        cleaned.removed.insert(Removed::Thumbnail);
        return Ok(Entry::Gone);
    }
    if name == "META-INF/documentsignatures.xml" {
        cleaned.removed.insert(Removed::Names);
        return Ok(Entry::Gone);
    }
    if name == "meta.xml" || name.ends_with("/meta.xml") {
        cleaned.removed.extend([Removed::Names, Removed::Descriptions, Removed::Times]);
        return Ok(Entry::New(META.into()));
    }
    if !name.ends_with(".xml") {
        return Ok(Entry::Same);
    }
    let Ok(xml) = std::str::from_utf8(content) else { return Ok(Entry::Same) };
    if name == "META-INF/manifest.xml" && xml.contains("encryption-data") {
        return Err(Unfit::Locked);
    }
    let mut xml = xml.to_owned();
    if name.ends_with("settings.xml") {
        printers(&mut xml);
    }
    let mut named = false;
    for element in ["dc:creator", "meta:creator-initials", "loext:sender-initials"] {
        named |= set_text(&mut xml, element, "");
    }
    if named {
        cleaned.removed.insert(Removed::Names);
    }
    if xml.contains("<office:annotation") || xml.contains("<text:changed-region") {
        cleaned.left.insert(Left::Comments);
    }
    Ok(Entry::New(xml.into_bytes()))
}

/// Name and setup of a printer, and where the document was.
fn printers(xml: &mut String) {
    for item in ["PrinterName", "PrinterSetup", "CurrentDatabaseDataSource", "SaveThumbnail"] {
        let marker = format!("config:name=\"{item}\"");
        let mut from = 0;
        while let Some(at) = xml[from..].find(&marker).map(|at| from + at) {
            let Some(open) = xml[at..].find('>').map(|open| at + open + 1) else { break };
            let Some(close) = xml[open..].find('<').map(|close| open + close) else { break };
            xml.replace_range(open..close, "");
            from = open;
        }
    }
}
