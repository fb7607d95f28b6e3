//! Whether what a change touched keeps to the schema of articles.
//!
//! A shared node never moves and never changes its name, so that what is right where it was put stays right whatever is merged later. It is
//! therefore enough to look at what a change brought: added nodes with all that is in them, nodes whose attributes changed, texts that
//! changed. The cost follows the change, not the story.

use document::{Document, Flaw};
use serde_json::{Map, Value, json};
use yrs::{
    Out, Text, TextRef, TransactionMut, Xml, XmlElementRef, XmlOut,
    types::{Change, Event, Events, text::YChange, xml::XmlEvent},
};

use crate::{Fault, gallery, limits::MAX_LINE, read};

/// What a change touched, and the first thing that was wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Whether cards are wanted.
    pub(crate) collect_cards: bool,
    /// Cards that were added or changed.
    pub(crate) cards: Vec<XmlElementRef>,
    pub(crate) fault: Option<Fault>,
}

impl Touched {
    /// Looks at the events of one transaction in the body.
    pub(crate) fn look(&mut self, txn: &TransactionMut<'_>, events: &Events<'_>) {
        for event in events.iter() {
            if self.fault.is_some() {
                return;
            }
            let looked = match event {
                Event::XmlFragment(event) => self.node_changed(txn, event),
                Event::XmlText(event) => {
                    let text = event.target();
                    Surroundings::of(text.parent()).and_then(|place| place.takes_text(txn, text))
                }
                _ => Err(Fault::Foreign("parts that are neither nodes nor texts")),
            };
            self.fault = looked.err();
        }
    }

    fn node_changed(&mut self, txn: &TransactionMut<'_>, event: &XmlEvent) -> Result<(), Fault> {
        let target = event.target();
        if let XmlOut::Element(element) = target
            && !event.keys(txn).is_empty()
        {
            Surroundings::of(element.parent())?.takes(Value::Object(read::head(txn, element)?))?;
            self.collect(element);
        }
        let mut surroundings = None;
        for change in event.delta(txn) {
            let Change::Added(children) = change else { continue };
            let place = match &surroundings {
                Some(place) => place,
                None => surroundings.insert(Surroundings::of(Some(target.clone()))?),
            };
            for child in children {
                match child {
                    Out::YXmlText(text) => place.takes_text(txn, text)?,
                    _ => {
                        let mut nodes = Vec::new();
                        read::node(txn, child, 0, &mut nodes)?;
                        nodes.into_iter().try_for_each(|node| place.takes(node))?;
                    }
                }
                self.collect_inside(txn, child);
            }
        }
        Ok(())
    }

    fn collect(&mut self, element: &XmlElementRef) {
        let holds_html = |tag: &str| matches!(kind(tag), Kind::Card | Kind::Pictures | Kind::Picture);
        if self.collect_cards && element.try_tag().is_some_and(|tag| holds_html(tag)) {
            self.cards.push(element.clone());
        }
    }

    fn collect_inside(&mut self, txn: &TransactionMut<'_>, node: &Out) {
        if let (true, Out::YXmlElement(element)) = (self.collect_cards, node) {
            self.collect(element);
            let children: &yrs::ArrayRef = element.as_ref();
            yrs::Array::iter(children, txn).for_each(|child| self.collect_inside(txn, &child));
        }
    }
}

/// What may stand in a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blocks,
    Items,
    Rows,
    Cells,
    Words,
    /// Lines and breaks: nothing stands in them, and they say nothing.
    Nothing,
    /// Nothing stands in them either.
    Card,
    /// A gallery: pictures stand in it.
    Pictures,
    /// A picture of a gallery: nothing stands in it.
    Picture,
}

fn kind(name: &str) -> Kind {
    match name {
        "blockquote" | "correction" | "live_update" | "list_item" => Kind::Blocks,
        "bullet_list" | "ordered_list" => Kind::Items,
        "table" => Kind::Rows,
        "table_row" => Kind::Cells,
        "paragraph" | "heading" | "pull_quote" | "table_cell" | "table_header" => Kind::Words,
        gallery::GALLERY => Kind::Pictures,
        gallery::PICTURE => Kind::Picture,
        "hard_break" | "horizontal_rule" | "paywall" => Kind::Nothing,
        _ => Kind::Card,
    }
}

/// Where a node stands: what its parent takes, and how deep in the document that is.
struct Surroundings {
    kind: Kind,
    depth: usize,
}

impl Surroundings {
    fn of(parent: Option<XmlOut>) -> Result<Self, Fault> {
        let mut above = parent;
        let mut kind_of_parent = None;
        let mut depth = 0;
        while let Some(XmlOut::Element(element)) = above {
            let kind = kind(element.try_tag().map(|tag| &**tag).unwrap_or_default());
            kind_of_parent.get_or_insert(kind);
            depth += usize::from(kind == Kind::Blocks);
            above = element.parent();
        }
        match above {
            Some(XmlOut::Fragment(_)) => Ok(Self { kind: kind_of_parent.unwrap_or(Kind::Blocks), depth }),
            _ => Err(Fault::Foreign("nodes inside a text")),
        }
    }

    fn takes_text(&self, txn: &TransactionMut<'_>, text: &yrs::XmlTextRef) -> Result<(), Fault> {
        if self.kind != Kind::Words {
            return Err(Fault::of_body(Flaw::Shape("words stand only in paragraphs and their like")));
        }
        let mut nodes = Vec::new();
        read::texts(txn, text, &mut nodes)?;
        self.take_all(nodes)
    }

    fn takes(&self, node: Value) -> Result<(), Fault> {
        self.take_all(vec![node])
    }

    /// Puts the nodes into the smallest document that has such a place, and has the document's own reader judge it.
    fn take_all(&self, nodes: Vec<Value>) -> Result<(), Fault> {
        let wrap = |name: &str, content: Vec<Value>| json!({ "type": name, "content": content });
        let mut content = match self.kind {
            Kind::Blocks => nodes,
            Kind::Items => vec![wrap("bullet_list", nodes)],
            Kind::Rows => vec![wrap("table", nodes)],
            Kind::Cells => vec![wrap("table", vec![wrap("table_row", nodes)])],
            Kind::Words => vec![wrap("paragraph", nodes)],
            Kind::Pictures => vec![gallery::around(nodes)?],
            Kind::Nothing | Kind::Card | Kind::Picture => {
                return Err(Fault::of_body(Flaw::Shape("nothing stands inside a card")));
            }
        };
        for _ in 0..self.depth {
            content = vec![wrap("blockquote", content)];
        }
        document(content).map(drop)
    }
}

/// The document of these blocks.
pub(crate) fn document(blocks: Vec<Value>) -> Result<Document, Fault> {
    let mut doc = Map::new();
    doc.insert("type".to_owned(), "doc".into());
    doc.insert("content".to_owned(), Value::Array(blocks));
    Document::from_value(Value::Object(doc)).map_err(Fault::Schema)
}

/// Whether a title or standfirst is plain text of a bearable length.
pub(crate) fn line(txn: &TransactionMut<'_>, text: &TextRef) -> Result<(), Fault> {
    if text.len(txn) > MAX_LINE {
        return Err(Fault::LongLine { limit: MAX_LINE });
    }
    let plain = |piece: &yrs::types::text::Diff<YChange>| {
        piece.attributes.is_none() && matches!(piece.insert, Out::Any(yrs::Any::String(_)))
    };
    match text.diff(txn, YChange::identity).iter().all(plain) {
        true => Ok(()),
        false => Err(Fault::of_body(Flaw::Shape("a title or standfirst is plain text"))),
    }
}
