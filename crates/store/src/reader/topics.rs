//! Tags and authors.

use std::sync::Arc;

use crate::{
    Author, AuthorOrder, AuthorQuery, AuthorRecord, Filtered, Id, Reader, Result, Tag, TagOrder, TagQuery,
    TagRow,
    db::{Param, Row, Sql},
    rows::{author, filtered, tag},
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

    /// The author who has a mail address: that of their account, or the one that an import knows of a guest. Likewise.
    pub fn author_id_by_email(&self, email: &str) -> Result<Option<Id>> {
        let email = email.trim().to_lowercase();
        self.conn().row(&author::BY_EMAIL, &[email.as_str().into()], |row| row.id(0))
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

    /// Tags that have a public post, by a filter of Ghost's language, in any order.
    pub fn filtered_tags(&self, query: &Filtered) -> Result<Vec<Arc<TagRow>>> {
        let tags = self.filtered(query, Tag::tags(), |row| TagRow::read(row, 0).map(Arc::new))?;
        self.noted.borrow_mut().extend(tags.iter().map(|tag| Tag::tag(&tag.id)));
        Ok(tags)
    }

    /// Authors who have a public post, likewise.
    pub fn filtered_authors(&self, query: &Filtered) -> Result<Vec<Arc<Author>>> {
        let authors = self.filtered(query, Tag::authors(), |row| Author::read(row, 0).map(Arc::new))?;
        self.noted.borrow_mut().extend(authors.iter().map(|author| Tag::author(&author.id)));
        Ok(authors)
    }

    fn filtered<T>(
        &self,
        query: &Filtered,
        all: Tag,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.note(all);
        // Any column of any of them may decide what is found.
        if query.condition.is_some() {
            self.note(Tag::any_post());
        }
        let mut found = Vec::new();
        self.bounded(&filtered::page(query), &mut |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// How many of either the query has in all, whatever its page.
    pub fn count_filtered(&self, query: &Filtered) -> Result<u64> {
        let mut n = 0;
        self.bounded(&filtered::count(query), &mut |row| {
            n = row.count(0)?;
            Ok(())
        })?;
        Ok(n)
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
