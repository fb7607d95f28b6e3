use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, Command};
use newsroom::{Actor, Invitation, Role};

use super::{Call, out};
use crate::config::Configuration;
use crate::site::Site;

pub(super) fn command() -> Command {
    let email = || Arg::new("email").value_name("EMAIL").required(true).help("Mail address of the person.");
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::Owner).map(Role::as_str);
    Command::new("user")
        .about("Lets people in who are locked out: prints one-time links.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("add")
                .about("Invites somebody and prints the link, which works for a week.")
                .arg(email())
                .arg(
                    Arg::new("role")
                        .long("role")
                        .value_name("ROLE")
                        .value_parser(roles.collect::<Vec<_>>())
                        .default_value("author")
                        .help("What they become."),
                ),
        )
        .subcommand(
            Command::new("reset")
                .about("Prints a link for a new password, which works for an hour.")
                .arg(email())
                .arg(
                    Arg::new("without-second-factor")
                        .long("without-second-factor")
                        .action(ArgAction::SetTrue)
                        .help("Also takes their authenticator app, recovery codes and passkeys away."),
                ),
        )
        .subcommand(Command::new("calm").about("Ends the alarm “under attack”, when no passkey is left."))
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let newsroom = Site::open(&call.configuration)?.newsroom;
    let Some((deed, args)) = call.args.subcommand() else { bail!("say add, reset or calm") };
    let text = |name: &str| args.get_one::<String>(name).cloned().unwrap_or_default();
    match deed {
        "add" => {
            let role = Role::by_name(&text("role")).unwrap_or(Role::Author);
            let invitation =
                Invitation { email: text("email"), role, topics: Vec::new(), language: "en".to_owned() };
            let token = newsroom.invite(Actor::operator(), &invitation)?;
            writeln!(out(), "{}/room/invitation/{}/", address(&call.configuration), token.as_str())?;
        }
        "reset" => {
            let email = text("email");
            if args.get_flag("without-second-factor") {
                newsroom.drop_factors_of(&email)?;
            }
            let token = newsroom.reset_token(&email)?;
            writeln!(out(), "{}/room/reset/{}/", address(&call.configuration), token.as_str())?;
        }
        _ => {
            newsroom.end_alarm(Actor::operator())?;
            writeln!(out(), "The alarm is over: passwords open the room again.")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the site is found, as far as the configuration says.
fn address(configuration: &Configuration) -> String {
    configuration.url.clone().unwrap_or_else(|| format!("http://{}", configuration.listen))
}
