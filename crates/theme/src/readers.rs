//! Pages for readers that no theme brings: what there will be for members, and the search. They are shown inside the theme's own
//! `default.hbs`.

use hbs::{Map, Value};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::PostCard;

use crate::helpers::{contrast_to, recommendations};
use crate::page::Page;
use crate::scope::Scope;

/// Where the search is, unless the newsroom has something of its own there.
pub const SEARCH: &str = "/search/";

/// The headline of the search.
pub(crate) const SEARCH_TITLE: &str = "Search this site";

/// What Ghost's Portal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub enum Portal {
    Signup,
    Signin,
    Account,
    Plans,
    Newsletters,
    Support,
    Gift,
    Recommendations,
}

impl Portal {
    /// Every page of it.
    pub const ALL: [Portal; 8] = [
        Portal::Signup,
        Portal::Signin,
        Portal::Account,
        Portal::Plans,
        Portal::Newsletters,
        Portal::Support,
        Portal::Gift,
        Portal::Recommendations,
    ];

    /// The page that `data-portal` or `#/portal/…` names; whatever else it is, it is about signing up.
    pub(crate) fn of(name: &str) -> Portal {
        let mut parts = name.split('/').map(str::trim).filter(|part| !part.is_empty());
        match (parts.next(), parts.next()) {
            (Some("signin"), _) => Portal::Signin,
            (Some("account"), Some("plans")) => Portal::Plans,
            (Some("account"), Some("newsletters")) => Portal::Newsletters,
            (Some("account"), _) => Portal::Account,
            (Some("support"), _) => Portal::Support,
            (Some("gift"), _) => Portal::Gift,
            (Some("recommendations"), _) => Portal::Recommendations,
            _ => Portal::Signup,
        }
    }

    /// Title and sentence, in English.
    pub(crate) fn words(self, scope: &Scope<'_>) -> (&'static str, &'static str) {
        match self {
            Portal::Recommendations if recommendations::are_on(scope) => {
                ("Recommendations", "Other sites that this one recommends.")
            }
            Portal::Signup => (
                "Sign-up is not open yet",
                "Nobody can subscribe here yet. If you typed your address, it was not kept.",
            ),
            Portal::Signin | Portal::Account | Portal::Plans => (
                "There are no reader accounts yet",
                "Readers cannot sign in here yet. If you typed your address, it was not kept.",
            ),
            Portal::Newsletters => {
                ("There are no newsletters yet", "Nothing is sent by e-mail from here yet.")
            }
            Portal::Support => (
                "Support is not taken yet",
                "There is no way to give money here yet. Thank you for thinking of it.",
            ),
            Portal::Gift => {
                ("There are no gift subscriptions yet", "Subscriptions cannot be given away here yet.")
            }
            Portal::Recommendations => {
                ("There are no recommendations yet", "This site does not recommend others yet.")
            }
        }
    }

    /// Where it is. In Ghost nothing but its own programs lives below `/members/`.
    pub const fn path(self) -> &'static str {
        match self {
            Portal::Signup => "/members/signup/",
            Portal::Signin => "/members/signin/",
            Portal::Account => "/members/account/",
            Portal::Plans => "/members/account/plans/",
            Portal::Newsletters => "/members/account/newsletters/",
            Portal::Support => "/members/support/",
            Portal::Gift => "/members/gift/",
            Portal::Recommendations => "/members/recommendations/",
        }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was asked for, as it was typed.
    pub asked: String,
    /// Public stories that have all the words, on this page of the list.
    pub posts: Vec<PostCard>,
    /// Counted from 1.
    pub page: u64,
    /// Whether there are further pages.
    pub more: bool,
    /// Whether the reader has to wait before the next question.
    pub too_many: bool,
}

/// Their looks, for the head of the page. In pixels: themes set the size of the root as they like.
pub(crate) fn style(accent: Option<&str>) -> String {
    let button = accent.map(|accent| {
        let ink = contrast_to(accent);
        format!(".masthead-readers{{--masthead-button:{accent};--masthead-on-button:{ink}}}")
    });
    format!("<style>{}{}</style>", include_str!("readers/style.css"), button.unwrap_or_default())
}

/// What these pages are about, as their templates see it; the texts in English, which the templates translate.
pub(crate) fn value<'a>(scope: &'a Scope<'a>) -> Value<'a> {
    match scope.page {
        Page::Portal(portal) => {
            let (title, text) = portal.words(scope);
            let sites = match portal {
                Portal::Recommendations => recommendations::all(scope),
                _ => Vec::new(),
            };
            Value::from(Map::new().with("title", title).with("text", text).with("sites", sites))
        }
        Page::Search(found) => Value::from(searched(found, scope.site.base())),
        _ => Value::Undefined,
    }
}

fn searched<'a>(found: &'a Found, base: &str) -> Map<'a> {
    let asked = utf8_percent_encode(&found.asked, NON_ALPHANUMERIC);
    let at = |page: u64| format!("{base}{SEARCH}?q={asked}&page={page}");
    let further = found.more.then(|| at(found.page + 1));
    let before = (found.page > 1).then(|| at(found.page - 1));
    Map::new()
        .with("title", SEARCH_TITLE)
        .with("address", format!("{base}{SEARCH}"))
        .with("asked", &*found.asked)
        .with("too_many", found.too_many)
        .with("nothing", found.posts.is_empty() && !found.asked.is_empty())
        .with("leads", further.is_some() || before.is_some())
        .with("further_at", further)
        .with("before_at", before)
}
