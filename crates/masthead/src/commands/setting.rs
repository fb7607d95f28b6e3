use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Arg, Command};
use newsroom::{Actor, SETTINGS, setting};

use super::{Call, out};
use crate::site::{Site, is_new};

pub(super) fn command() -> Command {
    Command::new("setting")
        .about("Shows the site's settings, or changes one. The site may be serving. docs/settings.md lists them.")
        .arg(Arg::new("KEY").help("The setting to show or change; without one, all are shown"))
        .arg(Arg::new("VALUE").allow_hyphen_values(true).help("Its new text; an empty one removes it"))
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let data = &call.configuration.data;
    anyhow::ensure!(!is_new(data)?, "{} holds no site yet", data.display());
    let site = Site::open(&call.configuration)?;
    let key = call.args.get_one::<String>("KEY");
    let settings = site.store.reader()?.settings()?;
    match (key, call.args.get_one::<String>("VALUE")) {
        (None, _) => {
            for setting in SETTINGS {
                let own = settings.all.keys().filter(|key| key.split(':').next() == Some(setting.key));
                for key in own {
                    writeln!(
                        out(),
                        "{key:<28} {}",
                        settings.get(key).unwrap_or_default().replace('\n', "\\n")
                    )?;
                }
            }
        }
        (Some(key), None) => {
            if setting(key).is_none() {
                bail!("there is no setting “{key}”; docs/settings.md lists them");
            }
            writeln!(out(), "{}", settings.get(key).unwrap_or_default())?;
        }
        (Some(key), Some(value)) => {
            site.newsroom.set_settings(Actor::operator(), &[(key, Some(value))])?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
