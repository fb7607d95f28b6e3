//! Broken bytes break nothing; people who write at once end with one story.

use document::Trust;
use live::Manuscript;
use proptest::prelude::*;
use yrs::{Any, Text, TransactionMut, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim, types::Attrs};

use crate::browser::{Browser, html, manuscript};

/// A random edit of somebody.
fn edit(browser: &Browser, kind: u8, at: u32, words: &str) -> Vec<u8> {
    let work = |b: &Browser, txn: &mut TransactionMut<'_>| {
        let blocks = b.body.len(txn);
        let place = at % (blocks + 1);
        match kind % 8 {
            0 => {
                b.block(txn, place, "paragraph", words);
            }
            1 if blocks > 0 => b.body.remove_range(txn, at % blocks, 1),
            2 => b.title.insert(txn, at % (b.title.len(txn) + 1), words),
            3 => {
                b.card(txn, "image", &[("src", "/a.jpg".into()), ("alt", words.into())]);
            }
            4 => {
                let list = b.block(txn, place, "bullet_list", "");
                let item = list.insert(txn, 0, XmlElementPrelim::empty("list_item"));
                let paragraph = item.insert(txn, 0, XmlElementPrelim::empty("paragraph"));
                paragraph.insert(txn, 0, XmlTextPrelim::new(words));
            }
            _ if blocks > 0 => {
                let node = b.node(txn, at % blocks);
                let tag = node.tag().to_string();
                match (&*tag, node.get(txn, 0).and_then(|child| child.into_xml_text())) {
                    ("paragraph", Some(text)) => {
                        let length = text.len(txn);
                        let at = at % (length + 1);
                        match kind % 3 {
                            0 => text.insert(txn, at, words),
                            1 if at < length => text.remove_range(txn, at, 1),
                            _ if at < length => {
                                text.format(
                                    txn,
                                    at,
                                    1,
                                    Attrs::from([("em".into(), Any::Map(Default::default()))]),
                                );
                            }
                            _ => {}
                        }
                    }
                    ("image", _) => {
                        node.insert_attribute(txn, "alt", words);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    };
    browser.edit(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sent_the_story_stays_readable(
        edits in prop::collection::vec((any::<u8>(), any::<u32>(), "[a-zж🦊]{1,6}"), 1..12),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut manuscript = manuscript("<p>One <b>two</b></p><ul><li>x</li></ul>");
        let browser = Browser::open(&manuscript);
        for (number, (kind, at, words)) in edits.into_iter().enumerate() {
            let whole = edit(&browser, kind, at, &words);
            let mut broken = whole.clone();
            if !broken.is_empty() {
                for (index, byte) in &damage {
                    let index = index.index(broken.len());
                    broken[index] ^= byte;
                }
                if number % 3 == 0 {
                    broken.truncate(cut.index(broken.len()));
                }
            }
            let before = manuscript.story().unwrap();
            if manuscript.take(&broken, Trust::Untrusted).is_err() {
                prop_assert_eq!(manuscript.story().unwrap(), before);
            }
            manuscript.story().unwrap();
            // What the damage let through may stand in the way of the true one.
            let _ = manuscript.take(&whole, Trust::Untrusted);
            let mut manuscript = Manuscript::open(&manuscript.state()).unwrap();
            manuscript.state();
        }
    }

    #[test]
    fn five_people_end_with_one_story(
        steps in prop::collection::vec((0usize..5, any::<u8>(), any::<u32>(), "[a-zж]{1,6}", any::<bool>()), 1..120),
    ) {
        let mut server = manuscript("<p>One</p>");
        let people: Vec<Browser> = (0..5).map(|_| Browser::open(&server)).collect();
        let mut offline: Vec<Vec<Vec<u8>>> = vec![Vec::new(); 5];
        for (person, kind, at, words, online) in steps {
            let update = edit(&people[person], kind, at, &words);
            offline[person].push(update);
            if online {
                people[person].fetch(&server);
                for update in offline[person].drain(..) {
                    server.take(&update, Trust::Untrusted).unwrap();
                }
            }
        }
        for (person, updates) in offline.into_iter().enumerate() {
            for update in updates {
                server.take(&update, Trust::Untrusted).unwrap();
            }
            people[person].fetch(&server);
        }
        for person in &people {
            person.fetch(&server);
            prop_assert_eq!(html(&Manuscript::open(&person.all()).unwrap()), html(&server));
        }
        let stored = server.state();
        prop_assert_eq!(html(&Manuscript::open(&stored).unwrap()), html(&server));
    }
}
