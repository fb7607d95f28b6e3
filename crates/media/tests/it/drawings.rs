use media::{Kind, Removed, Unfit};

use crate::exiftool::{clean, holds_nothing_private};

fn drawn(body: &str) -> (String, media::Cleaned) {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30">{body}</svg>"#
    );
    let served = clean(svg.as_bytes(), "a.svg").unwrap();
    assert_eq!(served.cleaned.kind, Kind::Svg);
    (String::from_utf8(served.bytes).unwrap(), served.cleaned)
}

#[test]
fn what_runs_or_loads_is_gone() {
    let hostile = [
        "<script>alert(1)</script>",
        "<script xlink:href='https://evil.example/x.js'/>",
        "<g onload='alert(1)' onclick='x'/>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://evil.example'/></body></foreignObject>",
        "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
        "<image xlink:href='https://evil.example/track.png' width='1' height='1'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+' width='1' height='1'/>",
        "<use href='https://evil.example/x.svg#a'/>",
        "<use href='data:image/svg+xml,evil#a'/>",
        "<animate attributeName='href' to='javascript:alert(1)' begin='0s'/>",
        "<set attributeName='xlink:href' to='javascript:alert(1)'/>",
        "<rect fill='url(https://evil.example/p.svg#x)' width='1' height='1'/>",
        "<rect style='background:url(https://evil.example/)' width='1' height='1'/>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<style>rect{fill:url(\"//evil.example/x\")}</style>",
        "<filter id='f'><feImage href='https://evil.example/x'/></filter>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
        "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>",
        "<audio src='https://evil.example/a'/><video/><embed/><iframe/><object/>",
        "<title><script>alert(1)</script></title>",
    ];
    for body in hostile {
        let (svg, cleaned) = drawn(&format!("{body}<circle r='1'/>"));
        let lower = svg.to_lowercase();
        for word in [
            "script",
            "evil",
            "onload",
            "onclick",
            "javascript",
            "foreignobject",
            "@import",
            "alert",
            "iframe",
        ] {
            assert!(!lower.contains(word), "{body} → {svg}");
        }
        assert!(svg.contains("<circle r=\"1\"/>"), "{body} → {svg}");
        assert!(!cleaned.removed.is_empty(), "{body}");
        assert_eq!(
            clean(svg.as_bytes(), "a.svg").unwrap().bytes,
            svg.as_bytes(),
            "cleaning twice changes nothing"
        );
    }
}

#[test]
fn what_draws_stays() {
    let body = r##"<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient><clipPath id="c"><rect width="9" height="9"/></clipPath></defs><style>.a{fill:url(#g)}</style><g class="a" clip-path="url(#c)" transform="rotate(3)"><path d="M0 0L1 1"/><text x="1">A &amp; B &lt; C — სალამი</text></g><use href="#g"/><circle r="3"><animate attributeName="r" values="1;3" dur="2s" repeatCount="indefinite"/></circle>"##;
    let (svg, cleaned) = drawn(body);
    assert!(svg.contains(body), "{svg}");
    assert!(cleaned.removed.is_empty(), "{:?}", cleaned.removed);
    assert_eq!((cleaned.width, cleaned.height), (Some(40), Some(30)));
}

#[test]
fn editors_leave_nothing_behind() {
    let svg = r#"<?xml version="1.0"?><!-- SECRET, made by Ana -->
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
          xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 120 80"
          inkscape:export-filename="/home/SECRET/leak.png" sodipodi:docname="SECRET.svg" data-name="SECRET">
          <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a>SECRET</a></rdf:RDF></metadata>
          <sodipodi:namedview><inkscape:grid>SECRET</inkscape:grid></sodipodi:namedview>
          <style>/* SECRET */ .a{fill:red}</style><rect class="a" width="3" height="4"/></svg>"#;
    let served = clean(svg.as_bytes(), "a.svg").unwrap();
    holds_nothing_private(&served.bytes, "svg");
    assert_eq!((served.cleaned.width, served.cleaned.height), (Some(120), Some(80)));
}

#[test]
fn pictures_inside_are_cleaned() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let photo = BASE64_STANDARD.encode(crate::made::photo(64, 48, 1));
    let (svg, cleaned) =
        drawn(&format!("<image width='9' height='9' href='data:image/jpeg;base64,{photo}'/>"));
    let start = svg.find("base64,").unwrap() + 7;
    let inside = BASE64_STANDARD.decode(&svg[start..start + svg[start..].find('"').unwrap()]).unwrap();
    holds_nothing_private(&inside, "jpg");
    assert!(cleaned.removed.contains(&Removed::Place));
}

#[test]
fn bombs_and_entities_are_refused() {
    let mut bomb =
        String::from("<svg xmlns='http://www.w3.org/2000/svg'><g id='a0'><rect width='1' height='1'/></g>");
    for level in 1..12 {
        let uses = format!("<use href='#a{}'/>", level - 1).repeat(10);
        bomb.push_str(&format!("<g id='a{level}'>{uses}</g>"));
    }
    bomb.push_str("</svg>");
    let refused = |svg: &str| clean(svg.as_bytes(), "a.svg").err();
    assert!(matches!(refused(&bomb), Some(Unfit::Unsafe(_))));
    assert!(matches!(
        refused("<svg xmlns='http://www.w3.org/2000/svg'><g id='a'><use href='#a'/></g></svg>"),
        Some(Unfit::Unsafe(_))
    ));
    let entities =
        "<!DOCTYPE svg [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>";
    assert!(matches!(refused(entities), Some(Unfit::Unsafe(_))));
    let deep = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}", "<g>".repeat(100_000));
    assert!(matches!(refused(&deep), Some(Unfit::Damaged(_))));
    assert!(matches!(refused("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"), Some(Unfit::Damaged(_))));
    assert!(refused("<html><svg></svg></html>").is_none(), "a text that is no drawing is a text");
}
