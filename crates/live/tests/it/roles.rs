//! HTML of people who may not post it raw.

use document::Trust;
use live::Manuscript;
use yrs::{Any, Xml, XmlElementPrelim, XmlFragment};

use crate::browser::{Browser, html, json, manuscript, with_gallery};

const RAW: &str = "<p>Hi</p><script>alert(1)</script>";

#[test]
fn raw_html_stays_only_with_those_who_may_post_it() {
    let mut manuscript = manuscript("<p>One</p>");
    let editor = Browser::open(&manuscript);
    manuscript
        .take(&editor.edit(|b, txn| b.card(txn, "html", &[("html", RAW.into())])), Trust::Trusted)
        .unwrap();
    assert!(html(&manuscript).contains("<script>"));
    assert!(manuscript.story().unwrap().has_raw_html());

    // Writing beside it leaves it alone …
    let author = Browser::open(&manuscript);
    manuscript.take(&author.type_into(0, 3, "!"), Trust::Untrusted).unwrap();
    assert!(html(&manuscript).contains("<script>"));
    // … changing it does not.
    let changed = format!("{RAW}<p>Ho</p>");
    let update = author.edit(|b, txn| b.node(txn, 1).insert_attribute(txn, "html", changed.as_str()));
    let told = manuscript.take(&update, Trust::Untrusted).unwrap().unwrap();
    assert!(
        html(&manuscript).contains("<p>Hi</p><p>Ho</p>") && !html(&manuscript).contains("script"),
        "{}",
        html(&manuscript)
    );
    assert!(!manuscript.story().unwrap().has_raw_html());
    // Everybody sees the clean one, the sender too.
    for browser in [&editor, &author] {
        browser.hear(&told.change);
        browser.fetch(&manuscript);
        assert_eq!(Manuscript::open(&browser.all()).unwrap().story().unwrap(), manuscript.story().unwrap());
    }
}

#[test]
fn cards_deep_inside_a_paste_are_found() {
    let mut manuscript = manuscript("<p>One</p>");
    let author = Browser::open(&manuscript);
    let update = author.edit(|b, txn| {
        let list = b.block(txn, 0, "bullet_list", "");
        let item = list.insert(txn, 0, XmlElementPrelim::empty("list_item"));
        let quote = item.insert(txn, 0, XmlElementPrelim::empty("blockquote"));
        let card = quote.insert(txn, 0, XmlElementPrelim::empty("html"));
        card.insert_attribute(txn, "html", RAW);
        let image = quote.insert(txn, 1, XmlElementPrelim::empty("image"));
        image.insert_attribute(txn, "src", "/a.jpg");
        image.insert_attribute(txn, "caption", "<b onclick=x>C</b>");
    });
    manuscript.take(&update, Trust::Untrusted).unwrap();
    let shown = html(&manuscript);
    assert!(!shown.contains("script") && !shown.contains("onclick") && shown.contains("<b>C</b>"), "{shown}");
}

#[test]
fn html_of_a_picture_in_a_gallery_is_cleaned_where_it_stands() {
    let mut manuscript = with_gallery();
    let browser = Browser::open(&manuscript);
    let sent = browser.edit(|b, txn| {
        let picture = b.node(txn, 0).insert(txn, 1, XmlElementPrelim::empty("gallery_image"));
        picture.insert_attribute(txn, "src", "/new.jpg");
        picture.insert_attribute(txn, "caption", "<em>x</em><script>y</script>");
    });
    manuscript.take(&sent, Trust::Untrusted).unwrap();
    let images = json(&manuscript)["content"][0]["attrs"]["images"].clone();
    assert_eq!(images.as_array().unwrap().len(), 3);
    assert_eq!(images[1]["src"], "/new.jpg");
    assert_eq!(images[1]["caption"], "<em>x</em>");
}

#[test]
fn a_card_that_becomes_another_is_replaced() {
    let mut manuscript = manuscript("<p>One</p>");
    let author = Browser::open(&manuscript);
    let markdown = |source: &str| Any::from(source);
    manuscript
        .take(
            &author.edit(|b, txn| b.card(txn, "markdown", &[("markdown", markdown("*fine*"))])),
            Trust::Untrusted,
        )
        .unwrap();
    assert_eq!(json(&manuscript)["content"][1]["type"], "markdown");
    let update =
        author.edit(|b, txn| b.node(txn, 1).insert_attribute(txn, "markdown", "*so* <img src=x onerror=y>"));
    let told = manuscript.take(&update, Trust::Untrusted).unwrap().unwrap();
    let card = &json(&manuscript)["content"][1];
    assert_eq!(card["type"], "html");
    assert!(!card.to_string().contains("onerror"), "{card}");
    author.hear(&told.change);
    assert_eq!(Manuscript::open(&author.all()).unwrap().story().unwrap(), manuscript.story().unwrap());
    // A paywall line in a card becomes a paywall line.
    let update =
        author.edit(|b, txn| b.card(txn, "html", &[("html", "<p>a</p><!--members-only--><p>b</p>".into())]));
    manuscript.take(&update, Trust::Untrusted).unwrap();
    assert_eq!(json(&manuscript)["content"][3]["type"], "paywall");
}
