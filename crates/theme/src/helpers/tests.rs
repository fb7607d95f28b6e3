//! Templates in, text out: Ghost's documented behaviour, one helper a test.

mod lists;
mod pages;
mod values;
