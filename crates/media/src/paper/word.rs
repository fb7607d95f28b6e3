//! Office Open XML: properties, names of authors in comments and changes, paths of the maker's disk.

use super::{
    archive::Entry,
    xml::{each_element, set_attribute, set_text},
};
use crate::{Cleaned, Left, Removed, Unfit};

const CORE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#;
const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#;
const CUSTOM: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#;

/// Stands for everybody.
const SOMEBODY: &str = "Author";

pub(super) fn judge(name: &str, content: &[u8], cleaned: &mut Cleaned) -> Result<Entry, Unfit> {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with("vbaproject.bin") || lower.contains("/activex/") || lower.contains("/macrosheets/") {
        return Err(Unfit::Unsafe("macros; save it as docx, xlsx or pptx"));
    }
    let properties = match &*lower {
        "docprops/core.xml" => Some(CORE),
        "docprops/app.xml" => Some(APP),
        "docprops/custom.xml" => Some(CUSTOM),
        _ => None,
    };
    if let Some(properties) = properties {
        cleaned.removed.extend([Removed::Names, Removed::Descriptions, Removed::Times]);
        return Ok(Entry::New(properties.into()));
    }
    if lower.starts_with("docprops/thumbnail") {
        cleaned.removed.insert(Removed::Thumbnail);
        return Ok(Entry::Gone);
    }
    if !lower.ends_with(".xml") && !lower.ends_with(".rels") {
        return Ok(Entry::Same);
    }
    let Ok(xml) = std::str::from_utf8(content) else { return Ok(Entry::Same) };
    let mut xml = xml.to_owned();
    if lower.ends_with(".rels") {
        relationships(&mut xml);
    } else {
        people(&lower, &mut xml, cleaned);
    }
    Ok(Entry::New(xml.into_bytes()))
}

/// The thumbnail is no longer there; templates and files on the maker's disk are nobody's business.
fn relationships(xml: &mut String) {
    each_element(xml, "Relationship", |element| {
        if element.contains("/metadata/thumbnail") {
            return None;
        }
        let mut element = element.to_owned();
        if element.contains("/attachedTemplate") {
            set_attribute(&mut element, "Target", "Normal.dotm");
        } else if element.contains("Target=\"file:") {
            set_attribute(&mut element, "Target", "missing");
        }
        Some(element)
    });
}

fn people(name: &str, xml: &mut String, cleaned: &mut Cleaned) {
    let mut named = false;
    for attribute in ["w:author", "w15:author", "w15:userId", "w:initials"] {
        named |= set_attribute(xml, attribute, if attribute == "w:initials" { "A" } else { SOMEBODY });
    }
    if name.contains("persons/") || name.contains("commentauthors") || name.ends_with("/authors.xml") {
        for attribute in ["displayName", "name", "userId"] {
            named |= set_attribute(xml, attribute, SOMEBODY);
        }
        set_attribute(xml, "initials", "A");
    }
    if name.starts_with("xl/comments") {
        named |= set_text(xml, "author", SOMEBODY);
    }
    if name == "xl/workbook.xml" {
        named |= set_attribute(xml, "url", "");
        named |= set_attribute(xml, "userName", SOMEBODY);
    }
    if named {
        cleaned.removed.insert(Removed::Names);
    }
    let comments = name.contains("comment") || xml.contains("<w:ins ") || xml.contains("<w:del ");
    if comments {
        cleaned.left.insert(Left::Comments);
    }
}
