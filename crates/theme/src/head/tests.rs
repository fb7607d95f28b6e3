use crate::fixture::{archive, check, try_render};
use crate::{ListContext, Page, Pagination};

fn head(page: &Page) -> String {
    try_render("{{ghost_head}}", &[], page).unwrap()
}

#[track_caller]
fn has(html: &str, line: &str) {
    assert!(html.lines().any(|own| own.trim() == line), "no line {line}\n{html}");
}

/// The JSON-LD of a page, read back.
fn data(html: &str) -> serde_json::Value {
    let start = html.find("<script type=\"application/ld+json\">").unwrap() + 35;
    let end = html[start..].find("</script>").unwrap();
    serde_json::from_str(&html[start..start + end]).unwrap()
}

#[test]
fn a_story() {
    let html = head(&archive().entry("bridge"));
    for line in [
        "<meta name=\"description\" content=\"About a bridge\">",
        "<link rel=\"icon\" href=\"/content/images/size/w256h256/icon.png\" type=\"image/png\">",
        "<link rel=\"canonical\" href=\"https://gazette.example/bridge/\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://gazette.example/bridge/\">",
        "<link rel=\"alternate\" hreflang=\"ru\" href=\"https://gazette.example/most/\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:title\" content=\"The bridge &amp; the river\">",
        "<meta property=\"og:description\" content=\"Why it took &quot;so long&quot;.\">",
        "<meta property=\"og:image\" content=\"https://gazette.example/content/images/size/w1200/2026/bridge.jpg\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"675\">",
        "<meta property=\"article:published_time\" content=\"2026-03-10T10:00:00.000Z\">",
        "<meta property=\"article:modified_time\" content=\"2026-03-10T11:00:00.000Z\">",
        "<meta property=\"article:tag\" content=\"News\">",
        "<meta property=\"article:tag\" content=\"Culture\">",
        "<meta property=\"article:publisher\" content=\"https://www.facebook.com/gazette\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<meta name=\"twitter:data1\" content=\"Ani &lt;Petrosyan&gt;\">",
        "<meta name=\"twitter:data2\" content=\"News, Culture\">",
        "<meta name=\"twitter:creator\" content=\"@ani\">",
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"The Gazette\" href=\"https://gazette.example/rss/\">",
        "<style>:root {--ghost-accent-color: #aa0011;}</style>",
        "<!-- site head -->",
        "<!-- post head -->",
    ] {
        has(&html, line);
    }
    assert!(!html.contains("wide") && html.contains("content=\"Masthead "), "{html}");
    assert!(html.lines().all(|line| line.trim_end() == line), "{html}");
    let data = data(&html);
    assert_eq!(data["@type"], "NewsArticle");
    assert_eq!(data["headline"], "The bridge & the river");
    assert_eq!(data["datePublished"], "2026-03-10T10:00:00.000Z");
    assert_eq!(data["author"][0]["name"], "Ani <Petrosyan>");
    assert_eq!(data["author"][0]["sameAs"][1], "https://x.com/ani");
    assert_eq!((&data["image"]["width"], &data["image"]["height"]), (&1200.into(), &675.into()));
    assert_eq!(
        data["description"], "Why it took \"so long\".",
        "what was written for networks is not for engines"
    );
    assert_eq!(data["publisher"]["name"], "The Gazette");
    assert_eq!(data["isAccessibleForFree"], true);
    assert_eq!(data["articleSection"], "News");
}

/// A story with other columns than the archive's.
fn changed(slug: &str, change: impl FnOnce(&mut store::Post)) -> Page {
    let mut post = archive().post(slug);
    change(&mut post);
    Page::Entry { post: Box::new(post), preview: false }
}

#[test]
fn what_is_said_elsewhere_or_not_at_all() {
    let html = head(&changed("harbour", |post| {
        std::sync::Arc::make_mut(&mut post.card.row).canonical_url = Some("/bridge/".into());
    }));
    has(&html, "<link rel=\"canonical\" href=\"https://gazette.example/bridge/\">");
    has(&html, "<meta property=\"og:url\" content=\"https://gazette.example/bridge/\">");

    let html = head(&changed("harbour", |post| {
        std::sync::Arc::make_mut(&mut post.card.row).excerpt = "".into();
    }));
    has(&html, "<meta property=\"og:description\" content=\"News of the river\">");
    assert_eq!(data(&html).get("description"), None);

    let html = head(&changed("harbour", |post| {
        post.meta.meta_description = Some("For engines".into());
        post.meta.og_description = Some("For networks".into());
    }));
    has(&html, "<meta name=\"description\" content=\"For engines\">");
    has(&html, "<meta property=\"og:description\" content=\"For networks\">");
    assert_eq!(data(&html)["description"], "Opening of harbour: it \"begins\" here.");

    let html = head(&archive().writer("ani", 1));
    has(&html, "<meta name=\"twitter:creator\" content=\"@ani\">");
}

#[test]
fn icons_in_the_size_that_browsers_want() {
    for (icon, shown) in [
        ("/content/images/2026/a.png", "/content/images/size/w256h256/2026/a.png"),
        ("/blog/content/images/a.jpg", "/blog/content/images/size/w256h256/a.jpg"),
        ("/content/images/a.ICO", "/content/images/a.ICO"),
        ("/content/images/a.svg", "/content/images/a.svg"),
        ("https://cdn.example/a.png", "https://cdn.example/a.png"),
    ] {
        assert_eq!(super::icon(icon), shown);
    }
}

#[test]
fn a_hostile_story_cannot_leave_its_element() {
    let html = head(&archive().entry("harbour"));
    assert_eq!(html.matches("</script>").count(), 1, "{html}");
    assert!(!html.contains("evil"), "{html}");
    assert_eq!(data(&html)["headline"], "Harbour </script><script>opens");
    check("{{ghost_foot}}", &archive().entry("bridge"), "<!-- post foot -->");
}

#[test]
fn lists() {
    let html = head(&archive().front(2));
    has(&html, "<link rel=\"prev\" href=\"https://gazette.example/\">");
    has(&html, "<link rel=\"next\" href=\"https://gazette.example/page/3/\">");
    has(&html, "<link rel=\"canonical\" href=\"https://gazette.example/page/2/\">");
    assert!(!html.contains("og:title") && !html.contains("ld+json") && !html.contains("hreflang"));

    let html = head(&archive().front(1));
    assert_eq!(data(&html)["@type"], "WebSite");
    has(&html, "<link rel=\"alternate\" hreflang=\"ru\" href=\"https://gazette.example/ru/\">");
    has(&html, "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://gazette.example/\">");
    has(&html, "<meta property=\"og:type\" content=\"website\">");

    let html = head(&archive().topic("news", 1));
    assert_eq!(data(&html)["@type"], "CollectionPage");
    has(&html, "<link rel=\"next\" href=\"https://gazette.example/tag/news/page/2/\">");
    assert!(html.contains("https://gazette.example/tag/news/rss/"));

    let data = data(&head(&archive().writer("ani", 1)));
    assert_eq!((&data["@type"], &data["name"]), (&"Person".into(), &"Ani <Petrosyan>".into()));
}

#[test]
fn previews_and_errors_are_not_indexed() {
    let preview = Page::Entry { post: Box::new(archive().post("bridge")), preview: true };
    has(&head(&preview), "<meta name=\"robots\" content=\"noindex,nofollow\">");
    let html = head(&Page::NotFound { path: "/nowhere/".into() });
    has(&html, "<meta name=\"robots\" content=\"noindex\">");
    assert!(!html.contains("canonical") && !html.contains("nowhere"), "{html}");
}

#[test]
fn parts_can_be_left_out() {
    let html = try_render(
        "{{ghost_head exclude=\"schema,social_data,metadata,portal\"}}",
        &[],
        &archive().entry("bridge"),
    );
    let html = html.unwrap();
    assert!(!html.contains("ld+json") && !html.contains("og:") && !html.contains("canonical"), "{html}");
    assert!(html.contains("generator"));
}

#[test]
fn styles_of_cards_when_the_theme_has_none() {
    let styles = "href=\"/public/cards.min.css?v=";
    let page = archive().entry("bridge");
    assert!(head(&page).contains(styles));
    assert!(!try_render("{{ghost_head exclude=\"card_assets\"}}", &[], &page).unwrap().contains("cards.min"));
    let own = crate::fixture::PACKAGE.replace("\"config\": {", "\"config\": {\"card_assets\": false, ");
    let html = try_render("{{ghost_head}}", &[("package.json", &own)], &page).unwrap();
    assert!(!html.contains("cards.min"), "{html}");
}

#[test]
fn styles_of_the_box_before_what_subscribers_read() {
    let styles = "<style id=\"gh-members-styles\">";
    let members = archive().entry("members");
    let html = head(&members);
    assert!(html.contains(styles) && html.contains("color:#FFFFFF"), "{html}");
    assert!(!head(&archive().entry("bridge")).contains(styles));
    assert!(!try_render("{{ghost_head exclude=\"cta_styles\"}}", &[], &members).unwrap().contains(styles));
}

#[test]
fn a_front_of_a_language() {
    let page = Page::List {
        context: ListContext::Front,
        posts: Vec::new(),
        pagination: Pagination::new(1, 3, 1),
        language: Some("ru".into()),
    };
    let html = try_render("{{@site.locale}}{{ghost_head}}", &[], &page).unwrap();
    assert!(html.starts_with("ru") && html.contains("href=\"https://gazette.example/ru/\""), "{html}");
    assert!(html.contains("https://gazette.example/ru/rss/"), "{html}");
}
