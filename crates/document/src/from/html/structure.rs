//! Lists, quotations, our own boxes, tables.

use markup5ever_rcdom::Handle;

use super::super::run::is_blank;
use super::{Reader, html_card, inline};
use crate::dom;
use crate::limits::MAX_DEPTH;
use crate::tree::{Block, Cell, List, Row, Table};

impl Reader<'_> {
    pub(super) fn list(&mut self, node: &Handle, blocks: &mut Vec<Block>) {
        if self.depth + 2 >= MAX_DEPTH {
            blocks.push(html_card(dom::outer_html(node)));
            return;
        }
        let ordered = dom::name(node) == "ol";
        let start = dom::attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in dom::children(node) {
            match dom::name(&child) {
                "li" => items.push(self.inner(&child)),
                // Old editors put nested lists between the items.
                "ul" | "ol" => {
                    let mut nested = Vec::new();
                    self.depth += 1;
                    self.list(&child, &mut nested);
                    self.depth -= 1;
                    match items.last_mut() {
                        Some(item) => item.extend(nested),
                        None => items.push(nested),
                    }
                }
                "" if dom::text(&child).trim().is_empty() => {}
                _ => {
                    let stray = self.blocks(&[child]);
                    match items.last_mut() {
                        Some(item) => item.extend(stray),
                        None => items.push(stray),
                    }
                }
            }
        }
        if !items.is_empty() {
            blocks.push(Block::List(List { ordered, start: if ordered { start } else { 1 }, items }));
        }
    }

    /// Elements that hold blocks: quotations, our pull quote, correction and live update, or plain wrappers.
    pub(super) fn quote_or_box(&mut self, node: &Handle, blocks: &mut Vec<Block>) {
        if dom::has_class(node, "mh-pull-quote") {
            let quote = dom::find_name(node, "blockquote");
            if let Some(content) = quote.and_then(|quote| inline::words(&quote).ok()) {
                let credit = dom::find_name(node, "figcaption").map(|credit| dom::text(&credit));
                blocks.push(Block::PullQuote { credit: credit.unwrap_or_default(), content });
                return;
            }
        }
        match dom::name(node) {
            "blockquote" if keeps_itself(node) => blocks.push(html_card(dom::outer_html(node))),
            "blockquote" => {
                let alt = dom::has_class(node, "kg-blockquote-alt");
                let quoted = self.inner(node);
                if !quoted.is_empty() {
                    blocks.push(Block::Quote { alt, blocks: quoted });
                }
            }
            "div" | "aside" if dom::has_class(node, "mh-correction") => {
                let date = dom::attribute_or_empty(node, "data-date");
                blocks.push(Block::Correction { date, blocks: self.inner(node) });
            }
            "section" if dom::has_class(node, "mh-live-update") => {
                let part = |class: &str| dom::find_class(node, class);
                let time = part("mh-live-update-time").map(|time| dom::attribute_or_empty(&time, "datetime"));
                let title = part("mh-live-update-title").map(|title| dom::text(&title));
                let rest: Vec<Handle> = dom::children(node)
                    .into_iter()
                    .filter(|child| {
                        !dom::has_class(child, "mh-live-update-time")
                            && !dom::has_class(child, "mh-live-update-title")
                    })
                    .collect();
                self.depth += 1;
                let inside = match self.depth < MAX_DEPTH {
                    true => self.blocks(&rest),
                    false => rest.iter().map(|node| html_card(dom::outer_html(node))).collect(),
                };
                self.depth -= 1;
                blocks.push(Block::LiveUpdate {
                    time: time.unwrap_or_default(),
                    title: title.unwrap_or_default(),
                    blocks: inside,
                });
            }
            "section" => blocks.extend(self.blocks(&dom::children(node))),
            _ => blocks.push(html_card(dom::outer_html(node))),
        }
    }
}

/// Quotations of other sites (`twitter-tweet`, `instagram-media`) live from their classes and data.
fn keeps_itself(node: &Handle) -> bool {
    dom::attribute(node, "class").is_some_and(|class| {
        class.split_ascii_whitespace().any(|class| !class.starts_with("kg-") && class.contains('-'))
    })
}

/// A table of plain cells; `None` when it has more than that.
pub(super) fn table(node: &Handle) -> Option<Block> {
    let mut rows = Vec::new();
    for part in dom::children(node) {
        match dom::name(&part) {
            "tr" => rows.push(row(&part, false)?),
            "thead" | "tbody" | "tfoot" => {
                for child in dom::children(&part) {
                    match dom::name(&child) {
                        "tr" => rows.push(row(&child, dom::name(&part) == "thead")?),
                        "" => {}
                        _ => return None,
                    }
                }
            }
            "" => {}
            _ => return None,
        }
    }
    // Rows that name their columns stand on top, or the table would change when it is written.
    (!rows.is_empty() && node_is_plain(node)).then_some(Block::Table(Table { rows }))
}

/// A table with a style or class of its own is kept as it is.
fn node_is_plain(node: &Handle) -> bool {
    dom::attribute(node, "style").is_none() && dom::attribute(node, "class").is_none()
}

fn row(node: &Handle, in_head: bool) -> Option<Row> {
    let mut cells = Vec::new();
    for child in dom::children(node) {
        let header = match dom::name(&child) {
            "th" => true,
            "td" => false,
            "" => continue,
            _ => return None,
        };
        if dom::children(&child).iter().any(|inside| matches!(super::role(inside), super::Role::Block)) {
            return None;
        }
        let span = |name: &str| {
            dom::attribute(&child, name)
                .and_then(|span| span.trim().parse().ok())
                .unwrap_or(1u16)
                .clamp(1, 1000)
        };
        let content = inline::words(&child).ok()?;
        cells.push(Cell {
            // An empty corner of the head is written as a plain cell.
            header: header || in_head && is_blank(&content),
            colspan: span("colspan"),
            rowspan: span("rowspan"),
            content,
        });
    }
    Some(Row { cells })
}
