//! Every card of Ghost's editor goes in and comes out with all that it said: properties of `@tryghost/kg-default-nodes` 2.2.1, which a real
//! Ghost 6.65 takes and gives back the same.

use document::{Document, Trust};
use serde_json::{Value, json};

/// A node of each kind, with every property set to what is not its default.
fn cards() -> Vec<Value> {
    let visibility = json!({
        "web": { "nonMember": false, "memberSegment": "status:free" },
        "email": { "memberSegment": "status:-free" },
    });
    let mut cards = vec![
        json!({ "type": "codeblock", "code": "let a = 1;\n", "language": "rust", "caption": "Code" }),
        json!({ "type": "image", "src": "/content/images/a.jpg", "caption": "A <b>boat</b>", "title": "Boat", "alt": "A boat",
            "cardWidth": "wide", "width": 800, "height": 600, "href": "https://example.com/" }),
        json!({ "type": "markdown", "markdown": "# One\n\ntwo" }),
        json!({ "type": "video", "src": "/content/media/a.mp4", "caption": "Film", "fileName": "a.mp4", "mimeType": "video/mp4",
            "width": 640, "height": 360, "duration": 12.5, "thumbnailSrc": "/content/images/t.jpg", "customThumbnailSrc": "/content/images/c.jpg",
            "thumbnailWidth": 640, "thumbnailHeight": 360, "cardWidth": "full", "loop": true }),
        json!({ "type": "audio", "duration": 7.25, "mimeType": "audio/mpeg", "src": "/content/media/a.mp3", "title": "Sound",
            "thumbnailSrc": "/content/images/t.jpg" }),
        json!({ "type": "callout", "calloutText": "<p>Mind the <b>gap</b></p>", "calloutEmoji": "🚂", "backgroundColor": "green" }),
        json!({ "type": "call-to-action", "layout": "immersive", "alignment": "center", "textValue": "<p>Join us</p>", "showButton": true,
            "showDividers": false, "buttonText": "Join", "buttonUrl": "https://example.com/join/", "buttonColor": "#112233",
            "buttonTextColor": "#eeeeee", "hasSponsorLabel": true, "sponsorLabel": "<p>AD</p>", "backgroundColor": "blue",
            "linkColor": "accent", "imageUrl": "/content/images/a.jpg", "imageWidth": 10, "imageHeight": 20, "visibility": visibility }),
        json!({ "type": "html", "html": "<div class=\"x\">raw</div>", "visibility": visibility }),
        json!({ "type": "file", "src": "/content/files/a.pdf", "fileTitle": "Report", "fileCaption": "All of it", "fileName": "a.pdf",
            "fileSize": 12345 }),
        json!({ "type": "toggle", "heading": "<span>More</span>", "content": "<p>Hidden</p>" }),
        json!({ "type": "button", "buttonText": "Go", "alignment": "left", "buttonUrl": "https://example.com/go/" }),
        json!({ "type": "header", "version": 1, "size": "large", "style": "image", "buttonEnabled": true, "buttonUrl": "https://example.com/",
            "buttonText": "Go", "header": "Head", "subheader": "Below", "backgroundImageSrc": "/content/images/a.jpg" }),
        json!({ "type": "header", "version": 2, "size": "small", "style": "dark", "buttonEnabled": true, "buttonUrl": "https://example.com/",
            "buttonText": "Go", "header": "Head", "subheader": "Below", "backgroundImageSrc": "/content/images/a.jpg",
            "accentColor": "#FF1A75", "alignment": "left", "backgroundColor": "#123456", "backgroundImageWidth": 100,
            "backgroundImageHeight": 50, "backgroundSize": "contain", "textColor": "#abcdef", "buttonColor": "#fedcba",
            "buttonTextColor": "#654321", "layout": "split", "swapped": true }),
        json!({ "type": "bookmark", "url": "https://example.com/", "caption": "A page", "metadata": { "icon": "https://example.com/i.png",
            "title": "Page", "description": "About", "author": "Ann", "publisher": "Example", "thumbnail": "https://example.com/t.png" } }),
        json!({ "type": "product", "productImageSrc": "/content/images/a.jpg", "productImageWidth": 100, "productImageHeight": 50,
            "productTitle": "Boat", "productDescription": "<p>It floats</p>", "productRatingEnabled": true, "productStarRating": 4,
            "productButtonEnabled": true, "productButton": "Buy", "productUrl": "https://example.com/buy/" }),
        json!({ "type": "embed", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "embedType": "video",
            "html": "<iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe>", "metadata": { "title": "Film" }, "caption": "Film" }),
        json!({ "type": "email", "html": "<p>Hello {first_name, \"there\"}</p>" }),
        json!({ "type": "gallery", "caption": "Boats", "images": [
            { "fileName": "a.jpg", "row": 0, "src": "/content/images/a.jpg", "width": 800, "height": 600, "alt": "A", "caption": "One" },
            { "fileName": "b.jpg", "row": 0, "src": "/content/images/b.jpg", "width": 800, "height": 600 },
        ] }),
        json!({ "type": "email-cta", "alignment": "center", "buttonText": "Go", "buttonUrl": "https://example.com/", "html": "<p>Text</p>",
            "segment": "status:-free", "showButton": true, "showDividers": false }),
        json!({ "type": "signup", "alignment": "center", "backgroundColor": "#123456", "backgroundImageSrc": "/content/images/a.jpg",
            "backgroundSize": "contain", "textColor": "#ffffff", "buttonColor": "#654321", "buttonTextColor": "#abcdef",
            "buttonText": "Join", "disclaimer": "No spam", "header": "Join", "layout": "split", "subheader": "Us",
            "successMessage": "Thanks", "swapped": true, "labels": ["readers"] }),
        json!({ "type": "transistor", "accentColor": "#112233", "backgroundColor": "#445566", "visibility": visibility }),
        json!({ "type": "horizontalrule" }),
        json!({ "type": "paywall" }),
    ];
    for card in &mut cards {
        let version = card.get("version").cloned().unwrap_or(json!(1));
        card["version"] = version;
    }
    cards
}

fn article(children: &[Value]) -> String {
    json!({ "root": { "children": children, "direction": "ltr", "format": "", "indent": 0, "type": "root", "version": 1 } }).to_string()
}

/// Whether all of `value` is there. Pictures of a gallery gain empty texts.
fn holds(found: &Value, value: &Value) -> bool {
    match (found, value) {
        (Value::Object(found), Value::Object(value)) => {
            value.iter().all(|(name, value)| found.get(name).is_some_and(|found| holds(found, value)))
        }
        (Value::Array(found), Value::Array(value)) => {
            found.len() == value.len() && found.iter().zip(value).all(|(found, value)| holds(found, value))
        }
        (found, value) => found == value,
    }
}

#[test]
fn every_card_comes_out_as_it_went_in() {
    let mut lost = Vec::new();
    for card in cards() {
        let kind = card["type"].as_str().unwrap();
        let read = Document::from_lexical(&article(std::slice::from_ref(&card)), Trust::Trusted).unwrap();
        let out: Value = serde_json::from_str(&read.document.to_lexical()).unwrap();
        let Some(found) =
            out["root"]["children"].as_array().unwrap().iter().find(|node| node["type"] == kind)
        else {
            lost.push(format!("{kind}: is not there: {out}"));
            continue;
        };
        for (name, value) in card.as_object().unwrap() {
            if !holds(&found[name], value) {
                lost.push(format!("{kind}.{name}: {value} became {}", found[name]));
            }
        }
        let again = Document::from_lexical(&read.document.to_lexical(), Trust::Trusted).unwrap();
        assert_eq!(again.document, read.document, "{kind}");
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
