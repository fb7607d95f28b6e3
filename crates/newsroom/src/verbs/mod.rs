//! The verbs, one subject a file.

pub(crate) mod account;
pub(crate) mod adopt;
mod alarm;
mod authors;
pub(crate) mod desk;
pub(crate) mod factors;
mod integrations;
pub(crate) mod invitations;
mod keys;
pub(crate) mod letters;
pub(crate) mod live;
pub(crate) mod media;
mod people;
mod picks;
mod posts;
pub(crate) mod private;
mod redirects;
mod reset;
mod sessions;
pub(crate) mod settings;
pub(crate) mod slugs;
pub(crate) mod staff;
pub(crate) mod stored;
mod tags;
pub(crate) mod themes;
pub(crate) mod webhooks;
