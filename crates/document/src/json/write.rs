//! Document to JSON, of ProseMirror shape: `type`, `attrs`, `content`, `text`, `marks`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::json;

use crate::tree::{Block, Cell, Inline, List, Marks, Row, Style, Table};

/// A node of `type`, `attrs` when there are any, and `content`.
fn node<S: Serializer, C: Serialize + ?Sized>(
    serializer: S,
    name: &str,
    attrs: Option<serde_json::Value>,
    content: &C,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("type", name)?;
    if let Some(attrs) = attrs {
        map.serialize_entry("attrs", &attrs)?;
    }
    map.serialize_entry("content", content)?;
    map.end()
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Block::Paragraph(content) => node(serializer, "paragraph", None, content),
            Block::Heading { level, content } => {
                node(serializer, "heading", Some(json!({ "level": level })), content)
            }
            Block::List(list) => list.serialize(serializer),
            Block::Quote { alt, blocks } => {
                node(serializer, "blockquote", alt.then(|| json!({ "alt": true })), blocks)
            }
            Block::PullQuote { credit, content } => {
                node(serializer, "pull_quote", Some(json!({ "credit": credit })), content)
            }
            Block::Correction { date, blocks } => {
                node(serializer, "correction", Some(json!({ "date": date })), blocks)
            }
            Block::LiveUpdate { time, title, blocks } => {
                node(serializer, "live_update", Some(json!({ "time": time, "title": title })), blocks)
            }
            Block::Table(Table { rows }) => node(serializer, "table", None, rows),
            Block::Divider => bare(serializer, "horizontal_rule"),
            Block::Paywall => bare(serializer, "paywall"),
            Block::Card(card) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("type", card.type_name())?;
                card.serialize_attrs(&mut map)?;
                map.end()
            }
        }
    }
}

fn bare<S: Serializer>(serializer: S, name: &str) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry("type", name)?;
    map.end()
}

struct Item<'a>(&'a [Block]);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        node(serializer, "list_item", None, self.0)
    }
}

struct Items<'a>(&'a [Vec<Block>]);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|blocks| Item(blocks)))
    }
}

impl Serialize for List {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = if self.ordered { "ordered_list" } else { "bullet_list" };
        let attrs = (self.ordered && self.start != 1).then(|| json!({ "order": self.start }));
        node(serializer, name, attrs, &Items(&self.items))
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        node(serializer, "table_row", None, &self.cells)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = if self.header { "table_header" } else { "table_cell" };
        let spans = (self.colspan > 1 || self.rowspan > 1)
            .then(|| json!({ "colspan": self.colspan, "rowspan": self.rowspan }));
        node(serializer, name, spans, &self.content)
    }
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Inline::Text { text, .. } => {
                map.serialize_entry("type", "text")?;
                map.serialize_entry("text", text)?;
            }
            Inline::Break { .. } => map.serialize_entry("type", "hard_break")?,
        }
        if *self.marks() != Marks::default() {
            map.serialize_entry("marks", self.marks())?;
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Mark<'a, A: Serialize> {
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attrs: Option<A>,
}

impl Serialize for Marks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        if let Some(link) = &self.link {
            seq.serialize_element(&Mark { r#type: "link", attrs: Some(link) })?;
        }
        if let Some(statement) = &self.statement {
            seq.serialize_element(&Mark { r#type: "statement", attrs: Some(statement) })?;
        }
        for style in Style::ALL.into_iter().filter(|style| self.has(*style)) {
            seq.serialize_element(&Mark::<()> { r#type: style.name(), attrs: None })?;
        }
        seq.end()
    }
}
