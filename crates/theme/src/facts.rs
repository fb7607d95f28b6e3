//! What templates may know of the settings, worked out once for each version of them.

mod language;
mod navigation;

use std::sync::Arc;

use hbs::{Tree, TreeMap};
use jiff::tz::TimeZone;
use routes::Routes;
use store::Settings;

use crate::fragments::Fragments;
use crate::package::{self, Package};
use crate::site::Site;
use crate::theme::Tried;
pub(crate) use language::{Language, name as language_name};
pub(crate) use navigation::NavigationLink;

/// Settings with everything derived from them: nothing here is worked out again for a page.
pub(crate) struct Facts {
    pub(crate) settings: Arc<Settings>,
    pub(crate) zone: TimeZone,
    /// Where stories, topics and authors live.
    pub(crate) routes: Arc<Routes>,
    pub(crate) navigation: Vec<NavigationLink>,
    pub(crate) secondary_navigation: Vec<NavigationLink>,
    /// What templates see as `@custom`: the theme's defaults under what the site has set.
    pub(crate) custom: Tree,
    /// `{html, background, visibility}`, when visitors shall see the banner.
    pub(crate) announcement: Option<Tree>,
    /// The languages that have a front of their own; empty when there is only one.
    pub(crate) languages: Vec<Language>,
    /// The accent colour, when it is one that may stand in a style sheet.
    pub(crate) accent_color: Option<String>,
    /// What follows a story in themes that have nothing of the kind: `{related, popular, picks}`.
    pub(crate) after_story: Option<Tree>,
    /// The address that all of this was worked out for.
    pub(crate) url: Box<str>,
    /// What partials wrote under these facts.
    pub(crate) fragments: Fragments,
    /// The same for the languages that have settings of their own.
    local: Vec<(Box<str>, Facts)>,
}

impl Facts {
    pub(crate) fn new(settings: Arc<Settings>, site: &Site, package: &Package, tried: &Tried) -> Facts {
        let own = |language: &&str| {
            let own = settings.in_language(language)?;
            Some(((*language).into(), Facts::of(Arc::new(own), site, package, tried)))
        };
        let local = settings.local_languages().iter().filter_map(own).collect();
        Facts { local, ..Facts::of(settings, site, package, tried) }
    }

    /// The facts for a page in a language.
    pub(crate) fn in_language(&self, language: &str) -> &Facts {
        self.local.iter().find(|(own, _)| **own == *language).map_or(self, |(_, facts)| facts)
    }

    fn of(settings: Arc<Settings>, site: &Site, package: &Package, tried: &Tried) -> Facts {
        let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
        Facts {
            zone,
            routes: site.routes(&settings),
            navigation: navigation::links(&settings.navigation, site),
            secondary_navigation: navigation::links(&settings.secondary_navigation, site),
            custom: custom(&settings, package, tried),
            announcement: announcement(&settings),
            after_story: after_story(&settings),
            languages: language::fronts(&settings, site),
            accent_color: settings.accent_color.as_deref().filter(|color| is_color(color)).map(str::to_owned),
            url: site.url().into(),
            fragments: Fragments::default(),
            local: Vec::new(),
            settings,
        }
    }

    /// Whether these facts are about this version of the settings and this address.
    pub(crate) fn are_of(&self, settings: &Arc<Settings>, site: &Site) -> bool {
        Arc::ptr_eq(&self.settings, settings) && *self.url == *site.url()
    }
}

/// The settings key that holds a theme's custom setting: `custom_theme_settings.THEME.KEY`, with the name in its package file.
pub fn custom_key(theme: &str, key: &str) -> String {
    format!("custom_theme_settings.{theme}.{key}")
}

/// The value of each of the theme's settings; null for one whose rule of visibility does not hold, as in Ghost.
fn custom(settings: &Settings, package: &Package, tried: &Tried) -> Tree {
    let set = |key: &str| match tried.get(key) {
        Some(text) => Some(text.as_str()),
        None => settings.get(&custom_key(&package.name, key)),
    };
    let shown = package::shown(&package.custom, &|setting| setting.value(set(&setting.key)));
    Tree::Object(
        shown
            .into_iter()
            .map(|(setting, value)| (setting.key.clone(), value.unwrap_or(Tree::Null)))
            .collect(),
    )
}

fn announcement(settings: &Settings) -> Option<Tree> {
    let html = settings.announcement_content.as_deref().filter(|html| !html.trim().is_empty())?;
    if !settings.announcement_visibility.iter().any(|who| &**who == "visitors") {
        return None;
    }
    let background = settings.announcement_background.as_deref();
    let background = background.filter(|name| matches!(*name, "dark" | "light" | "accent")).unwrap_or("dark");
    let visibility: Vec<_> = settings.announcement_visibility.iter().map(|who| Tree::from(&**who)).collect();
    let mut map = TreeMap::new();
    map.set("html", html);
    map.set("background", background);
    map.set("visibility", Tree::Array(visibility));
    Some(Tree::Object(map))
}

/// None when nobody asked for anything.
fn after_story(settings: &Settings) -> Option<Tree> {
    let chosen: Vec<String> = serde_json::from_str(settings.get("after_story")?).ok()?;
    let mut map = TreeMap::new();
    for part in ["related", "popular", "picks"] {
        map.set(part, chosen.iter().any(|one| one == part));
    }
    (!chosen.is_empty()).then_some(Tree::Object(map))
}

/// Only what cannot end a declaration: a name, `#hex`, or a function of numbers.
fn is_color(color: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | '(' | ')' | ',' | '.' | '%' | ' ' | '-');
    !color.is_empty() && color.len() <= 64 && color.chars().all(allowed)
}
