//! Ghost's Admin API: a file a resource.

mod addresses;
mod door;
mod tags;
mod themes;
mod uploads;
