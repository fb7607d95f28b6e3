//! HTML of people who may not post it raw is sanitised as soon as it arrives, before anybody else sees it.

use serde_json::{Value, json};
use yrs::{Array, ArrayRef, Out, TransactionMut, Xml, XmlElementRef, XmlFragment, XmlOut, branch::Branch};

use crate::{Fault, check, gallery, read, value, write};

/// Sanitises one card in place, or one picture of a gallery. A card that becomes another, or several, is replaced.
pub(crate) fn card(txn: &mut TransactionMut<'_>, element: &XmlElementRef) -> Result<(), Fault> {
    if element.try_tag().is_some_and(|tag| &**tag == gallery::PICTURE) {
        return picture(txn, element);
    }
    let before = Value::Object(read::head(txn, element)?);
    let mut document = check::document(vec![before.clone()])?;
    if document.sanitise().is_empty() && same(&before, &document.blocks) {
        return Ok(());
    }
    let after: Vec<Value> =
        document.blocks.iter().filter_map(|block| serde_json::to_value(block).ok()).collect();
    match after.as_slice() {
        [one] if one["type"] == before["type"] => set_attributes(txn, element, &before, one),
        _ => replace(txn, element, &after),
    }
    Ok(())
}

fn picture(txn: &mut TransactionMut<'_>, element: &XmlElementRef) -> Result<(), Fault> {
    let before = Value::Object(read::head(txn, element)?);
    let mut document = check::document(vec![gallery::around(vec![before.clone()])?])?;
    if document.sanitise().is_empty() {
        return Ok(());
    }
    let after = document.blocks.first().and_then(|block| serde_json::to_value(block).ok());
    if let Some(after) = after {
        set_attributes(txn, element, &before, &json!({ "attrs": after["attrs"]["images"][0] }));
    }
    Ok(())
}

/// Whether a card is what it was, apart from attributes with their usual values, which are not written.
fn same(before: &Value, blocks: &[document::Block]) -> bool {
    let original = check::document(vec![before.clone()]);
    original.is_ok_and(|original| original.blocks == blocks)
}

fn set_attributes(txn: &mut TransactionMut<'_>, element: &XmlElementRef, before: &Value, after: &Value) {
    let keys = before["attrs"].as_object().into_iter().flat_map(|attrs| attrs.keys());
    for key in keys {
        match &after["attrs"][key] {
            Value::Null => element.remove_attribute(txn, key),
            given if *given != before["attrs"][key] => {
                element.insert_attribute(txn, key.as_str(), value::from_json(given));
            }
            _ => {}
        }
    }
}

fn replace(txn: &mut TransactionMut<'_>, element: &XmlElementRef, blocks: &[Value]) {
    let at = place(txn, element);
    match element.parent() {
        Some(XmlOut::Element(parent)) => swap(txn, &parent, at, blocks),
        Some(XmlOut::Fragment(parent)) => swap(txn, &parent, at, blocks),
        _ => {}
    }
}

fn swap<P: XmlFragment>(txn: &mut TransactionMut<'_>, parent: &P, at: u32, blocks: &[Value]) {
    parent.remove(txn, at);
    write::insert(txn, parent, at, blocks);
}

/// A node's place among its parent's children.
fn place(txn: &TransactionMut<'_>, element: &XmlElementRef) -> u32 {
    let own = Branch::id(element.as_ref());
    let among = |children: &ArrayRef| {
        let is_own =
            |child: Out| matches!(child, Out::YXmlElement(other) if Branch::id(other.as_ref()) == own);
        children.iter(txn).position(is_own)
    };
    let place = match element.parent() {
        Some(XmlOut::Element(parent)) => among(parent.as_ref()),
        Some(XmlOut::Fragment(parent)) => among(parent.as_ref()),
        _ => None,
    };
    place.unwrap_or_default() as u32
}
