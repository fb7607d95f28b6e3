//! Masthead through its front doors: the command line, files, HTTP, both databases.

mod accounts;
mod architecture;
mod archives;
mod cast;
mod command_line;
mod content_api;
mod crash;
mod damage;
mod exports;
mod feeds;
mod find;
mod forms;
mod imported_media;
mod imports;
mod leaving;
mod live;
mod nodes;
mod people;
mod running;
mod schedule;
mod stories;
mod themes;
mod together;
mod zips;
