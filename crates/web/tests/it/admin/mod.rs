//! Ghost's Admin API: a file a resource.

mod door;
mod people;
mod posts;
mod tags;
mod themes;
mod uploads;
