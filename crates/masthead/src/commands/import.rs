use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, Command, value_parser};
use document::Trust;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Call, complain, out};
use crate::ghost::{Import, Sizes};
use crate::lock::FolderLock;
use crate::site::{Site, make_folders};

/// Bytes of one row of an export; a story has a few ten thousand.
const ROW: usize = 32 << 20;

pub(super) fn command() -> Command {
    let file = Arg::new("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("The export: .json or .zip");
    let trust = Arg::new("trust-html")
        .long("trust-html")
        .action(ArgAction::SetTrue)
        .help("Keep HTML cards, scripts and code injection as they are: only for an archive whose every author you trust.");
    Command::new("import").about("Brings an archive in from another system.").subcommand_required(true).subcommand(
        Command::new("ghost")
            .about("Imports a Ghost export, all of it or nothing. The site may be serving. A repeated import changes nothing.")
            .arg(file)
            .arg(trust),
    )
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let Some((_, args)) = call.args.subcommand() else { anyhow::bail!("say what to import") };
    let file = args.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let trust = if args.get_flag("trust-html") { Trust::Trusted } else { Trust::Untrusted };
    anyhow::ensure!(file.exists(), "{}: there is no such file", file.display());
    let data = call.configuration.data.clone();
    make_folders(&data)?;
    let _lock = FolderLock::importing(&data)?;
    let site = Site::open(&call.configuration)?;
    let sizes = Sizes { total: call.configuration.max_size, row: ROW };
    let import = Import { file, data, trust, sizes, progress: progress() };
    let done = import.run(&site.newsroom);
    import.progress.finish_and_clear();
    match done {
        Ok(summary) => write!(out(), "{summary}")?,
        Err(error) => {
            complain(format_args!("masthead: {error:#}"));
            complain(format_args!("Nothing was changed."));
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Drawn on a terminal only.
fn progress() -> ProgressBar {
    let style = "{msg:10} [{bar:40}] {bytes}/{total_bytes} {elapsed}";
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template(style) {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}
