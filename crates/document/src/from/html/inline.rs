//! Elements that set words.

use markup5ever_rcdom::{Handle, NodeData};

use super::super::mobiledoc::style;
use super::super::run::Run;
use crate::dom;
use crate::tree::{Inline, Link, Marks, Statement};

/// The words are marked as nothing of ours can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoMark;

/// Whether an element belongs to running text.
pub(super) fn is_inline(name: &str) -> bool {
    style(name).is_some()
        || matches!(
            name,
            "a" | "br"
                | "span"
                | "font"
                | "wbr"
                | "time"
                | "data"
                | "label"
                | "abbr"
                | "acronym"
                | "cite"
                | "q"
                | "dfn"
                | "kbd"
                | "samp"
                | "var"
                | "small"
                | "big"
                | "tt"
                | "ins"
                | "bdi"
                | "bdo"
                | "ruby"
                | "rt"
                | "rp"
                | "nobr"
        )
}

/// The words in a block element.
pub(super) fn words(node: &Handle) -> Result<Vec<Inline>, NoMark> {
    let mut run = Run::default();
    let mut inlines = Inlines::new(&mut run);
    for child in dom::children(node) {
        inlines.push(&child, &Marks::default())?;
    }
    Ok(run.finish_html())
}

/// Appends nodes to a run.
pub(super) struct Inlines<'a> {
    run: &'a mut Run,
}

impl<'a> Inlines<'a> {
    pub(super) fn new(run: &'a mut Run) -> Self {
        Self { run }
    }

    /// Appends a node, all of it or (when it has no mark) possibly a part.
    pub(super) fn push(&mut self, node: &Handle, marks: &Marks) -> Result<(), NoMark> {
        match &node.data {
            NodeData::Text { contents } => self.run.html_text(&contents.borrow(), marks),
            NodeData::Element { .. } => return self.element(node, marks),
            _ => {}
        }
        Ok(())
    }

    fn element(&mut self, node: &Handle, marks: &Marks) -> Result<(), NoMark> {
        let name = dom::name(node);
        let marks = match name {
            "br" => {
                self.run.line_break(marks);
                return Ok(());
            }
            // The page makes these anew.
            "a" if leads_back(node) => return Ok(()),
            "a" => marks.clone().with_link(link(node)),
            "span" if dom::attribute(node, "data-statement").is_some() => {
                let statement = Statement {
                    id: dom::attribute_or_empty(node, "data-statement"),
                    speaker: dom::attribute_or_empty(node, "data-speaker"),
                    about: dom::attribute_or_empty(node, "data-about"),
                    date: dom::attribute_or_empty(node, "data-date"),
                };
                marks.clone().with_statement(statement)
            }
            // Word processors and old editors: the words matter.
            "span" | "font" | "nobr" | "time" | "data" | "label" | "wbr" => marks.clone(),
            _ => marks.clone().with(style(name).ok_or(NoMark)?),
        };
        node.children.borrow().iter().try_for_each(|child| self.push(child, &marks))
    }
}

/// The arrow at the end of a footnote, ours or of a Markdown program.
fn leads_back(node: &Handle) -> bool {
    dom::attribute_or_empty(node, "href").starts_with("#fnref") && dom::text(node).trim().starts_with('↩')
}

fn link(node: &Handle) -> Link {
    Link {
        href: dom::attribute_or_empty(node, "href"),
        rel: dom::attribute_or_empty(node, "rel"),
        title: dom::attribute_or_empty(node, "title"),
        target: dom::attribute_or_empty(node, "target"),
    }
}
