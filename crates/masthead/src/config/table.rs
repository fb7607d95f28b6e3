use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::options::{Form, Name, SETTINGS, setting};
use super::resolve::Problem;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// A line of `masthead.toml`.
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// An environment variable.
    Environment(&'static str),
    /// A flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::File { path, line } => write!(out, "{}, line {line}", path.display()),
            Self::Environment(name) => write!(out, "environment {name}"),
            Self::Flag(flag) => write!(out, "--{flag}"),
        }
    }
}

/// A value as written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As written.
    pub text: String,
    /// Where.
    pub origin: Origin,
}

/// The value of every option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values(BTreeMap<Name, Value>);

impl Values {
    /// Collects all four sources. `env` looks up an environment variable.
    ///
    /// # Errors
    /// When `masthead.toml` cannot be read, or says what no option is.
    pub fn collect(flags: &ArgMatches, env: &dyn Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let mut values = BTreeMap::new();
        for setting in &SETTINGS {
            values.insert(setting.name, Value { text: setting.default.to_owned(), origin: Origin::Default });
        }
        let mut outer = BTreeMap::new();
        for setting in &SETTINGS {
            if !setting.env.is_empty()
                && let Some(text) = env(setting.env).filter(|text| !text.is_empty())
            {
                outer.insert(setting.name, Value { text, origin: Origin::Environment(setting.env) });
            }
            if flags.value_source(setting.key) == Some(ValueSource::CommandLine) {
                let text = match setting.form {
                    Form::Bench => "true".to_owned(),
                    _ => flags.get_one::<String>(setting.key).cloned().unwrap_or_default(),
                };
                outer.insert(setting.name, Value { text, origin: Origin::Flag(setting.flag) });
            }
        }
        let data = outer.get(&Name::Data).map_or(setting(Name::Data).default, |value| &value.text);
        values.extend(read_file(&Path::new(data).join("masthead.toml"))?);
        values.extend(outer);
        Ok(Self(values))
    }

    /// The value of an option.
    pub fn get(&self, name: Name) -> &Value {
        &self.0[&name]
    }

    /// Every option's name and value, in the order of the table; without those for benchmarks.
    pub fn iter(&self) -> impl Iterator<Item = (&'static super::Setting, &Value)> {
        SETTINGS
            .iter()
            .filter(|setting| setting.form != Form::Bench)
            .map(|setting| (setting, self.get(setting.name)))
    }
}

fn read_file(path: &Path) -> Result<Vec<(Name, Value)>, Problem> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error)
            if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(Problem(format!("{} cannot be read: {error}", path.display()))),
    };
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| Problem(format!("{}: {error}", path.display())))?;
    let mut values = Vec::new();
    for (key, value) in table {
        let line = text
            .lines()
            .position(|line| line.trim_start().trim_start_matches(['"', '\'']).starts_with(&key))
            .map_or(1, |index| index + 1);
        let place = format!("{}, line {line}", path.display());
        let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key && setting.form != Form::Bench)
        else {
            let known: Vec<&str> = SETTINGS
                .iter()
                .filter(|setting| matches!(setting.form, Form::Plain | Form::Secret))
                .map(|setting| setting.key)
                .collect();
            return Err(Problem(format!(
                "{place}: there is no option “{key}”. There are: {}",
                known.join(", ")
            )));
        };
        if setting.form == Form::NotInFile {
            return Err(Problem(format!(
                "{place}: “{key}” cannot be set here, because this file is found through it"
            )));
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(truth) => truth.to_string(),
            toml::Value::Array(list) => {
                list.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(",")
            }
            other => return Err(Problem(format!("{place}: “{key}” cannot be a {}", other.type_str()))),
        };
        values.push((setting.name, Value { text, origin: Origin::File { path: path.to_owned(), line } }));
    }
    Ok(values)
}
