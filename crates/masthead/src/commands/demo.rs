use std::process::ExitCode;

use anyhow::Result;
use clap::Command;

use super::{Call, complain};
use crate::lock::FolderLock;
use crate::site::{Site, make_folders};

pub(super) fn command() -> Command {
    Command::new("demo").about("Serves an invented newsroom; makes it first when the site is empty.")
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let data = &call.configuration.data;
    make_folders(data)?;
    let _lock = FolderLock::serving(data)?;
    let site = Site::open(&call.configuration)?;
    // A site of one's own is served as it is.
    if site.store.reader()?.settings()?.all.is_empty() {
        complain(format_args!("Making the demo newsroom and painting its pictures; this takes a moment."));
        crate::demo::install(&site.newsroom, data)?;
    }
    super::serve::serve(call, site)?;
    Ok(ExitCode::SUCCESS)
}
