use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, Command, value_parser};

use super::{Call, files, out};
use crate::archive;

pub(super) fn command() -> Command {
    let file =
        Arg::new("FILE").required(true).value_parser(value_parser!(PathBuf)).help("A file made by backup");
    let force = Arg::new("force")
        .long("force")
        .action(ArgAction::SetTrue)
        .help("When the data folder holds a site, move that aside first.");
    Command::new("restore")
        .about("Puts a backup in place, after checking every byte of it. Nothing may be serving.")
        .arg(file)
        .arg(force)
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let file = call.args.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let force = call.args.get_flag("force");
    let restored = archive::restore(
        &file,
        &call.configuration,
        if force { archive::Present::MoveAside } else { archive::Present::Refuse },
    )?;
    writeln!(out(), "Restored {} of {} from {}.", files(restored.files), restored.made, file.display())?;
    if let Some(aside) = restored.aside {
        writeln!(out(), "What was there before is in {}.", aside.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
