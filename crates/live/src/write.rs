//! A document's JSON into shared nodes, in y-prosemirror's mapping: nodes are elements whose attributes are JSON values, neighbouring
//! texts are one text with formats, marks are formats named like the mark with the mark's attributes as value.

use serde_json::{Map, Value};
use yrs::{
    Any, Text, TransactionMut, Xml, XmlElementPrelim, XmlElementRef, XmlFragment, XmlTextPrelim, XmlTextRef,
    types::Attrs,
};

use crate::{gallery, value};

/// One child of a node: a run of texts, or another node.
pub(crate) enum Child<'a> {
    Texts(&'a [Value]),
    Node(&'a Value),
}

/// The children of a node, neighbouring texts together.
pub(crate) fn children(content: &[Value]) -> Vec<Child<'_>> {
    let is_text = |node: &Value| node["type"] == "text";
    content
        .chunk_by(|a, b| is_text(a) && is_text(b))
        .map(|chunk| match chunk {
            [node] if !is_text(node) => Child::Node(node),
            texts => Child::Texts(texts),
        })
        .collect()
}

/// The content of a node's JSON.
pub(crate) fn content(node: &Value) -> &[Value] {
    node["content"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Inserts nodes at a place among the children of a parent.
pub(crate) fn insert<P: XmlFragment>(txn: &mut TransactionMut<'_>, parent: &P, index: u32, nodes: &[Value]) {
    // From the last to the first: inserting at one place needs no search for the next.
    for child in children(nodes).into_iter().rev() {
        match child {
            Child::Texts(texts) => {
                let text = parent.insert(txn, index, XmlTextPrelim::new(""));
                insert_texts(txn, &text, texts);
            }
            Child::Node(node) => {
                let name = node["type"].as_str().unwrap_or_default();
                let element = parent.insert(txn, index, XmlElementPrelim::empty(name));
                if name == gallery::GALLERY {
                    let (attrs, pictures) = gallery::split(node);
                    insert_attributes(txn, &element, Some(&attrs));
                    insert(txn, &element, 0, &pictures);
                } else {
                    insert_attributes(txn, &element, node["attrs"].as_object());
                    insert(txn, &element, 0, content(node));
                }
            }
        }
    }
}

fn insert_attributes(
    txn: &mut TransactionMut<'_>,
    element: &XmlElementRef,
    attrs: Option<&Map<String, Value>>,
) {
    for (key, given) in attrs.into_iter().flatten().filter(|(_, given)| !given.is_null()) {
        element.insert_attribute(txn, key.as_str(), value::from_json(given));
    }
}

fn insert_texts(txn: &mut TransactionMut<'_>, text: &XmlTextRef, texts: &[Value]) {
    for piece in texts {
        let end = text.len(txn);
        text.insert_with_attributes(txn, end, piece["text"].as_str().unwrap_or_default(), formats(piece));
    }
}

/// The formats of a piece of text: one a mark.
fn formats(piece: &Value) -> Attrs {
    let marks = piece["marks"].as_array().map(Vec::as_slice).unwrap_or_default();
    marks
        .iter()
        .filter_map(|mark| {
            let attrs = mark["attrs"].as_object().map(value::from_object).unwrap_or_default();
            Some((mark["type"].as_str()?.into(), Any::Map(attrs.into())))
        })
        .collect()
}
