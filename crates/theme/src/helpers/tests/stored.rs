//! Helpers that look at what stands beside stories.

use store::{Member, MemberRecord, Recommendation, Stored};

use crate::Page;
use crate::fixture::{Archive, id, try_render_in};

#[track_caller]
fn check(archive: &Archive, files: &[(&str, &str)], template: &str, page: &Page, expected: &str) {
    assert_eq!(try_render_in(archive, template, files, page).unwrap(), expected, "\n{template}");
}

#[test]
fn members_are_counted() {
    let archive = Archive::new();
    let count = |n: u32, status: &str| {
        let row = Member {
            email: format!("{n}@example.org").into(),
            status: status.into(),
            ..Member::blank(id(n))
        };
        let record = MemberRecord { row, labels: vec![], newsletters: vec![], tiers: vec![] };
        archive.store.write(|writer| writer.put_member(&record)).unwrap();
    };
    (1..=58).for_each(|n| count(n, if n % 4 == 0 { "paid" } else { "free" }));
    let page = archive.front(1);
    check(&archive, &[], "{{total_members}} {{total_paid_members}}", &page, "50+ 14");
    check(&archive, &[], "{{#with pagination}}{{total_members}}{{/with}}", &page, "7");
}

#[test]
fn sites_are_recommended() {
    let archive = Archive::new();
    let page = archive.front(1);
    let partial = [(
        "partials/recommendations.hbs",
        "{{#each recommendations}}{{title}} {{/each}}{{meta.pagination.pages}}",
    )];
    archive
        .store
        .write(|writer| {
            for n in 1..=7 {
                let row = Recommendation {
                    title: format!("S{n}").into(),
                    url: format!("https://www.s{n}.example/a/").into(),
                    description: (n == 7).then(|| "<b>Good</b>".into()),
                    favicon: (n == 7).then(|| "https://s7.example/i.png".into()),
                    created_at: i64::from(n) * 1_000,
                    ..Recommendation::blank(id(n))
                };
                writer.put_row(&row)?;
            }
            Ok::<_, store::Error>(())
        })
        .unwrap();
    check(&archive, &partial, "{{recommendations}}{{#if @site.recommendations_enabled}}on{{/if}}", &page, "");
    archive.store.write(|writer| writer.set_setting("recommendations_enabled", Some("true"))).unwrap();
    for (call, expected) in [
        ("recommendations", "S7 S6 S5 S4 S3 2"),
        ("recommendations limit=2 page=2", "S5 S4 4"),
        ("recommendations limit=\"all\" order=\"title asc\"", "S1 S2 S3 S4 S5 S6 S7 1"),
        ("recommendations filter=\"title:[S1,S2]\"", "S2 S1 2"),
        ("recommendations page=99999999999999999", "2"),
        ("recommendations filter=\"nosuch:1\"", ""),
        ("recommendations filter=\"(\"", ""),
        ("recommendations order=\"url asc\"", ""),
        ("#if @site.recommendations_enabled}}on{{/if", "on"),
    ] {
        check(&archive, &partial, &format!("{{{{{call}}}}}"), &page, expected);
    }
    let html = try_render_in(&archive, "{{recommendations limit=\"1\"}}", &[], &page).unwrap();
    for part in [
        "href=\"https://www.s7.example/a/\"",
        "s7.example/a</span>",
        "&lt;b&gt;Good",
        "src=\"https://s7.example/i.png\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}
