//! The article body: schema, validation, to and from HTML, Lexical and Mobiledoc.
//!
//! [`Document`] is the truth of every draft; HTML, plain text, excerpt, reading time and word count derive
//! from it. It is read from outside by [`Document::from_json`] (validated, errors name the JSON path) and
//! converted by [`Document::from_lexical`], [`Document::from_mobiledoc`] and [`Document::from_html`].

mod convert;
mod document;
mod error;
mod html_out;

pub use convert::{Conversion, Note, Trust};
pub use document::Document;
pub use error::{Error, Result};
pub use html_out::HtmlOptions;
