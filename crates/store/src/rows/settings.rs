//! The site's settings: one key, one text. Keys are Ghost's; every key that the code knows stands here once.

use std::collections::BTreeMap;

use crate::{MaybeText, Text};

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

impl Settings {
    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.all.get(key).map(|text| &**text)
    }
}
