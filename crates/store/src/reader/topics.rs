//! Tags and authors.

use std::sync::Arc;

use crate::{
    Author, AuthorOrder, AuthorQuery, AuthorRecord, Id, Reader, Result, Tag, TagOrder, TagQuery, TagRow,
    db::{Param, Sql},
    rows::{author, tag},
};

impl Reader {
    /// A tag, public or internal.
    pub fn tag_by_slug(&self, slug: &str) -> Result<Option<Arc<TagRow>>> {
        self.note(Tag::slug(&format!("tag/{slug}")));
        Ok(self.some_tags(&tag::BY_SLUG, &[slug.into()])?.pop())
    }

    /// A tag, public or internal.
    pub fn tag_by_id(&self, id: &Id) -> Result<Option<Arc<TagRow>>> {
        self.note(Tag::tag(id));
        Ok(self.some_tags(&tag::BY_ID, &[id.into()])?.pop())
    }

    /// A list of tags.
    pub fn tags(&self, query: &TagQuery) -> Result<Vec<Arc<TagRow>>> {
        self.note(Tag::tags());
        let sql = match (query.internal, query.order) {
            (false, TagOrder::Name) => &tag::PUBLIC_BY_NAME,
            (false, TagOrder::Posts) => &tag::PUBLIC_BY_POSTS,
            (true, TagOrder::Name) => &tag::ALL_BY_NAME,
            (true, TagOrder::Posts) => &tag::ALL_BY_POSTS,
        };
        self.some_tags(sql, &[query.limit.into(), query.offset.into()])
    }

    /// How many tags the query has in all.
    pub fn count_tags(&self, query: &TagQuery) -> Result<u64> {
        self.note(Tag::tags());
        let sql = if query.internal { &tag::COUNT_ALL } else { &tag::COUNT_PUBLIC };
        Ok(self.conn().row(sql, &[], |row| row.count(0))?.unwrap_or(0))
    }

    fn some_tags(&self, sql: &Sql, params: &[Param<'_>]) -> Result<Vec<Arc<TagRow>>> {
        let tags = self.conn().rows(sql, params, |row| TagRow::read(row, 0).map(Arc::new))?;
        let mut noted = self.noted.borrow_mut();
        for tag in &tags {
            noted.push(Tag::tag(&tag.id));
            noted.push(Tag::tag_posts(&tag.id));
        }
        Ok(tags)
    }

    /// An author.
    pub fn author_by_slug(&self, slug: &str) -> Result<Option<Arc<Author>>> {
        self.note(Tag::slug(&format!("author/{slug}")));
        Ok(self.some_authors(&author::BY_SLUG, &[slug.into()])?.pop())
    }

    /// An author.
    pub fn author_by_id(&self, id: &Id) -> Result<Option<Arc<Author>>> {
        self.note(Tag::author(id));
        Ok(self.some_authors(&author::BY_ID, &[id.into()])?.pop())
    }

    /// An author as the newsroom knows one. Notes nothing: readers' pages never show it.
    pub fn author_record(&self, id: &Id) -> Result<Option<AuthorRecord>> {
        self.conn().row(&author::RECORD, &[id.into()], AuthorRecord::read)
    }

    /// A list of authors.
    pub fn authors(&self, query: &AuthorQuery) -> Result<Vec<Arc<Author>>> {
        self.note(Tag::authors());
        let sql = match query.order {
            AuthorOrder::Name => &author::BY_NAME,
            AuthorOrder::Posts => &author::BY_POSTS,
        };
        self.some_authors(sql, &[query.limit.into(), query.offset.into()])
    }

    /// How many authors there are.
    pub fn count_authors(&self) -> Result<u64> {
        self.note(Tag::authors());
        Ok(self.conn().row(&author::COUNT, &[], |row| row.count(0))?.unwrap_or(0))
    }

    fn some_authors(&self, sql: &Sql, params: &[Param<'_>]) -> Result<Vec<Arc<Author>>> {
        let authors = self.conn().rows(sql, params, |row| Author::read(row, 0).map(Arc::new))?;
        let mut noted = self.noted.borrow_mut();
        for author in &authors {
            noted.push(Tag::author(&author.id));
            noted.push(Tag::author_posts(&author.id));
        }
        Ok(authors)
    }
}
