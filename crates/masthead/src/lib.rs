//! The binary: configuration, wiring, one file a sub-command.

pub mod ghost;
