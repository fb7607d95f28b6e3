use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, Command};
use newsroom::Actor;
use store::KeyKind;

use super::{Call, out};
use crate::site::{Site, is_new};

pub(super) fn command() -> Command {
    Command::new("key")
        .about("The keys with which programs ask the Content API and the Admin API. The site may be serving.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(Command::new("list").about("Shows the keys: id, kind, key, and whose it is."))
        .subcommand(
            Command::new("add")
                .about("Makes a key, and prints it: one that reads what readers see, or an admin key.")
                .arg(Arg::new("name").value_name("NAME").required(true).help("What the program is called."))
                .arg(
                    Arg::new("admin")
                        .long("admin")
                        .action(ArgAction::SetTrue)
                        .help("An admin key (ID:SECRET): its program changes what an administrator may."),
                ),
        )
        .subcommand(
            Command::new("remove")
                .about("Takes a key back; the program that has it is refused from then on.")
                .arg(Arg::new("id").value_name("ID").required(true).help("Its id, as “key list” shows it.")),
        )
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    let data = &call.configuration.data;
    anyhow::ensure!(!is_new(data)?, "{} holds no site yet", data.display());
    let site = Site::open(&call.configuration)?;
    let Some((deed, args)) = call.args.subcommand() else { bail!("say list, add or remove") };
    let text = |name: &str| args.get_one::<String>(name).map_or("", String::as_str);
    match deed {
        "add" => {
            let kind = if args.get_flag("admin") { KeyKind::Admin } else { KeyKind::Content };
            let key = site.newsroom.add_key(Actor::operator(), kind, text("name"))?;
            writeln!(out(), "{}", key.shown())?;
        }
        "remove" => {
            let id = text("id");
            let Ok(id) = id.parse() else { bail!("“{id}” is no id; “masthead key list” shows them") };
            site.newsroom.remove_key(Actor::operator(), &id)?;
        }
        _ => {
            for key in site.store.reader()?.keys()? {
                writeln!(out(), "{}  {:<7}  {}  {}", key.id, key.kind.as_str(), key.shown(), key.name)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
