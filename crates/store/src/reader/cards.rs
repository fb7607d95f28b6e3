//! From narrow rows to cards: which tags and authors they have is one statement for a whole list. Cards, tags and authors are
//! shared by the readers of a change number.

use std::{collections::HashMap, sync::Arc};

use crate::{
    Author, Id, PostCard, PostRow, Reader, Result, Tag, TagRow,
    db::batch,
    rows::{author, list, tag},
};

/// What a post is related to: (place of the post, 0 a tag or 1 an author, order, id).
type Relation = (usize, i64, i64, Id);

impl Reader {
    /// Adds tags and authors, notes everything.
    pub(super) fn cards(&self, rows: Vec<PostRow>) -> Result<Vec<PostCard>> {
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let relations = self.relations(&ids)?;
        let of =
            |kind| relations.iter().filter(move |relation| relation.1 == kind).map(|relation| relation.3);
        let tags = self.tags_by_id(of(0))?;
        let authors = self.authors_by_id(of(1))?;
        let mut relations = relations.as_slice();
        let card = |(place, row): (usize, PostRow)| {
            let (own, others) = relations.split_at(relations.partition_point(|relation| relation.0 <= place));
            relations = others;
            let (of_tags, of_authors) = own.split_at(own.partition_point(|relation| relation.1 == 0));
            PostCard {
                row: Arc::new(row),
                tags: of_tags.iter().filter_map(|relation| tags.get(&relation.3).cloned()).collect(),
                authors: of_authors.iter().filter_map(|relation| authors.get(&relation.3).cloned()).collect(),
            }
        };
        let cards: Vec<PostCard> = rows.into_iter().enumerate().map(card).collect();
        self.note_cards(&cards);
        Ok(cards)
    }

    /// In the order of the posts, and within each in the editors' order.
    pub(super) fn relations(&self, ids: &[Id]) -> Result<Vec<Relation>> {
        let places: HashMap<Id, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let mut relations = Vec::with_capacity(ids.len() * 4);
        batch::each(&mut self.conn(), &list::RELATIONS, ids, &mut |row| {
            if let Some(place) = places.get(&row.id(0)?) {
                relations.push((*place, row.int(1)?, row.int(2)?, row.id(3)?));
            }
            Ok(())
        })?;
        relations.sort_unstable();
        Ok(relations)
    }

    fn tags_by_id(&self, ids: impl Iterator<Item = Id>) -> Result<HashMap<Id, Arc<TagRow>>> {
        let (mut found, missing) = self.known(|known| take(&known.tags, ids));
        if !missing.is_empty() {
            batch::each(&mut self.conn(), &tag::BY_IDS, &missing, &mut |row| {
                let tag = Arc::new(TagRow::read(row, 0)?);
                found.insert(tag.id, tag);
                Ok(())
            })?;
            self.learn(|known| known.tags.extend(found.iter().map(|(id, tag)| (*id, tag.clone()))));
        }
        Ok(found)
    }

    fn authors_by_id(&self, ids: impl Iterator<Item = Id>) -> Result<HashMap<Id, Arc<Author>>> {
        let (mut found, missing) = self.known(|known| take(&known.authors, ids));
        if !missing.is_empty() {
            batch::each(&mut self.conn(), &author::BY_IDS, &missing, &mut |row| {
                let author = Arc::new(Author::read(row, 0)?);
                found.insert(author.id, author);
                Ok(())
            })?;
            self.learn(|known| known.authors.extend(found.iter().map(|(id, author)| (*id, author.clone()))));
        }
        Ok(found)
    }

    /// Public posts by id, in the order of the ids.
    pub(super) fn cards_by_id(&self, ids: &[Id]) -> Result<Vec<PostCard>> {
        let (mut found, missing) = self.known(|known| {
            let found: Vec<Option<PostCard>> = ids.iter().map(|id| known.cards.get(id).cloned()).collect();
            let missing: Vec<Id> =
                ids.iter().zip(&found).filter(|(_, card)| card.is_none()).map(|(id, _)| *id).collect();
            (found, missing)
        });
        self.noted.borrow_mut().extend(missing.iter().map(Tag::post));
        if !missing.is_empty() {
            let mut rows = Vec::with_capacity(missing.len());
            batch::each(&mut self.conn(), &list::CARDS, &missing, &mut |row| {
                rows.push(PostRow::read(row)?);
                Ok(())
            })?;
            let read: HashMap<Id, PostCard> =
                self.cards(rows)?.into_iter().map(|card| (card.id, card)).collect();
            for (id, card) in ids.iter().zip(&mut found).filter(|(_, card)| card.is_none()) {
                *card = read.get(id).cloned();
            }
            self.learn(|known| known.cards.extend(read));
        }
        let cards: Vec<PostCard> = found.into_iter().flatten().collect();
        self.note_cards(&cards);
        Ok(cards)
    }

    /// Notes what cards show that were read by another reader.
    pub(super) fn note_cards(&self, cards: &[PostCard]) {
        let mut noted = self.noted.borrow_mut();
        for card in cards {
            noted.push(Tag::post(&card.id));
            noted.extend(card.tags.iter().map(|tag| Tag::tag(&tag.id)));
            noted.extend(card.authors.iter().map(|author| Tag::author(&author.id)));
        }
    }
}

/// Those of the ids that are known, and the others, each once.
fn take<T>(known: &HashMap<Id, Arc<T>>, ids: impl Iterator<Item = Id>) -> (HashMap<Id, Arc<T>>, Vec<Id>) {
    let (mut found, mut missing) = (HashMap::new(), Vec::new());
    for id in ids {
        match known.get(&id) {
            Some(one) => drop(found.insert(id, one.clone())),
            None => missing.push(id),
        }
    }
    missing.sort_unstable();
    missing.dedup();
    (found, missing)
}
