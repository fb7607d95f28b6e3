//! JSON to document, strictly: what is not in the schema is refused with its path.

use serde_json::{Map, Value};

use crate::attr::Field;
use crate::limits::MAX_DEPTH;
use crate::tree::{Block, Cell, Inline, List, Marks, Row, Style, Table};
use crate::{Card, Error, Flaw, Result, address};

/// Where the reader is, for errors: `content[3].content[0].marks[1]`.
struct Reader {
    path: Vec<Step>,
}

enum Step {
    Key(&'static str),
    Index(usize),
}

pub(crate) fn read(source: &str) -> Result<Vec<Block>> {
    // serde_json refuses more than 128 levels itself, so that the value below is never deep.
    read_value(serde_json::from_str(source).map_err(|error| Error::Unreadable(error.to_string()))?)
}

pub(crate) fn read_value(value: Value) -> Result<Vec<Block>> {
    let mut reader = Reader { path: Vec::new() };
    let mut doc = reader.object(value)?;
    match doc.remove("type") {
        Some(Value::String(name)) if name == "doc" => {}
        _ => return Err(reader.refuse(Flaw::Shape("the type must be \"doc\""))),
    }
    let blocks = reader.blocks(&mut doc, 0)?;
    reader.nothing_left(&doc)?;
    Ok(blocks)
}

impl Reader {
    fn refuse(&self, flaw: Flaw) -> Error {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.push_str(&format!(".{key}")),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        Error::Invalid { path: if path.is_empty() { "$".to_owned() } else { path }, flaw }
    }

    fn object(&self, value: Value) -> Result<Map<String, Value>> {
        match value {
            Value::Object(map) => Ok(map),
            _ => Err(self.refuse(Flaw::Shape("must be an object"))),
        }
    }

    fn nothing_left(&self, map: &Map<String, Value>) -> Result<()> {
        match map.keys().next() {
            Some(key) => Err(self.refuse(Flaw::Foreign(key.clone()))),
            None => Ok(()),
        }
    }

    /// Runs `each` over the array under `key`, which may be missing.
    fn each<T>(
        &mut self,
        map: &mut Map<String, Value>,
        key: &'static str,
        mut each: impl FnMut(&mut Self, Value) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.path.push(Step::Key(key));
        let items = match map.remove(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(self.refuse(Flaw::Shape("must be a list"))),
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            self.path.push(Step::Index(index));
            read.push(each(self, item)?);
            self.path.pop();
        }
        self.path.pop();
        Ok(read)
    }

    fn blocks(&mut self, map: &mut Map<String, Value>, depth: usize) -> Result<Vec<Block>> {
        self.each(map, "content", |reader, value| reader.block(value, depth))
    }

    fn inlines(&mut self, map: &mut Map<String, Value>) -> Result<Vec<Inline>> {
        self.each(map, "content", Self::inline)
    }

    fn block(&mut self, value: Value, depth: usize) -> Result<Block> {
        if depth > MAX_DEPTH {
            return Err(self.refuse(Flaw::Deep { most: MAX_DEPTH }));
        }
        let mut map = self.object(value)?;
        let name = self.name(&mut map)?;
        let attrs = map.remove("attrs").unwrap_or_else(|| Value::Object(Map::new()));
        self.path.push(Step::Key("attrs"));
        let mut attrs = self.object(attrs)?;
        self.path.pop();
        let block = match name.as_str() {
            "paragraph" => Block::Paragraph(self.inlines(&mut map)?),
            "heading" => {
                let level = self.integer(&mut attrs, "level", 1, 6, 2)? as u8;
                Block::Heading { level, content: self.inlines(&mut map)? }
            }
            "bullet_list" | "ordered_list" => Block::List(List {
                ordered: name == "ordered_list",
                start: self.integer(&mut attrs, "order", i64::from(i32::MIN), i64::from(i32::MAX), 1)? as i32,
                items: self.each(&mut map, "content", |reader, value| reader.item(value, depth))?,
            }),
            "blockquote" => {
                let alt = matches!(attrs.remove("alt"), Some(Value::Bool(true)));
                Block::Quote { alt, blocks: self.blocks(&mut map, depth + 1)? }
            }
            "pull_quote" => Block::PullQuote {
                credit: self.text(&mut attrs, "credit")?,
                content: self.inlines(&mut map)?,
            },
            "correction" => Block::Correction {
                date: self.text(&mut attrs, "date")?,
                blocks: self.blocks(&mut map, depth + 1)?,
            },
            "live_update" => Block::LiveUpdate {
                time: self.text(&mut attrs, "time")?,
                title: self.text(&mut attrs, "title")?,
                blocks: self.blocks(&mut map, depth + 1)?,
            },
            "table" => Block::Table(Table { rows: self.each(&mut map, "content", Self::row)? }),
            "horizontal_rule" => Block::Divider,
            "paywall" => Block::Paywall,
            _ => self.card(&name, std::mem::take(&mut attrs))?,
        };
        self.nothing_left(&attrs)?;
        self.nothing_left(&map)?;
        Ok(block)
    }

    fn name(&self, map: &mut Map<String, Value>) -> Result<String> {
        match map.remove("type") {
            Some(Value::String(name)) => Ok(name),
            _ => Err(self.refuse(Flaw::Shape("a \"type\" is missing"))),
        }
    }

    fn text(&self, attrs: &mut Map<String, Value>, key: &str) -> Result<String> {
        match attrs.remove(key) {
            None => Ok(String::new()),
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(self.refuse(Flaw::Value(format!("attrs.{key} must be a text")))),
        }
    }

    fn integer(
        &self,
        attrs: &mut Map<String, Value>,
        key: &str,
        low: i64,
        high: i64,
        plain: i64,
    ) -> Result<i64> {
        match attrs.remove(key) {
            None => Ok(plain),
            Some(value) => match value.as_i64() {
                Some(number) if (low..=high).contains(&number) => Ok(number),
                _ => Err(self
                    .refuse(Flaw::Value(format!("attrs.{key} must be a whole number from {low} to {high}")))),
            },
        }
    }

    fn item(&mut self, value: Value, depth: usize) -> Result<Vec<Block>> {
        let mut map = self.typed(value, "list_item")?;
        let blocks = self.blocks(&mut map, depth + 1)?;
        self.nothing_left(&map)?;
        Ok(blocks)
    }

    fn typed(&self, value: Value, wanted: &str) -> Result<Map<String, Value>> {
        let mut map = self.object(value)?;
        let name = self.name(&mut map)?;
        if name != wanted {
            return Err(self.refuse(Flaw::Foreign(name)));
        }
        Ok(map)
    }

    fn row(&mut self, value: Value) -> Result<Row> {
        let mut map = self.typed(value, "table_row")?;
        let cells = self.each(&mut map, "content", Self::cell)?;
        self.nothing_left(&map)?;
        Ok(Row { cells })
    }

    fn cell(&mut self, value: Value) -> Result<Cell> {
        let mut map = self.object(value)?;
        let name = self.name(&mut map)?;
        let header = match name.as_str() {
            "table_header" => true,
            "table_cell" => false,
            _ => return Err(self.refuse(Flaw::Foreign(name))),
        };
        let mut attrs = self.object(map.remove("attrs").unwrap_or_else(|| Value::Object(Map::new())))?;
        let colspan = self.integer(&mut attrs, "colspan", 1, 1000, 1)? as u16;
        let rowspan = self.integer(&mut attrs, "rowspan", 1, 1000, 1)? as u16;
        let content = self.inlines(&mut map)?;
        self.nothing_left(&attrs)?;
        self.nothing_left(&map)?;
        Ok(Cell { header, colspan, rowspan, content })
    }

    fn card(&mut self, name: &str, attrs: Map<String, Value>) -> Result<Block> {
        let Some(card) = Card::strict(name, Value::Object(attrs)) else {
            return Err(self.refuse(Flaw::Foreign(name.to_owned())));
        };
        self.path.push(Step::Key("attrs"));
        let mut card = card.map_err(|error| self.refuse(unread(error)))?;
        let mut wrong = None;
        card.visit(&mut |field, key, text| {
            let flaw = match field {
                Field::Link if !address::may_link(text) => Flaw::Address("a link may have"),
                Field::Source if !address::may_load(text) => Flaw::Address("may be loaded"),
                Field::Token if !address::is_token(text) => {
                    Flaw::Value("may hold only letters, digits and #.,%()- ".to_owned())
                }
                _ => return,
            };
            wrong.get_or_insert((key, flaw));
        });
        if let Some((key, flaw)) = wrong {
            self.path.push(Step::Key(key));
            return Err(self.refuse(flaw));
        }
        self.path.pop();
        Ok(Block::Card(card))
    }

    fn inline(&mut self, value: Value) -> Result<Inline> {
        let mut map = self.object(value)?;
        let name = self.name(&mut map)?;
        let mut marks = Marks::default();
        self.each(&mut map, "marks", |reader, value| reader.mark(value, &mut marks))?;
        let inline = match (name.as_str(), map.remove("text")) {
            ("text", Some(Value::String(text))) if !text.is_empty() => Inline::Text { text, marks },
            ("text", _) => return Err(self.refuse(Flaw::Shape("a \"text\" with words is missing"))),
            ("hard_break", None) => Inline::Break { marks },
            _ => return Err(self.refuse(Flaw::Foreign(name))),
        };
        self.nothing_left(&map)?;
        Ok(inline)
    }

    fn mark(&mut self, value: Value, marks: &mut Marks) -> Result<()> {
        let mut map = self.object(value)?;
        let name = self.name(&mut map)?;
        let attrs = map.remove("attrs");
        self.nothing_left(&map)?;
        let unreadable = |reader: &Self, error| reader.refuse(unread(error));
        match (name.as_str(), attrs) {
            ("link", Some(attrs)) => {
                let link: Box<crate::tree::Link> =
                    serde_json::from_value(attrs).map_err(|error| unreadable(self, error))?;
                if !address::may_link(&link.href) {
                    return Err(self.refuse(Flaw::Address("a link may have")));
                }
                marks.link = Some(link);
            }
            ("statement", attrs) => {
                let attrs = attrs.unwrap_or_else(|| Value::Object(Map::new()));
                marks.statement =
                    Some(serde_json::from_value(attrs).map_err(|error| unreadable(self, error))?);
            }
            (name, None) if Style::by_name(name).is_some() => {
                *marks = std::mem::take(marks).with(Style::by_name(name).unwrap_or(Style::Em));
            }
            _ => return Err(self.refuse(Flaw::Foreign(name.to_owned()))),
        }
        Ok(())
    }
}

/// Attributes that are not what their card or mark has.
fn unread(error: serde_json::Error) -> Flaw {
    Flaw::Value(error.to_string())
}
