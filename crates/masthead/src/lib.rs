//! The binary: configuration, wiring, one file a sub-command.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod archive;
pub mod commands;
pub mod config;
pub mod demo;
pub mod export;
pub mod ghost;
mod jobs;
/// Locks on a data folder.
pub mod lock;
mod routes_file;
/// A site on disk: its folders, its database, its verbs.
pub mod site;
