//! Related posts: bounded candidates by index, scored here.
//!
//! A candidate is worth the sum of
//! - each shared word: its weight in both posts, more when few posts have it;
//! - each shared topic: more when few posts have it, more for the first topic;
//!
//! and that sum loses up to half with age. The store has no clock: age is counted back from the newest post in sight.

use std::sync::Arc;

use crate::{
    Id, Millis, PostCard, Reader, Result, Tag, TagRow, Term, Visibility,
    db::Param,
    rows::{
        body,
        related::{CANDIDATES, PER_WORD, TOPICS, WORDS},
    },
    terms,
};

const DAY: f64 = 86_400_000.0;
/// Days after which a candidate has lost a third of what age can take.
const FADING: f64 = 180.0;

/// A post that has a word or a topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sharing {
    post: Id,
    listed_at: Millis,
    /// Of the word in that post, in thousandths.
    weight: u32,
}

/// Words and topics.
const SOURCES: usize = WORDS + TOPICS;

impl Reader {
    /// Public posts in the same language that share topics and words with this one, best first; never the post itself.
    /// The work is bounded at any size of the archive.
    pub fn related(&self, post: &PostCard, limit: u32) -> Result<Vec<PostCard>> {
        self.note(Tag::post(&post.id));
        let words = self
            .conn()
            .row(&body::TERMS_OF, &[(&post.id).into()], |row| Ok(terms::heaviest(row.str(0)?, WORDS)))?
            .unwrap_or_default();
        let public = |tag: &&TagRow| tag.visibility == Visibility::Public;
        let topics: Vec<&TagRow> = post.tags.iter().map(|tag| &**tag).filter(public).take(TOPICS).collect();
        if words.is_empty() && topics.is_empty() {
            return Ok(Vec::new());
        }
        {
            let mut noted = self.noted.borrow_mut();
            noted.extend(words.iter().map(|word| Tag::term(&word.term)));
            noted.extend(topics.iter().map(|topic| Tag::tag_posts(&topic.id)));
        }
        let lists = self.sharing(&words, &topics, &post.language)?;

        let mut shared: Vec<(Sharing, f64)> = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
        for (source, list) in lists.iter().enumerate() {
            if let Some(word) = words.get(source).filter(|_| source < WORDS) {
                let rarity = (PER_WORD as f64 / list.len().max(1) as f64).ln() + 0.25;
                let worth = rarity * f64::from(word.weight) / 1_000_000.0;
                shared.extend(list.iter().map(|one| (*one, worth * f64::from(one.weight))));
            } else if let Some(topic) = source.checked_sub(WORDS).and_then(|place| topics.get(place)) {
                let first = if source == WORDS { 1.5 } else { 1.0 };
                let worth = first / ((topic.posts + 3) as f64).ln();
                shared.extend(list.iter().map(|one| (*one, worth)));
            }
        }
        shared.retain(|(one, _)| one.post != post.id);
        shared.sort_unstable_by_key(|(one, _)| one.post);
        let newest = shared.iter().map(|(one, _)| one.listed_at).chain(post.published_at).max().unwrap_or(0);
        let mut ranked: Vec<(f64, Millis, Id)> = shared
            .chunk_by(|(a, _), (b, _)| a.post == b.post)
            .map(|same| {
                let one = same[0].0;
                let days = (newest - one.listed_at) as f64 / DAY;
                let score =
                    same.iter().map(|(_, worth)| worth).sum::<f64>() * (0.5 + 0.5 * (-days / FADING).exp());
                (score, one.listed_at, one.post)
            })
            .collect();
        let best_first = |a: &(f64, Millis, Id), b: &(f64, Millis, Id)| {
            b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2))
        };
        let limit = limit as usize;
        if ranked.len() > 3 * limit {
            ranked.select_nth_unstable_by(3 * limit, best_first);
            ranked.truncate(3 * limit);
        }
        ranked.sort_unstable_by(best_first);
        // Words are shared across languages now and then: who is left out is replaced by the next.
        let ids: Vec<Id> = ranked.iter().map(|(.., id)| *id).collect();
        let mut cards = Vec::with_capacity(limit);
        for some in ids.chunks(limit.max(1)) {
            if cards.len() < limit {
                let language = &post.language;
                cards.extend(self.cards_by_id(some)?.into_iter().filter(|card| card.language == *language));
            }
        }
        cards.truncate(limit);
        Ok(cards)
    }

    /// The latest posts of each word, then (from [`WORDS`] on) of each topic; those that no reader knows in one statement.
    fn sharing(
        &self,
        words: &[Term],
        topics: &[&TagRow],
        language: &str,
    ) -> Result<[Arc<[Sharing]>; SOURCES]> {
        let mut keys: [Option<Tag>; SOURCES] = Default::default();
        let mut params = [Param::Null; SOURCES + 1];
        params[SOURCES] = language.into();
        for (place, word) in words.iter().enumerate() {
            (keys[place], params[place]) = (Some(Tag::term(&word.term)), (&word.term).into());
        }
        for (place, topic) in topics.iter().enumerate() {
            let key = Tag::named(&format!("{}:{language}", topic.id));
            (keys[WORDS + place], params[WORDS + place]) = (Some(key), (&topic.id).into());
        }
        let mut lists: [Arc<[Sharing]>; SOURCES] = Default::default();
        self.known(|known| {
            for (place, key) in keys.iter_mut().enumerate() {
                if let Some(list) = key.as_ref().and_then(|key| known.sharing.get(key)) {
                    lists[place] = Arc::clone(list);
                    (*key, params[place]) = (None, Param::Null);
                }
            }
        });
        if keys.iter().all(Option::is_none) {
            return Ok(lists);
        }
        let rows = self.conn().rows(&CANDIDATES, &params, |row| {
            Ok((row.count(0)?, Sharing { post: row.id(1)?, listed_at: row.int(2)?, weight: row.small(3)? }))
        })?;
        let mut found: [Vec<Sharing>; SOURCES] = Default::default();
        for (source, one) in rows {
            found[source as usize - 1].push(one);
        }
        for (place, found) in found.into_iter().enumerate().filter(|(place, _)| keys[*place].is_some()) {
            lists[place] = found.into();
        }
        self.learn(|known| {
            let keys = keys.into_iter().zip(&lists).filter_map(|(key, list)| Some((key?, Arc::clone(list))));
            known.sharing.extend(keys);
        });
        Ok(lists)
    }
}
