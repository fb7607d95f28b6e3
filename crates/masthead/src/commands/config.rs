use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use store::Target;

use super::out;
use crate::config::{Configuration, Form, Name, Values, mask};

pub(super) fn command() -> Command {
    Command::new("config").about("Shows the effective configuration and where each value comes from.")
}

/// Shows values even when they contradict each other, and says so then. What is derived is shown as it comes out.
pub(super) fn run(values: &Values) -> Result<ExitCode> {
    let understood = Configuration::understand(values);
    for (setting, value) in values.iter() {
        let derived = || match (setting.name, understood.as_ref().ok()?) {
            (Name::Url, configuration) => Some(format!("http://{}", configuration.listen)),
            (Name::Database, configuration) => match &configuration.database {
                Target::Sqlite { path } => Some(path.display().to_string()),
                Target::Postgres { url } => Some(url.clone()),
            },
            (Name::Theme, _) => Some("built in".to_owned()),
            _ => None,
        };
        let shown = if value.text.is_empty() { derived().unwrap_or_default() } else { value.text.clone() };
        let shown = if setting.form == Form::Secret { mask(&shown) } else { shown };
        writeln!(out(), "{:<24} {:<32} {}", setting.key, shown, value.origin)?;
    }
    understood?;
    Ok(ExitCode::SUCCESS)
}
