//! From a page and its rows to HTML, within bounds.

use std::time::{Duration, Instant};

use hbs::{Limits, Value};
use store::Reader;

use crate::banner;
use crate::built_in;
use crate::choice;
use crate::hooks;
use crate::page::{ListContext, Page};
use crate::scope::{Given, Kept, Scope};
use crate::site::Site;
use crate::theme::Theme;
use crate::views::{PageView, Root, SiteView};

/// The longest a render may take.
const LONGEST: Duration = Duration::from_secs(5);
/// Bytes of HTML.
const OUTPUT: usize = 8 * 1024 * 1024;
/// Statements, arguments and iterations.
const STEPS: u64 = 500_000;
/// Blocks and partials inside one another.
const DEPTH: usize = 100;

/// Why a page could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The theme fails, or asks for more than it may; names file, line and excerpt.
    #[error("{0}")]
    Template(#[from] hbs::Error),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Theme {
    /// The HTML of a page. Blocking: reads from the store in between, on the snapshot of `reader`, which notes the
    /// tags of all that is read.
    ///
    /// # Errors
    /// A theme that fails or goes past its bounds, a store that fails.
    pub fn render(&self, page: &Page, site: &Site, reader: &Reader) -> Result<String, RenderError> {
        self.render_within(LONGEST, page, site, reader)
    }

    /// The same, with another bound on its time.
    pub(crate) fn render_within(
        &self,
        longest: Duration,
        page: &Page,
        site: &Site,
        reader: &Reader,
    ) -> Result<String, RenderError> {
        let facts = self.facts(reader.settings()?, site);
        let path = page.path(&facts.routes);
        let contexts = page.contexts();
        let until = Instant::now() + longest;
        let late = move || Instant::now() >= until;
        let kept = Kept::default();
        let scope = Scope::new(Given {
            theme: self,
            facts: &facts,
            site,
            reader,
            page,
            path: &path,
            contexts: &contexts,
            kept: &kept,
        });
        let limits = Limits { output: OUTPUT, steps: STEPS, depth: DEPTH, deadline: Some(&late) };
        let html = self.render_scope(&scope, limits)?;
        match scope.failure() {
            Some(error) => Err(error.into()),
            None => Ok(hooks::bind(banner::put(html, &scope), site)),
        }
    }

    fn render_scope<'a>(&'a self, scope: &'a Scope<'a>, limits: Limits<'a>) -> Result<String, hbs::Error> {
        let root = Value::object(Root { scope });
        let data = vec![
            ("root", root.clone()),
            ("site", Value::object(SiteView { scope })),
            ("config", Value::from(&self.package.config)),
            ("custom", Value::from(&scope.facts.custom)),
            ("labs", Value::from(hbs::Map::new())),
            ("page", Value::object(PageView { scope })),
        ];
        self.set.render(&self.template_of(scope.page), hbs::Page { this: root, data, scope, limits })
    }

    /// The first of the page's templates that the theme has; its own way of saying what went wrong if none.
    pub(crate) fn template_of(&self, page: &Page) -> String {
        let names = match page {
            Page::List { context: ListContext::Front, pagination, .. } => choice::front(pagination.page <= 1),
            Page::List { context: ListContext::Tag(tag), .. } => choice::list("tag", &tag.slug),
            Page::List { context: ListContext::Author(author), .. } => choice::list("author", &author.slug),
            Page::List { context: ListContext::Route(custom), pagination, .. } => {
                choice::route(custom, pagination.page)
            }
            Page::Portal(_) => vec![built_in::PORTAL.into()],
            Page::Search(_) => vec![built_in::SEARCH.into()],
            Page::Route(custom) => custom.templates.iter().map(|name| name.as_str().into()).collect(),
            Page::Entry { post, .. } => {
                choice::entry(&post.slug, post.custom_template.as_deref(), post.kind == store::Kind::Page)
            }
            Page::Private { .. } => choice::private(),
            Page::NotFound { .. } | Page::Failed { .. } => choice::error(page.status()),
        };
        let found = names.into_iter().find(|name| self.set.has_template(name));
        let built_in = match page {
            Page::Private { .. } => crate::built_in::PRIVATE,
            _ => crate::built_in::ERROR,
        };
        found.map_or_else(|| built_in.to_owned(), std::borrow::Cow::into_owned)
    }
}
