//! Helpers that know which page they are on.

use crate::Page;
use crate::fixture::{archive, check, check_with, try_render};

#[test]
fn navigation() {
    let page = archive().topic("news", 1);
    check(
        "{{navigation}}",
        &page,
        "<ul class=\"nav\">\n    <li class=\"nav-home\"><a href=\"https://gazette.example/\">Home</a></li>\n    \
         <li class=\"nav-news-more nav-current\"><a href=\"https://gazette.example/tag/news/\">News &amp; more</a></li>\n    \
         <li class=\"nav-out\"><a href=\"https://out.example/\">Out</a></li>\n</ul>",
    );
    let own = [(
        "partials/navigation.hbs",
        "{{#foreach navigation}}{{slug}}{{#if current}}*{{/if}} {{/foreach}}{{#if isSecondary}}second{{/if}}{{extra}}\n",
    )];
    check_with("{{navigation}}|", &own, &page, "home news-more* out|");
    check_with("{{navigation type=\"secondary\" extra=\"!\"}}", &own, &page, "join second!");
}

#[test]
fn pagination() {
    let page = archive().front(2);
    let own = [(
        "partials/pagination.hbs",
        "{{page}}/{{pages}} {{prev}} {{next}} {{total}} {{page_url prev}} {{page_url next}}\n",
    )];
    check_with("{{pagination}}", &own, &page, "2/3 1 3 7 / /page/3/");
    check(
        "{{page_url}} {{page_url 2}} {{page_url \"next\"}} {{page_url \"prev\"}}",
        &page,
        "/ /page/2/ /page/3/ /",
    );
    check("{{page_url 3}}{{page_url \"prev\"}}", &archive().topic("news", 1), "/tag/news/page/3/");
    let html = try_render("{{pagination}}", &[], &page).unwrap();
    assert!(html.contains("Page 2 of 3") && html.contains("class=\"newer-posts\" href=\"/\""), "{html}");
    let error = try_render("{{pagination}}", &[], &archive().entry("bridge")).unwrap_err().to_string();
    assert!(error.starts_with("post.hbs:1:1"), "{error}");
}

#[test]
fn classes() {
    let archive = archive();
    check("{{body_class}}", &archive.front(1), "home-template");
    check("{{body_class}}", &archive.front(2), "paged");
    check("{{body_class}}", &archive.topic("news", 1), "tag-template tag-news");
    check("{{body_class}}", &archive.writer("ani", 2), "author-template author-ani paged");
    check("{{body_class}}", &archive.entry("bridge"), "post-template tag-news tag-culture tag-hash-wide");
    check("{{body_class}}", &archive.about(), "page-template page-about tag-news tag-culture tag-hash-wide");
    check(
        "{{#post}}{{post_class}}{{/post}}",
        &archive.entry("bridge"),
        "post tag-news tag-culture tag-hash-wide featured",
    );
    check("{{post_class}}", &archive.entry("harbour"), "post tag-news no-image");
    let of_page = "post tag-news tag-culture tag-hash-wide featured";
    check("{{#post}}{{post_class}}{{/post}}", &archive.about(), of_page);
    check("{{post_class}}", &archive.about(), &format!("{of_page} page"));
    check("{{body_class}}", &Page::NotFound { path: "/nowhere/".into() }, "");
}

#[test]
fn titles_and_descriptions() {
    let archive = archive();
    let template = "{{meta_title}}|{{meta_description}}";
    check(template, &archive.front(1), "The Gazette|News of the river");
    check(template, &archive.front(2), "The Gazette (Page 2)|");
    check("{{meta_title page=\" / %\"}}", &archive.front(2), "The Gazette / 2");
    check(template, &archive.topic("news", 1), "News - The Gazette|What happened.");
    check(template, &archive.topic("news", 2), "News - The Gazette (Page 2)|");
    check(template, &archive.writer("ani", 1), "Ani &lt;Petrosyan&gt; - The Gazette|Writes about rivers.");
    check(template, &archive.entry("bridge"), "The bridge &amp; the river|About a bridge");
    check(template, &archive.entry("archive"), "An old story|");
}

#[test]
fn links() {
    let page = archive().topic("news", 1);
    let cases = [
        ("{{#link href=\"/tag/news/\"}}N{{/link}}", "<a class=\"nav-current\" href=\"/tag/news/\">N</a>"),
        (
            "{{#link href=\"/tag/\" class=\"a b\"}}T{{/link}}",
            "<a class=\"a b nav-current-parent\" href=\"/tag/\">T</a>",
        ),
        ("{{#link href=\"/x/\" target=\"_blank\"}}X{{/link}}", "<a href=\"/x/\" target=\"_blank\">X</a>"),
        ("{{link_class for=\"/tag/news/\" activeClass=\"on\"}}", "on"),
        ("{{link_class for=\"/tag/\" parentActiveClass=\"up\" class=\"c\"}}", "c up"),
        ("{{link_class for=\"/ta/\"}}", ""),
        ("{{link_class for=\"https://out.example/tag/news/\"}}", ""),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
    assert!(try_render("{{#link}}x{{/link}}", &[], &page).is_err());
}

#[test]
fn contexts() {
    let archive = archive();
    check(
        "{{#post}}{{title}}{{/post}}{{#page}}P{{/page}}{{@page.show_title_and_feature_image}}",
        &archive.entry("quiet"),
        "Quiet nighttrue",
    );
    check(
        "{{#post}}{{slug}}{{/post}}{{#page}}P{{/page}}{{@page.show_title_and_feature_image}}",
        &archive.about(),
        "aboutPfalse",
    );
    check("{{#tag}}{{name}} {{count.posts}}{{/tag}}", &archive.topic("news", 1), "News 4");
    check("{{#author}}{{name}} {{count.posts}}{{/author}}", &archive.writer("boris", 1), "Boris 3");
    check(
        "{{@config.posts_per_page}} {{@custom.tone}} {{@config.image_sizes.og.height}}",
        &archive.front(1),
        "3 Calm 630",
    );
    check(
        "{{@site.url}} {{@site.title}} {{@site.timezone}} {{{@site.announcement.html}}} {{@site.announcement.background}}",
        &archive.front(1),
        "https://gazette.example The Gazette Asia/Yerevan <b>Vote!</b> accent",
    );
    check(
        "{{#foreach @site.languages}}{{code}} {{name}} {{this.url}}{{#if current}}*{{/if}};{{/foreach}}",
        &archive.front(1),
        "en English https://gazette.example/*;ru Русский https://gazette.example/ru/;",
    );
    check(
        "{{#foreach @site.languages}}{{this.url}}{{#if current}}*{{/if}};{{/foreach}}",
        &archive.entry("bridge"),
        "https://gazette.example/*;https://gazette.example/most/;",
    );
    check(
        "{{#post}}{{#foreach translations}}{{language}} {{name}} {{title}} {{this.url}}{{/foreach}}{{/post}}",
        &archive.entry("bridge"),
        "ru Русский Мост и река https://gazette.example/most/",
    );
    check(
        "{{#post}}{{feature_image_caption}} {{feature_image_credit}} {{feature_image_focus}} {{feature_image_width}}×{{feature_image_height}}{{/post}}",
        &archive.entry("bridge"),
        "Photo: <a href=\"https://x.org\">Ani</a> Ani 33% 20% 1600×900",
    );
    check("{{statusCode}} {{message}}", &crate::Page::NotFound { path: "/x/".into() }, "404 Page not found");
    check(
        "{{#if @member}}x{{/if}}{{@site.codeinjection_private}}{{@site.members_private_key}}",
        &archive.front(1),
        "",
    );
}
