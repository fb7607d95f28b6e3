//! The languages of the site and what each is called by those who speak it.

use store::Settings;

use crate::site::Site;

/// A language with a front of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// BCP 47 tag.
    pub(crate) code: String,
    /// Its own name: `Русский`.
    pub(crate) name: String,
    /// Where its front is, absolute.
    pub(crate) url: String,
}

/// The fronts, when there are several; the main language's is the front page.
pub(super) fn fronts(settings: &Settings, site: &Site) -> Vec<Language> {
    if settings.languages.len() < 2 {
        return Vec::new();
    }
    let front = |code: &str| Language {
        code: code.to_owned(),
        name: name(code).to_owned(),
        url: if *code == *settings.locale {
            format!("{}/", site.url())
        } else {
            format!("{}/{code}/", site.url())
        },
    };
    settings.languages.iter().map(|code| front(code)).collect()
}

/// A language's own name; the tag itself where we know none.
pub(crate) fn name(code: &str) -> &str {
    let base = code.split(['-', '_']).next().unwrap_or(code);
    match base.to_ascii_lowercase().as_str() {
        "ar" => "العربية",
        "az" => "Azərbaycanca",
        "be" => "Беларуская",
        "bg" => "Български",
        "cs" => "Čeština",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "et" => "Eesti",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "he" => "עברית",
        "hr" => "Hrvatski",
        "hu" => "Magyar",
        "hy" => "Հայերեն",
        "it" => "Italiano",
        "ja" => "日本語",
        "ka" => "ქართული",
        "kk" => "Қазақша",
        "ko" => "한국어",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "nl" => "Nederlands",
        "no" | "nb" | "nn" => "Norsk",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sk" => "Slovenčina",
        "sr" => "Српски",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "zh" => "中文",
        _ => code,
    }
}
