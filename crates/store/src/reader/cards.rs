//! From narrow rows to cards: the tags and the authors of a whole list with one statement each.

use std::{collections::HashMap, sync::Arc};

use crate::{
    Author, Id, PostCard, PostRow, Reader, Result, Tag, TagRow,
    db::{Conn, Param, Row, Sql, batch},
    rows::{author, list, tag},
};

impl Reader {
    /// Adds tags and authors, notes everything.
    pub(super) fn cards(&self, rows: Vec<PostRow>) -> Result<Vec<PostCard>> {
        let mut cards: Vec<PostCard> =
            rows.into_iter().map(|row| PostCard { row, tags: Vec::new(), authors: Vec::new() }).collect();
        if cards.is_empty() {
            return Ok(cards);
        }
        let ids: Vec<Id> = cards.iter().map(|card| card.id).collect();
        let places: HashMap<Id, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let conn = &mut *self.conn();

        let mut tags: HashMap<Id, Arc<TagRow>> = HashMap::new();
        relations(conn, &tag::OF_POST, &tag::OF_POSTS, &ids, &mut |row| {
            let tag = shared(&mut tags, row, |row| TagRow::read(row, 1))?;
            if let Some(place) = places.get(&row.id(0)?) {
                cards[*place].tags.push(tag);
            }
            Ok(())
        })?;
        let mut authors: HashMap<Id, Arc<Author>> = HashMap::new();
        relations(conn, &author::OF_POST, &author::OF_POSTS, &ids, &mut |row| {
            let author = shared(&mut authors, row, |row| Author::read(row, 1))?;
            if let Some(place) = places.get(&row.id(0)?) {
                cards[*place].authors.push(author);
            }
            Ok(())
        })?;

        let mut noted = self.noted.borrow_mut();
        noted.extend(ids.iter().map(Tag::post));
        noted.extend(tags.keys().map(Tag::tag));
        noted.extend(authors.keys().map(Tag::author));
        Ok(cards)
    }

    /// Public posts by id, in the order of the ids.
    pub(super) fn cards_by_id(&self, ids: &[Id]) -> Result<Vec<PostCard>> {
        self.noted.borrow_mut().extend(ids.iter().map(Tag::post));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows: HashMap<Id, PostRow> = HashMap::with_capacity(ids.len());
        batch::each(&mut self.conn(), &list::CARDS, ids, &mut |row| {
            let row = PostRow::read(row)?;
            rows.insert(row.id, row);
            Ok(())
        })?;
        self.cards(ids.iter().filter_map(|id| rows.remove(id)).collect())
    }
}

/// The statement for one post, or the one for many.
fn relations(
    conn: &mut Conn,
    one: &Sql,
    many: &batch::Sized,
    ids: &[Id],
    take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    match ids {
        [id] => conn.each_of(one.text, &[Param::from(id)], take),
        ids => batch::each(conn, many, ids, take),
    }
}

/// The row's related one (its id is column 1), read once and shared by all cards.
fn shared<T>(
    known: &mut HashMap<Id, Arc<T>>,
    row: &Row<'_>,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Arc<T>> {
    let id = row.id(1)?;
    if let Some(one) = known.get(&id) {
        return Ok(one.clone());
    }
    let one = Arc::new(read(row)?);
    known.insert(id, one.clone());
    Ok(one)
}
