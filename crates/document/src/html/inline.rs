//! Running text. Links are islands: every style closes before one and opens anew inside.

use super::{footnotes, write};
use crate::tree::{Inline, Link, Marks, Statement, Style};

/// Appends a run of pieces.
pub(crate) fn render(out: &mut String, content: &[Inline]) {
    let mut rest = content;
    while let Some(first) = rest.first() {
        let link = first.marks().link.as_deref();
        let length = rest.iter().take_while(|piece| piece.marks().link.as_deref() == link).count();
        let (group, after) = rest.split_at(length);
        match link {
            Some(link) => {
                open_link(out, link);
                statements(out, group);
                out.push_str("</a>");
            }
            None => statements(out, group),
        }
        rest = after;
    }
}

fn open_link(out: &mut String, link: &Link) {
    out.push_str("<a");
    if !link.href.is_empty() && crate::address::may_link(&link.href) {
        write::attr(out, "href", &link.href);
    }
    if let Some(number) = footnotes::number(link) {
        write::attr(out, "id", &format!("fnref-{number}"));
    }
    if !link.rel.is_empty() {
        write::attr(out, "rel", &link.rel);
    }
    if !link.title.is_empty() {
        write::attr(out, "title", &link.title);
    }
    out.push('>');
}

fn statements(out: &mut String, content: &[Inline]) {
    let mut rest = content;
    while let Some(first) = rest.first() {
        let statement = first.marks().statement.as_deref();
        let length = rest.iter().take_while(|piece| piece.marks().statement.as_deref() == statement).count();
        let (group, after) = rest.split_at(length);
        match statement {
            Some(statement) => {
                open_statement(out, statement);
                styled(out, group);
                out.push_str("</span>");
            }
            None => styled(out, group),
        }
        rest = after;
    }
}

fn open_statement(out: &mut String, statement: &Statement) {
    out.push_str("<span");
    write::attr(out, "data-statement", &statement.id);
    for (name, value) in [
        ("data-speaker", &statement.speaker),
        ("data-about", &statement.about),
        ("data-date", &statement.date),
    ] {
        if !value.is_empty() {
            write::attr(out, name, value);
        }
    }
    out.push('>');
}

/// Opens and closes styles so that a style which goes on longest is opened first.
fn styled(out: &mut String, content: &[Inline]) {
    let mut open: Vec<Style> = Vec::new();
    for (index, piece) in content.iter().enumerate() {
        let Inline::Text { text, marks } = piece else {
            out.push_str("<br>");
            continue;
        };
        while open.iter().any(|style| !marks.has(*style)) {
            close_last(out, &mut open);
        }
        let mut opening: Vec<Style> =
            Style::ALL.into_iter().filter(|style| marks.has(*style) && !open.contains(style)).collect();
        opening.sort_by_key(|style| std::cmp::Reverse(goes_on(&content[index + 1..], *style)));
        for style in opening {
            out.push('<');
            out.push_str(style.tag());
            out.push('>');
            open.push(style);
        }
        write::text(out, text);
        let next = content[index + 1..].iter().find_map(text_marks);
        while open.iter().any(|style| !next.is_some_and(|marks| marks.has(*style))) {
            close_last(out, &mut open);
        }
    }
}

fn close_last(out: &mut String, open: &mut Vec<Style>) {
    if let Some(style) = open.pop() {
        out.push_str("</");
        out.push_str(style.tag());
        out.push('>');
    }
}

fn text_marks(piece: &Inline) -> Option<&Marks> {
    match piece {
        Inline::Text { marks, .. } => Some(marks),
        Inline::Break { .. } => None,
    }
}

/// For how many of the next pieces a style stays; looking far ahead would make long runs quadratic.
fn goes_on(rest: &[Inline], style: Style) -> usize {
    rest.iter().take(32).filter_map(text_marks).take_while(|marks| marks.has(style)).count()
}
