//! Loops, lists and conditions.

use crate::fixture::{archive, check, try_render};
use crate::page::Page;

#[test]
fn foreach() {
    let page = archive().front(1);
    let cases = [
        ("{{#foreach posts}}{{slug}} {{/foreach}}", "bridge most harbour "),
        ("{{#foreach posts limit=\"2\"}}{{slug}} {{/foreach}}", "bridge most "),
        ("{{#foreach posts from=\"2\"}}{{slug}} {{/foreach}}", "most harbour "),
        ("{{#foreach posts from=\"2\" to=\"2\"}}{{slug}} {{/foreach}}", "most "),
        ("{{#foreach posts from=\"2\" limit=\"1\"}}{{slug}} {{/foreach}}", "most "),
        (
            "{{#foreach posts}}{{@index}}{{@number}}{{@key}}{{#if @first}}F{{/if}}{{#if @last}}L{{/if}}{{#if @even}}e{{/if}}{{#if @odd}}o{{/if}} {{/foreach}}",
            "010Fo 121e 232Lo ",
        ),
        (
            "{{#foreach posts columns=2}}{{#if @rowStart}}[{{/if}}{{@number}}{{#if @rowEnd}}]{{/if}}{{/foreach}}",
            "[12][3",
        ),
        ("{{#foreach posts as |p i|}}{{i}}{{p.slug}} {{/foreach}}", "0bridge 1most 2harbour "),
        ("{{#foreach nothing}}x{{else}}empty{{/foreach}}", "empty"),
        (
            "{{#foreach pagination}}{{@key}}={{this}} {{/foreach}}",
            "page=1 pages=3 limit=3 total=7 next=2 prev= ",
        ),
        (
            "{{#foreach posts}}{{#foreach tags}}{{name}} {{/foreach}};{{/foreach}}",
            "News Culture ;News ;News ;",
        ),
        (
            "{{#foreach posts limit=\"1\"}}{{#foreach tags visibility=\"all\"}}{{name}} {{/foreach}}{{/foreach}}",
            "News Culture #wide ",
        ),
        (
            "{{#foreach posts limit=\"1\"}}{{#foreach tags visibility=\"internal\"}}{{slug}} {{/foreach}}{{/foreach}}",
            "hash-wide ",
        ),
        (
            "{{#foreach posts}}{{@site.title}}{{../pagination.page}}{{/foreach}}",
            "The Gazette1The Gazette1The Gazette1",
        ),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
}

#[test]
fn has() {
    let page = archive().entry("bridge");
    let cases = [
        ("tag=\"News\"", true),
        ("tag=\"sports, culture\"", true),
        ("tag=\"sports\"", false),
        ("tag=\"count:3\"", true),
        ("tag=\"count:>3\"", false),
        ("tag=\"count:<4\"", true),
        ("author=\"boris\"", true),
        ("author=\"count:2\"", true),
        ("author=\"nobody\"", false),
        ("slug=\"BRIDGE\"", true),
        ("visibility=\"public\"", true),
        ("visibility=\"members\"", false),
        ("any=\"og_image, feature_image\"", true),
        ("all=\"og_image, feature_image\"", false),
        ("all=\"title, @site.facebook\"", true),
        ("any=\"@site.instagram\"", false),
        ("tag=\"sports\" author=\"Boris\"", true),
        ("tag=\"\"", false),
    ];
    for (attributes, expected) in cases {
        let template =
            format!("{{{{#post}}}}{{{{#has {attributes}}}}}yes{{{{else}}}}no{{{{/has}}}}{{{{/post}}}}");
        check(&template, &page, if expected { "yes" } else { "no" });
    }
    let template =
        "{{#foreach posts}}{{#has number=\"nth:2\"}}n{{/has}}{{#has index=\"0,2\"}}i{{/has}}.{{/foreach}}";
    check(template, &archive().front(1), "i.n.i.");
}

#[test]
fn matches() {
    let page = archive().entry("bridge");
    let cases = [
        ("title", true),
        ("nothing", false),
        ("0", false),
        ("0 includeZero=true", true),
        ("title \"The bridge & the river\"", true),
        ("title \"=\" \"other\"", false),
        ("title \"!=\" \"other\"", true),
        ("reading_time \">\" 2", true),
        ("reading_time \">=\" 4", false),
        ("reading_time \"<\" \"10\"", true),
        ("reading_time \"=\" \"3\"", false),
        ("slug \"~\" \"idg\"", true),
        ("slug \"~^\" \"br\"", true),
        ("slug \"~$\" \"br\"", false),
        ("featured true", true),
        ("primary_tag.slug \"=\" \"news\"", true),
        ("(concat \"a\" \"b\") \"ab\"", true),
    ];
    for (arguments, expected) in cases {
        let block =
            format!("{{{{#post}}}}{{{{#match {arguments}}}}}yes{{{{else}}}}no{{{{/match}}}}{{{{/post}}}}");
        check(&block, &page, if expected { "yes" } else { "no" });
        let inline = format!(
            "{{{{#post}}}}{{{{match {arguments}}}}}{{{{#if (match {arguments})}}}}!{{{{/if}}}}{{{{/post}}}}"
        );
        check(&inline, &page, if expected { "true!" } else { "false" });
    }
}

#[test]
fn is() {
    let template = "{{#is \"home\"}}h{{/is}}{{#is \"index, post\"}}ip{{/is}}{{#is \"paged\"}}p{{else}}-{{/is}}\
                    {{#is \"tag\"}}t{{/is}}{{#is \"author\"}}a{{/is}}{{#is \"page\"}}g{{/is}}{{^is \"home\"}}x{{/is}}";
    let archive = archive();
    check(template, &archive.front(1), "hip-");
    check(template, &archive.front(2), "ippx");
    check(template, &archive.topic("news", 1), "-tx");
    check(template, &archive.writer("ani", 2), "pax");
    check(template, &archive.entry("bridge"), "ip-x");
    check(template, &archive.about(), "-gx");
}

#[test]
fn authors_and_tags() {
    let page = archive().entry("bridge");
    let cases = [
        (
            "authors",
            "<a href=\"/author/ani/\">Ani &lt;Petrosyan&gt;</a>, <a href=\"/author/boris/\">Boris</a>",
        ),
        ("authors autolink=\"false\" separator=\" & \"", "Ani &lt;Petrosyan&gt; & Boris"),
        (
            "authors limit=\"1\" prefix=\"By \" suffix=\".\"",
            "By <a href=\"/author/ani/\">Ani &lt;Petrosyan&gt;</a>.",
        ),
        ("tags", "<a href=\"/tag/news/\">News</a>, <a href=\"/tag/culture/\">Culture</a>"),
        ("tags autolink=\"false\" visibility=\"all\"", "News, Culture, #wide"),
        ("tags autolink=\"false\" from=\"2\"", "Culture"),
        ("tags autolink=\"false\" from=\"1\" to=\"1\"", "News"),
    ];
    for (call, expected) in cases {
        check(&format!("{{{{#post}}}}{{{{{call}}}}}{{{{/post}}}}"), &page, expected);
    }
    check("{{#post}}{{tags prefix=\"x\"}}{{/post}}", &archive().entry("quiet"), "");
}

/// A story with this visibility that names the paid tier.
fn for_tiers(visibility: &str) -> Page {
    let archive = archive();
    let mut post = archive.post("members");
    std::sync::Arc::make_mut(&mut post.card.row).visibility = visibility.into();
    Page::Entry { post: Box::new(post), preview: false }
}

#[test]
fn tiers_of_a_story() {
    for (visibility, call, expected) in [
        ("tiers", "tiers", "Gold &amp; more tier"),
        ("tiers", "tiers prefix=\"for \" suffix=\"!\"", "for Gold &amp; more!"),
        ("tiers", "tiers suffix=\"\"", "Gold &amp; more"),
        // As in Ghost those that are in use no longer are still told of.
        ("public", "tiers", "Free, Gold &amp; more and Bronze tiers"),
        ("members", "tiers lastSeparator=\" or \" separator=\";\"", "Free;Gold &amp; more or Bronze tiers"),
        ("paid", "tiers", "Gold &amp; more and Bronze tiers"),
        ("product:gold", "tiers", "Gold &amp; more tier"),
        ("product:silver", "tiers", ""),
        ("tiers", "#foreach tiers}}{{slug}}:{{currency}} {{/foreach", "gold:EUR "),
        ("product:gold", "#has visibility=\"tiers\"}}yes{{/has", "yes"),
        ("members", "#has visibility=\"tiers\"}}yes{{else}}no{{/has", "no"),
    ] {
        check(&format!("{{{{#post}}}}{{{{{call}}}}}{{{{/post}}}}"), &for_tiers(visibility), expected);
    }
    let html = try_render("{{#post}}{{content}}{{/post}}", &[], &for_tiers("tiers")).unwrap();
    assert!(
        html.contains("for subscribers on the Gold &amp; more tier only") && !html.contains("Secret"),
        "{html}"
    );
    // In lists of the site, and where `include` asks for them.
    let page = archive().front(1);
    let list = "{{#get \"posts\" filter=\"slug:members\" include=\"tiers\"}}{{#foreach posts}}{{tiers}}{{/foreach}}{{/get}}";
    check(list, &page, "Free, Gold &amp; more and Bronze tiers");
    check(&list.replace("include=\"tiers\"", ""), &page, "");
    check(
        "{{#foreach posts limit=\"1\"}}{{tiers}}{{/foreach}}",
        &page,
        "Free, Gold &amp; more and Bronze tiers",
    );
    check("{{tiers}}", &page, "");
}

#[test]
fn neighbours() {
    let page = archive().entry("harbour");
    let template =
        "{{#post}}{{#prev_post}}{{slug}}{{/prev_post}} {{#next_post}}{{slug}}{{/next_post}}{{/post}}";
    check(template, &page, "members most");
    let template = "{{#post}}{{#prev_post in=\"primary_tag\"}}{{slug}}{{/prev_post}} {{#next_post in=\"primary_author\"}}{{slug}}{{else}}none{{/next_post}}{{/post}}";
    check(template, &page, "first none");
    check("{{#post}}{{#prev_post}}x{{else}}none{{/prev_post}}{{/post}}", &archive().entry("first"), "none");
    check("{{#post}}{{#prev_post}}x{{else}}none{{/prev_post}}{{/post}}", &archive().about(), "none");
}

#[test]
fn a_theme_without_end_is_stopped() {
    let page = archive().front(1);
    let check = |template: &str, files: &[(&str, &str)], place: &str, words: &str| {
        let error = try_render(template, files, &page).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains(words), "{error}");
    };
    check("a\n{{> loop}}", &[("partials/loop.hbs", "\n{{> loop}}")], "partials/loop.hbs:2:", "deep");
    let open = "{{#foreach @root.posts}}".repeat(40);
    let close = "{{/foreach}}".repeat(40);
    check(&format!("{open}x{close}"), &[], "index.hbs:1:", "steps");
    let long = "x".repeat(100_000);
    check(&format!("{}{long}{}", &open[..24 * 8], &close[..12 * 8]), &[], "index.hbs:1:", "output");
    let gets =
        "{{#get \"posts\"}}{{#foreach posts}}{{title}}{{/foreach}}{{else}}{{@error}}{{/get}}".repeat(60);
    let html = try_render(&gets, &[], &page).unwrap();
    assert!(html.contains("a page may ask for 50 lists"), "{html}");
}
