//! Settings, redirects, sitemaps, and what is kept of an import.

use std::sync::Arc;

use crate::{
    Kind, List, PostQuery, Reader, Redirect, Result, Settings, SitemapEntry, SitemapKind, Tag, Text,
    rows::{author, kept, redirect, settings, sitemap, tag},
};

impl Reader {
    /// All settings; shared between readers of the same change number.
    pub fn settings(&self) -> Result<Arc<Settings>> {
        self.note(Tag::settings());
        if let Some(settings) = self.known(|known| known.settings.clone()) {
            return Ok(settings);
        }
        let all = self.conn().rows(&settings::ALL, &[], |row| Ok((row.text(0)?, row.text(1)?)))?;
        let settings = Arc::new(Settings::of(all.into_iter().collect()));
        self.learn(|known| known.settings = Some(settings.clone()));
        Ok(settings)
    }

    /// The redirect rules, in order; shared between readers of the same change number.
    pub fn redirects(&self) -> Result<Arc<[Redirect]>> {
        self.note(Tag::settings());
        if let Some(redirects) = self.known(|known| known.redirects.clone()) {
            return Ok(redirects);
        }
        let redirects: Arc<[Redirect]> = self.conn().rows(&redirect::ALL, &[], Redirect::read)?.into();
        self.learn(|known| known.redirects = Some(redirects.clone()));
        Ok(redirects)
    }

    /// A part of the sitemap, newest first (tags and authors: most posts first).
    pub fn sitemap_page(&self, kind: SitemapKind, offset: u64, limit: u32) -> Result<Vec<SitemapEntry>> {
        self.note_sitemap(kind);
        let sql = match kind {
            SitemapKind::Posts => &sitemap::POSTS,
            SitemapKind::Pages => &sitemap::PAGES,
            SitemapKind::Tags => &tag::SITEMAP,
            SitemapKind::Authors => &author::SITEMAP,
        };
        self.conn().rows(sql, &[limit.into(), offset.into()], SitemapEntry::read)
    }

    /// How many lines the sitemap has.
    pub fn sitemap_count(&self, kind: SitemapKind) -> Result<u64> {
        self.note_sitemap(kind);
        let sql = match kind {
            SitemapKind::Posts => return self.count_posts(&PostQuery::newest(List::All, 0, 0)),
            SitemapKind::Pages => {
                return self
                    .count_posts(&PostQuery { kind: Kind::Page, ..PostQuery::newest(List::All, 0, 0) });
            }
            SitemapKind::Tags => &tag::SITEMAP_COUNT,
            SitemapKind::Authors => &author::SITEMAP_COUNT,
        };
        Ok(self.conn().row(sql, &[], |row| row.count(0))?.unwrap_or(0))
    }

    fn note_sitemap(&self, kind: SitemapKind) {
        let mut noted = self.noted.borrow_mut();
        match kind {
            // Its lines hold the time of the last change of any post.
            SitemapKind::Posts | SitemapKind::Pages => noted.push(Tag::any_post()),
            SitemapKind::Tags => noted.push(Tag::tags()),
            SitemapKind::Authors => noted.push(Tag::authors()),
        }
    }

    /// What is kept of an import for an entity (`members`, …) as (id, JSON), by id: after `after`, at most `limit`.
    pub fn kept(&self, entity: &str, after: &str, limit: u32) -> Result<Vec<(Text, Text)>> {
        self.note(Tag::kept());
        self.conn().rows(&kept::KEPT_PAGE, &[entity.into(), after.into(), limit.into()], |row| {
            Ok((row.text(0)?, row.text(1)?))
        })
    }

    /// A row that is kept of an import.
    pub fn kept_one(&self, entity: &str, id: &str) -> Result<Option<Text>> {
        self.note(Tag::kept());
        self.conn().row(&kept::KEPT_JSON, &[entity.into(), id.into()], |row| row.text(0))
    }

    /// How many rows are kept for each entity.
    pub fn kept_counts(&self) -> Result<Vec<(Text, u64)>> {
        self.conn().rows(&kept::KEPT_COUNTS, &[], |row| Ok((row.text(0)?, row.count(1)?)))
    }
}
