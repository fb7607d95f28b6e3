//! `config.custom`: settings that the theme offers to the people who run the site.

use hbs::Tree;
use serde_json::Value;

use super::Finder;

/// Ghost takes no more.
const MOST: usize = 20;
/// Characters of a description.
const DESCRIPTION: usize = 100;

/// One setting of a theme.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CustomSetting {
    /// As templates name it: `@custom.KEY`.
    pub(crate) key: String,
    /// What holds while nobody has set it.
    pub(crate) default: Tree,
}

pub(super) fn read(value: &Value, finder: &mut Finder<'_>) -> Vec<CustomSetting> {
    let settings = match value {
        Value::Null => return Vec::new(),
        Value::Object(settings) => settings,
        _ => {
            finder.error(
                "custom-settings",
                "custom",
                "config.custom is not an object".to_owned(),
                "Write \"custom\": {\"my_setting\": {\"type\": \"boolean\", \"default\": true}}.",
            );
            return Vec::new();
        }
    };
    if settings.len() > MOST {
        let message = format!("the theme has {} custom settings", settings.len());
        finder.error("custom-settings", "custom", message, &format!("Keep {MOST} or fewer."));
    }
    settings.iter().map(|(key, setting)| one(key, setting, finder)).collect()
}

fn one(key: &str, setting: &Value, finder: &mut Finder<'_>) -> CustomSetting {
    let mut wrong = |message: String, advice: &str| finder.error("custom-settings", key, message, advice);
    if !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        wrong(format!("the setting \"{key}\" is not in snake_case"), "Use lower case letters, digits and _.");
    }
    let default = &setting["default"];
    match setting["type"].as_str() {
        Some("boolean") if !default.is_boolean() => {
            wrong(format!("\"{key}\" is a boolean without a default"), "Add \"default\": true or false.");
        }
        Some("select") => {
            let options = setting["options"].as_array().cloned().unwrap_or_default();
            if options.is_empty() || !options.contains(default) {
                let advice = "Give \"options\" and a \"default\" that is one of them.";
                wrong(format!("\"{key}\" does not default to one of its options"), advice);
            }
        }
        Some("color") if !default.is_null() && !default.as_str().is_some_and(is_hex_color) => {
            wrong(format!("the default of \"{key}\" is not a colour"), "Write it as #rrggbb.");
        }
        Some("image") if !default.is_null() => {
            wrong(format!("\"{key}\" is an image and cannot have a default"), "Remove \"default\".");
        }
        Some("boolean" | "color" | "image" | "text") => {}
        _ => wrong(
            format!("\"{key}\" has no type that we know"),
            "Use \"select\", \"boolean\", \"color\", \"image\" or \"text\".",
        ),
    }
    if setting["description"].as_str().is_some_and(|text| text.chars().count() > DESCRIPTION) {
        let advice = format!("Say it in {DESCRIPTION} characters.");
        finder.warning("custom-settings", key, format!("the description of \"{key}\" is long"), &advice);
    }
    let default = match default {
        Value::Bool(value) => Tree::Bool(*value),
        Value::String(text) => Tree::from(text.as_str()),
        _ => Tree::Null,
    };
    CustomSetting { key: key.to_owned(), default }
}

fn is_hex_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
