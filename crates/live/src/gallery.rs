//! A gallery in the shared document: each picture is a node of its own inside the gallery's, so that pictures which two people add, remove
//! or describe at once all count. In a document's JSON they are the gallery's attribute `images`; stories that were stored before
//! have that attribute in the shared document too, and are read as they are.

use document::Flaw;
use serde_json::{Map, Value, json};

use crate::Fault;

/// The name of a gallery's node.
pub(crate) const GALLERY: &str = "gallery";
/// The name of a picture's node in it.
pub(crate) const PICTURE: &str = "gallery_image";

/// Pictures of a row when the pictures do not all say their row.
const IN_A_ROW: usize = 3;

/// Puts the pictures that were read inside of a gallery behind those of its attribute.
pub(crate) fn join(gallery: &mut Map<String, Value>, inside: Vec<Value>) -> Result<(), Fault> {
    if inside.is_empty() {
        return Ok(());
    }
    let attrs = gallery.entry("attrs").or_insert_with(|| json!({}));
    let images = attrs.as_object_mut().map(|attrs| attrs.entry("images").or_insert_with(|| json!([])));
    let Some(Value::Array(images)) = images else {
        return Err(Fault::of_body(Flaw::Shape("the images of a gallery are a list")));
    };
    for picture in inside {
        images.push(attributes(picture)?);
    }
    if images.iter().any(|image| image["row"].is_null()) {
        for (index, image) in images.iter_mut().enumerate() {
            image["row"] = (index / IN_A_ROW).into();
        }
    }
    Ok(())
}

/// Takes a gallery's pictures out of its attributes, as nodes to be put inside of it.
pub(crate) fn split(gallery: &Value) -> (Map<String, Value>, Vec<Value>) {
    let mut attrs = gallery["attrs"].as_object().cloned().unwrap_or_default();
    let images = match attrs.remove("images") {
        Some(Value::Array(images)) => images,
        _ => Vec::new(),
    };
    let node = |mut image: Value| {
        // What is left out in a document is 0; here it would mean “by its place”.
        if image["row"].is_null() {
            image["row"] = 0.into();
        }
        json!({ "type": PICTURE, "attrs": image })
    };
    (attrs, images.into_iter().map(node).collect())
}

/// A gallery with nothing but this picture, for the document's reader and for cleaning.
pub(crate) fn around(pictures: Vec<Value>) -> Result<Value, Fault> {
    let images = pictures.into_iter().map(attributes).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({ "type": GALLERY, "attrs": { "images": images } }))
}

fn attributes(mut picture: Value) -> Result<Value, Fault> {
    if picture["type"] != PICTURE || !picture["content"].is_null() {
        let name = picture["type"].as_str().unwrap_or_default().to_owned();
        return Err(Fault::of_body(Flaw::Foreign(name)));
    }
    match picture["attrs"].take() {
        Value::Null => Ok(json!({})),
        attrs => Ok(attrs),
    }
}
