use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, Command, value_parser};

use super::{Call, files, out};
use crate::export;
use crate::site::Site;

pub(super) fn command() -> Command {
    let file = Arg::new("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("Where to write it: .zip for everything, .json for the texts alone");
    Command::new("export").about("Takes the archive out for another system.").subcommand_required(true).subcommand(
        Command::new("ghost")
            .about("Writes what Ghost 6 imports: stories, pages, topics, people, settings, pictures and files. The site may be serving.")
            .arg(file),
    )
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let Some((_, args)) = call.args.subcommand() else { anyhow::bail!("say for what system") };
    let file = args.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let data = &call.configuration.data;
    let site = Site::existing(&call.configuration)?;
    let written = export::write(&site.store, data, &file, site.newsroom.clock().now())?;
    let size = written.bytes.div_ceil(1 << 20);
    let stories = written.rows_of("posts");
    let mut out = out();
    writeln!(
        out,
        "{}: {stories} stories and pages, {}, {size} MiB",
        file.display(),
        files(written.files as usize)
    )?;
    for (note, times) in &written.notes {
        writeln!(out, "  {times} × {note}")?;
    }
    Ok(ExitCode::SUCCESS)
}
