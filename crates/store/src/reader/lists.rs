//! Lists of posts.

use std::time::Instant;

use super::known::Ranking;
use crate::{
    Error, Id, Kind, List, Near, Order, PostCard, PostQuery, Reader, Result, Tag,
    db::Row,
    rows::{author, kept, list, popular, tag},
};

/// From this offset on it is worth knowing whether the end is nearer than the beginning.
const FAR: u64 = 1_000;
/// Picks in order, at most.
pub const MOST_PICKS: u32 = 50;
/// Ids in one question, at most.
const MOST_IDS: usize = 1_000;

impl Reader {
    /// A list of public posts, with tags and authors. An index tells which posts; only cards that nobody read since the last
    /// change are read. Costs the same at any size of the archive; far pages skip in the index, from the nearer end.
    pub fn posts(&self, query: &PostQuery) -> Result<Vec<PostCard>> {
        self.note_list(query);
        match &query.list {
            List::Ids(ids) => self.posts_of_ids(query, ids),
            List::Featured
                if (query.kind, query.offset) == (Kind::Post, 0) && query.order == Order::Newest =>
            {
                let language = query.language.as_deref().unwrap_or_default();
                self.ranking(("featured", query.limit, language.into()), || self.listed(query))
            }
            _ => self.listed(query),
        }
    }

    /// By the index or the filter.
    fn listed(&self, query: &PostQuery) -> Result<Vec<PostCard>> {
        let (mut offset, mut limit, mut backwards) = (query.offset, u64::from(query.limit), false);
        let filtered = matches!(query.list, List::Matching(_));
        if offset >= FAR && !filtered && matches!(query.order, Order::Newest | Order::Oldest) {
            let all = self.count_posts(query)?;
            if offset >= all {
                return Ok(Vec::new());
            }
            limit = limit.min(all - offset);
            let from_end = all - offset - limit;
            if from_end < offset {
                (offset, backwards) = (from_end, true);
            }
        }
        let built = list::page(query, offset, limit, backwards);
        let mut ids = Vec::with_capacity(limit.min(200) as usize);
        self.list(query, &built, &mut |row| {
            ids.push(row.id(0)?);
            Ok(())
        })?;
        if backwards {
            ids.reverse();
        }
        self.cards_by_id(&ids)
    }

    fn posts_of_ids(&self, query: &PostQuery, ids: &[Id]) -> Result<Vec<PostCard>> {
        let mut cards = self.cards_by_id(&ids[..ids.len().min(MOST_IDS)])?;
        cards.retain(|card| {
            card.kind == query.kind && query.language.as_ref().is_none_or(|l| *l == card.language)
        });
        Ok(cards.into_iter().skip(query.offset as usize).take(query.limit as usize).collect())
    }

    /// How many public posts the query has in all, whatever its offset and limit. From kept counters where there are any.
    pub fn count_posts(&self, query: &PostQuery) -> Result<u64> {
        self.note_list(query);
        if let Some(name) = list::counter(query) {
            return Ok(self
                .conn()
                .row(&kept::COUNTER, &[name.as_str().into()], |row| row.count(0))?
                .unwrap_or(0));
        }
        match (&query.list, query.kind, &query.language) {
            (List::Tag(id), Kind::Post, None) => {
                let tag = self.conn().row(&tag::BY_ID, &[id.into()], |row| row.count(20))?;
                Ok(tag.unwrap_or(0))
            }
            (List::Author(id), Kind::Post, None) => {
                let author = self.conn().row(&author::BY_ID, &[id.into()], |row| row.count(21))?;
                Ok(author.unwrap_or(0))
            }
            (List::Ids(ids), ..) if ids.is_empty() => Ok(0),
            (List::Ids(ids), ..) => Ok(self.cards_by_id(&ids[..ids.len().min(MOST_IDS)])?.len() as u64),
            _ => {
                let built = list::count(query);
                let mut n = 0;
                self.list(query, &built, &mut |row| {
                    n = row.count(0)?;
                    Ok(())
                })?;
                Ok(n)
            }
        }
    }

    /// Runs the statement of a list. What a filter costs nobody knows before: the time that a reader spends on filters is
    /// bounded.
    fn list(
        &self,
        query: &PostQuery,
        built: &list::Built<'_>,
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        if !matches!(query.list, List::Matching(_)) {
            return self.conn().each_of(&built.text, &built.params, take);
        }
        self.bounded(built, take)
    }

    /// Runs a statement that a filter is part of.
    pub(super) fn bounded(
        &self,
        built: &list::Built<'_>,
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let (began, left) = (Instant::now(), self.filter_time.get());
        let ran = self.conn().within(left, |conn| conn.each_of(&built.text, &built.params, take));
        self.filter_time.set(left.saturating_sub(began.elapsed()));
        match ran {
            Err(_) if self.filter_time.get().is_zero() => {
                Err(Error::Invalid { field: "filter", why: "takes too long; ask for less".into() })
            }
            ran => ran,
        }
    }

    fn note_list(&self, query: &PostQuery) {
        let mut noted = self.noted.borrow_mut();
        let (list, filtered) = match &query.list {
            List::Matching(matching) => (&matching.within, true),
            list => (list, false),
        };
        if filtered || !matches!(query.order, Order::Newest | Order::Oldest) {
            noted.push(Tag::any_post());
        }
        noted.push(match (list, query.kind, &query.language) {
            (List::Ids(ids), ..) => {
                noted.extend(ids.iter().map(Tag::post));
                return;
            }
            (List::Featured, ..) => Tag::picks(),
            // Pages with a topic or of an author have no list of their own: any change may be one of it.
            (List::Tag(_) | List::Author(_), Kind::Page, _) => Tag::any_post(),
            (_, Kind::Page, _) => Tag::pages(),
            (List::All, Kind::Post, Some(language)) => Tag::language_posts(language),
            (List::All, Kind::Post, None) => Tag::posts(),
            (List::Tag(id), ..) => Tag::tag_posts(id),
            (List::Author(id), ..) => Tag::author_posts(id),
            (List::Matching(_), ..) => Tag::any_post(),
        });
    }

    /// The public posts published just before and just after: (previous, next). Pages have none.
    pub fn neighbours(&self, post: &PostCard, near: Near) -> Result<(Option<PostCard>, Option<PostCard>)> {
        self.note(match near {
            Near::All => Tag::neighbours(&post.id),
            Near::Tag(id) => Tag::tag_posts(&id),
            Near::Author(id) => Tag::author_posts(&id),
        });
        let Some(at) = post.published_at.filter(|_| post.kind == Kind::Post) else { return Ok((None, None)) };
        let mut params = vec![at.into(), (&post.id).into()];
        match &near {
            Near::All => {}
            Near::Tag(id) | Near::Author(id) => params.push(id.into()),
        }
        let (before, after) = list::neighbour_statements(near);
        let before = self.conn().row(&before, &params, |row| row.id(0))?;
        let after = self.conn().row(&after, &params, |row| row.id(0))?;
        let ids: Vec<Id> = before.into_iter().chain(after).collect();
        let mut cards = self.cards_by_id(&ids)?;
        let mut take = |id: Option<Id>| {
            id.and_then(|id| cards.iter().position(|card| card.id == id))
                .map(|place| cards.swap_remove(place))
        };
        Ok((take(before), take(after)))
    }

    /// The most read posts of the last days, as last ranked; empty when nothing was ranked yet.
    pub fn popular(&self, limit: u32) -> Result<Vec<PostCard>> {
        self.note(Tag::popular());
        self.ranking(("popular", limit, "".into()), || {
            let ids = self.conn().rows(&popular::POPULAR, &[limit.into()], |row| row.id(0))?;
            self.cards_by_id(&ids)
        })
    }

    /// The public posts that editors put in order as their picks; featured posts come after them.
    pub fn ordered_picks(&self) -> Result<Vec<PostCard>> {
        self.note(Tag::picks());
        self.ranking(("picks", MOST_PICKS, "".into()), || {
            let ids = self.conn().rows(&popular::PICKS, &[MOST_PICKS.into()], |row| row.id(0))?;
            self.cards_by_id(&ids)
        })
    }

    /// A list that every page shows: read once by the readers of a change number.
    fn ranking(
        &self,
        ranking: Ranking,
        read: impl FnOnce() -> Result<Vec<PostCard>>,
    ) -> Result<Vec<PostCard>> {
        if let Some(cards) = self.known(|known| known.rankings.get(&ranking).cloned()) {
            self.note_cards(&cards);
            return Ok(cards.to_vec());
        }
        let cards = read()?;
        self.learn(|known| drop(known.rankings.insert(ranking, cards.as_slice().into())));
        Ok(cards)
    }
}
