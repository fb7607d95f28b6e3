//! Everything in an article that is not running text, one struct a card. Names of attributes are Ghost's.

mod boxes;
mod inserts;
mod media;
mod promotion;
mod visibility;

pub use boxes::{Button, Callout, CodeBlock, Toggle};
pub use inserts::{Bookmark, Email, EmailCta, Embed, Foreign, Html, Markdown, Transistor};
pub use media::{Audio, File, Gallery, GalleryImage, Image, Video};
pub use promotion::{CallToAction, Header, Product, Signup};
pub use visibility::Visibility;

use serde_json::{Map, Value};

use crate::attr::Visitor;

macro_rules! all_cards {
    ($( $(#[$meta:meta])* $name:ident = $type:literal | $($foreign:literal)|+ ),* $(,)?) => {
        /// A card: one block with attributes and no running text.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Card {
            $( $(#[$meta])* $name(Box<$name>), )*
        }

        impl Card {
            /// The `type` of the card in a document's JSON.
            pub fn type_name(&self) -> &'static str {
                match self { $( Card::$name(_) => $type, )* }
            }

            /// Shows every text of the card to the visitor.
            pub(crate) fn visit(&mut self, visitor: Visitor<'_>) {
                match self { $( Card::$name(card) => card.visit(visitor), )* }
            }

            /// Reads a card of our own JSON, strictly; `None` when no card bears the name.
            pub(crate) fn strict(name: &str, attrs: Value) -> Option<serde_json::Result<Self>> {
                match name {
                    $( $type => Some(serde_json::from_value(attrs).map(Card::$name)), )*
                    _ => None,
                }
            }

            /// Reads the payload of a Lexical node or Mobiledoc card; `None` when no card bears the name.
            pub(crate) fn foreign(name: &str, payload: &Map<String, Value>) -> Option<Self> {
                match name {
                    $( $($foreign)|+ => Some(Card::$name(Box::new($name::from_payload(payload)))), )*
                    _ => None,
                }
            }

            /// What Ghost calls the card in Lexical.
            pub(crate) fn ghost_name(&self) -> &'static str {
                match self { $( Card::$name(_) => [$($foreign),+][0], )* }
            }

            /// The payload of the card's Lexical node, with every attribute.
            pub(crate) fn to_payload(&self) -> Map<String, Value> {
                match self { $( Card::$name(card) => card.to_payload(), )* }
            }

            pub(crate) fn serialize_attrs<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self { $( Card::$name(card) => map.serialize_entry("attrs", card), )* }
            }
        }

        $(
            impl From<$name> for Card {
                fn from(card: $name) -> Self {
                    Card::$name(Box::new(card))
                }
            }
        )*
    };
}

all_cards! {
    /// A picture.
    Image = "image" | "image",
    /// Several pictures in rows of three.
    Gallery = "gallery" | "gallery",
    /// A link with title, text and thumbnail.
    Bookmark = "bookmark" | "bookmark",
    /// Something of another site: a video, a post.
    Embed = "embed" | "embed",
    /// A video file.
    Video = "video" | "video",
    /// A sound file.
    Audio = "audio" | "audio",
    /// A file to download.
    File = "file" | "file",
    /// Raw HTML.
    Html = "html" | "html",
    /// Markdown.
    Markdown = "markdown" | "markdown" | "card-markdown",
    /// Program text.
    CodeBlock = "code_block" | "codeblock" | "code",
    /// A coloured box with an emoji.
    Callout = "callout" | "callout",
    /// A heading that opens a text.
    Toggle = "toggle" | "toggle",
    /// A link that looks like a button.
    Button = "button" | "button",
    /// Ghost's call-to-action card.
    CallToAction = "call_to_action" | "call-to-action",
    /// Ghost's header card, both versions.
    Header = "header" | "header",
    /// Ghost's sign-up card.
    Signup = "signup" | "signup",
    /// Ghost's product card.
    Product = "product" | "product",
    /// Content for e-mail only.
    Email = "email" | "email",
    /// A call to action for e-mail only.
    EmailCta = "email_cta" | "email-cta",
    /// The Transistor podcast box.
    Transistor = "transistor" | "transistor",
    /// A node or card of another system that we do not know.
    Foreign = "foreign" | "mh-foreign",
}
