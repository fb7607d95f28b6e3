//! XMP: RDF in XML. Only what an editor wants is read.

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use super::{Fields, words};

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const IPTC: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
/// Elements inside one another; XMP has about six.
const DEEPEST: usize = 40;

/// Which field a property fills.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    Caption,
    Creator,
    Credit,
    Rights,
    Alt,
    Title,
    Headline,
}

fn property(namespace: &str, name: &str) -> Option<Property> {
    Some(match (namespace, name) {
        (DC, "description") => Property::Caption,
        (DC, "creator") => Property::Creator,
        (DC, "rights") => Property::Rights,
        (DC, "title") => Property::Title,
        (PHOTOSHOP, "Credit") => Property::Credit,
        (PHOTOSHOP, "Headline") => Property::Headline,
        (IPTC, "AltTextAccessibility") => Property::Alt,
        _ => return None,
    })
}

/// Reads a packet; a broken one is read as far as it goes.
pub(crate) fn fields(packet: &[u8]) -> Fields {
    let Ok(text) = std::str::from_utf8(packet) else { return Fields::default() };
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    let (mut fields, mut depth) = (Fields::default(), 0);
    // The open property, how deep it stands, and the text of its present item.
    let mut open: Option<(Property, usize)> = None;
    let mut item = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    break;
                }
                attributes(&reader, &element, &mut fields);
                let (namespace, local) = reader.resolver().resolve_element(element.name());
                if open.is_none()
                    && let ResolveResult::Bound(Namespace(namespace)) = namespace
                    && let Some(property) = property(namespace, local.as_ref())
                {
                    open = Some((property, depth));
                }
                item.clear();
            }
            Event::Empty(element) => attributes(&reader, &element, &mut fields),
            Event::Text(text) if open.is_some() => item.push_str(&text.xml10_content()),
            Event::CData(text) if open.is_some() => item.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if open.is_some() => match reference.resolve_char_ref() {
                Ok(Some(letter)) => item.push(letter),
                _ => item.push_str(named(&reference.xml10_content())),
            },
            Event::End(_) => {
                if let Some((property, at)) = open {
                    put(&mut fields, property, &item);
                    item.clear();
                    if depth <= at {
                        open = None;
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    fields
}

fn attributes(reader: &NsReader<&[u8]>, element: &BytesStart<'_>, fields: &mut Fields) {
    for attribute in element.attributes().flatten() {
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        if let ResolveResult::Bound(Namespace(namespace)) = namespace
            && let Some(property) = property(namespace, local.as_ref())
            && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
        {
            put(fields, property, &value);
        }
    }
}

fn named(entity: &str) -> &'static str {
    match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => " ",
    }
}

/// The first language of a text stands (it is the default one); creators are a list.
fn put(fields: &mut Fields, property: Property, text: &str) {
    let text = words(text);
    if text.is_empty() {
        return;
    }
    let field = match property {
        Property::Caption => &mut fields.caption,
        Property::Credit => &mut fields.provider,
        Property::Rights => &mut fields.copyright,
        Property::Alt => &mut fields.alt,
        Property::Title => &mut fields.title,
        Property::Headline => {
            fields.title = text;
            return;
        }
        Property::Creator => {
            if fields.byline.len() < 500 && !fields.byline.is_empty() {
                fields.byline.push_str(", ");
            }
            if fields.byline.len() < 500 {
                fields.byline.push_str(&text);
            }
            return;
        }
    };
    if field.is_empty() {
        *field = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_as_elements_and_as_attributes() {
        let packet = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
            <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""
              xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"
              xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" p:Credit="Agency &amp; Co">
              <d:description><r:Alt><r:li xml:lang="x-default">A sea &amp; a &lt;ship&gt;</r:li><r:li xml:lang="ru">Море</r:li></r:Alt></d:description>
              <d:creator><r:Seq><r:li>Ana</r:li><r:li>Bo</r:li></r:Seq></d:creator>
              <i:AltTextAccessibility><r:Alt><r:li>Waves</r:li></r:Alt></i:AltTextAccessibility>
            </r:Description></r:RDF></x:xmpmeta>"#;
        let read = fields(packet.as_bytes());
        assert_eq!(read.caption, "A sea & a <ship>");
        assert_eq!((&*read.byline, &*read.provider, &*read.alt), ("Ana, Bo", "Agency & Co", "Waves"));
    }

    #[test]
    fn broken_and_hostile_packets_do_no_harm() {
        assert_eq!(fields(b"<a><b"), Fields::default());
        assert_eq!(fields("<a>".repeat(100_000).as_bytes()), Fields::default());
        assert_eq!(fields(b"<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"), Fields::default());
    }
}
