//! `config.custom`: settings that the theme offers to the people who run the site.

use filter::Expr;
use hbs::Tree;
use serde_json::Value;

use super::Finder;
use filter::{Cell, Row, holds};

/// Ghost takes no more.
const MOST: usize = 20;
/// Characters of a description.
const DESCRIPTION: usize = 100;

/// Characters of a value that somebody sets.
const VALUE: usize = 2_000;

/// What a setting holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomKind {
    /// One of these texts.
    Select(Vec<String>),
    /// `true` or `false`.
    Boolean,
    /// `#rrggbb`.
    Color,
    /// The address of a picture.
    Image,
    /// A text.
    Text,
}

/// One setting that a theme offers to the people who run the site.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomSetting {
    /// As templates name it: `@custom.KEY`.
    pub key: String,
    /// What it holds.
    pub kind: CustomKind,
    /// Where it stands among the forms: `homepage`, `post`; the whole site when not given.
    pub group: Option<String>,
    /// A sentence of the theme's author about it.
    pub description: Option<String>,
    /// When it can be seen: an NQL filter over the values of the theme's settings.
    pub visibility: Option<Expr>,
    /// The same as it stands in `package.json`.
    pub visibility_text: Option<String>,
    /// What holds while nobody has set it.
    pub(crate) default: Tree,
}

impl CustomSetting {
    /// What holds while nobody has set it, as a text; empty for nothing.
    pub fn default_text(&self) -> &str {
        match &self.default {
            Tree::Bool(true) => "true",
            Tree::Bool(false) => "false",
            Tree::Text(text) => text,
            _ => "",
        }
    }

    /// What `kind` is called in `package.json`.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            CustomKind::Select(_) => "select",
            CustomKind::Boolean => "boolean",
            CustomKind::Color => "color",
            CustomKind::Image => "image",
            CustomKind::Text => "text",
        }
    }

    /// Whether a text can be set. An empty one means “not set”, which a choice and a truth cannot be.
    pub fn takes(&self, text: &str) -> bool {
        let fits =
            text.chars().count() <= VALUE && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        fits && match &self.kind {
            CustomKind::Select(options) => options.iter().any(|option| option == text),
            CustomKind::Boolean => matches!(text, "true" | "false"),
            CustomKind::Color => text.is_empty() || is_hex_color(text),
            CustomKind::Image => text.is_empty() || is_picture(text),
            CustomKind::Text => true,
        }
    }

    /// What templates see of a text that was set; one that the theme no longer takes counts as not set.
    pub(crate) fn value(&self, set: Option<&str>) -> Tree {
        match (set.filter(|text| self.takes(text)), &self.kind) {
            (None, _) => self.default.clone(),
            (Some(text), CustomKind::Boolean) => Tree::Bool(text == "true"),
            (Some(""), _) => Tree::Null,
            (Some(text), _) => Tree::from(text),
        }
    }
}

/// A path of this site, Ghost's mark of its address, or a web address.
fn is_picture(text: &str) -> bool {
    let starts = |prefix: &str| text.starts_with(prefix);
    (starts("/") || starts("__GHOST_URL__/") || starts("https://") || starts("http://"))
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '\\'))
}

/// The values of all settings of a theme, for the rules of visibility.
struct Values<'a>(&'a [(&'a CustomSetting, Tree)]);

impl Row for Values<'_> {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        let value = self.0.iter().find(|(setting, _)| setting.key == name);
        Some(match value.map(|(_, value)| value) {
            Some(Tree::Bool(value)) => Cell::Bool(*value),
            Some(Tree::Text(text)) => Cell::Text(text),
            // As Ghost has it: a setting that there is not is null.
            _ => Cell::Null,
        })
    }
}

/// Each setting with its value; none where its rule of visibility does not hold.
pub(crate) fn shown<'a>(
    settings: &'a [CustomSetting],
    value: &dyn Fn(&CustomSetting) -> Tree,
) -> Vec<(&'a CustomSetting, Option<Tree>)> {
    let values: Vec<_> = settings.iter().map(|setting| (setting, value(setting))).collect();
    let holds = |setting: &CustomSetting| {
        // A rule asks for no moment; one that cannot be tested hides nothing.
        setting.visibility.as_ref().is_none_or(|rule| holds(rule, &Values(&values), 0).unwrap_or(true))
    };
    let seen: Vec<bool> = values.iter().map(|(setting, _)| holds(setting)).collect();
    values.into_iter().zip(seen).map(|((setting, value), seen)| (setting, seen.then_some(value))).collect()
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
    let mut settings: Vec<_> = settings.iter().map(|(key, setting)| one(key, setting, finder)).collect();
    // The JSON reader puts keys in order; a form has them as the author wrote them.
    let text = finder.text.find("\"custom\"").map_or("", |at| &finder.text[at..]);
    settings.sort_by_cached_key(|setting| text.find(&format!("\"{}\"", setting.key)));
    settings
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
    let visibility_text = setting["visibility"].as_str().map(str::to_owned);
    let visibility = match visibility_text.as_deref().map(filter::parse) {
        Some(Err(error)) => {
            wrong(
                format!("the visibility of \"{key}\" is no filter: {error}"),
                "Write it as in \"show_picks:true\".",
            );
            None
        }
        Some(Ok(rule)) => Some(rule),
        None => None,
    };
    let options = || {
        let options = setting["options"].as_array().into_iter().flatten();
        options.filter_map(|option| option.as_str().map(str::to_owned)).collect()
    };
    let text = |name: &str| setting[name].as_str().map(str::to_owned);
    if setting["description"].as_str().is_some_and(|text| text.chars().count() > DESCRIPTION) {
        let advice = format!("Say it in {DESCRIPTION} characters.");
        finder.warning("custom-settings", key, format!("the description of \"{key}\" is long"), &advice);
    }
    CustomSetting {
        key: key.to_owned(),
        kind: match setting["type"].as_str() {
            Some("select") => CustomKind::Select(options()),
            Some("boolean") => CustomKind::Boolean,
            Some("color") => CustomKind::Color,
            Some("image") => CustomKind::Image,
            _ => CustomKind::Text,
        },
        group: text("group"),
        description: text("description"),
        visibility,
        visibility_text,
        default: match default {
            Value::Bool(value) => Tree::Bool(*value),
            Value::String(text) => Tree::from(text.as_str()),
            _ => Tree::Null,
        },
    }
}

fn is_hex_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
