//! `package.json`: what a theme says about itself.

mod custom;
mod image_sizes;

#[cfg(test)]
mod tests;

use hbs::{Tree, TreeMap};
use serde_json::Value;

use crate::report::{Finding, Report};
pub(crate) use custom::shown;
pub use custom::{CustomKind, CustomSetting};
pub use image_sizes::ImageSize;
pub(crate) use image_sizes::{ICON, SOCIAL};

/// Which of the card stylesheets and scripts the theme leaves to Masthead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardAssets {
    /// All.
    All,
    /// None: the theme brings its own.
    None,
    /// Only these cards.
    Include(Vec<String>),
    /// All but these cards.
    Exclude(Vec<String>),
}

/// The package file, read and checked.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) posts_per_page: u32,
    pub(crate) image_sizes: Vec<ImageSize>,
    pub(crate) card_assets: CardAssets,
    pub(crate) custom: Vec<CustomSetting>,
    /// Path of a picture of the theme, below `assets/`.
    pub(crate) screenshot: Option<String>,
    /// What templates see as `@config`.
    pub(crate) config: Tree,
    /// The whole file, as it stands there; null when it is no JSON.
    pub(crate) json: Value,
}

/// Ghost's default.
const POSTS_PER_PAGE: u32 = 5;
/// A list page never shows more.
const MOST_POSTS_PER_PAGE: u64 = 100;

impl Package {
    /// Reads the text of `package.json`; what is wrong goes to the report and a default stands in for it.
    pub(crate) fn read(text: Option<&str>, report: &mut Report) -> Package {
        let json =
            match text.map(serde_json::from_str::<Value>) {
                Some(Ok(json)) if json.is_object() => json,
                Some(Ok(_)) => {
                    let place = Finding::at("bad-package", "package.json", text.unwrap_or_default(), 1, 1);
                    report.errors.push(
                        place.saying("this is not a JSON object", "Write {\"name\": …, \"version\": …}."),
                    );
                    Value::Null
                }
                Some(Err(error)) => {
                    let text = text.unwrap_or_default();
                    let place = Finding::at(
                        "bad-package",
                        "package.json",
                        text,
                        error.line() as u32,
                        error.column() as u32,
                    );
                    report.errors.push(place.saying(
                        format!("this is not JSON: {error}"),
                        "Correct the file with a JSON checker.",
                    ));
                    Value::Null
                }
                None => {
                    report.errors.push(Finding::whole(
                        "no-package",
                        "package.json",
                        "the theme has no package.json",
                        "Add one with at least name, version and config.posts_per_page.",
                    ));
                    Value::Null
                }
            };
        let mut finder = Finder { text: text.unwrap_or_default(), report, readable: json.is_object() };
        let name = finder.required(&json, "name");
        let version = finder.required(&json, "version");
        finder.names(&json, &name, &version);
        let config = json["config"].clone();
        let posts_per_page = finder.posts_per_page(&config);
        let image_sizes = image_sizes::read(&config["image_sizes"], &mut finder);
        let card_assets = finder.card_assets(&config["card_assets"]);
        let custom = custom::read(&config["custom"], &mut finder);
        let screenshot = &json["screenshots"]["desktop"];
        let screenshot = screenshot
            .as_str()
            .or(json["screenshots"].as_str())
            .and_then(|path| Some(path.trim_start_matches('/').strip_prefix("assets/")?.to_owned()));
        let mut seen = TreeMap::new();
        seen.set("posts_per_page", f64::from(posts_per_page));
        seen.set("image_sizes", image_sizes.iter().map(ImageSize::tree).collect::<TreeMap>());
        Package {
            name,
            version,
            posts_per_page,
            image_sizes,
            card_assets,
            custom,
            screenshot,
            config: Tree::Object(seen),
            json,
        }
    }
}

/// Finds the place of a key in the text of the package file and notes what is wrong there.
struct Finder<'a> {
    text: &'a str,
    report: &'a mut Report,
    /// Whether the file could be read at all; when not, that one error is enough.
    readable: bool,
}

impl Finder<'_> {
    /// A finding at the first line that has `"key"`.
    fn place(&self, rule: &'static str, key: &str) -> Finding {
        let quoted = format!("\"{key}\"");
        let found = self.text.lines().zip(1..).find_map(|(line, number)| Some((number, line.find(&quoted)?)));
        match found {
            Some((line, column)) => Finding::at(rule, "package.json", self.text, line, column as u32 + 1),
            None => Finding::whole(rule, "package.json", "", ""),
        }
    }

    fn error(&mut self, rule: &'static str, key: &str, message: String, advice: &str) {
        if self.readable {
            let finding = self.place(rule, key).saying(message, advice);
            self.report.errors.push(finding);
        }
    }

    fn warning(&mut self, rule: &'static str, key: &str, message: String, advice: &str) {
        if self.readable {
            let finding = self.place(rule, key).saying(message, advice);
            self.report.warnings.push(finding);
        }
    }

    fn required(&mut self, json: &Value, key: &str) -> String {
        match json[key].as_str() {
            Some(text) if !text.trim().is_empty() => text.to_owned(),
            _ => {
                let message = format!("package.json does not say its {key}");
                self.error("package-fields", key, message, &format!("Add \"{key}\" to package.json."));
                String::new()
            }
        }
    }

    fn names(&mut self, json: &Value, name: &str, version: &str) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        if !name.is_empty() && !name.trim_start_matches('@').replace('/', "").chars().all(plain) {
            let message = format!("the name \"{name}\" is not lower case with hyphens");
            self.error("package-name", "name", message, "Use a name such as \"my-theme\".");
        }
        let numbers: Vec<_> = version.split(['-', '+']).next().unwrap_or_default().split('.').collect();
        if !version.is_empty()
            && (numbers.len() != 3 || numbers.iter().any(|part| part.parse::<u32>().is_err()))
        {
            let message = format!("the version \"{version}\" is not of the form 1.2.3");
            self.error("package-version", "version", message, "Write it as MAJOR.MINOR.PATCH.");
        }
        let mail = json["author"]["email"].as_str().or(json["author"].as_str()).unwrap_or_default();
        if !mail.contains('@') {
            let message = "package.json does not say whom to write to about the theme".to_owned();
            self.warning("package-author", "author", message, "Add \"author\": {\"name\": …, \"email\": …}.");
        }
    }

    fn posts_per_page(&mut self, config: &Value) -> u32 {
        match &config["posts_per_page"] {
            Value::Null => {
                let message = format!("config.posts_per_page is not set; lists show {POSTS_PER_PAGE} posts");
                self.warning("posts-per-page", "config", message, "Add it to \"config\" in package.json.");
                POSTS_PER_PAGE
            }
            value => match value.as_u64().or_else(|| value.as_str()?.parse().ok()) {
                Some(n @ 1..=MOST_POSTS_PER_PAGE) => n as u32,
                _ => {
                    let message = format!("config.posts_per_page is {value}");
                    let advice = format!("Set a whole number from 1 to {MOST_POSTS_PER_PAGE}.");
                    self.error("posts-per-page", "posts_per_page", message, &advice);
                    POSTS_PER_PAGE
                }
            },
        }
    }

    fn card_assets(&mut self, value: &Value) -> CardAssets {
        let names = |value: &Value| -> Option<Vec<String>> {
            value.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
        };
        match value {
            Value::Null | Value::Bool(true) => CardAssets::All,
            Value::Bool(false) => CardAssets::None,
            Value::Object(choice) => {
                match (choice.get("include").and_then(names), choice.get("exclude").and_then(names)) {
                    (Some(include), None) => CardAssets::Include(include),
                    (None, Some(exclude)) => CardAssets::Exclude(exclude),
                    _ => self.bad_card_assets(),
                }
            }
            _ => self.bad_card_assets(),
        }
    }

    fn bad_card_assets(&mut self) -> CardAssets {
        let advice = "Set true, false, {\"include\": [\"gallery\"]} or {\"exclude\": [\"gallery\"]}.";
        self.error("card-assets", "card_assets", "config.card_assets is not understood".to_owned(), advice);
        CardAssets::All
    }
}
