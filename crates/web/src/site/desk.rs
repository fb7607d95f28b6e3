//! What a handler works with: one read snapshot, the theme, the site's address.

use hyper::StatusCode;
use store::{Id, Post, PostRow, Reader, Settings, TagRow};
use theme::Theme;

use super::escape;
use crate::{cache::Draft, policy::Policy, security::Scripts};

/// One render's place of work. Everything read through `reader` is noted.
pub(crate) struct Desk<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) theme: &'a Theme,
    pub(crate) address: &'a theme::Site,
}

/// What a handler found.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A page.
    Page(Draft),
    /// It is elsewhere.
    Moved {
        /// A path of this site, or an absolute address.
        to: String,
        /// For how long.
        how: Moved,
    },
    /// There is nothing.
    NotFound,
    /// There is nothing, and that is no error.
    Empty,
}

/// Why there is no page although there might be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The theme.
    #[error("the theme failed: {0}")]
    Theme(#[from] theme::RenderError),
}

impl Desk<'_> {
    /// Renders a page of the theme. `modified` in milliseconds since 1970.
    pub(crate) fn html(
        &self,
        page: &theme::Page,
        policy: Policy,
        modified: Option<i64>,
        post: Option<Id>,
    ) -> Result<Draft, Failure> {
        let settings = self.reader.settings()?;
        let body = self.theme.render(page, self.address, self.reader)?;
        Ok(Draft {
            status: StatusCode::OK,
            body: body.into(),
            content_type: "text/html; charset=utf-8".into(),
            policy,
            modified: seconds(modified),
            post,
            scripts: Some(self.scripts(page, &settings)),
        })
    }

    /// A feed or sitemap.
    pub(crate) fn xml(&self, body: String, content_type: &'static str, modified: Option<i64>) -> Draft {
        Draft {
            status: StatusCode::OK,
            body: body.into(),
            content_type: content_type.into(),
            policy: Policy::Feed,
            modified: seconds(modified),
            post: None,
            scripts: None,
        }
    }

    /// Who brought scripts to a page.
    fn scripts(&self, page: &theme::Page, settings: &Settings) -> Scripts {
        let of_page = match page {
            theme::Page::Entry { post, .. } => post_has_scripts(post),
            theme::Page::List { context: theme::ListContext::Tag(tag), .. } => tag_has_scripts(tag),
            theme::Page::List { context: theme::ListContext::Route(custom), .. }
            | theme::Page::Route(custom) => custom.data.iter().any(|(_, datum)| match datum {
                theme::Datum::Entry(post) => post_has_scripts(post),
                theme::Datum::Tag(tag) => tag_has_scripts(tag),
                _ => false,
            }),
            _ => false,
        };
        if of_page || any_scripts([&settings.codeinjection_head, &settings.codeinjection_foot]) {
            Scripts::Trusted
        } else if self.theme.has_scripts() {
            Scripts::Theme
        } else {
            Scripts::None
        }
    }

    /// The absolute address of a picture, a file or a page.
    pub(crate) fn absolute(&self, address: &str) -> String {
        self.address.absolute(address.strip_prefix(escape::GHOST_URL).unwrap_or(address))
    }
}

fn post_has_scripts(post: &Post) -> bool {
    let body = &post.body;
    any_scripts([&body.codeinjection_head, &body.codeinjection_foot])
        || (body.trusted && Scripts::in_html(&body.html))
}

fn tag_has_scripts(tag: &TagRow) -> bool {
    any_scripts([&tag.codeinjection_head, &tag.codeinjection_foot])
}

fn any_scripts<'a>(injected: impl IntoIterator<Item = &'a Option<Box<str>>>) -> bool {
    injected.into_iter().flatten().any(|html| Scripts::in_html(html))
}

fn seconds(millis: Option<i64>) -> Option<u64> {
    u64::try_from(millis? / 1000).ok()
}

/// When the newest of some posts was last changed.
pub(crate) fn newest<'a>(posts: impl IntoIterator<Item = &'a PostRow>) -> Option<i64> {
    posts.into_iter().map(|post| post.updated_at.max(post.published_at.unwrap_or(0))).max()
}

/// How binding a redirect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    /// 301 that browsers may keep: the form of an address, a rule of the editors.
    ForGood,
    /// 301 that follows the archive: a slug that was changed may be changed back.
    Renamed,
    /// 302.
    ForNow,
}

impl Moved {
    /// The status.
    pub(crate) fn status(self) -> StatusCode {
        if self == Moved::ForNow { StatusCode::FOUND } else { StatusCode::MOVED_PERMANENTLY }
    }

    /// How long it may be kept.
    pub(crate) fn policy(self) -> Policy {
        if self == Moved::ForGood { Policy::MovedForGood } else { Policy::Moved }
    }
}
