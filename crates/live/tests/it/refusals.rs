//! Changes that break the schema or the server.

use std::collections::HashMap;

use document::Trust;
use live::{Fault, MAX_STATE, MAX_UPDATE, Manuscript, Story};
use yrs::{
    Any, Doc, Map, MapPrelim, Text, TextPrelim, Transact, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim,
    types::Attrs,
};

use crate::browser::{Browser, html, manuscript, refusal, refused};

#[track_caller]
fn schema(fault: &Fault, part: &str) {
    match fault {
        Fault::Schema(_) | Fault::LongLine { .. } if fault.to_string().contains(part) => {}
        other => panic!("not for {part}: {other:?}"),
    }
}

#[test]
fn nodes_and_attributes_that_no_article_has() {
    schema(&refusal(|b, txn| b.block(txn, 0, "script", "x")), "script");
    schema(&refusal(|b, txn| b.card(txn, "image", &[("onload", "x()".into())])), "onload");
    schema(&refusal(|b, txn| b.card(txn, "image", &[("src", "javascript:x".into())])), "may be loaded");
    schema(&refusal(|b, txn| b.card(txn, "image", &[("width", "wide".into())])), "invalid type");
    schema(&refusal(|b, txn| b.node(txn, 0).insert_attribute(txn, "class", "x")), "class");
    schema(&refusal(|b, txn| b.card(txn, "heading", &[("level", Any::from(7))])), "level");
    schema(&refusal(|b, txn| b.card(txn, "heading", &[("level", Any::from(2.5))])), "level");
}

#[test]
fn what_no_gallery_holds() {
    let inside = |name: &'static str, attrs: &'static [(&'static str, &'static str)]| {
        refusal(move |b, txn| {
            let gallery = b.card(txn, "gallery", &[]);
            let child = gallery.insert(txn, 0, XmlElementPrelim::empty(name));
            for (key, value) in attrs {
                child.insert_attribute(txn, *key, *value);
            }
        })
    };
    schema(&inside("paragraph", &[]), "paragraph");
    schema(&inside("image", &[("src", "/a.jpg")]), "image");
    schema(&inside("gallery_image", &[("src", "javascript:x")]), "may be loaded");
    schema(&inside("gallery_image", &[("onload", "x()")]), "onload");
    schema(&inside("gallery_image", &[("focus", "30%")]), "a point of the picture");
    schema(&refusal(|b, txn| b.card(txn, "gallery_image", &[("src", "/a.jpg".into())])), "gallery_image");
    schema(
        &refusal(|b, txn| {
            let gallery = b.card(txn, "gallery", &[]);
            let picture = gallery.insert(txn, 0, XmlElementPrelim::empty("gallery_image"));
            picture.insert(txn, 0, XmlElementPrelim::empty("gallery_image"));
        }),
        "gallery_image",
    );
    schema(&refusal(|b, txn| b.card(txn, "gallery", &[]).insert(txn, 0, XmlTextPrelim::new("x"))), "text");
}

#[test]
fn points_that_no_picture_has() {
    let of_gallery = |focus: Any| {
        let map = |pairs: [(&str, Any); 2]| {
            Any::Map(HashMap::from(pairs.map(|(key, value)| (key.to_owned(), value))).into())
        };
        let image = map([("src", "/a.jpg".into()), ("focus", focus)]);
        refusal(move |b, txn| b.card(txn, "gallery", &[("images", Any::Array([image].into()))]))
    };
    let of_image = |focus: Any| refusal(move |b, txn| b.card(txn, "image", &[("focus", focus)]));
    for text in ["", "left top", "101% 0%", "5.5% 5%", "30% 55%;position:fixed", "30% 55%\"onload=x()"] {
        schema(&of_image(text.into()), "a point of the picture");
        schema(&of_gallery(text.into()), "a point of the picture");
    }
    for value in [Any::from(30), Any::from(true), Any::Array([30.into(), 55.into()].into())] {
        schema(&of_image(value.clone()), "invalid type");
        schema(&of_gallery(value), "invalid type");
    }
}

#[test]
fn nodes_where_they_may_not_stand() {
    schema(&refusal(|b, txn| b.block(txn, 0, "list_item", "")), "list_item");
    schema(&refusal(|b, txn| b.block(txn, 0, "hard_break", "")), "hard_break");
    schema(&refusal(|b, txn| b.body.insert(txn, 0, XmlTextPrelim::new("x"))), "only in paragraphs");
    schema(&refusal(|b, txn| b.body.insert(txn, 0, XmlTextPrelim::new(""))), "only in paragraphs");
    schema(
        &refusal(|b, txn| b.node(txn, 0).push_back(txn, XmlElementPrelim::empty("paragraph"))),
        "paragraph",
    );
    schema(&refusal(|b, txn| b.block(txn, 0, "bullet_list", "x")), "does not belong here");
    let card_with_words =
        refusal(|b, txn| b.card(txn, "paywall", &[]).insert(txn, 0, XmlTextPrelim::new("x")));
    schema(&card_with_words, "content");
    let deep = |levels: usize| {
        move |b: &Browser, txn: &mut yrs::TransactionMut<'_>| {
            let mut at = b.block(txn, 0, "blockquote", "");
            for _ in 0..levels {
                at = at.insert(txn, 0, XmlElementPrelim::empty("blockquote"));
            }
        }
    };
    schema(&refusal(deep(20)), "deeper");
    schema(&refusal(deep(100)), "deeper than 64");
    schema(&refusal(deep(40_000)), "deeper than 64");
}

#[test]
fn depth_counts_from_the_body_and_not_from_the_change() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    let mut at = None;
    for level in 0..40 {
        let mut next = None;
        let update = ana.edit(|b, txn| {
            next = Some(match &at {
                None => b.block(txn, 0, "blockquote", ""),
                Some(quote) => {
                    yrs::XmlElementRef::insert(quote, txn, 0, XmlElementPrelim::empty("blockquote"))
                }
            });
        });
        at = next;
        match manuscript.take(&update, Trust::Untrusted) {
            Ok(_) => {}
            Err(fault) => {
                assert_eq!(level, 17, "blocks are at most 16 deep");
                return schema(&fault, "deeper");
            }
        }
    }
    panic!("nothing stops it");
}

#[test]
fn marks_that_no_article_has() {
    let mark = |name: &str, value: Any| {
        let attrs = Attrs::from([(name.into(), value)]);
        refusal(move |b, txn| b.words(txn, 0).format(txn, 0, 1, attrs))
    };
    let map = |key: &str, value: &str| Any::Map(HashMap::from([(key.to_owned(), Any::from(value))]).into());
    schema(&mark("blink", Any::Map(Default::default())), "blink");
    schema(&mark("strong", Any::from(true)), "strong");
    schema(&mark("strong", map("class", "x")), "strong");
    schema(&mark("link", map("href", "javascript:alert(1)")), "a link may have");
    schema(&mark("link", map("onclick", "x")), "onclick");
}

#[test]
fn titles_with_more_than_words() {
    let bold = Attrs::from([("strong".into(), Any::Map(Default::default()))]);
    schema(&refusal(|b, txn| b.title.format(txn, 0, 3, bold)), "plain text");
    schema(&refusal(|b, txn| b.title.insert(txn, 0, &"x".repeat(5_000))), "4000 characters");
    assert!(matches!(refusal(|b, txn| b.title.insert_embed(txn, 0, "x")), Fault::Foreign(_)));
}

#[test]
fn kinds_of_content_that_no_story_has() {
    let foreign = |fault: Fault| assert!(matches!(fault, Fault::Foreign(_)), "{fault:?}");
    foreign(refusal(|b, txn| b.node(txn, 0).insert_attribute(txn, "x", MapPrelim::default())));
    foreign(refusal(|b, txn| b.node(txn, 0).insert_attribute(txn, "x", TextPrelim::new("x"))));
    foreign(refusal(|b, txn| b.node(txn, 0).insert_attribute(txn, "x", Doc::new())));
    foreign(refusal(|b, txn| {
        b.node(txn, 0).insert_attribute(txn, "x", XmlElementPrelim::empty("paragraph"))
    }));
    foreign(refusal(|b, txn| b.card(txn, "html", &[("html", Any::Buffer([1, 2][..].into()))])));
    foreign(refusal(|b, txn| b.words(txn, 0).insert_embed(txn, 0, XmlElementPrelim::empty("image"))));
    let mut manuscript = manuscript("<p>One</p>");
    let other = Doc::new();
    let map = other.get_or_insert_map("elsewhere");
    let mut txn = other.transact_mut();
    map.insert(&mut txn, "x", 1);
    foreign(refused(&mut manuscript, &txn.encode_update_v1()));
}

#[test]
fn changes_that_build_on_what_is_not_there() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    let first = ana.type_into(0, 3, " two");
    let second = ana.type_into(0, 7, " three");
    assert_eq!(refused(&mut manuscript, &second), Fault::Incomplete);
    manuscript.take(&first, Trust::Untrusted).unwrap();
    manuscript.take(&second, Trust::Untrusted).unwrap();
    assert!(html(&manuscript).ends_with("<p>One two three</p>"));
}

/// One part for a new client: `content` as the first attribute value of the body's first node… or whatever the bytes say.
fn part(info: u8, rest: &[u8]) -> Vec<u8> {
    let mut update = vec![1, 1, 200, 1, 0, info];
    update.extend_from_slice(rest);
    update.push(0);
    update
}

#[test]
fn bytes_that_promise_or_cost_too_much() {
    let mut manuscript = manuscript("<p>One</p>");
    let mut refuse = |update: &[u8]| refused(&mut manuscript, update);
    // Values in values, one million levels deep, would exhaust the stack of whoever reads them.
    let mut bomb = b"\x01\x04body\x01k\x01".to_vec();
    bomb.extend([117, 1].repeat(1_000_000));
    bomb.push(126);
    assert!(matches!(refuse(&part(0x28, &bomb)), Fault::TooLarge { .. }));
    assert!(matches!(refuse(&vec![0; MAX_UPDATE + 1]), Fault::TooLarge { limit: MAX_UPDATE }));
    let lying: [&[u8]; 8] = [
        &[],
        &[0xff, 0xff, 0xff, 0xff, 0x0f],
        &[1, 0xff, 0xff, 0xff, 0x7f, 5, 0],
        &[0, 0xff, 0xff, 0xff, 0x7f],
        &[0, 1, 1, 0xff, 0xff, 0xff, 0x7f],
        &[0, 0, 0],
        &[1, 1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 9, 0],
        &[0, 1, 5, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 9],
    ];
    for bytes in lying {
        assert_eq!(refuse(bytes), Fault::Malformed, "{bytes:?}");
    }
    // Nothing but deletions of what nobody has.
    assert_eq!(refuse(&[0, 1, 9, 1, 0, 5]), Fault::Incomplete);
    // A client number that JavaScript cannot hold.
    assert_eq!(
        refuse(&[1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 1, 0]),
        Fault::Malformed
    );
    // Parts that stand in each other.
    let cycle = [1, 2, 7, 0, 0x07, 0, 7, 1, 6, 0x07, 0, 7, 0, 6, 0];
    assert_eq!(refuse(&cycle), Fault::Malformed);
    // Ten thousand parts at one place.
    let mut crowd = vec![1, 0x90, 0x4e, 7, 0];
    for _ in 0..10_000 {
        crowd.extend_from_slice(b"\x04\x01\x05title\x01x");
    }
    crowd.push(0);
    assert_eq!(refuse(&crowd), Fault::TooLarge { limit: 4_096 });
}

#[test]
fn a_story_grows_up_to_its_bound_and_can_then_be_cut() {
    let mut manuscript = Manuscript::begin(&Story::default()).unwrap();
    let ana = Browser::open(&manuscript);
    let words = "x".repeat(1 << 20);
    let mut fault = None;
    for number in 0..20 {
        match manuscript.take(&ana.edit(|b, txn| b.block(txn, 0, "paragraph", &words)), Trust::Untrusted) {
            Ok(_) => assert!(manuscript.size() <= MAX_STATE, "{number}"),
            Err(refused) => {
                fault = Some(refused);
                break;
            }
        }
    }
    assert_eq!(fault, Some(Fault::Full));
    let bela = Browser::open(&manuscript);
    manuscript.take(&bela.edit(|b, txn| b.body.remove_range(txn, 0, 10)), Trust::Untrusted).unwrap();
    manuscript.take(&bela.edit(|b, txn| b.block(txn, 0, "paragraph", &words)), Trust::Untrusted).unwrap();
    assert!(manuscript.state().len() < MAX_STATE);
    assert!(Manuscript::begin(&crate::browser::story(&"<p>x</p>".repeat(10))).is_ok());
}
