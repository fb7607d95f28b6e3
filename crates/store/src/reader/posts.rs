//! Single articles and what belongs to them.

use std::collections::HashMap;

use crate::{
    Id, Kind, Moved, Post, PostCard, PostMeta, PostRow, PostText, Reader, Result, Tag, Translation,
    db::{Param, Sql, batch},
    rows::{body, post, redirect},
};

impl Reader {
    /// A public post or page.
    pub fn post_by_slug(&self, kind: Kind, slug: &str) -> Result<Option<Post>> {
        self.note(Tag::slug(slug));
        self.whole(&post::BY_SLUG, &[slug.into(), kind.as_str().into()])
    }

    /// A public post or page, whichever has the slug; the post if both do.
    pub fn entry_by_slug(&self, slug: &str) -> Result<Option<Post>> {
        self.note(Tag::slug(slug));
        self.whole(&post::BY_SLUG_ANY_KIND, &[slug.into()])
    }

    /// A public post or page.
    pub fn post_by_id(&self, id: &Id) -> Result<Option<Post>> {
        self.note(Tag::post(id));
        self.whole(&post::BY_ID, &[id.into()])
    }

    /// A post of any status, for previews.
    pub fn post_by_uuid(&self, uuid: &str) -> Result<Option<Post>> {
        self.note(Tag::any_post());
        self.whole(&post::BY_UUID, &[uuid.into()])
    }

    fn whole(&self, sql: &Sql, params: &[Param<'_>]) -> Result<Option<Post>> {
        let found = self.conn().row(sql, params, |row| {
            Ok((PostRow::read(row)?, PostText::read(row, 31)?, PostMeta::read(row, 36)?))
        })?;
        let Some((row, body, meta)) = found else { return Ok(None) };
        let card = self.cards(vec![row])?.pop();
        Ok(card.map(|card| Post { card, body, meta }))
    }

    /// The texts of public posts by id; at most a few hundred.
    pub fn post_texts(&self, ids: &[Id]) -> Result<HashMap<Id, PostText>> {
        self.noted.borrow_mut().extend(ids.iter().map(Tag::post));
        let mut texts = HashMap::with_capacity(ids.len());
        batch::each(&mut self.conn(), &body::TEXTS, ids, &mut |row| {
            texts.insert(row.id(0)?, PostText::read(row, 1)?);
            Ok(())
        })?;
        Ok(texts)
    }

    /// The search and network fields of public posts by id; at most a few hundred.
    pub fn post_metas(&self, ids: &[Id]) -> Result<HashMap<Id, PostMeta>> {
        self.noted.borrow_mut().extend(ids.iter().map(Tag::post));
        let mut metas = HashMap::with_capacity(ids.len());
        batch::each(&mut self.conn(), &body::METAS, ids, &mut |row| {
            metas.insert(row.id(0)?, PostMeta::read(row, 1)?);
            Ok(())
        })?;
        Ok(metas)
    }

    /// The public versions of the post in other languages, by language.
    pub fn translations(&self, post: &PostCard) -> Result<Vec<Translation>> {
        let Some(key) = &post.translation_key else { return Ok(Vec::new()) };
        self.note(Tag::translations(key));
        self.conn().rows(
            &post::TRANSLATIONS,
            &[key.into(), (&post.id).into(), post.kind.as_str().into()],
            |row| {
                let id = row.id(0)?;
                self.note(Tag::post(&id));
                Ok(Translation { id, language: row.text(1)?, slug: row.text(2)?, title: row.text(3)? })
            },
        )
    }

    /// Where the public post lives that had this slug before.
    pub fn slug_moved(&self, slug: &str) -> Result<Option<Moved>> {
        self.note(Tag::slug(slug));
        self.conn().row(&redirect::MOVED, &[slug.into()], |row| {
            let id = row.id(0)?;
            self.note(Tag::post(&id));
            Ok(Moved { id, kind: Kind::parse(row.str(1)?), slug: row.text(2)? })
        })
    }
}
