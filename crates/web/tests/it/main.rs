//! The web crate through its front door: a real listener on port 0, a real database, a real theme.

mod addresses;
mod admin;
mod client;
mod content_api;
mod embeds;
mod freshness;
mod harness;
mod limits;
mod media;
mod pages;
mod private;
mod program;
mod readers;
mod shutdown;
mod uploads;
mod validators;
mod views;
mod webhooks;
