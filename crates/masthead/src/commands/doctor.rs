use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use store::{Store, Target};
use theme::{Source, Theme};

use super::{Call, out};
use crate::config::{Configuration, Name, Origin};
use crate::lock::FolderLock;

/// Free bytes below which publishing will soon fail …
const LITTLE: u64 = 1 << 30;
/// … and below which it may fail now.
const TOO_LITTLE: u64 = 100 << 20;
/// 2025-01-01: no clock of a machine that runs this program shows an earlier time.
const BEFORE_US: i64 = 1_735_689_600_000;

pub(super) fn command() -> Command {
    Command::new("doctor")
        .about("Examines data folder, database, theme, disk and clock, and says what to do.")
}

enum Finding {
    Fine,
    Warning,
    Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Fine => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        })
    }
}

struct Examination {
    problems: u32,
    /// What became of saying so.
    said: io::Result<()>,
}

impl Examination {
    fn say(&mut self, finding: Finding, what: &str) {
        self.problems += u32::from(matches!(finding, Finding::Problem));
        if self.said.is_ok() {
            self.said = writeln!(out(), "{finding:<8} {what}");
        }
    }
}

/// Exit code 1 when there is a problem.
pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let configuration = &call.configuration;
    let mut examination = Examination { problems: 0, said: Ok(()) };
    let usable = data_folder(&mut examination, &configuration.data);
    lock(&mut examination, &configuration.data);
    if usable {
        disk(&mut examination, &configuration.data);
        database(&mut examination, configuration);
    }
    theme(&mut examination, configuration);
    address(&mut examination, call);
    clock(&mut examination);
    examination.said?;
    Ok(if examination.problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn data_folder(examination: &mut Examination, data: &Path) -> bool {
    let shown = data.display();
    if !data.is_dir() {
        examination.say(Finding::Problem, &format!("data folder {shown}: there is none. Start `masthead serve` or `masthead demo`, or name yours with --data"));
        return false;
    }
    if let Err(error) = tempfile::Builder::new().prefix(".doctor-").tempfile_in(data) {
        examination.say(Finding::Problem, &format!("data folder {shown}: cannot be written ({error}). Give it to the user that runs masthead: chown -R USER {shown}"));
        return false;
    }
    for folder in ["content/images", "content/media", "content/files", "themes", "cache"] {
        let folder = data.join(folder);
        if folder.is_dir() && tempfile::Builder::new().prefix(".doctor-").tempfile_in(&folder).is_err() {
            examination.say(
                Finding::Problem,
                &format!(
                    "folder {}: cannot be written. Give it to the user that runs masthead",
                    folder.display()
                ),
            );
            return true;
        }
    }
    let left: Vec<String> = std::fs::read_dir(data)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| ["import-", "backup-", "restore-"].iter().any(|prefix| name.starts_with(prefix)))
        .collect();
    if !left.is_empty() {
        examination.say(Finding::Warning, &format!("data folder {shown}: {} left behind by a stopped command, unless one is running. They can be deleted", left.join(", ")));
    }
    examination.say(Finding::Fine, &format!("data folder {shown}: can be read and written"));
    true
}

fn lock(examination: &mut Examination, data: &Path) {
    match FolderLock::server(data) {
        Some(process) => {
            examination.say(Finding::Fine, &format!("server: process {process} serves this folder"))
        }
        None => examination.say(Finding::Fine, "server: not running"),
    }
}

fn disk(examination: &mut Examination, data: &Path) {
    match fs4::available_space(data) {
        Ok(free) => {
            let (finding, advice) = match free {
                ..TOO_LITTLE => (Finding::Problem, ". Free some now: writing may fail"),
                TOO_LITTLE..LITTLE => (Finding::Warning, ". Free some soon"),
                _ => (Finding::Fine, ""),
            };
            examination.say(finding, &format!("disk: {} MiB free{advice}", free >> 20));
        }
        Err(error) => {
            examination.say(Finding::Warning, &format!("disk: free space cannot be told ({error})"))
        }
    }
}

fn database(examination: &mut Examination, configuration: &Configuration) {
    let shown = match &configuration.database {
        Target::Sqlite { path } => {
            if !path.exists() {
                examination.say(
                    Finding::Warning,
                    &format!("database {}: there is none yet; the first start makes it", path.display()),
                );
                return;
            }
            path.display().to_string()
        }
        Target::Postgres { url } => crate::config::mask(url),
    };
    let found = Store::open(&configuration.database, &configuration.data).and_then(|store| store.health());
    match found {
        Err(error) => {
            let advice = "Restore a backup, or check address and password";
            examination.say(Finding::Problem, &format!("database {shown}: {error}. {advice}"));
        }
        Ok(health) if health.problems.is_empty() => {
            let rows = |table: &str| {
                health.rows.iter().find(|(name, _)| *name == table).map_or(0, |(_, rows)| *rows)
            };
            let (engine, posts, size) = (&health.engine, rows("posts"), health.bytes.div_ceil(1 << 20));
            examination.say(
                Finding::Fine,
                &format!("database {shown}: healthy ({engine}, {posts} stories and pages, {size} MiB)"),
            );
        }
        Ok(health) => {
            for what in &health.problems {
                let advice = "Stop the server and restore the latest backup";
                examination.say(Finding::Problem, &format!("database {shown}: {what}. {advice}"));
            }
        }
    }
}

fn theme(examination: &mut Examination, configuration: &Configuration) {
    let (source, shown) = match &configuration.theme {
        Some(folder) => (Source::Dir(folder.clone()), folder.display().to_string()),
        None => (Source::Embedded, "built in".to_owned()),
    };
    let report = Theme::check(&source);
    if !report.is_usable() {
        examination.say(
            Finding::Problem,
            &format!("theme ({shown}): {} errors. See `masthead theme check {shown}`", report.errors.len()),
        );
    } else if !report.warnings.is_empty() {
        examination.say(
            Finding::Warning,
            &format!(
                "theme ({shown}): {} warnings. See `masthead theme check {shown}`",
                report.warnings.len()
            ),
        );
    } else {
        examination.say(Finding::Fine, &format!("theme ({shown}): can be used"));
    }
}

fn address(examination: &mut Examination, call: &Call<'_>) {
    let configuration = &call.configuration;
    match &configuration.url {
        Some(url) if url.starts_with("http://") && !is_local(url) => {
            examination.say(Finding::Warning, &format!("address {url}: readers come without encryption. Put a proxy with a certificate before it and set url to https://"));
        }
        Some(url) => examination.say(Finding::Fine, &format!("address {url}")),
        None if call.values.get(Name::Listen).origin == Origin::Default => {
            examination
                .say(Finding::Fine, &format!("address http://{}: this machine only", configuration.listen));
        }
        None => examination.say(
            Finding::Warning,
            &format!(
                "address http://{}: feeds and sitemaps will name it. Set url to the address that readers use",
                configuration.listen
            ),
        ),
    }
}

fn is_local(url: &str) -> bool {
    let host = url.trim_start_matches("http://");
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}

fn clock(examination: &mut Examination) {
    let now = newsroom::Clock::system().now();
    if now < BEFORE_US {
        examination.say(
            Finding::Problem,
            "clock: shows a time long past. Set it (timedatectl set-ntp true): stories are dated by it",
        );
    } else {
        let shown = jiff::Timestamp::from_millisecond(now)
            .map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string());
        examination.say(Finding::Fine, &format!("clock: {}", shown.unwrap_or_default()));
    }
}
