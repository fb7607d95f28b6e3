use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use store::{Store, Target};
use theme::{Source, Theme};
use web::{Finding, Verdict};

use super::{Call, out};
use crate::config::{Configuration, Name, Origin, Values};
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

#[derive(Default)]
struct Examination {
    findings: Vec<Finding>,
}

impl Examination {
    fn say(&mut self, verdict: Verdict, what: &str) {
        self.findings.push(Finding { verdict, sentence: what.to_owned() });
    }
}

/// Exit code 1 when there is a problem.
pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let mut problems = 0;
    for Finding { verdict, sentence } in examine(call.values, &call.configuration) {
        problems += u32::from(verdict == Verdict::Problem);
        let mark = match verdict {
            Verdict::Fine => "ok",
            Verdict::Warning => "warning",
            Verdict::Problem => "problem",
        };
        writeln!(out(), "{mark:<8} {sentence}")?;
    }
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Examines everything; takes seconds. The health page of the room shows the same.
pub(super) fn examine(values: &Values, configuration: &Configuration) -> Vec<Finding> {
    let mut examination = Examination::default();
    let usable = data_folder(&mut examination, &configuration.data);
    lock(&mut examination, &configuration.data);
    if usable {
        disk(&mut examination, &configuration.data);
        database(&mut examination, configuration);
    }
    theme(&mut examination, configuration);
    address(&mut examination, values, configuration);
    clock(&mut examination);
    examination.findings
}

fn data_folder(examination: &mut Examination, data: &Path) -> bool {
    let shown = data.display();
    if !data.is_dir() {
        examination.say(Verdict::Problem, &format!("data folder {shown}: there is none. Start `masthead serve` or `masthead demo`, or name yours with --data"));
        return false;
    }
    if let Err(error) = tempfile::Builder::new().prefix(".doctor-").tempfile_in(data) {
        examination.say(Verdict::Problem, &format!("data folder {shown}: cannot be written ({error}). Give it to the user that runs masthead: chown -R USER {shown}"));
        return false;
    }
    for folder in ["content/images", "content/media", "content/files", "themes", "cache"] {
        let folder = data.join(folder);
        if folder.is_dir() && tempfile::Builder::new().prefix(".doctor-").tempfile_in(&folder).is_err() {
            examination.say(
                Verdict::Problem,
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
        examination.say(Verdict::Warning, &format!("data folder {shown}: {} left behind by a stopped command, unless one is running. They can be deleted", left.join(", ")));
    }
    examination.say(Verdict::Fine, &format!("data folder {shown}: can be read and written"));
    true
}

fn lock(examination: &mut Examination, data: &Path) {
    match FolderLock::server(data) {
        Some(process) => {
            examination.say(Verdict::Fine, &format!("server: process {process} serves this folder"))
        }
        None => examination.say(Verdict::Fine, "server: not running"),
    }
}

fn disk(examination: &mut Examination, data: &Path) {
    match fs4::available_space(data) {
        Ok(free) => {
            let (finding, advice) = match free {
                ..TOO_LITTLE => (Verdict::Problem, ". Free some now: writing may fail"),
                TOO_LITTLE..LITTLE => (Verdict::Warning, ". Free some soon"),
                _ => (Verdict::Fine, ""),
            };
            examination.say(finding, &format!("disk: {} MiB free{advice}", free >> 20));
        }
        Err(error) => {
            examination.say(Verdict::Warning, &format!("disk: free space cannot be told ({error})"))
        }
    }
}

fn database(examination: &mut Examination, configuration: &Configuration) {
    let shown = match &configuration.database {
        Target::Sqlite { path } => {
            if !path.exists() {
                examination.say(
                    Verdict::Warning,
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
            examination.say(Verdict::Problem, &format!("database {shown}: {error}. {advice}"));
        }
        Ok(health) if health.problems.is_empty() => {
            let rows = |table: &str| {
                health.rows.iter().find(|(name, _)| *name == table).map_or(0, |(_, rows)| *rows)
            };
            let (engine, posts, size) = (&health.engine, rows("posts"), health.bytes.div_ceil(1 << 20));
            examination.say(
                Verdict::Fine,
                &format!("database {shown}: healthy ({engine}, {posts} stories and pages, {size} MiB)"),
            );
        }
        Ok(health) => {
            for what in &health.problems {
                let advice = "Stop the server and restore the latest backup";
                examination.say(Verdict::Problem, &format!("database {shown}: {what}. {advice}"));
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
            Verdict::Problem,
            &format!("theme ({shown}): {} errors. See `masthead theme check {shown}`", report.errors.len()),
        );
    } else if !report.warnings.is_empty() {
        examination.say(
            Verdict::Warning,
            &format!(
                "theme ({shown}): {} warnings. See `masthead theme check {shown}`",
                report.warnings.len()
            ),
        );
    } else {
        examination.say(Verdict::Fine, &format!("theme ({shown}): can be used"));
    }
}

fn address(examination: &mut Examination, values: &Values, configuration: &Configuration) {
    match &configuration.url {
        Some(url) if url.starts_with("http://") && !is_local(url) => {
            examination.say(Verdict::Warning, &format!("address {url}: readers come without encryption. Put a proxy with a certificate before it and set url to https://"));
        }
        Some(url) => examination.say(Verdict::Fine, &format!("address {url}")),
        None if values.get(Name::Listen).origin == Origin::Default => {
            examination
                .say(Verdict::Fine, &format!("address http://{}: this machine only", configuration.listen));
        }
        None => examination.say(
            Verdict::Warning,
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
            Verdict::Problem,
            "clock: shows a time long past. Set it (timedatectl set-ntp true): stories are dated by it",
        );
    } else {
        let shown = jiff::Timestamp::from_millisecond(now)
            .map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string());
        examination.say(Verdict::Fine, &format!("clock: {}", shown.unwrap_or_default()));
    }
}
