//! Configuration: one table of options, four sources.
//!
//! A value comes from its flag, else from the environment, else from `masthead.toml` in the data folder, else it is the default.

mod options;
mod resolve;
mod table;
#[cfg(test)]
mod tests;

pub use options::{Form, Name, SETTINGS, Setting, setting};
pub(crate) use resolve::mask;
pub use resolve::{Configuration, Problem, THEMES};
pub use table::{Origin, Value, Values};

use clap::{Arg, ArgAction};

/// The options as flags that every command takes.
pub fn flags() -> Vec<Arg> {
    SETTINGS
        .iter()
        .map(|setting| {
            let arg = Arg::new(setting.key).long(setting.flag).help(setting.help).global(true);
            match setting.form {
                Form::Bench => arg.action(ArgAction::SetTrue).hide(true),
                _ => arg.value_name(setting.value),
            }
        })
        .collect()
}

/// The table of options in `docs/configuration.md`; a test compares.
pub fn documentation() -> String {
    let mut table = String::from(
        "| flag | variable | masthead.toml | default | meaning |\n| --- | --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS.iter().filter(|setting| setting.form != Form::Bench) {
        let file =
            if setting.form == Form::NotInFile { "–".to_owned() } else { format!("`{}`", setting.key) };
        let default =
            if setting.default.is_empty() { "–".to_owned() } else { format!("`{}`", setting.default) };
        table.push_str(&format!(
            "| `--{} {}` | `{}` | {file} | {default} | {} |\n",
            setting.flag, setting.value, setting.env, setting.help
        ));
    }
    table
}
