//! Ghost themes over hbs: contexts, helpers, assets, theme check.
//!
//! ```ignore
//! let theme = Theme::load(&Source::Embedded)?;                  // parsed and linked once
//! let html = theme.render(&Page::Entry { post, preview: false }, &site, &reader)?;
//! ```
//!
//! The crate knows the store (it reads) and the template language; it knows no HTTP. What a render read is noted by
//! the [`store::Reader`] that was handed to it.

mod assets;
mod banner;
mod built_in;
mod cards;
mod check;
mod choice;
mod dates;
#[cfg(test)]
mod default_theme_tests;
mod facts;
#[cfg(test)]
mod fixture;
mod fragments;
mod head;
mod helpers;
mod hooks;
mod library;
mod locales;
mod package;
mod page;
mod readers;
mod recommended;
mod render;
mod report;
mod scope;
mod scripts;
mod site;
mod source;
mod theme;
mod views;

pub use assets::Asset;
pub use dates::iso;
pub use facts::custom_key;
pub use head::icon;
pub use helpers::get::list_for;
pub use library::{Library, Staged, Unfit};
pub use locales::Message;
pub use package::{CardAssets, CustomKind, CustomSetting, ImageSize};
pub use page::{Custom, Datum, DoorRefusal, ListContext, Page, Pagination};
pub use readers::{Found, Portal, SEARCH};
pub use recommended::{Misasked, RECOMMENDED, recommended};
pub use render::RenderError;
pub use report::{Finding, Report};
pub use site::Site;
pub use source::Source;
pub use theme::{Theme, Tried};
pub use views::{visible_html, visible_opening};
