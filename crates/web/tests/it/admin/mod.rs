//! Ghost's Admin API: a file a resource.

mod addresses;
mod door;
mod members;
mod people;
mod posts;
mod stored;
mod tags;
mod themes;
mod uploads;
