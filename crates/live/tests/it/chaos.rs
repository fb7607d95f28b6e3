//! Broken bytes break nothing; people who write at once end with one story.

use document::Trust;
use live::Manuscript;
use proptest::prelude::*;
use yrs::{
    Any, Out, Text, TransactionMut, Xml, XmlElementPrelim, XmlElementRef, XmlFragment, XmlOut, XmlTextPrelim,
    types::Attrs,
};

use crate::browser::{Browser, html, json, manuscript, with_gallery};

/// A random edit of the gallery, the first block: a picture is put in, taken out, moved or described.
fn edit_gallery(browser: &Browser, kind: u8, at: u32, name: &str) -> Vec<u8> {
    browser.edit(|browser, txn| {
        let gallery = browser.node(txn, 0);
        let count = gallery.len(txn);
        match kind % 4 {
            0 if count > 0 => gallery.remove_range(txn, at % count, 1),
            1 if count > 0 => {
                let Some(XmlOut::Element(picture)) = gallery.get(txn, at % count) else {
                    panic!("no picture")
                };
                picture.insert_attribute(txn, "alt", name);
            }
            2 if count > 1 => {
                let Some(XmlOut::Element(picture)) = gallery.get(txn, at % count) else {
                    panic!("no picture")
                };
                let src = picture.get_attribute(txn, "src").unwrap();
                gallery.remove_range(txn, at % count, 1);
                put_picture(&gallery, txn, (at + 1) % count, src);
            }
            _ => put_picture(&gallery, txn, at % (count + 1), Out::Any(format!("/{name}.jpg").into())),
        }
    })
}

fn put_picture(gallery: &XmlElementRef, txn: &mut TransactionMut<'_>, at: u32, src: Out) {
    let Out::Any(src) = src else { panic!("an address is a text") };
    let picture = gallery.insert(txn, at, XmlElementPrelim::empty("gallery_image"));
    picture.insert_attribute(txn, "src", src);
}

/// The addresses of the pictures in a gallery that is the first block.
fn pictures(manuscript: &Manuscript) -> Vec<String> {
    let images = json(manuscript)["content"][0]["attrs"]["images"].as_array().cloned().unwrap_or_default();
    images.iter().map(|image| image["src"].as_str().unwrap().to_owned()).collect()
}

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
    fn pictures_that_two_people_put_in_both_stay(
        steps in prop::collection::vec((0usize..2, any::<u8>(), any::<u32>(), any::<bool>()), 1..40),
    ) {
        let mut server = with_gallery();
        let people = [Browser::open(&server), Browser::open(&server)];
        let mut offline: [Vec<Vec<u8>>; 2] = Default::default();
        for (number, (person, kind, at, online)) in steps.into_iter().enumerate() {
            offline[person].push(edit_gallery(&people[person], kind, at, &format!("new-{number}")));
            if online {
                offline[person].drain(..).for_each(|update| drop(server.take(&update, Trust::Untrusted).unwrap()));
                people[person].fetch(&server);
            }
        }
        // Each puts one more in while the other does not see it: nothing takes these out again.
        for (person, name) in ["ana", "boris"].into_iter().enumerate() {
            offline[person].push(edit_gallery(&people[person], 3, 0, name));
        }
        for (person, updates) in offline.into_iter().enumerate() {
            for update in updates {
                server.take(&update, Trust::Untrusted).unwrap();
            }
            people[person].fetch(&server);
        }
        people[0].fetch(&server);
        let end = pictures(&server);
        prop_assert!(end.contains(&"/ana.jpg".to_owned()) && end.contains(&"/boris.jpg".to_owned()), "{:?}", end);
        for person in &people {
            prop_assert_eq!(json(&Manuscript::open(&person.all()).unwrap()), json(&server));
        }
        prop_assert_eq!(json(&Manuscript::open(&server.state()).unwrap()), json(&server));
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
