//! Styles for the cards of a story, for themes that leave them to the system (`card_assets` in `package.json`).
//!
//! They are under Ghost's class names and under the names by which themes choose them, and served at Ghost's address,
//! `/public/cards.min.css`. There is no script beside them: our cards are made of elements that work by themselves.

use std::borrow::Cow;

use crate::package::CardAssets;

/// The path of the joined styles below the site.
pub(crate) const PATH: &str = "public/cards.min.css";

/// Each card with its style, in the order in which they are joined.
const STYLES: [(&str, &str); 15] = [
    ("audio", include_str!("audio.css")),
    ("blockquote", include_str!("blockquote.css")),
    ("bookmark", include_str!("bookmark.css")),
    ("button", include_str!("button.css")),
    ("callout", include_str!("callout.css")),
    ("cta", include_str!("cta.css")),
    ("file", include_str!("file.css")),
    ("gallery", include_str!("gallery.css")),
    ("header", include_str!("header.css")),
    ("header_v2", include_str!("header_v2.css")),
    ("product", include_str!("product.css")),
    ("signup", include_str!("signup.css")),
    ("toggle", include_str!("toggle.css")),
    ("transistor", include_str!("transistor.css")),
    ("video", include_str!("video.css")),
];

/// The styles of the cards that a theme asks for; none when it asks for none.
pub(crate) fn styles(wanted: &CardAssets) -> Option<Cow<'static, [u8]>> {
    let is_wanted = |name: &str| match wanted {
        CardAssets::All => true,
        CardAssets::None => false,
        CardAssets::Include(names) => names.iter().any(|named| named == name),
        CardAssets::Exclude(names) => !names.iter().any(|named| named == name),
    };
    let css: String = STYLES.iter().filter(|(name, _)| is_wanted(name)).map(|(_, css)| *css).collect();
    (!css.is_empty()).then(|| Cow::Owned(css.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_theme_gets_the_styles_that_it_asks_for() {
        let css = |wanted| styles(&wanted).map(|css| String::from_utf8(css.into_owned()).unwrap());
        let all = css(CardAssets::All).unwrap();
        assert!(STYLES.iter().all(|(_, style)| all.contains(style)));
        let one = css(CardAssets::Include(names(&["toggle", "no-such-card"]))).unwrap();
        assert!(one.contains(".kg-toggle-card") && !one.contains(".kg-callout-card"));
        let others = css(CardAssets::Exclude(names(&["toggle"]))).unwrap();
        assert!(!others.contains(".kg-toggle-card") && others.contains(".kg-callout-card"));
        assert_eq!(css(CardAssets::None), None);
        assert_eq!(css(CardAssets::Include(names(&["no-such-card"]))), None);
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere_and_every_rule_is_closed() {
        for (name, css) in STYLES {
            assert!(!css.contains("url(") && !css.contains("@import"), "{name}");
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{name}");
        }
    }
}
