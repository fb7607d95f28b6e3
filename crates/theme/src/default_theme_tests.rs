//! The theme that comes with the program, on every kind of page.

use crate::fixture::{archive, site};
use crate::{Page, Source, Theme};

fn render(page: &Page) -> String {
    let theme = Theme::load(&Source::Embedded).unwrap_or_else(|report| panic!("{report}"));
    theme.render(page, &site(), &archive().reader()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_kind_of_page_renders() {
    let archive = archive();
    let pages = [
        ("front", archive.front(1), "The bridge &amp; the river"),
        ("front-2", archive.front(2), "For members"),
        ("topic", archive.topic("news", 1), "What happened."),
        ("author", archive.writer("ani", 1), "Writes about rivers."),
        ("story", archive.entry("bridge"), "<p>Text of <em>bridge</em> goes on and on.</p>"),
        ("russian", archive.entry("most"), "lang=\"ru\""),
        ("gated", archive.entry("members"), "Open part."),
        ("page", archive.about(), "Text of"),
        ("404", Page::NotFound { path: "/nowhere/".into() }, "href=\"https://gazette.example/\""),
        ("500", Page::Failed { status: 500, message: "Something broke".into() }, "</html>"),
    ];
    for (name, page, words) in pages {
        let html = render(&page);
        if let Some(folder) = std::env::var_os("THEME_TEST_OUT") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), &html).unwrap();
        }
        assert!(html.starts_with("<!DOCTYPE html>") && html.contains(words), "{name}: {html}");
        assert!(!html.contains("Secret part") && !html.contains("[object Object]"), "{name}");
    }
}

/// What was kept of one page is what another would have written itself.
#[test]
fn a_theme_at_work_renders_what_a_fresh_one_does() {
    let archive = archive();
    let mut pages = vec![archive.about(), Page::NotFound { path: "/nowhere/".into() }];
    pages.extend((1..=3).map(|page| archive.front(page)));
    pages.extend(["news", "culture"].map(|slug| archive.topic(slug, 1)));
    pages.extend(["ani", "boris"].map(|slug| archive.writer(slug, 1)));
    pages
        .extend(["bridge", "most", "harbour", "members", "archive", "quiet"].map(|slug| archive.entry(slug)));
    let at_work = Theme::load(&Source::Embedded).unwrap_or_else(|report| panic!("{report}"));
    let (site, reader) = (site(), archive.reader());
    for _ in 0..2 {
        for page in &pages {
            let html = at_work.render(page, &site, &reader).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(html, render(page), "{}", page.path(&routes::Routes::default()));
        }
    }
}

#[test]
fn it_passes_its_own_check() {
    let report = Theme::check(&Source::Embedded);
    assert_eq!((report.errors.len(), report.warnings.len()), (0, 0), "{report}");
}
