use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Arg, Command};
use indicatif::ProgressBar;
use store::Target;

use super::{Call, out};
use crate::config::mask;
use crate::lock::FolderLock;

pub(super) fn command() -> Command {
    let database = |name: &'static str, help: &'static str| Arg::new(name).required(true).help(help);
    Command::new("copy-database")
        .about("Moves a site from one database to another, verified row by row. The site must not be served meanwhile.")
        .arg(database("FROM", "postgres://… or a SQLite file"))
        .arg(database("TO", "postgres://… or a SQLite file; must hold no site yet"))
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let target = |name: &str| -> Result<Target> {
        let text = call.args.get_one::<String>(name).map(String::as_str).unwrap_or_default();
        text.parse().with_context(|| format!("{name} cannot be {}", mask(text)))
    };
    let (from, to) = (target("FROM")?, target("TO")?);
    anyhow::ensure!(from != to, "FROM and TO are the same database");
    if let Target::Sqlite { path } = &from {
        anyhow::ensure!(path.is_file(), "{}: there is no such file", path.display());
    }
    let data = &call.configuration.data;
    let _lock = if data.is_dir() { Some(FolderLock::serving(data)?) } else { None };
    let bar = ProgressBar::new(0);
    let copied = store::copy_database(&from, &to, &mut |table, done, all| {
        bar.set_message(table.to_owned());
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    for (table, rows) in copied? {
        writeln!(out(), "{table:<24}{rows:>12}")?;
    }
    writeln!(out(), "Every row was read back and compared.")?;
    Ok(ExitCode::SUCCESS)
}
