use store::{NavigationItem, local_setting};

use crate::{Actor, Capability, Newsroom, Refused};

impl Newsroom {
    /// Sets settings, all or none; `None` removes one. Keys are Ghost's, and those of [`store::LOCAL_SETTINGS`] with a language
    /// behind: `navigation:ru`.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator (banner and navigation: below editor); [`Refused::Invalid`] naming the key.
    pub fn set_settings(&self, actor: Actor, settings: &[(&str, Option<&str>)]) -> Result<(), Refused> {
        for (key, value) in settings {
            // What a language has of its own is under the rules of what it stands for.
            let (setting, language) = local_setting(key).map_or((*key, None), |(key, of)| (key, Some(of)));
            let needed = if editorial(setting) { Capability::Curate } else { Capability::KeepSettings };
            actor.must(needed, "change the site's settings")?;
            if language.is_some_and(|language| !is_language(language)) {
                return Err(Refused::invalid("key", format!("“{key}” is no setting of a language")));
            }
            check(setting, value.unwrap_or_default())?;
        }
        self.store.write(|writer| {
            for (key, value) in settings {
                writer.set_setting(key, value.filter(|value| !value.is_empty()))?;
            }
            Ok(())
        })
    }
}

fn editorial(key: &str) -> bool {
    key.starts_with("announcement_") || matches!(key, "navigation" | "secondary_navigation")
}

fn check(key: &str, value: &str) -> Result<(), Refused> {
    if key.is_empty()
        || key.len() > 60
        || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Err(Refused::invalid("key", format!("“{key}” is no setting")));
    }
    if value.is_empty() {
        return Ok(());
    }
    match key {
        "title" if value.chars().count() > 150 => {
            Err(Refused::invalid("title", "a title has at most 150 characters"))
        }
        "navigation" | "secondary_navigation" => match serde_json::from_str::<Vec<NavigationItem>>(value) {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(Refused::invalid("navigation", format!("is no list of labels and addresses: {error}")))
            }
        },
        "locale" | "lang" if !is_language(value) => {
            Err(Refused::invalid("locale", format!("“{value}” is no language such as en or pt-BR")))
        }
        "languages" => match serde_json::from_str::<Vec<String>>(value) {
            Ok(languages) if languages.iter().all(|language| is_language(language)) => Ok(()),
            _ => Err(Refused::invalid("languages", "is no list of languages such as [\"en\", \"ru\"]")),
        },
        "timezone" | "active_timezone" if jiff::tz::TimeZone::get(value).is_err() => {
            Err(Refused::invalid("timezone", format!("“{value}” is no time zone such as Asia/Tbilisi")))
        }
        "accent_color" if !is_colour(value) => {
            Err(Refused::invalid("accent_color", format!("“{value}” is no colour such as #b3122e")))
        }
        _ => Ok(()),
    }
}

pub(super) fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
    }) && parts
        .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_colour(value: &str) -> bool {
    value
        .strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
