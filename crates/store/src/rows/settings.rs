//! The site's settings: one key, one text. Keys are Ghost's; every key that the code knows stands here once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{MaybeText, Millis, Text, db::statements};

/// All settings, read at once. The typed fields are taken from [`Settings::all`].
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub struct Settings {
    pub title: Text,
    pub description: Text,
    pub logo: MaybeText,
    pub icon: MaybeText,
    pub cover_image: MaybeText,
    pub accent_color: MaybeText,
    /// The main language (`locale` in Ghost 5, `lang` or `default_locale` before); `en` when not set.
    pub locale: Text,
    /// IANA name; `Etc/UTC` when not set.
    pub timezone: Text,
    pub navigation: Vec<NavigationItem>,
    pub secondary_navigation: Vec<NavigationItem>,
    pub codeinjection_head: MaybeText,
    pub codeinjection_foot: MaybeText,
    pub facebook: MaybeText,
    pub twitter: MaybeText,
    pub meta_title: MaybeText,
    pub meta_description: MaybeText,
    pub og_image: MaybeText,
    pub og_title: MaybeText,
    pub og_description: MaybeText,
    pub twitter_image: MaybeText,
    pub twitter_title: MaybeText,
    pub twitter_description: MaybeText,
    /// HTML of the banner.
    pub announcement_content: MaybeText,
    /// `dark`, `light` or `accent`.
    pub announcement_background: MaybeText,
    /// When the banner appears; at once when not set.
    pub announcement_from: Option<Millis>,
    /// When the banner goes; never by itself when not set.
    pub announcement_until: Option<Millis>,
    /// Whom it is shown: `visitors`, `free_members`, `paid_members`.
    pub announcement_visibility: Vec<Text>,
    /// The languages with a front of their own; at most one: none has.
    pub languages: Vec<Text>,
    /// Every key and its text, known or not.
    pub all: BTreeMap<Text, Text>,
}

/// One entry of a navigation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct NavigationItem {
    /// What is shown.
    #[serde(default)]
    pub label: String,
    /// Where it leads.
    #[serde(default)]
    pub url: String,
}

/// The settings that a language may have of its own: `navigation:ru` stands for `navigation` on pages in Russian.
pub const LOCAL_SETTINGS: [&str; 11] = [
    "title",
    "description",
    "navigation",
    "secondary_navigation",
    "announcement_content",
    "meta_title",
    "meta_description",
    "og_title",
    "og_description",
    "twitter_title",
    "twitter_description",
];

/// Takes the language off a key of [`LOCAL_SETTINGS`]: `navigation:ru` is (`navigation`, `ru`).
pub fn local_setting(key: &str) -> Option<(&str, &str)> {
    key.split_once(':').filter(|(setting, _)| LOCAL_SETTINGS.contains(setting))
}

impl Settings {
    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.all.get(key).map(|text| &**text)
    }

    /// Whether the banner's time has come and has not passed.
    pub fn is_banner_time(&self, now: Millis) -> bool {
        self.announcement_from.is_none_or(|from| from <= now)
            && self.announcement_until.is_none_or(|until| now < until)
    }

    /// The languages that have settings of their own.
    pub fn local_languages(&self) -> BTreeSet<&str> {
        self.all.keys().filter_map(|key| Some(local_setting(key)?.1)).collect()
    }

    /// The settings as they stand on pages in a language; `None` when it has none of its own.
    pub fn in_language(&self, language: &str) -> Option<Self> {
        let own = |key: &str| self.all.get(format!("{key}:{language}").as_str()).cloned();
        let own: Vec<_> =
            LOCAL_SETTINGS.into_iter().filter_map(|key| Some((key.into(), own(key)?))).collect();
        (!own.is_empty()).then(|| {
            let mut all = self.all.clone();
            all.extend(own);
            Self::of(all)
        })
    }
}

statements! {
    Reading ALL = "SELECT name, value FROM settings WHERE name >= ''";
    Writing ONE = "SELECT value FROM settings WHERE name = ?1";
    Writing PUT = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    Writing REMOVE = "DELETE FROM settings WHERE name = ?1";
}

impl Settings {
    /// The typed fields of a map of texts. A text that does not have the shape of its field counts as not set.
    pub(crate) fn of(all: BTreeMap<Text, Text>) -> Self {
        let get = |key: &str| all.get(key).map(|text| &**text).filter(|text| !text.is_empty());
        let maybe = |key: &str| get(key).map(Text::from);
        let list = |key: &str| -> Vec<Text> {
            let Some(text) = get(key) else { return Vec::new() };
            serde_json::from_str(text).unwrap_or_else(|_| {
                text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Text::from).collect()
            })
        };
        let menu = |key: &str| get(key).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        Self {
            title: maybe("title").unwrap_or_default(),
            description: maybe("description").unwrap_or_default(),
            logo: maybe("logo"),
            icon: maybe("icon"),
            cover_image: maybe("cover_image"),
            accent_color: maybe("accent_color"),
            locale: maybe("locale")
                .or_else(|| maybe("lang"))
                .or_else(|| maybe("default_locale"))
                .unwrap_or_else(|| "en".into()),
            timezone: maybe("timezone")
                .or_else(|| maybe("active_timezone"))
                .unwrap_or_else(|| "Etc/UTC".into()),
            navigation: menu("navigation"),
            secondary_navigation: menu("secondary_navigation"),
            codeinjection_head: maybe("codeinjection_head").or_else(|| maybe("ghost_head")),
            codeinjection_foot: maybe("codeinjection_foot").or_else(|| maybe("ghost_foot")),
            facebook: maybe("facebook"),
            twitter: maybe("twitter"),
            meta_title: maybe("meta_title"),
            meta_description: maybe("meta_description"),
            og_image: maybe("og_image"),
            og_title: maybe("og_title"),
            og_description: maybe("og_description"),
            twitter_image: maybe("twitter_image"),
            twitter_title: maybe("twitter_title"),
            twitter_description: maybe("twitter_description"),
            announcement_content: maybe("announcement_content"),
            announcement_background: maybe("announcement_background"),
            announcement_from: get("announcement_from").and_then(|text| text.parse().ok()),
            announcement_until: get("announcement_until").and_then(|text| text.parse().ok()),
            announcement_visibility: list("announcement_visibility"),
            languages: list("languages"),
            all,
        }
    }
}
