//! All that speaks HTTP: listener, page cache, routes, the reader's site.

mod arriving;
mod body;
mod cache;
mod compress;
mod conditional;
mod config;
mod encoding;
mod front_door;
mod gate;
mod ghost;
mod guarded;
mod limits;
mod listener;
mod media;
mod perfect;
mod policy;
mod printed;
mod range;
mod room;
mod security;
mod serve;
mod site;
mod themes;
mod views;

pub use config::{Config, Operator};
pub use ghost::Webhooks;
pub use limits::Limits;
pub use media::Sizes;
pub use room::finding::{Finding, Found, Verdict};
pub use serve::{Handle, serve};
