//! The rows, one entity a file.

pub(crate) mod attempt;
pub(crate) mod audit;
pub(crate) mod author;
pub(crate) mod body;
pub(crate) mod columns;
pub(crate) mod comment;
pub(crate) mod desk;
pub(crate) mod desk_list;
pub(crate) mod factor;
pub(crate) mod job;
pub(crate) mod kept;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod matching;
pub(crate) mod media;
pub(crate) mod person;
pub(crate) mod popular;
pub(crate) mod post;
pub(crate) mod preview;
pub(crate) mod redirect;
pub(crate) mod related;
pub(crate) mod revision;
pub(crate) mod settings;
pub(crate) mod sitemap;
pub(crate) mod staff;
pub(crate) mod tag;
