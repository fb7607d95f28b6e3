//! Helpers that print one value.

use crate::Page;
use crate::fixture::{archive, check, check_with, try_render};

#[test]
fn img_url() {
    let page = archive().entry("bridge");
    let cases = [
        ("{{#post}}{{img_url feature_image}}{{/post}}", "/content/images/2026/bridge.jpg"),
        (
            "{{#post}}{{img_url feature_image size=\"s\"}}{{/post}}",
            "/content/images/size/w300/2026/bridge.jpg",
        ),
        (
            "{{#post}}{{img_url feature_image size=\"og\"}}{{/post}}",
            "/content/images/size/w1200h630/2026/bridge.jpg",
        ),
        ("{{#post}}{{img_url feature_image size=\"none\"}}{{/post}}", "/content/images/2026/bridge.jpg"),
        (
            "{{#post}}{{img_url feature_image size=\"s\" format=\"webp\"}}{{/post}}",
            "/content/images/size/w300/format/webp/2026/bridge.jpg",
        ),
        (
            "{{#post}}{{img_url feature_image absolute=\"true\"}}{{/post}}",
            "https://gazette.example/content/images/2026/bridge.jpg",
        ),
        (
            "{{img_url \"https://gazette.example/content/images/a.png\" size=\"s\"}}",
            "/content/images/size/w300/a.png",
        ),
        ("{{img_url \"https://other.example/a.png\" size=\"s\"}}", "https://other.example/a.png"),
        ("{{img_url \"//other.example/a.png\"}}", "//other.example/a.png"),
        (
            "{{{img_url \"https://images.unsplash.com/p?q=80&w=2000\" size=\"s\" format=\"jpeg\"}}}",
            "https://images.unsplash.com/p?q=80&fm=jpg&w=300",
        ),
        ("{{img_url nothing}}{{img_url}}{{#post}}{{img_url og_image}}{{/post}}", ""),
        ("{{img_url \"content/images/a.png\"}}", "/content/images/a.png"),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
}

#[test]
fn url() {
    let page = archive().entry("bridge");
    let cases = [
        ("{{#post}}{{url}}{{/post}}", "/bridge/"),
        ("{{#post}}{{url absolute=\"true\"}}{{/post}}", "https://gazette.example/bridge/"),
        ("{{#post}}{{url absolute=\"false\"}}{{/post}}", "/bridge/"),
        ("{{#post}}{{post.url}}{{this.url}}{{/post}}", "https://gazette.example/bridge/"),
        ("{{#post}}{{#primary_tag}}{{url}}{{/primary_tag}}{{/post}}", "/tag/news/"),
        ("{{#post}}{{#primary_author}}{{url}}{{/primary_author}}{{/post}}", "/author/ani/"),
        (
            "{{#foreach @site.navigation}}{{url}} {{url absolute=\"true\"}};{{/foreach}}",
            "/ https://gazette.example/;/tag/news/ https://gazette.example/tag/news/;https://out.example/ https://out.example/;",
        ),
        ("{{url}}", "/bridge/"),
        ("{{readable_url \"https://www.example.org/a/b/?q=1\"}}", "example.org/a/b"),
        ("{{readable_url nothing}}", ""),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
}

#[test]
fn asset() {
    let page = archive().front(1);
    let theme = crate::fixture::theme(&[("index.hbs", "{{asset \"css/screen.css\"}}")]);
    let hash = theme.asset("css/screen.css").unwrap().hash.clone();
    let fallback = &theme.assets.fallback;
    check("{{asset \"css/screen.css\"}}", &page, &format!("/assets/css/screen.css?v={hash}"));
    check("{{asset \"/assets/css/screen.css\"}}", &page, &format!("/assets/css/screen.css?v={hash}"));
    check("{{asset \"css/screen.css#top\"}}", &page, &format!("/assets/css/screen.css?v={hash}#top"));
    check("{{asset \"css/no.css\"}}", &page, &format!("/assets/css/no.css?v={fallback}"));
    check("{{asset \"js/a.js\" hasMinFile=\"true\"}}", &page, &format!("/assets/js/a.min.js?v={fallback}"));
    check("{{asset \"favicon.ico\"}}", &page, "/content/images/icon.png");
    let error = try_render("\n{{asset}}", &[], &page).unwrap_err().to_string();
    assert!(error.starts_with("index.hbs:2:"), "{error}");
}

#[test]
fn date() {
    // Published two hours before 12:00 UTC; the site is in Yerevan, four hours ahead.
    let page = archive().entry("bridge");
    let cases = [
        ("{{#post}}{{date}}{{/post}}", "Mar 10, 2026"),
        ("{{#post}}{{date format=\"D MMM YYYY HH:mm Z\"}}{{/post}}", "10 Mar 2026 14:00 +04:00"),
        ("{{#post}}{{date published_at timezone=\"UTC\" format=\"HH:mm\"}}{{/post}}", "10:00"),
        ("{{#post}}{{date published_at timezone=\"Nowhere/X\" format=\"HH:mm\"}}{{/post}}", "14:00"),
        ("{{#post}}{{date published_at locale=\"ru\" format=\"D MMMM\"}}{{/post}}", "10 марта"),
        ("{{#post}}{{date timeago=\"true\"}}{{/post}}", "2 hours ago"),
        ("{{#post}}{{date edited_at format=\"HH:mm\"}}{{/post}}", "15:00"),
        ("{{date \"2020-02-29\" format=\"YYYY/MM/DD\"}}", "2020/02/29"),
        ("{{date format=\"YYYY-MM-DD\"}}", "2026-03-10"),
        ("{{date \"rubbish\" format=\"YYYY\"}}", "2026"),
        ("{{#post}}{{published_at}}{{/post}}", "2026-03-10T14:00:00.000+04:00"),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
    check("{{#post}}{{date format=\"D MMMM\"}}{{/post}}", &archive().entry("most"), "10 марта");
}

#[test]
fn content_and_excerpt() {
    let page = archive().entry("bridge");
    check(
        "{{#post}}{{content}}{{/post}}",
        &page,
        "<p>Text of <em>bridge</em> goes on and on.</p><p>And ends.</p>",
    );
    check("{{#post}}{{content words=\"3\"}}{{/post}}", &page, "<p>Text of <em>bridge</em></p>");
    check("{{#post}}{{content characters=\"4\"}}{{/post}}", &page, "<p>Text</p>");
    check("{{#post}}{{excerpt words=\"1\"}}{{/post}}", &page, "Why it took &quot;so long&quot;.");
    check("{{#post}}{{title}}{{/post}}", &page, "The bridge &amp; the river");
    let page = archive().entry("harbour");
    check("{{#post}}{{excerpt words=\"3\"}}{{/post}}", &page, "Opening of harbour:");
    check("{{#post}}{{excerpt}}{{/post}}", &page, "Opening of harbour: it &quot;begins&quot; here.");
    let mut post = archive().post("harbour");
    std::sync::Arc::make_mut(&mut post.card.row).excerpt = "The <people> & more".into();
    let page = Page::Entry { post: Box::new(post), preview: false };
    check("{{#post}}{{excerpt}}{{/post}}", &page, "The &lt;people&gt; &amp; more");
}

#[test]
fn content_for_members_only() {
    let page = archive().entry("members");
    let cta = [("partials/content-cta.hbs", "{{{html}}}<a href=\"/join/\">{{visibility}}</a>")];
    let expected = "<p>Open part.</p><a href=\"/join/\">members</a>";
    check_with("{{#post}}{{content}}{{/post}}", &cta, &page, expected);
    let html =
        try_render("{{#post}}{{content}}{{html}}{{plaintext}}{{json this}}{{/post}}", &[], &page).unwrap();
    assert!(html.contains("Open part.") && !html.contains("Secret"), "{html}");
    for (words, path) in [("Subscribe now", "/members/signup/"), ("Sign in", "/members/signin/")] {
        assert!(html.contains(&format!("href=\"{path}\"")) && html.contains(words), "{words}: {html}");
    }
    assert!(html.contains("<h2>This post is for subscribers only</h2>"), "{html}");
    let mut paid = archive().post("members");
    std::sync::Arc::make_mut(&mut paid.card.row).visibility = "paid".into();
    let paid = Page::Entry { post: Box::new(paid), preview: false };
    let html = try_render("{{#post}}{{content}}{{/post}}", &[], &paid).unwrap();
    assert!(html.contains("<h2>This post is for paying subscribers only</h2>"), "{html}");
    let listed = try_render(
        "{{#get \"posts\" limit=\"all\"}}{{#foreach posts}}{{content}}{{html}}{{excerpt}}{{/foreach}}{{/get}}",
        &[],
        &page,
    );
    assert!(!listed.unwrap().contains("Secret"));
    check("{{#post}}{{excerpt}}{{/post}}", &page, "Open part.");
    let head = try_render("{{ghost_head}}", &[], &page).unwrap();
    assert!(head.contains("og:description\" content=\"Open part.\"") && !head.contains("Secret"), "{head}");
}

#[test]
fn the_built_in_way_in_stands_below_the_open_part_in_the_accent_colour() {
    let html = try_render("{{#post}}{{content}}{{/post}}", &[], &archive().entry("members")).unwrap();
    let (open, way_in) = html.split_once("<aside").unwrap();
    assert_eq!(open.trim(), "<p>Open part.</p>");
    assert!(
        way_in.contains("style=\"background-color: #aa0011\"") && way_in.contains("style=\"color:#aa0011\"")
    );
}

/// A story with a standfirst, for members, with this text.
fn for_members(html: &str) -> Page {
    let mut post = archive().post("bridge");
    std::sync::Arc::make_mut(&mut post.card.row).visibility = "members".into();
    post.body.html = html.into();
    Page::Entry { post: Box::new(post), preview: false }
}

#[test]
fn a_closed_text_has_no_excerpt_but_prints_its_standfirst() {
    let template = "{{#post}}{{#if excerpt}}open{{else}}closed{{/if}}: {{excerpt}}{{/post}}";
    let standfirst = "Why it took &quot;so long&quot;.";
    check(template, &for_members("<p>All.</p>"), &format!("closed: {standfirst}"));
    check(
        template,
        &for_members("<p>Some.</p><!--members-only--><p>All.</p>"),
        &format!("open: {standfirst}"),
    );
}

#[test]
fn reading_time() {
    let page = archive().entry("bridge");
    check("{{#post}}{{reading_time}}{{/post}}", &page, "3 min read");
    check("{{#post}}{{reading_time minutes=\"% minutes\"}}{{/post}}", &page, "3 minutes");
    check("{{reading_time}}", &page, "");
    // A story of which nothing can be read takes no time, as in Ghost.
    let mut post = archive().post("harbour");
    let row = std::sync::Arc::make_mut(&mut post.card.row);
    (row.visibility, row.reading_time) = ("members".into(), 0);
    let template = "{{#post}}{{reading_time}}{{/post}}";
    let page = |post: store::Post| Page::Entry { post: Box::new(post), preview: false };
    check(template, &page(post.clone()), "");
    std::sync::Arc::make_mut(&mut post.card.row).visibility = "public".into();
    check(template, &page(post), "1 min read");
}

#[test]
fn social() {
    let page = archive().entry("bridge");
    let cases = [
        ("{{facebook_url}} {{twitter_url}}", "https://www.facebook.com/gazette https://x.com/gazette"),
        ("{{twitter_url \"@other\"}}{{facebook_url nothing}}", "https://x.com/other"),
        ("{{#post}}{{#primary_author}}{{twitter_url}}{{/primary_author}}{{/post}}", "https://x.com/ani"),
        ("{{social_url type=\"bluesky\"}}", "https://bsky.app/profile/gazette.example"),
        ("{{social_url type=\"tiktok\"}}{{social_url type=\"smoke\"}}{{social_url}}", ""),
        (
            "{{#social_accounts @site}}{{@number}} {{type}} {{name}} {{username}} {{href}}{{#unless @last}}, {{/unless}}{{/social_accounts}}",
            "1 x X @gazette https://x.com/gazette, 2 facebook Facebook gazette https://www.facebook.com/gazette, \
             3 bluesky Bluesky gazette.example https://bsky.app/profile/gazette.example",
        ),
        ("{{#social_accounts @custom}}x{{else}}none{{/social_accounts}}", "none"),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
    assert!(try_render("{{#social_accounts}}x{{/social_accounts}}", &[], &page).is_err());
}

#[test]
fn texts() {
    let page = archive().front(1);
    let cases = [
        ("{{concat \"a\" \"b\" 3}}", "ab3"),
        ("{{concat \"a\" nothing \"b\" separator=\"-\"}}", "a--b"),
        ("{{#foreach (split \"a,,b\")}}[{{this}}]{{/foreach}}", "[a][b]"),
        ("{{#split \"a|b\" separator=\"|\" as |parts|}}{{parts.[1]}}{{this.[0]}}{{/split}}", "ba"),
        ("{{#foreach (split nothing)}}x{{else}}none{{/foreach}}", "none"),
        ("{{json \"</script>\"}}", "\"\\u003C/script\\u003E\""),
        ("{{json a=\"x\" b=2 c=true d=nothing}}", "{\"a\":\"x\",\"b\":2,\"c\":true}"),
        ("{{json nothing}}", "null"),
        ("{{json pagination}}", "{\"page\":1,\"pages\":3,\"limit\":3,\"total\":7,\"next\":2,\"prev\":null}"),
        ("{{{{raw}}}}{{not.a.path}} <b>{{{{/raw}}}}", "{{not.a.path}} <b>"),
        ("{{encode \"a b&c/ü\"}}", "a%20b%26c%2F%C3%BC"),
        ("{{plural 0 empty=\"none\" singular=\"% one\" plural=\"% many\"}}", "none"),
        ("{{plural 1 empty=\"none\" singular=\"% one\" plural=\"% many\"}}", "1 one"),
        ("{{plural 7 empty=\"none\" singular=\"% one\" plural=\"% many\"}}", "7 many"),
        ("{{plural nothing empty=\"none\" singular=\"% one\" plural=\"% many\"}}", ""),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
    assert!(try_render("{{plural 1 empty=\"x\"}}", &[], &page).is_err());
}

#[test]
fn colors() {
    let page = archive().front(1);
    let cases = [
        ("{{color_to_rgba \"#ff0000\" 0.5}}", "rgba(255, 0, 0, 0.5)"),
        ("{{color_to_rgba \"#f00\" \"0.1\"}}", "rgba(255, 0, 0, 0.1)"),
        ("{{color_to_rgba \"rgb(1, 2, 3)\"}}", "rgba(1, 2, 3, 0.25)"),
        ("{{color_to_rgba \"nonsense\" 1}}", "rgba(21, 23, 26, 0.25)"),
        ("{{color_to_rgba @site.accent_color 7}}", "rgb(170, 0, 17)"),
        ("{{contrast_text_color \"#ffffff\"}}{{contrast_text_color \"#000\"}}", "#000000#FFFFFF"),
        ("{{contrast_text_color \"yellow\"}}{{contrast_text_color nothing}}", "#000000#FFFFFF"),
    ];
    for (template, expected) in cases {
        check(template, &page, expected);
    }
}

#[test]
fn translations_of_the_theme() {
    let locales = [
        ("locales/en.json", r#"{"Read": "Read on", "By {name}": "Written by {name}"}"#),
        (
            "locales/ru.json",
            r#"{"Read": "Читать <далее>", "{n} posts": "{n, plural, one {# статья} few {# статьи} other {# статей}}"}"#,
        ),
    ];
    let check = |template: &str, page: &str, expected: &str| {
        check_with(template, &locales, &archive().entry(page), expected);
    };
    check("{{t \"Read\"}}", "bridge", "Read on");
    check("{{t \"Read\"}} {{{t \"Read\"}}}", "most", "Читать &lt;далее&gt; Читать <далее>");
    check("{{t \"By {name}\" name=@site.title}}", "most", "Written by The Gazette");
    check("{{t \"{n} posts\" n=3}}", "most", "3 статьи");
    check("{{t \"{n} posts\" n=3}}", "bridge", "3 posts");
    check("{{t \"Unknown\"}}{{t \"\"}}", "bridge", "Unknown");
    check("{{@site.locale}}", "most", "ru");
    check("{{@site.words_locale}}", "bridge", "");
    let chrome = archive().entry("most");
    check_with("{{@site.words_locale}}", &[("locales/en.json", "{}")], &chrome, "en");
    check_with("{{@site.words_locale}}", &[("locales/ru.json", "{}")], &chrome, "");
}

#[test]
fn the_field_of_an_access_code() {
    let page = Page::Private { refused: Some(crate::DoorRefusal::WrongCode) };
    check(
        "{{input_password}}",
        &page,
        r#"<input class="private-login-password" type="password" name="password" autofocus="autofocus" />"#,
    );
    check(
        r#"{{input_password class="a" placeholder='"x"' data-1p-ignore="true"}} {{error.message}}"#,
        &page,
        r#"<input class="a" type="password" name="password" autofocus="autofocus" placeholder="&quot;x&quot;" data-1p-ignore /> That is not the access code."#,
    );
}

#[test]
fn switched_off() {
    let page = archive().entry("bridge");
    let template = "{{#post}}{{comments}}{{comment_count}}{{recommendations}}{{cancel_link}}\
                    {{total_members}}{{total_paid_members}}{{/post}}\
                    {{#if @member}}member{{/if}}{{#if @site.members_enabled}}on{{/if}}{{#if @labs.x}}lab{{/if}}";
    check(template, &page, "00");
}

#[test]
fn prices() {
    let page = archive().entry("bridge");
    for (template, expected) in [
        (r#"{{price 2100}} {{price 2150}} {{price -50}}"#, "21 21.5 -0.5"),
        (r#"{{price 2100 currency="USD"}} {{price 2150 currency="usd" numberFormat="long"}}"#, "$21 $21.50"),
        (r#"{{price 500 currency="EUR" currencyFormat="name"}} {{price currency="GBP"}}"#, "5 euros £"),
        (r#"{{price 500 currency="EUR" locale="de"}}"#, "5\u{a0}€"),
        (r#"({{price}}{{price "x"}}{{price @site}}{{price nothing currency=""}})"#, "()"),
        (r#"{{#if (price 0)}}yes{{else}}no{{/if}} {{concat (price 100 currency="USD") "!"}}"#, "no $1!"),
    ] {
        check(template, &page, expected);
    }
}

#[test]
fn what_a_script_asks_the_content_api_with() {
    let page = archive().entry("bridge");
    check("({{content_api_key}})", &page, "()");
    check("{{content_api_url}}", &page, "https://gazette.example/ghost/api/content/");
    check(r#"{{content_api_url absolute="false"}}"#, &page, "/ghost/api/content/");
    check("{{#if (content_api_url)}}yes{{/if}}", &page, "yes");
}
