//! The commands, one file each: what it takes, and what it does.

mod backup;
mod config;
mod copy_database;
mod demo;
mod doctor;
mod export;
mod import;
mod key;
mod output;
mod restore;
mod serve;
mod setting;
mod theme;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgMatches, Command};

use self::output::{complain, files, out};
use crate::config::{Configuration, Values, flags};

/// What a command is given.
pub(crate) struct Call<'a> {
    /// The values as written, with their sources.
    pub(crate) values: &'a Values,
    /// The same, understood.
    pub(crate) configuration: Configuration,
    /// The command's own arguments.
    pub(crate) args: &'a ArgMatches,
}

/// The whole command line.
pub fn command_line() -> Command {
    Command::new("masthead")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Publishes a newsroom: one program, one folder.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(flags())
        .subcommand(serve::command())
        .subcommand(demo::command())
        .subcommand(import::command())
        .subcommand(export::command())
        .subcommand(backup::command())
        .subcommand(restore::command())
        .subcommand(copy_database::command())
        .subcommand(setting::command())
        .subcommand(key::command())
        .subcommand(theme::command())
        .subcommand(user::command())
        .subcommand(doctor::command())
        .subcommand(config::command())
}

/// Runs one command: 0 when it did its work, 1 when it could not (the sentence is on standard error), 2 when it was called wrongly.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match command_line().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match dispatch(&matches) {
        Ok(code) => code,
        Err(error) => {
            complain(format_args!("masthead: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let (name, args) = matches.subcommand().unwrap_or(("", matches));
    let values = Values::collect(args, &|name| std::env::var(name).ok())?;
    if name == "config" {
        return config::run(&values);
    }
    let configuration = Configuration::understand(&values)?;
    log(&configuration.log);
    let call = Call { values: &values, configuration, args };
    match name {
        "serve" => serve::run(&call),
        "demo" => demo::run(&call),
        "import" => import::run(&call),
        "export" => export::run(&call),
        "backup" => backup::run(&call),
        "restore" => restore::run(&call),
        "copy-database" => copy_database::run(&call),
        "setting" => setting::run(&call),
        "key" => key::run(&call),
        "theme" => theme::run(&call),
        "user" => user::run(&call),
        "doctor" => doctor::run(&call),
        other => anyhow::bail!("there is no command “{other}”"),
    }
}

fn log(filter: &str) {
    use std::io::IsTerminal;
    let filter = tracing_subscriber::EnvFilter::new(filter);
    // A second subscriber (in tests) is no reason to stop.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}
