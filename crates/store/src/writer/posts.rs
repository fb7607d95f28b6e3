//! Writing and removing posts.

use crate::{
    Error, Id, Kind, Millis, PostBody, PostMeta, PostRecord, PostRow, Put, Result, Term, Writer, Wrong,
    db::{Param, Sql},
    rows::{
        author, body, live, popular, post, redirect, related,
        stored::tier::{self, readership},
        tag,
    },
    terms,
    writer::{media::shown_by, refuse_empty, refuse_nul},
};

impl Writer {
    /// A post of any status, to be changed and put back.
    pub fn post(&mut self, id: &Id) -> Result<Option<PostRecord>> {
        let found = self.one(&post::ANY_BY_ID, &[id.into()], |row| {
            Ok((
                PostRow::read(row)?,
                PostBody::read(row, 31)?,
                PostMeta::read(row, 37)?,
                terms::parse(row.str(51)?),
            ))
        })?;
        let Some((row, body, meta, terms)) = found else { return Ok(None) };
        let tags = self.many(&tag::LINKS, &[id.into()], |row| row.id(0))?;
        let authors = self.many(&author::LINKS, &[id.into()], |row| row.id(0))?;
        let tiers = self.many(&readership::OF_POSTS.of1, &[id.into()], |row| row.id(1))?;
        Ok(Some(PostRecord { row, body, meta, tags, authors, tiers, terms, words: None }))
    }

    /// The id of the post that has the slug.
    pub fn post_id_by_slug(&mut self, kind: Kind, slug: &str) -> Result<Option<Id>> {
        self.one(&post::HOLDER_OF_SLUG, &[slug.into(), kind.as_str().into()], |row| row.id(0))
    }

    /// The time of the last change of a post.
    pub fn post_updated_at(&mut self, id: &Id) -> Result<Option<Millis>> {
        self.one(&post::EXISTS, &[id.into()], |row| row.int(0))
    }

    /// Writes a post with everything that belongs to it: card, body, meta, tags, authors, tiers, terms, counters, and its old slug
    /// when the slug of a public post changed. An empty `uuid` is filled in; tags, authors, tiers and terms that are named twice
    /// count once.
    ///
    /// Refuses a taken slug or uuid, tags, authors and tiers that are missing, an empty slug or language, a published post without
    /// `published_at`, and texts with NUL in them.
    pub fn put_post(&mut self, post: &PostRecord) -> Result<Put> {
        let mut new = tidy(post);
        let words = new.words.take();
        let old = match self.post_updated_at(&new.row.id)? {
            Some(_) => self.post(&new.row.id)?,
            None => None,
        };
        if new.row.uuid.is_empty() {
            new.row.uuid = old.as_ref().map_or_else(random_uuid, |old| old.row.uuid.clone());
        }
        if old.as_ref() == Some(&new) {
            return Ok(Put::Unchanged);
        }
        self.refuse_post(&new, old.as_ref())?;

        let id = new.row.id;
        let text = terms::to_text(&new.terms);
        self.run(&post::PUT, &new.row.params())?;
        if old.as_ref().is_none_or(|old| old.body != new.body) {
            self.run(&body::PUT_BODY, &new.body.params(&id))?;
        }
        if old.as_ref().is_none_or(|old| old.meta != new.meta || old.terms != new.terms) {
            self.run(&body::PUT_META, &new.meta.params(&id, &text))?;
        }
        self.link(&new, old.as_ref())?;
        self.index_terms(&new, old.as_ref())?;
        if let Some(old) = &old
            && old.row.is_public()
            && old.row.slug != new.row.slug
        {
            self.run(&redirect::REMEMBER, &[(&old.row.slug).into(), (&id).into()])?;
        }
        self.desk_follows(old.as_ref(), &new)?;
        if let Some(words) = words {
            self.put_words(&id, &words)?;
        }
        let shown_before = old.as_ref().map(shown_by).unwrap_or_default();
        self.note_uses("post", &id, &shown_before, &shown_by(&new))?;
        self.count(old.as_ref(), Some(&new));
        self.name_post(old.as_ref(), Some(&new))?;
        self.post_happened(old.as_ref(), Some(&new))?;
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    fn refuse_post(&mut self, new: &PostRecord, old: Option<&PostRecord>) -> Result<()> {
        let row = &new.row;
        refuse_empty("slug", &row.slug)?;
        refuse_empty("language", &row.language)?;
        if row.status == crate::Status::Published && row.published_at.is_none() {
            return Err(Error::Invalid { field: "published_at", why: Wrong::Dateless });
        }
        refuse_nul("post", &row.params())?;
        refuse_nul("post", &new.body.params(&row.id))?;
        refuse_nul("post", &new.meta.params(&row.id, ""))?;
        for term in &new.terms {
            refuse_nul("terms", &[(&term.term).into()])?;
            if term.term.is_empty() || term.term.contains('\n') {
                return Err(Error::Invalid { field: "terms", why: "a term is one line of text".into() });
            }
        }
        if old.is_none_or(|old| old.row.slug != row.slug || old.row.kind != row.kind) {
            let holder = self.post_id_by_slug(row.kind, &row.slug)?;
            refuse_taken("slug", &row.slug, holder, &row.id)?;
        }
        if old.is_none_or(|old| old.row.uuid != row.uuid) {
            let holder = self.one(&post::HOLDER_OF_UUID, &[(&row.uuid).into()], |row| row.id(0))?;
            refuse_taken("uuid", &row.uuid, holder, &row.id)?;
        }
        for id in &new.tags {
            if !self.known_tags.contains(id) {
                self.one(&tag::BY_ID, &[id.into()], |_| Ok(()))?.ok_or_else(|| missing("tag", id))?;
                self.known_tags.insert(*id);
            }
        }
        for id in new.tiers.iter().filter(|id| old.is_none_or(|old| !old.tiers.contains(id))) {
            self.one(&tier::ONE, &[id.into()], |_| Ok(()))?.ok_or_else(|| missing("tier", id))?;
        }
        for id in &new.authors {
            if !self.known_authors.contains(id) {
                self.one(&author::BY_ID, &[id.into()], |_| Ok(()))?.ok_or_else(|| missing("author", id))?;
                self.known_authors.insert(*id);
            }
        }
        Ok(())
    }

    /// Tags and authors in order, with what the ordered indexes need, and tiers.
    fn link(&mut self, new: &PostRecord, old: Option<&PostRecord>) -> Result<()> {
        let at = indexed_at(new);
        let moved = old.is_none_or(|old| indexed_at(old) != at || old.row.language != new.row.language);
        if moved || old.is_some_and(|old| old.tags != new.tags) {
            if old.is_some_and(|old| !old.tags.is_empty()) {
                self.run(&tag::UNLINK, &[(&new.row.id).into()])?;
            }
            self.link_all(&tag::LINK, &new.tags, &new.row, at)?;
        }
        if moved || old.is_some_and(|old| old.authors != new.authors) {
            if old.is_some_and(|old| !old.authors.is_empty()) {
                self.run(&author::UNLINK, &[(&new.row.id).into()])?;
            }
            self.link_all(&author::LINK, &new.authors, &new.row, at)?;
        }
        if old.map_or(!new.tiers.is_empty(), |old| old.tiers != new.tiers) {
            self.run(&readership::UNLINK, &[(&new.row.id).into()])?;
            for (place, id) in (0_i64..).zip(&new.tiers) {
                self.run(&readership::LINK, &[(&new.row.id).into(), place.into(), id.into()])?;
            }
        }
        Ok(())
    }

    fn link_all(&mut self, link: &Sql, ids: &[Id], row: &PostRow, at: Option<Millis>) -> Result<()> {
        for (place, id) in ids.iter().enumerate() {
            let params =
                [(&row.id).into(), (place as i64).into(), id.into(), at.into(), (&row.language).into()];
            self.run(link, &params)?;
        }
        Ok(())
    }

    /// The index of words over public posts; pages are not in it.
    fn index_terms(&mut self, new: &PostRecord, old: Option<&PostRecord>) -> Result<()> {
        let at = indexed_at(new);
        if let Some(old) = old {
            if indexed_at(old) == at && old.terms == new.terms {
                return Ok(());
            }
            self.unindex_terms(old)?;
        }
        let Some(at) = at else { return Ok(()) };
        for chunk in new.terms.chunks(8) {
            let mut params: Vec<Param<'_>> = vec![(&new.row.id).into(), at.into()];
            // A short chunk is filled up with its last word, which conflicts with itself and does nothing.
            for term in chunk.iter().chain(std::iter::repeat(&chunk[chunk.len() - 1])).take(8) {
                params.push((&term.term).into());
                params.push(i64::from(term.weight).into());
            }
            self.run(&related::ADD_8_TERMS, &params)?;
        }
        Ok(())
    }

    fn unindex_terms(&mut self, old: &PostRecord) -> Result<()> {
        if let Some(at) = indexed_at(old) {
            for term in &old.terms {
                self.run(&related::REMOVE_TERM, &[(&term.term).into(), at.into(), (&old.row.id).into()])?;
            }
        }
        Ok(())
    }

    /// Removes a post with everything that belongs to it; `false` when there was none.
    pub fn delete_post(&mut self, id: &Id) -> Result<bool> {
        let Some(old) = self.post(id)? else { return Ok(false) };
        self.unindex_terms(&old)?;
        self.clear_desk(&old)?;
        self.note_uses("post", id, &shown_by(&old), &[])?;
        for sql in [
            &tag::UNLINK,
            &author::UNLINK,
            &readership::UNLINK,
            &body::DELETE_BODY,
            &body::DELETE_META,
            &redirect::FORGET_POST,
            &live::DELETE_CHANGES,
            &live::DELETE_LIVE,
            &popular::FORGET_VIEWS_OF,
            &popular::FORGET_RANK_OF,
            &popular::FORGET_PICK_OF,
            &post::DELETE,
        ] {
            self.run(sql, &[id.into()])?;
        }
        self.count(Some(&old), None);
        self.name_post(Some(&old), None)?;
        self.post_happened(Some(&old), None)?;
        Ok(true)
    }
}

/// When a post stands in the ordered indexes of tags, authors and words: public posts do, pages do not.
fn indexed_at(post: &PostRecord) -> Option<Millis> {
    if post.row.kind == Kind::Post { post.row.listed_at() } else { None }
}

/// The record as it is stored: what is empty is absent, nothing is named twice.
fn tidy(post: &PostRecord) -> PostRecord {
    let mut post = post.clone();
    let (row, body, meta) = (&mut post.row, &mut post.body, &mut post.meta);
    for text in [
        &mut row.kicker,
        &mut row.custom_excerpt,
        &mut row.feature_image,
        &mut row.feature_image_alt,
        &mut row.feature_image_caption,
        &mut row.feature_image_credit,
        &mut row.feature_image_focus,
        &mut row.translation_key,
        &mut row.canonical_url,
        &mut row.custom_template,
        &mut row.comment_id,
        &mut body.codeinjection_head,
        &mut body.codeinjection_foot,
        &mut meta.meta_title,
        &mut meta.meta_description,
        &mut meta.og_image,
        &mut meta.og_title,
        &mut meta.og_description,
        &mut meta.twitter_image,
        &mut meta.twitter_title,
        &mut meta.twitter_description,
        &mut meta.email_subject,
        &mut meta.email_recipient_filter,
        &mut meta.newsletter_id,
        &mut meta.frontmatter,
        &mut meta.created_by,
        &mut meta.published_by,
    ] {
        if text.as_deref() == Some("") {
            *text = None;
        }
    }
    once(&mut post.tags);
    once(&mut post.authors);
    once(&mut post.tiers);
    let mut seen = std::collections::HashSet::new();
    post.terms.retain(|term: &Term| seen.insert(term.term.clone()));
    post
}

fn once(ids: &mut Vec<Id>) {
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
}

/// Refuses a value that another row has.
pub(super) fn refuse_taken(what: &'static str, value: &str, holder: Option<Id>, own: &Id) -> Result<()> {
    match holder {
        Some(holder) if holder != *own => {
            Err(Error::Taken { what, value: value.to_owned(), holder: holder.to_string() })
        }
        _ => Ok(()),
    }
}

fn missing(what: &'static str, id: &Id) -> Error {
    Error::Missing { what, id: id.to_string() }
}

/// A random UUID (version 4).
///
/// # Panics
/// When the operating system has no randomness.
pub fn random_uuid() -> Box<str> {
    let mut raw = [0u8; 16];
    getrandom::fill(&mut raw).expect("the system gives random bytes");
    raw[6] = raw[6] & 0x0f | 0x40;
    raw[8] = raw[8] & 0x3f | 0x80;
    let n = u128::from_be_bytes(raw);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        n >> 96,
        n >> 80 & 0xffff,
        n >> 64 & 0xffff,
        n >> 48 & 0xffff,
        n & 0xffff_ffff_ffff
    )
    .into()
}
