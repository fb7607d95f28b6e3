use std::process::ExitCode;

use anyhow::Result;
use clap::Command;

use crate::config::{Configuration, Form, Values, mask};

pub(super) fn command() -> Command {
    Command::new("config").about("Shows the effective configuration and where each value comes from.")
}

/// Shows values even when they contradict each other; says so then.
pub(super) fn run(values: &Values) -> Result<ExitCode> {
    for (setting, value) in values.iter() {
        let shown = match setting.form {
            Form::Secret => mask(&value.text),
            _ => value.text.clone(),
        };
        println!("{:<24} {:<32} {}", setting.key, format!("“{shown}”"), value.origin);
    }
    Configuration::understand(values)?;
    Ok(ExitCode::SUCCESS)
}
