//! What people do to a shared story.

use std::collections::HashMap;

use document::Trust;
use live::{Manuscript, Story};
use yrs::{Any, Text, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim, types::Attrs};

use crate::browser::{Browser, html, json, manuscript, story};

#[test]
fn two_people_write_in_one_paragraph() {
    let mut manuscript = manuscript("<p>One two</p>");
    let (ana, bela) = (Browser::open(&manuscript), Browser::open(&manuscript));
    let (from_ana, from_bela) = (ana.type_into(0, 3, " and a half,"), bela.type_into(0, 7, ", three"));
    let told = manuscript.take(&from_ana, Trust::Untrusted).unwrap().unwrap();
    bela.hear(&told.change);
    manuscript.take(&from_bela, Trust::Untrusted).unwrap().unwrap();
    assert_eq!(html(&manuscript), "<p>One and a half, two, three</p>");
    bela.fetch(&manuscript);
    assert_eq!(Manuscript::open(&bela.all()).unwrap().story().unwrap(), manuscript.story().unwrap());
    // What is known already is no news.
    assert_eq!(manuscript.take(&from_ana, Trust::Untrusted).unwrap(), None);
    assert_eq!(manuscript.take(&bela.all(), Trust::Untrusted).unwrap(), None);
}

#[test]
fn every_kind_of_edit_is_taken() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    let mut take = |update: Vec<u8>| {
        manuscript.take(&update, Trust::Untrusted).unwrap();
        html(&manuscript)
    };
    let bold = |on: bool| {
        Attrs::from([("strong".into(), if on { Any::Map(Default::default()) } else { Any::Null })])
    };
    assert_eq!(
        take(ana.edit(|b, txn| b.words(txn, 0).format(txn, 0, 2, bold(true)))),
        "<p><strong>On</strong>e</p>"
    );
    assert_eq!(
        take(ana.edit(|b, txn| b.words(txn, 0).format(txn, 1, 1, bold(false)))),
        "<p><strong>O</strong>ne</p>"
    );
    // A mark of which a text may carry several, as y-prosemirror names it.
    let hashed = Attrs::from([("em--AbC+/9=1".into(), Any::Map(Default::default()))]);
    assert_eq!(
        take(ana.edit(|b, txn| b.words(txn, 0).format(txn, 2, 1, hashed))),
        "<p><strong>O</strong>n<em>e</em></p>"
    );
    let link = Any::Map(
        [("href", "https://e.org/"), ("rel", ""), ("title", ""), ("target", "")]
            .map(|(key, value)| (key.to_owned(), Any::from(value)))
            .into_iter()
            .collect::<std::collections::HashMap<_, _>>()
            .into(),
    );
    let update = ana.edit(|b, txn| {
        let paragraph = b.block(txn, 1, "paragraph", "");
        let text = paragraph.insert(txn, 0, XmlTextPrelim::new(""));
        text.insert_with_attributes(txn, 0, "left", Attrs::from([("link".into(), link.clone())]));
        paragraph.insert(txn, 1, XmlElementPrelim::empty("hard_break"));
        paragraph.insert(txn, 2, XmlTextPrelim::new("")).insert_with_attributes(
            txn,
            0,
            "right",
            Attrs::from([("link".into(), link)]),
        );
    });
    assert!(take(update).ends_with("<p><a href=\"https://e.org/\">left<br>right</a></p>"));
    take(ana.edit(|b, txn| {
        b.card(txn, "image", &[("src", "/a.jpg".into()), ("width", Any::from(1200.0)), ("alt", Any::Null)])
    }));
    let shown = take(ana.edit(|b, txn| b.node(txn, 2).insert_attribute(txn, "caption", "A <b>boat</b>")));
    assert!(shown.contains("/a.jpg") && shown.contains("A <b>boat</b>"), "{shown}");
    let update = ana.edit(|b, txn| {
        let table = b.block(txn, 0, "table", "");
        let row = table.insert(txn, 0, XmlElementPrelim::empty("table_row"));
        let cell = row.insert(txn, 0, XmlElementPrelim::empty("table_cell"));
        cell.insert_attribute(txn, "colspan", 1);
        cell.insert(txn, 0, XmlTextPrelim::new("c"));
    });
    assert!(take(update).contains("<td>c</td>"));
    let shown = take(ana.edit(|b, txn| {
        let row = b.node(txn, 0).get(txn, 0).unwrap().into_xml_element().unwrap();
        row.insert(txn, 1, XmlElementPrelim::empty("table_header"));
    }));
    assert!(shown.contains("<td></td>"), "{shown}");
    assert_eq!(json(&manuscript)["content"][0]["content"][0]["content"][1]["type"], "table_header");
    assert_eq!(json(&manuscript)["content"][3]["attrs"]["width"], 1200);
    manuscript.take(&ana.edit(|b, txn| b.body.remove_range(txn, 0, 3)), Trust::Untrusted).unwrap();
    let shown = html(&manuscript);
    assert!(shown.contains("<figure") && !shown.contains("<table") && !shown.contains("left"), "{shown}");
    let update = ana.edit(|b, txn| b.title.insert(txn, 0, "The "));
    manuscript.take(&update, Trust::Untrusted).unwrap();
    assert_eq!(manuscript.story().unwrap().title, "The Bridge closed");
}

#[test]
fn the_point_of_a_picture_is_set_moved_and_taken_away() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    let mut take = |update: Vec<u8>| {
        manuscript.take(&update, Trust::Untrusted).unwrap();
        html(&manuscript)
    };
    take(ana.edit(|b, txn| {
        b.card(txn, "image", &[("src", "/a.jpg".into()), ("focus", "30% 55%".into())]);
    }));
    let shown = take(ana.edit(|b, txn| b.node(txn, 1).insert_attribute(txn, "focus", "28% 55%")));
    assert!(shown.contains("style=\"object-position:28% 55%\""), "{shown}");
    // An editor sends null for what is not given.
    let shown = take(ana.edit(|b, txn| b.node(txn, 1).insert_attribute(txn, "focus", Any::Null)));
    assert!(shown.contains("/a.jpg") && !shown.contains("style"), "{shown}");
}

#[test]
fn a_gallery_that_was_stored_before_is_read_and_added_to() {
    let mut manuscript = manuscript("<p>One</p>");
    let browser = Browser::open(&manuscript);
    let image = |src: &str| Any::Map(HashMap::from([("src".to_owned(), Any::from(src))]).into());
    // As browsers wrote it when a gallery was one value.
    let old = browser.edit(|b, txn| {
        let images = Any::Array([image("/1.jpg"), image("/2.jpg")].into());
        b.card(txn, "gallery", &[("images", images), ("caption", "Both".into())]);
    });
    manuscript.take(&old, Trust::Untrusted).unwrap();
    let images = |manuscript: &Manuscript| json(manuscript)["content"][1]["attrs"]["images"].clone();
    assert_eq!(images(&manuscript), serde_json::json!([{ "src": "/1.jpg" }, { "src": "/2.jpg" }]));
    let new = browser.edit(|b, txn| {
        let gallery = b.node(txn, 1);
        for (at, src) in ["/3.jpg", "/4.jpg"].into_iter().enumerate() {
            gallery
                .insert(txn, at as u32, XmlElementPrelim::empty("gallery_image"))
                .insert_attribute(txn, "src", src);
        }
    });
    manuscript.take(&new, Trust::Untrusted).unwrap();
    let rows = serde_json::json!([{ "src": "/1.jpg" }, { "src": "/2.jpg" }, { "src": "/3.jpg" }, { "src": "/4.jpg", "row": 1 }]);
    assert_eq!(images(&manuscript), rows);
    assert_eq!(images(&Manuscript::open(&manuscript.state()).unwrap()), rows);
}

#[test]
fn lines_are_tidied_when_they_are_read() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    manuscript.take(&ana.edit(|b, txn| b.title.insert(txn, 6, "\n\u{0} is\t")), Trust::Untrusted).unwrap();
    assert_eq!(manuscript.story().unwrap().title, "Bridge  is closed");
}

#[test]
fn a_rewrite_changes_as_little_as_it_can() {
    let mut manuscript = manuscript("<p>One</p><p>Two</p><p>Three</p>");
    let (ana, bela) = (Browser::open(&manuscript), Browser::open(&manuscript));
    let wanted =
        Story { title: "Bridge open 🎉".to_owned(), ..story("<p>One</p><h2>New</h2><p>Three</p>") };
    let told = manuscript.rewrite(&wanted).unwrap().unwrap();
    assert_eq!(manuscript.story().unwrap(), wanted);
    ana.hear(&told);
    assert_eq!(Manuscript::open(&ana.all()).unwrap().story().unwrap(), wanted);
    // Somebody was writing in what stayed.
    manuscript.take(&bela.type_into(2, 5, " four"), Trust::Untrusted).unwrap();
    assert_eq!(html(&manuscript), "<p>One</p><h2 id=\"new\">New</h2><p>Three four</p>");
    assert_eq!(manuscript.rewrite(&manuscript.story().unwrap()).unwrap(), None);
    manuscript.rewrite(&Story::default()).unwrap().unwrap();
    assert_eq!(manuscript.story().unwrap(), Story::default());
    manuscript.rewrite(&wanted).unwrap().unwrap();
    assert_eq!(manuscript.story().unwrap(), wanted);
}

#[test]
fn a_story_is_no_larger_than_its_words() {
    let mut manuscript = manuscript("<p>One</p>");
    let ana = Browser::open(&manuscript);
    let mut sent = 0;
    // A whole evening of typing and taking back.
    for _ in 0..200 {
        let typed = ana.type_into(0, 3, &"word ".repeat(1_000));
        let taken_back = ana.edit(|b, txn| b.words(txn, 0).remove_range(txn, 3, 5_000));
        for update in [typed, taken_back] {
            sent += update.len();
            manuscript.take(&update, Trust::Untrusted).unwrap();
        }
    }
    assert!(sent > 1_000_000);
    assert!(manuscript.state().len() < 10_000, "{} bytes", manuscript.state().len());
    assert_eq!(json(&manuscript)["content"][0]["content"][0]["text"], "One");
}
