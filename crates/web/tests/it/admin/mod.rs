//! Ghost's Admin API: a file a resource.

mod door;
mod members;
mod stored;
mod tags;
mod themes;
mod uploads;
