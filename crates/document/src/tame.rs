//! Bounds HTML before it is parsed. An HTML parser follows the standard into quadratic time: deep nesting, text
//! formats that are never closed, tables full of stray content, tags of a million attributes. Ordinary articles pass
//! through untouched; what breaks a bound is written anew, balanced and cut to the bounds, its text kept.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::limits::{MAX_ELEMENTS_DEEP, MAX_FORMATS_DEEP};
use crate::scan::{Piece, Scanner};

/// Repairs that an ordinary article may need.
const MAX_REPAIRS: usize = 300;
/// Attributes that a tag may have.
const MAX_ATTRIBUTES: usize = 100;
/// HTML shorter than this cannot hurt, in bytes.
const HARMLESS: usize = 400;

/// HTML that a parser reads in linear time.
pub(crate) fn tame(html: &str) -> Cow<'_, str> {
    if html.len() < HARMLESS {
        return Cow::Borrowed(html);
    }
    let mut balance = Balance::default();
    for piece in Scanner::new(html) {
        balance.take(piece, &mut None);
        if balance.repairs > MAX_REPAIRS {
            let mut out = Some(String::with_capacity(html.len()));
            let mut balance = Balance::default();
            Scanner::new(html).for_each(|piece| balance.take(piece, &mut out));
            return Cow::Owned(out.unwrap_or_default());
        }
    }
    Cow::Borrowed(html)
}

/// The elements that are open, and how much of the input would hurt a parser.
#[derive(Default)]
struct Balance {
    open: Vec<String>,
    formats: usize,
    dropped: HashMap<String, usize>,
    repairs: usize,
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "keygen"
            | "basefont"
            | "bgsound"
            | "frame"
            | "image"
    )
}

fn is_format(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr")
}

/// Elements that a start tag of `name` closes when they are open above `until`.
fn implied_end(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
        "option" => (&["option"], &["select"]),
        _ => return None,
    })
}

impl Balance {
    fn take(&mut self, piece: Piece<'_>, out: &mut Option<String>) {
        let fostering = self.open.last().is_some_and(|name| is_table_part(name));
        match piece {
            Piece::Text(text) if fostering && !text.trim().is_empty() => self.repairs += 1,
            Piece::Text(raw) | Piece::Comment(raw) | Piece::Verbatim { raw, .. } => write(out, raw),
            Piece::Start { name, raw, attributes } => self.start(name, raw, attributes, fostering, out),
            Piece::End { name } => self.end(&name.to_ascii_lowercase(), out),
        }
    }

    fn start(&mut self, name: &str, raw: &str, attributes: usize, fostering: bool, out: &mut Option<String>) {
        let name = name.to_ascii_lowercase();
        if let Some((closes, until)) = implied_end(&name) {
            let open = self
                .open
                .iter()
                .rposition(|open| closes.contains(&open.as_str()) || until.contains(&open.as_str()));
            if let Some(at) = open.filter(|at| closes.contains(&self.open[*at].as_str())) {
                self.close_down_to(at, out);
            }
        } else if self.open.last().is_some_and(|open| open == "p") && is_block(&name) {
            self.close_down_to(self.open.len() - 1, out);
        }
        let part =
            is_table_part(&name) || matches!(name.as_str(), "td" | "th" | "caption" | "colgroup" | "col");
        if fostering && !part {
            self.repairs += 1;
            self.drop_until_end(name);
            return;
        }
        if name == "a" && self.open.contains(&name) {
            self.repairs += 1;
        }
        let raw = if attributes > MAX_ATTRIBUTES {
            self.repairs += MAX_REPAIRS + 1;
            Cow::Owned(format!("<{name}>"))
        } else {
            Cow::Borrowed(raw)
        };
        if is_void(&name) {
            write(out, &raw);
            return;
        }
        let format = is_format(&name);
        if self.open.len() >= MAX_ELEMENTS_DEEP || format && self.formats >= MAX_FORMATS_DEEP {
            self.repairs += MAX_REPAIRS + 1;
            self.drop_until_end(name);
            return;
        }
        self.formats += usize::from(format);
        self.open.push(name);
        write(out, &raw);
    }

    /// The start tag was not written, so that its end tag must not be either.
    fn drop_until_end(&mut self, name: String) {
        if !is_void(&name) {
            *self.dropped.entry(name).or_default() += 1;
        }
    }

    fn end(&mut self, name: &str, out: &mut Option<String>) {
        if let Some(dropped) = self.dropped.get_mut(name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            return;
        }
        let border =
            |open: &str| matches!(open, "td" | "th" | "caption" | "table" | "template") && open != name;
        let found = match is_format(name) || name == "p" {
            true => self.open.iter().rposition(|open| open == name || border(open)),
            false => self.open.iter().rposition(|open| open == name),
        };
        match found.filter(|at| self.open[*at] == name) {
            Some(at) => self.close_down_to(at, out),
            None => self.repairs += 1,
        }
    }

    fn close_down_to(&mut self, at: usize, out: &mut Option<String>) {
        while self.open.len() > at {
            let Some(name) = self.open.pop() else { break };
            let innermost = self.open.len() == at;
            if is_format(&name) {
                self.formats -= 1;
                self.repairs += usize::from(!innermost) * 10;
            }
            if let Some(out) = out {
                out.push_str("</");
                out.push_str(&name);
                out.push('>');
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "dl"
            | "blockquote"
            | "pre"
            | "hr"
            | "section"
            | "article"
            | "aside"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "address"
            | "form"
            | "details"
            | "center"
            | "fieldset"
    )
}

fn write(out: &mut Option<String>, raw: &str) {
    if let Some(out) = out {
        out.push_str(raw);
    }
}
