//! A theme: its templates parsed and linked, its assets hashed, its package file and translations read. Once.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use hbs::{Registry, Set, Template};
use store::Settings;

use crate::assets::{Asset, Assets};
use crate::facts::{Facts, custom_key};
use crate::locales::Locales;
use crate::package::{self, CardAssets, CustomSetting, ImageSize, Package};
use crate::report::{Finding, Report};
use crate::scope::Ghost;
use crate::site::Site;
use crate::source::{self, File, Source};
use crate::{built_in, cards, check, helpers, scripts};

/// Custom settings that somebody looks at before they hold: texts by key.
pub type Tried = BTreeMap<String, String>;

/// A theme that can be rendered; immutable, shared by all threads.
pub struct Theme {
    pub(crate) set: Set<Ghost>,
    pub(crate) package: Package,
    pub(crate) assets: Assets,
    pub(crate) locales: Locales,
    custom: Vec<String>,
    has_scripts: bool,
    /// Whether it shows what goes with a story itself.
    pub(crate) has_own_lists: bool,
    /// Stand above what the site has set.
    tried: Tried,
    facts: RwLock<Option<Arc<Facts>>>,
}

/// What was read of a theme, before anything is judged.
pub(crate) struct Parts {
    pub(crate) package: Package,
    pub(crate) assets: Assets,
    pub(crate) locales: Locales,
    pub(crate) templates: Vec<Template>,
}

impl Theme {
    /// Reads, parses and links a theme.
    ///
    /// # Errors
    /// Everything that keeps it from working, each with file, line, excerpt and what to do.
    pub fn load(source: &Source) -> Result<Theme, Report> {
        let (theme, report) = Theme::examine(source);
        if report.is_usable() { Ok(theme) } else { Err(report) }
    }

    /// Everything that can be said about a theme, whether it works or not.
    pub fn check(source: &Source) -> Report {
        Theme::examine(source).1
    }

    /// The theme, and everything that can be said about it. One with errors can be described; rendered it might show nothing.
    pub fn examine(source: &Source) -> (Theme, Report) {
        let mut report = Report::default();
        let files = source::read(source, &mut report);
        let theme = Theme::assemble(files, &mut report);
        (theme, report.sorted())
    }

    pub(crate) fn assemble(files: Vec<File>, report: &mut Report) -> Theme {
        let parts = read(files, report);
        let mut registry = Registry::<Ghost>::new();
        helpers::register(&mut registry);
        for template in &parts.templates {
            let name = template_name(template.file());
            match name.strip_prefix("partials/") {
                Some(partial) => registry.partial(partial, template.clone()),
                None => registry.template(name, template.clone()),
            };
        }
        built_in::register(&mut registry, &parts.templates);
        let set = registry.link();
        check::run(&parts, &set, report);
        let has_scripts = scripts::found(&parts.templates, &parts.assets);
        let has_own_lists = built_in::has_own_lists(&parts.templates);
        let mut custom: Vec<String> = parts
            .templates
            .iter()
            .map(|template| template_name(template.file()).to_owned())
            .filter(|name| name.starts_with("custom-"))
            .collect();
        custom.sort_unstable();
        let Parts { package, assets, locales, .. } = parts;
        Theme {
            set,
            package,
            assets,
            locales,
            custom,
            has_scripts,
            has_own_lists,
            tried: Tried::new(),
            facts: RwLock::new(None),
        }
    }

    /// The name in `package.json`.
    pub fn name(&self) -> &str {
        &self.package.name
    }

    /// The version in `package.json`.
    pub fn version(&self) -> &str {
        &self.package.version
    }

    /// The whole package file; null when it is no JSON.
    pub fn package_json(&self) -> &serde_json::Value {
        &self.package.json
    }

    /// The templates that a story can choose (`custom-NAME.hbs`), without `.hbs`, by name.
    pub fn custom_templates(&self) -> &[String] {
        &self.custom
    }

    /// What it offers to the people who run the site, in the order of `package.json`.
    pub fn custom_settings(&self) -> &[CustomSetting] {
        &self.package.custom
    }

    /// The key of the site's settings that holds a custom setting.
    pub fn custom_key(&self, key: &str) -> String {
        custom_key(&self.package.name, key)
    }

    /// The text of each custom setting: what is set, or what holds without. Texts that the theme no longer takes count as not set.
    pub fn custom_texts(&self, settings: &Settings) -> Tried {
        let text = |setting: &CustomSetting| {
            let set = settings.get(&self.custom_key(&setting.key)).filter(|text| setting.takes(text));
            set.unwrap_or(setting.default_text()).to_owned()
        };
        self.package.custom.iter().map(|setting| (setting.key.clone(), text(setting))).collect()
    }

    /// The first custom setting that does not take the text that is given for it.
    pub fn unfit_setting(&self, texts: &Tried) -> Option<&CustomSetting> {
        let unfit =
            |setting: &&CustomSetting| texts.get(&setting.key).is_some_and(|text| !setting.takes(text));
        self.package.custom.iter().find(unfit)
    }

    /// What is to be written so that these texts hold, under the keys of the site's settings: nothing for what was never set and is as the
    /// theme has it.
    pub fn settings_to_write(&self, settings: &Settings, texts: &Tried) -> Vec<(String, Option<String>)> {
        let written = self.package.custom.iter().filter_map(|setting| {
            let (key, text) = (self.custom_key(&setting.key), texts.get(&setting.key)?);
            let unset = settings.get(&key).is_none() && text == setting.default_text();
            (!unset).then(|| (key, Some(text.clone())))
        });
        written.collect()
    }

    /// Which of the custom settings can be seen when these texts are set.
    pub fn visible_settings<'a>(&'a self, texts: &Tried) -> Vec<&'a str> {
        let value = |setting: &CustomSetting| setting.value(texts.get(&setting.key).map(String::as_str));
        let shown = package::shown(&self.package.custom, &value);
        shown
            .into_iter()
            .filter(|(_, value)| value.is_some())
            .map(|(setting, _)| setting.key.as_str())
            .collect()
    }

    /// The same theme with other custom settings than the site has.
    #[must_use]
    pub fn trying(mut self, texts: Tried) -> Theme {
        self.tried = texts;
        self.facts = RwLock::new(None);
        self
    }

    /// The picture by which people know the theme, when it brings one.
    pub fn screenshot(&self) -> Option<&Asset> {
        let picture = self.asset(self.package.screenshot.as_deref()?)?;
        matches!(picture.content_type, "image/png" | "image/jpeg" | "image/webp").then_some(picture)
    }

    /// Whether it has a template of a name.
    pub fn has_template(&self, name: &str) -> bool {
        self.set.has_template(name)
    }

    /// How many posts a page of a list has.
    pub fn posts_per_page(&self) -> u32 {
        self.package.posts_per_page
    }

    /// The sizes of images that the theme asks for; no other `/size/…` of an image need be made for it.
    pub fn image_sizes(&self) -> &[ImageSize] {
        &self.package.image_sizes
    }

    /// Which card styles and scripts the theme leaves to Masthead.
    pub fn card_assets(&self) -> &CardAssets {
        &self.package.card_assets
    }

    /// Whether pages of this theme run scripts of its own: a `<script>` or `on…=` in a template, or a script among
    /// its assets. Code injection and cards of a story come on top of that.
    pub fn has_scripts(&self) -> bool {
        self.has_scripts
    }

    /// The asset at a path below `assets/`, such as `css/screen.css`; or the styles of cards at `public/cards.min.css`, and
    /// their script.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }

    /// The paths below `assets/` of all assets, in no order.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter()
    }

    /// What is derived from this version of the settings; worked out when it is first seen.
    pub(crate) fn facts(&self, settings: Arc<Settings>, site: &Site) -> Arc<Facts> {
        let known = self.facts.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = known.as_ref().filter(|facts| facts.are_of(&settings, site)) {
            return Arc::clone(facts);
        }
        drop(known);
        let facts = Arc::new(Facts::new(settings, site, &self.package, &self.tried));
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&facts));
        facts
    }
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("name", &self.package.name).finish_non_exhaustive()
    }
}

fn read(files: Vec<File>, report: &mut Report) -> Parts {
    let mut package = None;
    let mut locales = Locales::default();
    let mut templates = Vec::new();
    let mut assets = Vec::new();
    for file in files {
        if let Some(path) = file.path.strip_prefix("assets/") {
            assets.push((path.to_owned(), file.bytes));
            continue;
        }
        let Ok(text) = String::from_utf8(file.bytes.into_owned()) else {
            let advice = "Save it as UTF-8.";
            report.errors.push(Finding::whole("not-utf8", &file.path, "the file is not UTF-8 text", advice));
            continue;
        };
        if file.path == "package.json" {
            package = Some(text);
        } else if file.path.starts_with("locales/") {
            locales.add(&file.path, &text, report);
        } else {
            match Template::parse(&*file.path, text.clone()) {
                Ok(template) => templates.push(template),
                Err(error) => report.errors.push(check::syntax(&file.path, &text, &error)),
            }
        }
    }
    let package = Package::read(package.as_deref(), report);
    assets.extend(cards::styles(&package.card_assets).map(|css| (cards::PATH.to_owned(), css)));
    assets.extend(cards::script(&package.card_assets).map(|js| (cards::SCRIPT_PATH.to_owned(), js)));
    Parts { package, assets: Assets::new(assets.into_iter()), locales, templates }
}

/// `partials/card.hbs` is called `partials/card`.
pub(crate) fn template_name(file: &str) -> &str {
    file.strip_suffix(".hbs").unwrap_or(file)
}
