//! Cards to decorator nodes. Names of attributes are Ghost's already; here is what Ghost words otherwise, or has no word for.

use serde_json::Value;

use super::Node;
use super::nodes::leaf;
use crate::Card;
use crate::cards::Html;

/// The node of a card.
pub(super) fn card(card: &Card) -> Node {
    let mut payload = card.to_payload();
    match card {
        Card::Image(image) => {
            payload.insert("caption".to_owned(), image.caption_with_credit().into());
            payload.remove("credit");
            payload.retain(|key, value| key != "focus" || !value.is_null());
        }
        Card::Gallery(_) => {
            if let Some(images) = payload.get_mut("images").and_then(Value::as_array_mut) {
                let images = images.iter_mut().filter_map(Value::as_object_mut);
                images.for_each(|image| image.retain(|key, value| key != "focus" || !value.is_null()));
            }
        }
        Card::Bookmark(_) => {
            let (outside, metadata): (Node, Node) =
                payload.into_iter().partition(|(key, _)| matches!(key.as_str(), "url" | "caption"));
            payload = outside;
            payload.insert("metadata".to_owned(), metadata.into());
        }
        // A node that it does not know would make Ghost refuse the whole body.
        Card::Foreign(foreign) => return html(foreign.html.clone()),
        _ => {}
    }
    let mut node = leaf(card.ghost_name());
    node.extend(payload);
    node
}

/// An HTML card.
pub(super) fn html(html: String) -> Node {
    card(&Html { html, ..Html::default() }.into())
}
