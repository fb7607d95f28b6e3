//! SVG: XML that browsers draw, and that can run programs and load from elsewhere. It is written anew from lists of what may stand.
//!
//! Gone are scripts, foreign content, event handlers, links, references to other places, animations of references, editors' own data,
//! comments and processing instructions. Embedded pictures are cleaned like any other. Reuse that multiplies without end is refused.

mod css;
mod lists;
mod reuse;

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use self::{lists::Fate, reuse::Reuse};
use crate::{Cleaned, Kind, Limits, Removed, Unfit, sniff};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DEEPEST: usize = 200;
const MOST_ELEMENTS: usize = 200_000;

/// Whether a text begins as a drawing: its first element is called `svg`.
pub(crate) fn is_svg(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let mut rest = head.trim_start();
    if !rest.starts_with('<') {
        return false;
    }
    // Prologue, comments and document type, in any order.
    loop {
        rest = match rest {
            _ if rest.starts_with("<?") => after(rest, "?>"),
            _ if rest.starts_with("<!--") => after(rest, "-->"),
            _ if rest.starts_with("<!") => match rest.find(['[', '>']) {
                Some(at) if rest[at..].starts_with('[') => after(&rest[at..], "]"),
                _ => after(rest, ">"),
            },
            _ if rest.starts_with('>') => &rest[1..],
            _ => break,
        }
        .trim_start();
    }
    let name: String = rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
    rest.starts_with('<') && name.rsplit(':').next() == Some("svg")
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

pub(crate) fn svg(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::Damaged("it is not UTF-8"))?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    reader.config_mut().check_end_names = true;
    let mut drawing = Drawing {
        limits,
        cleaned: Cleaned::new(Kind::Svg),
        out: String::with_capacity(bytes.len()),
        open: Vec::new(),
        style: String::new(),
        reuse: Reuse::default(),
    };
    let mut elements = 0;
    loop {
        let event = reader.read_event().map_err(|_| Unfit::Damaged("it is not well-formed XML"))?;
        match event {
            Event::Start(element) => {
                elements += 1;
                if drawing.open.len() >= DEEPEST || elements > MOST_ELEMENTS {
                    return Err(Unfit::Damaged("it has more elements than any drawing needs"));
                }
                drawing.start(&reader, &element, false)?;
            }
            Event::Empty(element) => {
                elements += 1;
                if elements > MOST_ELEMENTS {
                    return Err(Unfit::Damaged("it has more elements than any drawing needs"));
                }
                drawing.start(&reader, &element, true)?;
            }
            Event::End(_) => drawing.end(),
            Event::Text(text) => drawing.text(&text.xml10_content()),
            Event::CData(text) => drawing.text(&text.xml10_content()),
            Event::GeneralRef(reference) => drawing.reference(&reference)?,
            Event::Comment(_) => _ = drawing.cleaned.removed.insert(Removed::Comments),
            Event::PI(_) => _ = drawing.cleaned.removed.insert(Removed::Other),
            Event::DocType(text) if text.contains("ENTITY") => {
                return Err(Unfit::Unsafe("entities of its own; save it as plain SVG"));
            }
            Event::Decl(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if drawing.out.is_empty() || !drawing.open.is_empty() {
        return Err(Unfit::Damaged("it breaks off"));
    }
    drawing.reuse.check()?;
    drawing.out.push('\n');
    Ok((drawing.cleaned, drawing.out.into_bytes()))
}

struct Drawing<'a> {
    limits: &'a Limits,
    cleaned: Cleaned,
    out: String,
    /// What became of each open element, with its name.
    open: Vec<(Fate, String)>,
    /// Text of the open `style`.
    style: String,
    reuse: Reuse,
}

impl Drawing<'_> {
    fn fate(&self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> (Fate, String) {
        let (namespace, local) = reader.resolver().resolve_element(element.name());
        let name = local.as_ref().to_owned();
        let ours = match namespace {
            ResolveResult::Bound(Namespace(namespace)) => namespace == SVG,
            ResolveResult::Unbound => true,
            ResolveResult::Unknown(_) => false,
        };
        let inside_gone = self.open.last().is_some_and(|(fate, _)| matches!(fate, Fate::Gone(_)));
        let fate = match ours {
            _ if inside_gone => Fate::Gone(None),
            false => Fate::Gone(Some(Removed::Other)),
            true if self.open.is_empty() && name != "svg" => Fate::Gone(None),
            true => lists::element(&name),
        };
        (fate, name)
    }

    fn start(
        &mut self,
        reader: &NsReader<&[u8]>,
        element: &BytesStart<'_>,
        empty: bool,
    ) -> Result<(), Unfit> {
        let (mut fate, name) = self.fate(reader, element);
        if fate == Fate::Kept {
            let attributes = self.attributes(reader, element, &name)?;
            let value = |wanted: &str| {
                attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str())
            };
            if lists::animates(&name) && !value("attributeName").is_none_or(lists::may_be_animated) {
                fate = Fate::Gone(Some(Removed::Scripts));
            } else {
                if self.out.is_empty() {
                    (self.cleaned.width, self.cleaned.height) =
                        size(value("width"), value("height"), value("viewBox"));
                } else if self.open.is_empty() {
                    return Err(Unfit::Damaged("it has two drawings"));
                }
                self.reuse.open(value("id"), (name == "use").then(|| value("href")).flatten());
                self.write_start(&name, &attributes, empty);
            }
        }
        if let Fate::Gone(removed) = fate {
            self.cleaned.removed.extend(removed);
        }
        if fate == Fate::Unwrapped {
            self.cleaned.removed.insert(Removed::Links);
        }
        if empty {
            if fate == Fate::Kept {
                self.reuse.close();
            }
        } else {
            self.open.push((fate, name));
        }
        Ok(())
    }

    fn write_start(&mut self, name: &str, attributes: &[(String, String)], empty: bool) {
        let root = self.out.is_empty();
        self.out.push('<');
        self.out.push_str(name);
        if root {
            self.out.push_str(&format!(" xmlns=\"{SVG}\""));
            if self.cleaned.width.is_none() {
                // Without a size, pages cannot leave room for it; browsers take 300 × 150 then.
                (self.cleaned.width, self.cleaned.height) = (Some(300), Some(150));
            }
        }
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push_str(if empty { "/>" } else { ">" });
    }

    fn end(&mut self) {
        let Some((fate, name)) = self.open.pop() else { return };
        if fate != Fate::Kept {
            return;
        }
        if name == "style" {
            let style = std::mem::take(&mut self.style);
            match css::tame(&style) {
                Some(style) => escape(&mut self.out, &style),
                None => _ = self.cleaned.removed.insert(Removed::Links),
            }
        }
        self.reuse.close();
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some((Fate::Kept, name)) if name == "style" => self.style.push_str(text),
            Some((Fate::Kept | Fate::Unwrapped, _)) => escape(&mut self.out, text),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) -> Result<(), Unfit> {
        let unknown = || Unfit::Damaged("it refers to an unknown entity");
        if let Some(letter) = reference.resolve_char_ref().map_err(|_| unknown())? {
            self.text(letter.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        let text = match &*reference.xml10_content() {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => return Err(unknown()),
        };
        self.text(text);
        Ok(())
    }

    /// The attributes that may stand, with the values that they may have.
    fn attributes(
        &mut self,
        reader: &NsReader<&[u8]>,
        element: &BytesStart<'_>,
        name: &str,
    ) -> Result<Vec<(String, String)>, Unfit> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|_| Unfit::Damaged("an attribute is malformed"))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = match namespace {
                ResolveResult::Bound(Namespace(namespace)) => namespace,
                ResolveResult::Unbound => "",
                ResolveResult::Unknown(_) => "?",
            };
            let local = local.as_ref();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| Unfit::Unsafe("entities of its own; save it as plain SVG"))?;
            let judged = match (namespace, local) {
                ("" | XLINK, "href") => self.href(name, &value).map(|value| ("href".to_owned(), value)),
                ("", "style") => css::tame(&value).map(|value| ("style".to_owned(), value)),
                ("", _) if lists::attribute(local) && css::refers_inside(&value) => {
                    Some((local.to_owned(), value.into_owned()))
                }
                (XML, "lang" | "space") => Some((format!("xml:{local}"), value.into_owned())),
                _ => None,
            };
            match judged {
                Some((key, _)) if kept.iter().any(|(other, _)| *other == key) => {}
                Some(pair) => kept.push(pair),
                None => _ = self.cleaned.removed.insert(lists::why_gone(namespace, local)),
            }
        }
        Ok(kept)
    }

    /// A reference inside the drawing, or a picture that it carries.
    fn href(&mut self, element: &str, value: &str) -> Option<String> {
        let value = value.trim();
        if value.starts_with('#') {
            return Some(value.to_owned());
        }
        if !matches!(element, "image" | "feImage") {
            return None;
        }
        let (kind, packed) = value.strip_prefix("data:image/")?.split_once(";base64,")?;
        if !matches!(kind, "png" | "jpeg" | "jpg" | "gif" | "webp") {
            return None;
        }
        use base64::{Engine, prelude::BASE64_STANDARD};
        let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = BASE64_STANDARD.decode(packed).ok()?;
        let kind = sniff(&bytes, "")
            .ok()
            .filter(|kind| matches!(kind, Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Webp))?;
        let (cleaned, bytes) = crate::clean::whole(&bytes, kind, self.limits).ok()?;
        self.cleaned.removed.extend(cleaned.removed);
        Some(format!("data:{};base64,{}", kind.mime(), BASE64_STANDARD.encode(bytes)))
    }
}

/// Pixels, from the size or else from the view box.
fn size(width: Option<&str>, height: Option<&str>, view: Option<&str>) -> (Option<u32>, Option<u32>) {
    let pixels = |text: &str| -> Option<u32> {
        let number = text.trim().trim_end_matches("px").parse::<f64>().ok()?;
        (0.5..100_000.0).contains(&number).then(|| number.round() as u32)
    };
    let given = (width.and_then(pixels), height.and_then(pixels));
    if let (Some(_), Some(_)) = given {
        return given;
    }
    let view: Vec<Option<u32>> =
        view.unwrap_or_default().split([' ', ',']).filter(|part| !part.is_empty()).map(pixels).collect();
    match view[..] {
        [_, _, Some(width), Some(height)] => (Some(width), Some(height)),
        _ => (None, None),
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '.. => out.push(c),
            _ => {}
        }
    }
}
