//! Ghost's Admin API: a file a resource.

mod door;
mod tags;
mod themes;
mod uploads;
