use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, Command, value_parser};

use super::{Call, files, out};
use crate::archive;
use crate::site::Site;

pub(super) fn command() -> Command {
    let file = Arg::new("FILE").required(true).value_parser(value_parser!(PathBuf)).help("Where to write it");
    Command::new("backup")
        .about("Writes database, pictures and themes into one file. The site may be serving.")
        .arg(file)
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let file = call.args.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let data = &call.configuration.data;
    let site = Site::existing(&call.configuration)?;
    let written = archive::write(&site.store, data, &file, site.newsroom.clock().now())?;
    let size = written.bytes.div_ceil(1 << 20);
    writeln!(out(), "{}: {}, {size} MiB", file.display(), files(written.files))?;
    Ok(ExitCode::SUCCESS)
}
