//! What partials wrote for cards: the newest stories, the picks and the most read stand on page after page.
//!
//! A fragment is found by the call that wrote it and by the card that it wrote of. It holds on to the rows of that card, so
//! that no other row can come to the same address: as long as a reader is given these rows, the fragment is right. It lives
//! with the [`crate::facts::Facts`] of one theme and one version of the settings, and says which language it was written in.

use std::sync::Arc;

use hbs::Recall;
use quick_cache::{Weighter, sync::Cache};
use store::PostCard;

/// Bytes held at most, with the rows.
const MOST: u64 = 16 << 20;
/// What a card's rows weigh, about.
const ROWS: u64 = 2 << 10;

/// Where the call stands, and what of its card it does not see.
type Place = (usize, usize);
/// The call's place and the address of the card's row.
type Key = (Place, usize);

#[derive(Clone)]
struct Fragment {
    card: PostCard,
    language: Box<str>,
    html: Arc<str>,
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Fragment>> for Weight {
    fn weight(&self, _: &Key, fragment: &Arc<Fragment>) -> u64 {
        ROWS + fragment.html.len() as u64
    }
}

/// The fragments of one theme and one version of the settings.
pub(crate) struct Fragments(Cache<Key, Arc<Fragment>, Weight>);

impl Default for Fragments {
    fn default() -> Self {
        Fragments(Cache::with_weighter((MOST / ROWS) as usize / 2, MOST, Weight))
    }
}

impl Fragments {
    pub(crate) fn recall(&self, place: Place, card: &PostCard, language: &str) -> Recall {
        let is_it = |known: &Arc<Fragment>| *known.language == *language && same_rows(&known.card, card);
        match self.0.get(&key(place, card)).filter(is_it) {
            Some(known) => Recall::Known(Arc::clone(&known.html)),
            None => Recall::Unknown,
        }
    }

    pub(crate) fn keep(&self, place: Place, card: &PostCard, language: &str, html: &Arc<str>) {
        let fragment = Fragment { card: card.clone(), language: language.into(), html: Arc::clone(html) };
        self.0.insert(key(place, card), Arc::new(fragment));
    }
}

fn key(place: Place, card: &PostCard) -> Key {
    (place, Arc::as_ptr(&card.row).addr())
}

fn same_rows(a: &PostCard, b: &PostCard) -> bool {
    Arc::ptr_eq(&a.row, &b.row) && Arc::ptr_eq(&a.tags, &b.tags) && Arc::ptr_eq(&a.authors, &b.authors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{archive, try_render};
    use crate::{Page, Theme, fixture};

    #[test]
    fn a_fragment_is_of_one_call_one_language_and_the_very_rows() {
        let (fragments, html) = (Fragments::default(), Arc::from("<li>"));
        let card = archive().post("bridge").card;
        fragments.keep((1, 0), &card, "en", &html);
        let known = |place: usize, card: &PostCard, language| matches!(fragments.recall((place, 0), card, language), Recall::Known(known) if Arc::ptr_eq(&known, &html));
        assert!(known(1, &card.clone(), "en"));
        assert!(!known(2, &card, "en") && !known(1, &card, "ru"));
        assert!(!matches!(fragments.recall((1, 1), &card, "en"), Recall::Known(_)));
        let edited = PostCard { row: Arc::new((*card.row).clone()), ..card.clone() };
        let retagged = PostCard { tags: card.tags.iter().cloned().collect(), ..card.clone() };
        let signed = PostCard { authors: card.authors.iter().cloned().collect(), ..card.clone() };
        assert!([edited, retagged, signed].iter().all(|other| !known(1, other, "en")));
    }

    /// Renders a partial for the cards of a list, and again with an eye on what was kept.
    fn kept(partial: &str) -> u64 {
        let template = "{{#foreach posts}}{{> one}}{{/foreach}}";
        let files = [("index.hbs", template), ("partials/one.hbs", partial)];
        let (theme, reader) = (fixture::theme(&files), archive().reader());
        let page: Page = archive().front(1);
        let html = theme.render(&page, &fixture::site(), &reader).unwrap();
        assert_eq!(html, try_render(template, &files[1..], &page).unwrap());
        count(&theme, &reader)
    }

    #[test]
    fn the_cards_of_our_own_theme_are_kept() {
        let theme = Theme::load(&crate::Source::Embedded).unwrap();
        let reader = archive().reader();
        theme.render(&archive().topic("news", 1), &fixture::site(), &reader).unwrap();
        assert!(count(&theme, &reader) >= 3, "three stories of the topic");
    }

    fn count(theme: &Theme, reader: &store::Reader) -> u64 {
        theme.facts(reader.settings().unwrap(), &fixture::site()).fragments.0.len() as u64
    }

    #[test]
    fn what_another_page_or_moment_would_write_otherwise_is_not_kept() {
        assert_eq!(kept("{{title}} {{url}} {{date published_at}} {{excerpt}} {{@site.title}}"), 3);
        let singular = [
            "{{date published_at timeago=true}}",
            "{{date nothing}}",
            "{{html}}",
            "{{meta_title}}",
            "{{#with @site}}{{url}}{{#if announcement}}!{{/if}}{{/with}}",
            "{{#foreach @site.navigation}}{{current}}{{/foreach}}",
            "{{#foreach @site.languages}}{{url}}{{/foreach}}",
            "{{#is \"home\"}}{{title}}{{/is}}",
            "{{#get \"posts\" limit=\"1\"}}{{/get}}",
            "{{@index}}",
        ];
        for partial in singular {
            assert_eq!(kept(partial), 0, "{partial}");
        }
    }
}
