//! Publishes one story after another and prints each slug once the newsroom has acknowledged it, until it is killed.
//! usage: `writer DATA-FOLDER ROUND [postgres://…]`

use std::{io::Write, path::PathBuf};

use newsroom::{Clock, Newsroom};
use store::{Store, Target};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(data), Some(round)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: writer DATA-FOLDER ROUND [postgres://…]")
    };
    let data = PathBuf::from(data);
    std::fs::create_dir_all(&data)?;
    let target = match arguments.next() {
        Some(url) => Target::Postgres { url },
        None => Target::Sqlite { path: data.join("masthead.db") },
    };
    let store = Store::open(&target, &data)?;
    let newsroom = Newsroom::new(store, Clock::system());
    let mut out = std::io::stdout();
    for number in 0.. {
        let saved =
            testsite::publish(&newsroom, &format!("Round {round} story {number}"), "<p>Acknowledged.</p>");
        writeln!(out, "{}", saved.slug)?;
        out.flush()?;
    }
    Ok(())
}
