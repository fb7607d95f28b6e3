//! Related posts: bounded candidates by index, scored here.
//!
//! A candidate is worth the sum of
//! - each shared word: its weight in both posts, more when few posts have it;
//! - each shared topic: more when few posts have it, more for the first topic;
//!
//! and that sum loses up to half with age. The store has no clock: age is counted back from the newest post in sight.

use std::collections::HashMap;

use crate::{
    Id, Millis, PostCard, Reader, Result, Tag, Visibility,
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

struct Candidate {
    listed_at: Millis,
    score: f64,
}

impl Reader {
    /// Public posts in the same language that share topics and words with this one, best first; never the post itself.
    /// The work is bounded at any size of the archive.
    pub fn related(&self, post: &PostCard, limit: u32) -> Result<Vec<PostCard>> {
        self.note(Tag::post(&post.id));
        let mut words = self
            .conn()
            .row(&body::TERMS_OF, &[(&post.id).into()], |row| Ok(terms::parse(row.str(0)?)))?
            .unwrap_or_default();
        words.sort_by_key(|word| std::cmp::Reverse(word.weight));
        words.truncate(WORDS);
        let topics: Vec<_> =
            post.tags.iter().filter(|tag| tag.visibility == Visibility::Public).take(TOPICS).collect();
        if words.is_empty() && topics.is_empty() {
            return Ok(Vec::new());
        }
        {
            let mut noted = self.noted.borrow_mut();
            noted.extend(words.iter().map(|word| Tag::term(&word.term)));
            noted.extend(topics.iter().map(|topic| Tag::tag_posts(&topic.id)));
        }
        let mut params = [Param::Null; WORDS + TOPICS + 1];
        for (param, word) in params.iter_mut().zip(&words) {
            *param = (&word.term).into();
        }
        for (param, topic) in params[WORDS..].iter_mut().zip(&topics) {
            *param = (&topic.id).into();
        }
        params[WORDS + TOPICS] = (&post.language).into();
        let found = self.conn().rows(&CANDIDATES, &params, |row| {
            Ok((row.small(0)? as usize - 1, row.id(1)?, row.int(2)?, row.small(3)?))
        })?;

        let mut having = [0usize; WORDS];
        for (source, ..) in found.iter().filter(|(source, ..)| *source < WORDS) {
            having[*source] += 1;
        }
        let mut candidates: HashMap<Id, Candidate> = HashMap::with_capacity(found.len());
        for (source, id, listed_at, weight) in found {
            let worth = if source < WORDS {
                let rarity = (PER_WORD as f64 / having[source] as f64).ln() + 0.25;
                rarity * (f64::from(words[source].weight) / 1000.0) * (f64::from(weight) / 1000.0)
            } else {
                let place = source - WORDS;
                let first = if place == 0 { 1.5 } else { 1.0 };
                first / ((topics[place].posts + 3) as f64).ln()
            };
            candidates.entry(id).or_insert(Candidate { listed_at, score: 0.0 }).score += worth;
        }
        candidates.remove(&post.id);
        let newest = candidates.values().map(|c| c.listed_at).chain(post.published_at).max().unwrap_or(0);
        for candidate in candidates.values_mut() {
            let days = (newest - candidate.listed_at) as f64 / DAY;
            candidate.score *= 0.5 + 0.5 * (-days / FADING).exp();
        }
        let mut ranked: Vec<(Id, Candidate)> = candidates.into_iter().collect();
        ranked.sort_unstable_by(|(a_id, a), (b_id, b)| {
            b.score.total_cmp(&a.score).then(b.listed_at.cmp(&a.listed_at)).then(b_id.cmp(a_id))
        });
        // Words are shared across languages now and then: who is left out is replaced by the next.
        let limit = limit as usize;
        let ids: Vec<Id> = ranked.iter().take(3 * limit).map(|(id, _)| *id).collect();
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
}
