//! The Handlebars 4.7 template language: lexer, parser, linked tree, renderer over borrowed values.
//!
//! Pure: it reads no file, knows no clock and nothing of the application. Templates are not trusted; see [`Limits`].
//!
//! ```ignore
//! let mut registry = hbs::Registry::<Ghost>::new();
//! registry.function("upper", |call| Ok(Value::from(call.arg(0).to_text().to_uppercase())));
//! registry.partial("card", Template::parse("partials/card.hbs", source)?);
//! registry.template("index", Template::parse("index.hbs", source)?);
//! let set = registry.link();                       // once a theme
//! let html = set.render("index", Page { this, data: vec![("site", site)], scope: &scope, limits })?;
//! ```

mod arena;
mod call;
mod error;
mod escape;
mod helper;
mod host;
mod limits;
mod link;
mod parse;
mod registry;
mod render;
mod steady;
mod template;
mod tree;
mod value;

pub use arena::Arena;
pub use call::{Branch, Call, With};
pub use error::{Error, ErrorKind, Place, Result};
pub use escape::escaped;
pub use helper::Helper;
pub use host::{Host, Recall};
pub use limits::Limits;
pub use registry::{Missing, MissingKind, Page, Registry, Set};
pub use template::Template;
pub use value::{List, ListRef, Map, Object, ObjectRef, Tree, TreeMap, Value, number_text, push_number};
