//! YAML as a small tree that knows its lines. What is repeated by `*alias` counts each time, so that a short text cannot become a
//! large tree.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::Fault;

/// Values in one file, those of lists and maps included.
const NODES: usize = 100_000;
/// Lists and maps inside one another.
const DEPTH: usize = 32;

/// A value and the line that it begins on.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A text, number, truth value or nothing, as written; `quoted` when it is a text for sure.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// In the order of the file. No key stands twice.
    Map(Vec<(Key, Node)>),
}

#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Node {
    /// Whether nothing stands there.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The text of a scalar that is one; numbers and truth values are not, unless quoted.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, quoted }
                if *quoted || (!self.is_null() && self.truth().is_none() && self.number().is_none()) =>
            {
                Some(text)
            }
            _ => None,
        }
    }

    /// `true` or `false`.
    pub(crate) fn truth(&self) -> Option<bool> {
        match &self.value {
            Value::Scalar { text, quoted: false } => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number; quoted ones are taken by the caller, where they are meant.
    pub(crate) fn number(&self) -> Option<i64> {
        match &self.value {
            Value::Scalar { text, quoted: false } => text.parse().ok(),
            _ => None,
        }
    }

    /// What somebody sees there, for a message.
    pub(crate) fn seen(&self) -> String {
        match &self.value {
            _ if self.is_null() => "nothing".to_owned(),
            Value::Scalar { text, .. } => {
                let short: String = text.chars().take(40).collect();
                if short.len() < text.len() { format!("“{short}…”") } else { format!("“{short}”") }
            }
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a map".to_owned(),
        }
    }
}

/// Reads a text; `None` when nothing stands in it.
///
/// # Errors
/// What is no YAML, several documents, keys that stand twice or are no texts, too much of it.
pub(crate) fn read(text: &str) -> Result<Option<Node>, Fault> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| broken(&error))?;
        builder.take(event, span.start.line().max(1))?;
    }
    Ok(builder.root)
}

fn broken(error: &ScanError) -> Fault {
    Fault::new(error.marker().line().max(1), format!("this is no YAML: {}", error.info()))
}

/// A list or map that is not finished.
struct Open {
    line: usize,
    anchor: usize,
    kind: Filling,
}

enum Filling {
    List(Vec<Node>),
    Map { done: Vec<(Key, Node)>, key: Option<Key> },
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let node = Node { line, value: Value::Scalar { text: text.into_owned(), quoted } };
                self.put(node, anchor, 1)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Fault::new(line, "an alias of something that is not finished; write it out"));
                };
                self.put(node, 0, size)
            }
            Event::SequenceStart(anchor, _) => self.begin(line, anchor, Filling::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(line, anchor, Filling::Map { done: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { line, anchor, kind }) = self.open.pop() else { return Ok(()) };
                let value = match kind {
                    Filling::List(list) => Value::List(list),
                    Filling::Map { done, .. } => Value::Map(done),
                };
                self.put(Node { line, value }, anchor, 1)
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(Fault::new(line, "a second document begins here; leave one"))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, line: usize, anchor: usize, kind: Filling) -> Result<(), Fault> {
        if self.open.len() >= DEPTH {
            return Err(Fault::new(line, format!("more than {DEPTH} lists and maps inside one another")));
        }
        self.open.push(Open { line, anchor, kind });
        Ok(())
    }

    fn put(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Fault> {
        self.nodes += size;
        if self.nodes > NODES {
            return Err(Fault::new(node.line, format!("more than {NODES} values are in the file")));
        }
        if anchor > 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(Filling::List(list)) => list.push(node),
            Some(Filling::Map { done, key }) => match key.take() {
                Some(key) => done.push((key, node)),
                None => {
                    let Value::Scalar { text, .. } = node.value else {
                        return Err(Fault::new(node.line, "a key is a text, not a list or map"));
                    };
                    if done.iter().any(|(known, _)| known.text == text) {
                        return Err(Fault::new(
                            node.line,
                            format!("“{text}” stands here a second time; leave one"),
                        ));
                    }
                    *key = Some(Key { line: node.line, text });
                }
            },
        }
        Ok(())
    }
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { .. } => 0,
        Value::List(list) => list.iter().map(count).sum(),
        Value::Map(map) => map.iter().map(|(_, node)| 1 + count(node)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_lines_and_what_they_are() {
        let root = read("a: 1\nb:\n  - 'true'\n  - true\n  -\nc: &x /{slug}/\nd: *x\n").unwrap().unwrap();
        let Value::Map(map) = root.value else { panic!() };
        assert_eq!(map.iter().map(|(key, _)| key.line).collect::<Vec<_>>(), [1, 2, 6, 7]);
        assert_eq!((map[0].1.number(), map[0].1.text()), (Some(1), None));
        let Value::List(list) = &map[1].1.value else { panic!() };
        assert_eq!((list[0].text(), list[1].truth(), list[2].is_null()), (Some("true"), Some(true), true));
        assert_eq!(map[3].1.text(), Some("/{slug}/"));
        assert!(read("").unwrap().is_none_or(|node| node.is_null()));
    }

    #[test]
    fn what_is_no_yaml_or_too_much_of_it_is_refused_with_its_line() {
        let line = |text: &str| read(text).unwrap_err().line;
        assert_eq!(line("a: 1\na: 2\n"), 2);
        assert!(read("a: 1\n\tb: 2\n").is_err());
        assert_eq!(line("a: 1\n---\nb: 2\n"), 2);
        assert_eq!(line("? [a]\n: b\n"), 1);
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..12 {
            bomb.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", ")));
        }
        assert!(read(&bomb).unwrap_err().what.contains("more than"));
        assert!(read(&"[".repeat(10_000)).is_err());
    }
}
