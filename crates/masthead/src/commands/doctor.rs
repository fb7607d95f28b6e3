use std::fmt::Display;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use newsroom::LIVE_THEME;
use store::{Store, Target};
use theme::{Library, Source, Theme};
use web::{Finding, Found, Verdict};

use super::{Call, out};
use crate::config::{Configuration, Name, Origin, THEMES, Values};
use crate::lock::FolderLock;
use crate::site::Site;

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
    fn say(&mut self, verdict: Verdict, found: Found, places: &[(&'static str, &dyn Display)]) {
        let places = places.iter().map(|(place, value)| (*place, value.to_string())).collect();
        self.findings.push(Finding { verdict, found, places });
    }
}

/// Exit code 1 when there is a problem.
pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let mut problems = 0;
    for finding in examine(call.values, &call.configuration) {
        problems += u32::from(finding.verdict == Verdict::Problem);
        let mark = match finding.verdict {
            Verdict::Fine => "ok",
            Verdict::Warning => "warning",
            Verdict::Problem => "problem",
        };
        writeln!(out(), "{mark:<8} {}", finding.sentence("en"))?;
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
    routes(&mut examination, &configuration.data);
    address(&mut examination, values, configuration);
    clock(&mut examination);
    examination.findings
}

fn data_folder(examination: &mut Examination, data: &Path) -> bool {
    let shown = data.display();
    if !data.is_dir() {
        examination.say(Verdict::Problem, Found::FolderMissing, &[("folder", &shown)]);
        return false;
    }
    if let Err(error) = tempfile::Builder::new().prefix(".doctor-").tempfile_in(data) {
        let places: [(_, &dyn Display); 2] = [("folder", &shown), ("technical", &error)];
        examination.say(Verdict::Problem, Found::FolderReadOnly, &places);
        return false;
    }
    for folder in ["content/images", "content/media", "content/files", THEMES, "cache"] {
        let folder = data.join(folder);
        if folder.is_dir() && tempfile::Builder::new().prefix(".doctor-").tempfile_in(&folder).is_err() {
            examination.say(Verdict::Problem, Found::PartReadOnly, &[("folder", &folder.display())]);
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
        let names = left.join(", ");
        examination.say(Verdict::Warning, Found::LeftBehind, &[("folder", &shown), ("names", &names)]);
    }
    examination.say(Verdict::Fine, Found::FolderUsable, &[("folder", &shown)]);
    true
}

fn lock(examination: &mut Examination, data: &Path) {
    match FolderLock::server(data) {
        Some(process) => {
            examination.say(Verdict::Fine, Found::ServerRuns, &[("process", &process)]);
        }
        None => examination.say(Verdict::Fine, Found::ServerRests, &[]),
    }
}

fn disk(examination: &mut Examination, data: &Path) {
    match fs4::available_space(data) {
        Ok(free) => {
            let (verdict, found) = match free {
                ..TOO_LITTLE => (Verdict::Problem, Found::DiskFull),
                TOO_LITTLE..LITTLE => (Verdict::Warning, Found::DiskNarrow),
                _ => (Verdict::Fine, Found::DiskRoomy),
            };
            examination.say(verdict, found, &[("free", &(free >> 20))]);
        }
        Err(error) => examination.say(Verdict::Warning, Found::DiskUnknown, &[("technical", &error)]),
    }
}

fn database(examination: &mut Examination, configuration: &Configuration) {
    let shown = match &configuration.database {
        Target::Sqlite { path } => {
            if !path.exists() {
                examination.say(Verdict::Warning, Found::DatabaseMissing, &[("database", &path.display())]);
                return;
            }
            path.display().to_string()
        }
        Target::Postgres { url } => crate::config::mask(url),
    };
    let found = Store::open(&configuration.database, &configuration.data).and_then(|store| store.health());
    match found {
        Err(error) => {
            let places: [(_, &dyn Display); 2] = [("database", &shown), ("technical", &error)];
            examination.say(Verdict::Problem, Found::DatabaseClosed, &places);
        }
        Ok(health) if health.problems.is_empty() => {
            let posts = health.rows.iter().find(|(name, _)| *name == "posts").map_or(0, |(_, rows)| *rows);
            let size = health.bytes.div_ceil(1 << 20);
            let places: [(_, &dyn Display); 4] =
                [("database", &shown), ("engine", &health.engine), ("posts", &posts), ("size", &size)];
            examination.say(Verdict::Fine, Found::DatabaseHealthy, &places);
        }
        Ok(health) => {
            for what in &health.problems {
                let places: [(_, &dyn Display); 2] = [("database", &shown), ("technical", what)];
                examination.say(Verdict::Problem, Found::DatabaseIll, &places);
            }
        }
    }
}

fn theme(examination: &mut Examination, configuration: &Configuration) {
    let live = live_theme(configuration);
    let (source, shown, usable) = match (&configuration.theme, live) {
        (Some(folder), _) => (Source::Dir(folder.clone()), folder.display().to_string(), Found::ThemeUsable),
        (None, Some(name)) => {
            (Source::Dir(configuration.data.join(THEMES).join(&name)), name, Found::ThemeUsable)
        }
        (None, None) => (Source::Embedded, String::new(), Found::ThemeBuiltIn),
    };
    let report = Theme::check(&source);
    let (verdict, found, count) = if !report.is_usable() {
        (Verdict::Problem, Found::ThemeBroken, report.errors.len())
    } else if !report.warnings.is_empty() {
        (Verdict::Warning, Found::ThemeWarned, report.warnings.len())
    } else {
        (Verdict::Fine, usable, 0)
    };
    examination.say(verdict, found, &[("theme", &shown), ("count", &count)]);
}

/// The theme that is chosen in the room, unless it is the built-in one. A database that does not say has been told of already.
fn live_theme(configuration: &Configuration) -> Option<String> {
    let site = Site::existing(configuration).ok()?;
    let settings = site.store.reader().ok()?.settings().ok()?;
    settings.get(LIVE_THEME).filter(|name| *name != Library::BUILT_IN).map(str::to_owned)
}

fn routes(examination: &mut Examination, data: &Path) {
    if let Some(fault) = crate::routes_file::fault(data) {
        examination.say(Verdict::Warning, Found::RoutesWrong, &[("technical", &fault)]);
    }
}

fn address(examination: &mut Examination, values: &Values, configuration: &Configuration) {
    let (verdict, found, url) = match &configuration.url {
        Some(url) if url.starts_with("http://") && !is_local(url) => {
            (Verdict::Warning, Found::AddressOpen, url.clone())
        }
        Some(url) => (Verdict::Fine, Found::AddressSet, url.clone()),
        None => {
            let url = format!("http://{}", configuration.listen);
            match values.get(Name::Listen).origin {
                Origin::Default => (Verdict::Fine, Found::AddressLocal, url),
                _ => (Verdict::Warning, Found::AddressBare, url),
            }
        }
    };
    examination.say(verdict, found, &[("url", &url)]);
}

fn is_local(url: &str) -> bool {
    let host = url.trim_start_matches("http://");
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}

fn clock(examination: &mut Examination) {
    let now = newsroom::Clock::system().now();
    if now < BEFORE_US {
        examination.say(Verdict::Problem, Found::ClockPast, &[]);
    } else {
        let shown = jiff::Timestamp::from_millisecond(now).unwrap_or_default();
        let shown = shown.strftime("%Y-%m-%d %H:%M UTC").to_string();
        examination.say(Verdict::Fine, Found::ClockRight, &[("time", &shown)]);
    }
}
