//! `@site`: the settings that readers may see.

use std::borrow::Cow;

use hbs::{Object, Value};

use super::{NavigationView, maybe};
use crate::facts::Language;
use crate::scope::{Announcement, Scope};

/// `@site` on one page.
pub(crate) struct SiteView<'a> {
    pub(crate) scope: &'a Scope<'a>,
}

/// Ghost's public settings that are plain texts; every other key of the settings stays private.
const TEXTS: [&str; 9] = [
    "members_support_address",
    "support_email_address",
    "default_email_address",
    "portal_button_signup_text",
    "heading_font",
    "body_font",
    "site_uuid",
    "firstpromoter_account",
    "portal_name",
];

/// Social networks, whose names are keys of the settings.
const NETWORKS: [&str; 7] = ["threads", "bluesky", "mastodon", "tiktok", "youtube", "instagram", "linkedin"];

impl<'a> Object<'a> for SiteView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let scope = self.scope;
        let facts = scope.facts;
        let settings = &*facts.settings;
        Some(match key {
            "url" => Value::from(scope.site.url()),
            "title" => Value::from(&*settings.title),
            "description" => Value::from(&*settings.description),
            "logo" => maybe(&settings.logo),
            "icon" => maybe(&settings.icon),
            "cover_image" => maybe(&settings.cover_image),
            "accent_color" => Value::from(facts.accent_color.as_deref()),
            "locale" | "lang" => Value::from(scope.language),
            "words_locale" => {
                let spoken = scope.theme.locales.spoken([scope.language, &settings.locale]);
                if spoken == scope.language { Value::Null } else { Value::from(spoken) }
            }
            "timezone" => Value::from(&*settings.timezone),
            "navigation" => NavigationView::list(&facts.navigation, scope),
            "secondary_navigation" => NavigationView::list(&facts.secondary_navigation, scope),
            "facebook" => maybe(&settings.facebook),
            "twitter" => maybe(&settings.twitter),
            "meta_title" => maybe(&settings.meta_title),
            "meta_description" => maybe(&settings.meta_description),
            "og_image" => maybe(&settings.og_image),
            "og_title" => maybe(&settings.og_title),
            "og_description" => maybe(&settings.og_description),
            "twitter_image" => maybe(&settings.twitter_image),
            "twitter_title" => maybe(&settings.twitter_title),
            "twitter_description" => maybe(&settings.twitter_description),
            "codeinjection_head" => maybe(&settings.codeinjection_head),
            "codeinjection_foot" => maybe(&settings.codeinjection_foot),
            "announcement" => {
                scope.announcement.set(Announcement::Shown);
                Value::from(facts.announcement.as_ref().filter(|_| settings.is_banner_time(scope.now())))
            }
            "languages" => {
                Value::rows(&facts.languages, move |language| Value::object(LanguageView { language, scope }))
            }
            "signup_url" => Value::from(scope.site.absolute("/join/")),
            "admin_url" => Value::from(scope.site.absolute("/room/")),
            // Membership and comments come with later issues; until then templates see a site without them.
            "members_enabled"
            | "paid_members_enabled"
            | "members_invite_only"
            | "allow_self_signup"
            | "donations_enabled"
            | "portal_button"
            | "comments_access" => Value::from(false),
            "recommendations_enabled" => Value::from(settings.get("recommendations_enabled") == Some("true")),
            "comments_enabled" => Value::from("off"),
            "members_signup_access" => Value::from("none"),
            network if NETWORKS.contains(&network) => Value::from(settings.get(network)),
            text if TEXTS.contains(&text) => Value::from(settings.get(text)),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let keys = "title description logo icon accent_color cover_image facebook twitter lang locale timezone \
                    navigation secondary_navigation meta_title meta_description og_image og_title og_description \
                    twitter_image twitter_title twitter_description url signup_url languages announcement";
        keys.split_whitespace().map(Cow::Borrowed).collect()
    }
}

struct LanguageView<'a> {
    language: &'a Language,
    scope: &'a Scope<'a>,
}

impl<'a> Object<'a> for LanguageView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let language = self.language;
        Some(match key {
            "code" | "language" => Value::from(&*language.code),
            "name" => Value::from(&*language.name),
            "url" => Value::from(self.address()),
            "current" => {
                self.scope.note_singular();
                Value::from(language.code == self.scope.language)
            }
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        ["code", "name", "url", "current"].map(Cow::Borrowed).into()
    }
}

impl<'a> LanguageView<'a> {
    /// The same story in that language where there is one, else the language's front.
    fn address(&self) -> Cow<'a, str> {
        self.scope.note_singular();
        if let Some(post) = self.scope.page.entry() {
            let translations = self.scope.translations(&post.card);
            if let Some(same) = translations.iter().find(|other| *other.language == *self.language.code) {
                let path = self.scope.paths(std::slice::from_ref(same)).concat();
                return Cow::Owned(self.scope.site.absolute(&path));
            }
        }
        Cow::Borrowed(&self.language.url)
    }
}
