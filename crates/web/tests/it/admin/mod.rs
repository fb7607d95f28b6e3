//! Ghost's Admin API: a file a resource.

mod addresses;
mod bulk;
mod door;
mod members;
mod oembed;
mod people;
mod posts;
mod sessions;
mod stored;
mod tags;
mod themes;
mod uploads;
