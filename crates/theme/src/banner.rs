//! The announcement at the top of a page in themes that do not show it themselves: what Ghost's script puts there, under the same names and
//! without a script.

use hbs::Value;

use crate::helpers::{contrast_to, cut::tag_end, escape::html};
use crate::page::Page;
use crate::scope::{Announcement, Scope};

/// The page with the announcement, if one is to be seen now and `{{ghost_head}}` was asked for it.
pub(crate) fn put(page: String, scope: &Scope<'_>) -> String {
    if scope.announcement.get() != Announcement::Wanted || matches!(scope.page, Page::Private { .. }) {
        return page;
    }
    let Some(told) = scope.facts.announcement.as_ref() else { return page };
    let places = page.find("</head>").zip(body_begins(&page)).filter(|(head, body)| head < body);
    let (Some((head, body)), true) = (places, scope.facts.settings.is_banner_time(scope.now())) else {
        return page;
    };
    let told = Value::from(told);
    let told = |key: &str| told.get(key).map(|value| value.to_text().into_owned()).unwrap_or_default();
    let accent = scope.facts.accent_color.as_deref().unwrap_or("#15171a");
    let style = include_str!("built_in/announcement.css").trim_end();
    let style = style.replace("$accent", &html(accent)).replace("$on-accent", contrast_to(accent));
    let name = html(scope.say("Announcement"));
    let bar = format!(
        "<div id=\"announcement-bar-root\"><div class=\"gh-announcement-bar {}\" role=\"region\" aria-label=\"{name}\">\
         <div class=\"gh-announcement-bar-content\">{}</div></div></div>",
        told("background"),
        told("html"),
    );
    [&page[..head], "<style>", &style, "</style>\n", &page[head..body], &bar, &page[body..]].concat()
}

/// Where the content of `<body>` begins.
fn body_begins(page: &str) -> Option<usize> {
    let body = page.find("<body")?;
    tag_end(page, body)
}

#[cfg(test)]
mod tests {
    use crate::Page;
    use crate::fixture::{archive, try_render};

    const LAYOUT: &str = "<head>{{ghost_head}}</head><body class=\"a>b\">{{title}}</body>";

    #[test]
    fn themes_that_know_none_show_it_above_everything() {
        let page = archive().entry("bridge");
        let html = try_render(LAYOUT, &[], &page).unwrap();
        let bar = "<body class=\"a>b\"><div id=\"announcement-bar-root\"><div class=\"gh-announcement-bar accent\" role=\"region\" \
                   aria-label=\"Announcement\"><div class=\"gh-announcement-bar-content\"><b>Vote!</b></div></div></div>";
        assert!(html.contains(bar), "{html}");
        assert!(html.contains(".gh-announcement-bar.accent{background:#aa0011;color:#FFFFFF}"), "{html}");
    }

    #[test]
    fn it_is_left_out_where_the_theme_says_so_or_has_its_own() {
        let page = archive().entry("bridge");
        for layout in [
            "<head>{{ghost_head exclude=\"search,announcement\"}}</head><body></body>",
            "<head>{{ghost_head}}</head><body>{{#if @site.announcement}}own{{/if}}</body>",
            "<head></head><body></body>",
            "{{ghost_head}}",
        ] {
            let html = try_render(layout, &[], &page).unwrap();
            assert!(!html.contains("announcement"), "{layout}: {html}");
        }
    }

    #[test]
    fn a_closed_door_announces_nothing() {
        let door = Page::Private { refused: None };
        let html = try_render("x", &[("private.hbs", LAYOUT)], &door).unwrap();
        assert!(!html.contains("Vote!"), "{html}");
    }
}
