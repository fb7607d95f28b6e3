//! The article body: schema, validation, to and from HTML, Lexical and Mobiledoc.
//!
//! [`Document`] is the truth of every draft; HTML, plain text, excerpt, reading time and word count derive
//! from it. It is read from outside by [`Document::from_json`] (validated, errors name the JSON path) and
//! converted by [`Document::from_lexical`], [`Document::from_mobiledoc`] and [`Document::from_html`]; [`Document::to_lexical`] writes it
//! for Ghost.
//!
//! What is untrusted is sanitised when it is read, so that rendering never has to ask where a body came from.

mod address;
mod attr;
mod cards;
mod clean;
mod document;
mod dom;
mod embeds;
mod error;
mod facts;
mod focus;
mod from;
mod html;
mod json;
mod lexical;
mod limits;
mod pass;
mod scan;
mod tame;
mod text;
mod tree;
mod trust;

pub use address::{may_link, may_load};
pub use attr::Json;
pub use cards::{
    Audio, Bookmark, Button, CallToAction, Callout, Card, CodeBlock, Email, EmailCta, Embed, File, Foreign,
    Gallery, GalleryImage, Header, Html, Image, Markdown, Product, Signup, Toggle, Transistor, Video,
    Visibility,
};
pub use clean::clean_html;
pub use document::{Document, mark_site_url_in};
pub use embeds::{Player, Shape, player};
pub use error::{Error, Flaw, Result};
pub use facts::{PageFacts, page_facts};
pub use focus::{Focus, NoFocus};
pub use html::HtmlOptions;
pub use tree::{Block, Cell, Inline, Link, List, Marks, Row, Statement, Style, Table};
pub use trust::{Conversion, Note, Trust};
