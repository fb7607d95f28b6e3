//! Shared nodes into a document's JSON: the way back of `write`.

use document::Flaw;
use serde_json::{Map, Value, json};
use yrs::{
    Any, Array, ArrayRef, GetString, Out, ReadTxn, Text, TextRef, Xml, XmlElementRef, XmlFragment,
    XmlTextRef, types::text::YChange,
};

use crate::{Fault, gallery, limits::MAX_LEVELS, value};

/// The children of a node or of the body.
pub(crate) fn content<T: ReadTxn, P: XmlFragment + AsRef<ArrayRef>>(
    txn: &T,
    parent: &P,
    level: usize,
) -> Result<Vec<Value>, Fault> {
    let mut nodes = Vec::new();
    let children: &ArrayRef = parent.as_ref();
    for child in children.iter(txn) {
        node(txn, &child, level, &mut nodes)?;
    }
    join_breaks(&mut nodes);
    Ok(nodes)
}

/// One child: an element is one node, a text as many as it has pieces.
pub(crate) fn node<T: ReadTxn>(
    txn: &T,
    child: &Out,
    level: usize,
    nodes: &mut Vec<Value>,
) -> Result<(), Fault> {
    if level > MAX_LEVELS {
        return Err(Fault::of_body(Flaw::Deep { most: MAX_LEVELS }));
    }
    match child {
        Out::YXmlElement(element) => {
            let mut node = head(txn, element)?;
            let inside = content(txn, element, level + 1)?;
            if node["type"] == gallery::GALLERY {
                gallery::join(&mut node, inside)?;
            } else if !inside.is_empty() {
                node.insert("content".to_owned(), Value::Array(inside));
            }
            nodes.push(Value::Object(node));
        }
        Out::YXmlText(text) => texts(txn, text, nodes)?,
        _ => return Err(Fault::Foreign("parts that are neither nodes nor texts")),
    }
    Ok(())
}

/// A node without what is in it.
pub(crate) fn head<T: ReadTxn>(txn: &T, element: &XmlElementRef) -> Result<Map<String, Value>, Fault> {
    let mut node = Map::new();
    node.insert(
        "type".to_owned(),
        Value::String(element.try_tag().map(|tag| tag.to_string()).unwrap_or_default()),
    );
    let mut attrs = Map::new();
    for (key, given) in element.attributes(txn) {
        let Out::Any(given) = given else { return Err(Fault::Foreign("nodes as attributes")) };
        if let Some(given) = value::to_json(&given) {
            attrs.insert(key.to_owned(), given);
        }
    }
    if !attrs.is_empty() {
        node.insert("attrs".to_owned(), Value::Object(attrs));
    }
    Ok(node)
}

/// The pieces of a text with their marks.
pub(crate) fn texts<T: ReadTxn>(txn: &T, text: &XmlTextRef, nodes: &mut Vec<Value>) -> Result<(), Fault> {
    for piece in text.diff(txn, YChange::identity) {
        let Out::Any(Any::String(words)) = &piece.insert else {
            return Err(Fault::Foreign("objects inside a text"));
        };
        let mut marks: Vec<Value> = Vec::new();
        for (name, given) in piece.attributes.iter().flat_map(|formats| formats.iter()) {
            match given {
                Any::Null => {}
                Any::Map(attrs) => marks.push(mark(mark_name(name), attrs.iter())),
                _ => return Err(Fault::of_body(Flaw::Foreign(name.to_string()))),
            }
        }
        let mut node = json!({ "type": "text", "text": &**words });
        if !marks.is_empty() {
            marks.sort_by(|a, b| a["type"].as_str().cmp(&b["type"].as_str()));
            node["marks"] = Value::Array(marks);
        }
        nodes.push(node);
    }
    Ok(())
}

fn mark<'a>(name: &str, attrs: impl Iterator<Item = (&'a String, &'a Any)>) -> Value {
    let attrs: Map<String, Value> =
        attrs.filter_map(|(key, given)| Some((key.clone(), value::to_json(given)?))).collect();
    if attrs.is_empty() { json!({ "type": name }) } else { json!({ "type": name, "attrs": attrs }) }
}

/// The mark of a format. Where a text may carry several marks of one kind, y-prosemirror tells them apart by a hash behind the name.
fn mark_name(format: &str) -> &str {
    match format.len().checked_sub(10).and_then(|at| format.split_at_checked(at)) {
        Some((name, hash))
            if hash.starts_with("--")
                && hash[2..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)) =>
        {
            name
        }
        _ => format,
    }
}

/// y-prosemirror keeps no marks on a line break: those of the words on both its sides run through it.
fn join_breaks(nodes: &mut [Value]) {
    let words = |node: &&Value| node["type"] == "text";
    for at in 0..nodes.len() {
        if nodes[at]["type"] != "hard_break" {
            continue;
        }
        let (before, after) = (nodes[..at].iter().rev().find(words), nodes[at..].iter().find(words));
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (Some(left), Some(right)) = (before["marks"].as_array(), after["marks"].as_array()) else {
            continue;
        };
        let common: Vec<Value> = left.iter().filter(|mark| right.contains(mark)).cloned().collect();
        if !common.is_empty() {
            nodes[at]["marks"] = Value::Array(common);
        }
    }
}

/// A text on its own: title or standfirst.
pub(crate) fn line<T: ReadTxn>(txn: &T, text: &TextRef) -> String {
    text.get_string(txn)
}
