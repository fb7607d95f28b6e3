use std::process::ExitCode;

use anyhow::Result;
use clap::Command;

use super::Call;
use crate::lock::FolderLock;
use crate::site::{Site, is_new, make_folders};

pub(super) fn command() -> Command {
    Command::new("demo").about("Serves an invented newsroom; makes it first when the data folder is new.")
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let data = &call.configuration.data;
    let new = is_new(data)?;
    make_folders(data)?;
    let _lock = FolderLock::serving(data)?;
    let site = Site::open(&call.configuration)?;
    if new {
        crate::demo::install(&site.newsroom, data)?;
    }
    super::serve::serve(&call.configuration, site)?;
    Ok(ExitCode::SUCCESS)
}
