//! The verbs, one subject a file.

mod authors;
pub(crate) mod desk;
pub(crate) mod live;
pub(crate) mod media;
mod picks;
mod posts;
mod redirects;
pub(crate) mod settings;
pub(crate) mod staff;
mod tags;
