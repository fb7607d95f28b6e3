//! What a changed post touches: its counters, and the tags of exactly those pages that show something else now.

use std::collections::BTreeSet;

use crate::{
    Id, Kind, Millis, PostRecord, Result, Tag, Writer,
    rows::{
        list::{self, counter_name, featured_counter_name},
        popular,
    },
};

/// A post as the lists see it: only while it is public.
struct Listed<'a> {
    post: &'a PostRecord,
    at: Millis,
    kind: Kind,
}

fn listed(post: Option<&PostRecord>) -> Option<Listed<'_>> {
    let post = post?;
    Some(Listed { post, at: post.row.listed_at()?, kind: post.row.kind })
}

impl Listed<'_> {
    /// The lists it stands in.
    fn lists(&self) -> BTreeSet<Tag> {
        let row = &self.post.row;
        let mut lists = BTreeSet::new();
        if row.featured {
            lists.insert(Tag::picks());
        }
        if self.kind == Kind::Page {
            lists.insert(Tag::pages());
            return lists;
        }
        lists.insert(Tag::posts());
        lists.insert(Tag::language_posts(&row.language));
        lists.extend(self.post.tags.iter().map(Tag::tag_posts));
        lists.extend(self.post.authors.iter().map(Tag::author_posts));
        lists
    }

    fn counters(&self) -> Vec<String> {
        let row = &self.post.row;
        let mut names = vec![counter_name(self.kind, None), counter_name(self.kind, Some(&row.language))];
        if row.featured {
            names.push(featured_counter_name(self.kind));
        }
        names
    }
}

/// A word of a listed post: what decides whom it relates to.
type Word<'a> = (&'a str, u16, Millis, &'a str);

fn words<'a>(listed: Option<&'a Listed<'_>>) -> BTreeSet<Word<'a>> {
    let Some(Listed { post, at, .. }) = listed else { return BTreeSet::new() };
    post.terms.iter().map(|term| (&*term.term, term.weight, *at, &*post.row.language)).collect()
}

impl Writer {
    /// Takes a change of a post into the kept counters.
    pub(super) fn count(&mut self, old: Option<&PostRecord>, new: Option<&PostRecord>) {
        for (post, by) in [(listed(old), -1), (listed(new), 1)] {
            let Some(post) = post else { continue };
            for name in post.counters() {
                *self.counters.entry(name).or_default() += by;
            }
            if post.kind == Kind::Post {
                for id in &post.post.tags {
                    *self.tag_posts.entry(*id).or_default() += by;
                }
                for id in &post.post.authors {
                    *self.author_posts.entry(*id).or_default() += by;
                }
            }
        }
    }

    /// Names the tags of a change of a post.
    pub(super) fn name_post(&mut self, old: Option<&PostRecord>, new: Option<&PostRecord>) -> Result<()> {
        let Some(id) = new.or(old).map(|post| post.row.id) else { return Ok(()) };
        self.touch(Tag::post(&id));
        self.touch(Tag::any_post());
        let (before, after) = (listed(old), listed(new));
        if before.is_none() && after.is_none() {
            return Ok(());
        }
        self.name_addresses(old, new, before.as_ref(), after.as_ref());
        self.name_words(before.as_ref(), after.as_ref());

        // A post that changes its language leaves and enters every list, as lists may be asked for in a language.
        let place = |listed: &Listed<'_>| (listed.at, listed.kind, listed.post.row.language.clone());
        let moved = before.as_ref().map(place) != after.as_ref().map(place);
        let (was, is) = (before.as_ref().map(Listed::lists), after.as_ref().map(Listed::lists));
        let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
        let changed: Vec<Tag> = if moved {
            was.union(&is).cloned().collect()
        } else {
            was.symmetric_difference(&is).cloned().collect()
        };
        for tag in changed {
            self.touch(tag);
        }
        let relations = |post: &Option<Listed<'_>>| {
            post.as_ref()
                .filter(|p| p.kind == Kind::Post)
                .map(|p| (p.post.tags.clone(), p.post.authors.clone()))
        };
        let (of_old, of_new) =
            (relations(&before).unwrap_or_default(), relations(&after).unwrap_or_default());
        if of_old.0 != of_new.0 {
            self.touch(Tag::tags());
        }
        if of_old.1 != of_new.1 {
            self.touch(Tag::authors());
        }
        if before.is_some() != after.is_some() {
            self.touch(Tag::popular());
        }
        if moved && !self.everything && self.one(&popular::IS_PICKED, &[(&id).into()], |_| Ok(()))?.is_some()
        {
            self.touch(Tag::picks());
        }
        if moved {
            for post in [before, after].into_iter().flatten().filter(|post| post.kind == Kind::Post) {
                self.name_neighbours(post.at, &id)?;
            }
        }
        Ok(())
    }

    /// Slugs and languages: what was not found may be now.
    fn name_addresses(
        &mut self,
        old: Option<&PostRecord>,
        new: Option<&PostRecord>,
        before: Option<&Listed<'_>>,
        after: Option<&Listed<'_>>,
    ) {
        let address = |listed: Option<&Listed<'_>>| listed.map(|l| (l.post.row.slug.clone(), l.kind));
        if address(before) != address(after) {
            for post in old.into_iter().chain(new) {
                self.touch(Tag::slug(&post.row.slug));
            }
        }
        let version = |listed: Option<&Listed<'_>>| {
            listed.and_then(|l| {
                Some((l.post.row.translation_key.clone()?, l.post.row.language.clone(), l.kind))
            })
        };
        if version(before) != version(after) {
            for key in [version(before), version(after)].into_iter().flatten().map(|(key, ..)| key) {
                self.touch(Tag::translations(&key));
            }
        }
    }

    /// Words: the posts that share one may find other relatives now.
    fn name_words(&mut self, before: Option<&Listed<'_>>, after: Option<&Listed<'_>>) {
        for (word, ..) in words(before).symmetric_difference(&words(after)) {
            self.touch(Tag::term(word));
        }
    }

    fn name_neighbours(&mut self, at: Millis, id: &Id) -> Result<()> {
        if self.everything {
            return Ok(());
        }
        for sql in [list::BEFORE, list::AFTER] {
            if let Some(neighbour) = self.one(&sql, &[at.into(), id.into()], |row| row.id(0))? {
                self.touch(Tag::neighbours(&neighbour));
            }
        }
        self.touch(Tag::neighbours(id));
        Ok(())
    }
}
