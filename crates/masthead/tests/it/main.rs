//! Masthead through its front doors: the command line, files, HTTP, both databases.

mod architecture;
mod archives;
mod command_line;
mod crash;
mod damage;
mod exports;
mod feeds;
mod forms;
mod imported_media;
mod imports;
mod live;
mod nodes;
mod running;
mod schedule;
mod stories;
mod together;
mod zips;
