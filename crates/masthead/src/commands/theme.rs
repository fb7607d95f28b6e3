use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, Command, value_parser};
use theme::{Source, Theme};

use super::{Call, out};

pub(super) fn command() -> Command {
    let folder =
        Arg::new("DIR").required(true).value_parser(value_parser!(PathBuf)).help("The theme's folder");
    Command::new("theme").about("Looks after themes.").subcommand_required(true).subcommand(
        Command::new("check").about("Says what is wrong with a theme, where, and what to do.").arg(folder),
    )
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let Some((_, args)) = call.args.subcommand() else { anyhow::bail!("say what to do with themes") };
    let folder = args.get_one::<PathBuf>("DIR").cloned().unwrap_or_default();
    let report = Theme::check(&Source::Dir(folder.clone()));
    writeln!(out(), "{report}")?;
    if !report.is_usable() {
        return Ok(ExitCode::FAILURE);
    }
    writeln!(out(), "{} can be used.", folder.display())?;
    Ok(ExitCode::SUCCESS)
}

/// Loads a theme that the server cannot do without.
pub(super) fn load(source: &Source) -> Result<Theme> {
    Theme::load(source).map_err(|report| anyhow::anyhow!("the theme cannot be used:\n{report}"))
}
