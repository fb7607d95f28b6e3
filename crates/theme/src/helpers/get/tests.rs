//! `{{#get}}`: the right rows, in the right order, never more than asked.

use crate::fixture::{archive, check, check_with, try_render};

/// The slugs that a `{{#get}}` of posts prints.
fn slugs(arguments: &str, expected: &str) {
    let template = format!(
        "{{{{#get {arguments}}}}}{{{{#foreach posts}}}}{{{{slug}}}} {{{{/foreach}}}}{{{{else}}}}error: {{{{@error}}}}{{{{/get}}}}"
    );
    check(&template, &archive().entry("bridge"), expected);
}

#[test]
fn posts_by_filter() {
    slugs("\"posts\"", "bridge most harbour members archive quiet first ");
    slugs("\"posts\" limit=\"2\"", "bridge most ");
    slugs("\"posts\" limit=\"2\" page=\"2\"", "harbour members ");
    slugs("\"posts\" filter=\"tag:news\"", "bridge most harbour first ");
    slugs("\"posts\" filter=\"tags:[news,culture]\" limit=\"4\"", "bridge most harbour members ");
    slugs("\"posts\" filter=\"tag:news+tag:culture\"", "bridge ");
    slugs("\"posts\" filter=\"primary_tag:culture\"", "members archive ");
    slugs("\"posts\" filter=\"author:boris\"", "bridge harbour quiet ");
    slugs("\"posts\" filter=\"featured:true\"", "bridge ");
    slugs("\"posts\" filter=\"featured:false+tag:news\" limit=\"2\"", "most harbour ");
    slugs("\"posts\" filter=\"slug:[quiet,first]\"", "quiet first ");
    slugs("\"posts\" filter=\"slug:-bridge\" limit=\"2\"", "most harbour ");
    slugs("\"posts\" filter=\"language:ru\"", "most ");
    slugs("\"posts\" filter=\"published_at:>now-3d\"", "bridge most harbour members ");
    slugs("\"posts\" filter=\"visibility:members,language:ru\"", "most members ");
    slugs("\"posts\" filter=\"title:~'story'\"", "archive ");
    slugs("\"posts\" order=\"published_at asc\" limit=\"2\"", "first quiet ");
    slugs("\"posts\" order=\"title asc\" limit=\"2\"", "archive members ");
    slugs("\"posts\" slug=\"quiet\"", "quiet ");
    slugs("\"posts\" filter=\"tag:nothing\"", "");
}

#[test]
fn what_cannot_be_asked() {
    let error = |arguments: &str, words: &str| {
        let template = format!("{{{{#get {arguments}}}}}x{{{{else}}}}error: {{{{@error}}}}{{{{/get}}}}");
        let html = try_render(&template, &[], &archive().front(1)).unwrap();
        assert!(html.starts_with("error: ") && html.contains(words), "{arguments}: {html}");
    };
    error("\"cakes\"", "Invalid");
    error("\"posts\" filter=\"tag:\"", "filter");
    error("\"posts\" filter=\"password:x\"", "password");
    error("\"posts\" slug=\"never\"", "Post not found.");
    error("\"posts\" filter=\"id:{{a-b}}\"", "unsupported path segment");
    error("\"related\"", "no post here");
}

#[test]
fn paths_inside_a_filter() {
    let page = archive().entry("bridge");
    let check = |filter: &str, expected: &str| {
        let template = format!(
            "{{{{#post}}}}{{{{#get \"posts\" filter=\"{filter}\"}}}}{{{{#foreach posts}}}}{{{{slug}}}} {{{{/foreach}}}}{{{{else}}}}{{{{@error}}}}{{{{/get}}}}{{{{/post}}}}"
        );
        check(&template, &page, expected);
    };
    check("tags:[{{tags[*].slug}}]+id:-{{id}}", "most harbour members archive first ");
    check("tag:{{tags.[1].slug}}+slug:-{{slug}}", "members archive ");
    check("primary_author:{{primary_author.slug}}+id:-{{id}}", "most members archive first ");
    check("author:{{authors[9].slug}}", "unexpected end in the filter at character 8");
}

#[test]
fn ghosts_own_alias_of_the_pages_tags() {
    let template = "{{#get \"posts\" filter=\"tags:[{{post.tags}}]+id:-{{post.id}}\" limit=\"2\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}";
    check(template, &archive().entry("members"), "bridge archive ");
}

#[test]
fn pages_tags_and_authors() {
    let page = archive().front(1);
    let cases = [
        ("{{#get \"pages\"}}{{#foreach pages}}{{title}}{{/foreach}}{{/get}}", "About us"),
        ("{{#get \"pages\" slug=\"about\"}}{{#pages}}{{url}}{{/pages}}{{/get}}", "/about/"),
        ("{{#get \"tags\"}}{{#foreach tags}}{{name}} {{/foreach}}{{/get}}", "Culture News "),
        (
            "{{#get \"tags\" order=\"count.posts desc\" include=\"count.posts\"}}{{#foreach tags}}{{name}} {{count.posts}} {{/foreach}}{{/get}}",
            "News 4 Culture 3 ",
        ),
        (
            "{{#get \"tags\" filter=\"visibility:public\" limit=\"1\"}}{{#foreach tags}}{{slug}}{{/foreach}}{{/get}}",
            "culture",
        ),
        (
            "{{#get \"tags\" filter=\"slug:[news,culture]\"}}{{#foreach tags}}{{slug}} {{/foreach}}{{/get}}",
            "news culture ",
        ),
        (
            "{{#get \"tags\" slug=\"news\"}}{{#foreach tags}}{{description}}{{/foreach}}{{/get}}",
            "What happened.",
        ),
        ("{{#get \"authors\"}}{{#foreach authors}}{{slug}} {{/foreach}}{{/get}}", "ani boris "),
        (
            "{{#get \"authors\" filter=\"slug:-ani\"}}{{#foreach authors}}{{slug}} {{/foreach}}{{/get}}",
            "boris ",
        ),
        (
            "{{#get \"tiers\" limit=\"1\"}}{{#foreach tiers}}{{name}} {{currency}} {{monthly_price}}{{#foreach benefits}} {{this}}{{/foreach}};{{/foreach}} {{pagination.limit}}{{/get}}",
            "Free  ;Gold &amp; more EUR 500 Letters from the harbour; 2",
        ),
        (
            "{{#get \"tiers\" filter=\"type:paid+active:true\"}}{{#foreach tiers}}{{slug}}{{/foreach}}{{/get}}",
            "gold",
        ),
        (
            "{{#get \"tiers\" filter=\"type:other\"}}{{#foreach tiers}}x{{else}}none{{/foreach}}{{/get}}",
            "none",
        ),
        ("{{#get \"tiers\" filter=\"type:(\"}}x{{else}}refused{{/get}}", "refused"),
        (
            "{{#get \"newsletters\"}}{{#foreach newsletters}}{{name}}{{/foreach}} {{pagination.total}}{{/get}}",
            "Morning 1",
        ),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
}

#[test]
fn block_parameters_and_pagination() {
    let template = "{{#get \"posts\" limit=\"3\" as |stories pages|}}{{#foreach stories}}{{@number}}{{/foreach}} {{pages.total}} {{pages.pages}} {{pagination.next}} {{meta.pagination.limit}}{{/get}}";
    check(template, &archive().front(1), "123 7 3 2 3");
    let template = "{{#get \"posts\" filter=\"tag:news\" limit=\"3\" page=\"2\"}}{{pagination.total}} {{pagination.prev}} {{pagination.next}}{{/get}}";
    check(template, &archive().front(1), "4 1 ");
}

#[test]
fn bodies_of_a_list_are_fetched_together() {
    let template = "{{#get \"posts\" limit=\"all\"}}{{#foreach posts}}{{content words=\"3\"}}{{meta_description}}{{/foreach}}{{/get}}";
    let html = try_render(&template.repeat(20), &[], &archive().front(1)).unwrap();
    assert_eq!(html.matches("<p>Text of <em>harbour</em></p>").count(), 20);
    assert!(html.contains("About a bridge"));
}

#[test]
fn our_own_lists() {
    slugs("\"related\" limit=\"2\"", "harbour members ");
    slugs("\"popular\"", "archive harbour ");
    slugs("\"picks\"", "bridge ");
    slugs("\"picks\" unseen=\"1\"", "");
    slugs("\"popular\" unseen=\"1\" limit=\"1\"", "archive ");
}

#[test]
fn unseen_leaves_out_what_the_page_has_shown() {
    let template = "{{#get \"posts\" limit=\"2\" unseen=\"2\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}|\
                    {{#get \"posts\" filter=\"tag:culture\" limit=\"2\" unseen=\"2\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}";
    check(template, &archive().front(1), "harbour members |archive ");
}

#[test]
fn where_a_site_speaks_several_languages_its_lists_keep_to_that_of_the_page() {
    slugs("\"posts\" limit=\"2\" unseen=\"1\"", "harbour members ");
    let template = "{{#get \"picks\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}|\
                    {{#get \"popular\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}|\
                    {{#get \"posts\" unseen=\"1\"}}{{#foreach posts}}{{slug}} {{/foreach}}{{/get}}";
    check(template, &archive().entry("most"), "||");
}

#[test]
fn relations_are_seen_when_the_list_includes_them() {
    let one = "{{#foreach posts}}{{> one}}{{/foreach}}";
    let partial = [(
        "partials/one.hbs",
        "{{post_class}} {{primary_tag.name}} {{#if authors}}{{primary_author.slug}}{{/if}};",
    )];
    let cases = [
        ("", "post featured  ;"),
        ("include=\"tags\"", "post tag-news tag-culture tag-hash-wide featured News ;"),
        ("include=\"authors\"", "post featured  ani;"),
        ("include=\"authors, tags\"", "post tag-news tag-culture tag-hash-wide featured News ani;"),
    ];
    // All in one page and twice: what the partial wrote for one list must not appear in another.
    let asked: String = cases
        .iter()
        .map(|(include, _)| {
            format!("{{{{#get \"posts\" filter=\"slug:bridge\" {include}}}}}{one}{{{{/get}}}}")
        })
        .collect();
    let expected: String = cases.iter().map(|(_, expected)| *expected).collect();
    check_with(
        &(asked.clone() + &asked),
        &partial,
        &archive().entry("quiet"),
        &(expected.clone() + &expected),
    );
    check_with(
        "{{#get \"picks\"}}{{#foreach posts}}{{> one}}{{/foreach}}{{/get}}",
        &partial,
        &archive().entry("quiet"),
        cases[3].1,
    );
}
