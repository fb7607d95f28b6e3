//! Styles for the cards of a story, for themes that leave them to the system (`card_assets` in `package.json`).
//!
//! They are under Ghost's class names and under the names by which themes choose them, and served at Ghost's address,
//! `/public/cards.min.css`. Our cards are made of elements that work without a script; the one beside the styles, at Ghost's address too, is for pages
//! made elsewhere that show cards in Ghost's own markup. No page of ours links it.

use std::borrow::Cow;

use crate::package::CardAssets;

/// The path of the joined styles below the site.
pub(crate) const PATH: &str = "public/cards.min.css";

/// The path of the script.
pub(crate) const SCRIPT_PATH: &str = "public/cards.min.js";

/// The script, when a theme leaves anything of cards to the system.
pub(crate) fn script(wanted: &CardAssets) -> Option<Cow<'static, [u8]>> {
    (*wanted != CardAssets::None).then_some(Cow::Borrowed(include_bytes!("cards.js")))
}

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

    /// Classes of Ghost's card styles that ours say nothing of, each with its reason.
    const LEFT_OUT: [(&str, &[&str]); 4] = [
        (
            "players are the browser's own",
            &[
                "kg-audio-current-time",
                "kg-audio-duration",
                "kg-audio-hide",
                "kg-audio-mute-icon",
                "kg-audio-pause-icon",
                "kg-audio-play-icon",
                "kg-audio-playback-rate",
                "kg-audio-player",
                "kg-audio-seek-slider",
                "kg-audio-time",
                "kg-audio-unmute-icon",
                "kg-audio-volume-slider",
                "kg-video-current-time",
                "kg-video-duration",
                "kg-video-hide",
                "kg-video-hide-animated",
                "kg-video-large-play-icon",
                "kg-video-mute-icon",
                "kg-video-overlay",
                "kg-video-pause-icon",
                "kg-video-play-icon",
                "kg-video-playback-rate",
                "kg-video-player",
                "kg-video-player-container",
                "kg-video-seek-slider",
                "kg-video-time",
                "kg-video-unmute-icon",
                "kg-video-volume-slider",
            ],
        ),
        (
            "Ghost has styles for cards that its editor does not make any more",
            &[
                "kg-collection-card",
                "kg-collection-card-content",
                "kg-collection-card-grid",
                "kg-collection-card-img",
                "kg-collection-card-list",
                "kg-collection-card-post",
                "kg-collection-card-post-excerpt",
                "kg-collection-card-post-meta",
                "kg-collection-card-post-title",
                "kg-collection-card-post-wrapper",
                "kg-collection-card-title",
                "kg-nft-card",
                "kg-nft-card-container",
                "kg-nft-creator",
                "kg-nft-description",
                "kg-nft-header",
                "kg-nft-image",
                "kg-nft-metadata",
                "kg-nft-opensea-logo",
                "kg-nft-title",
            ],
        ),
        (
            "stands in the editor or in Ghost's scripted cards only",
            &[
                "kg-toggle-card-icon",
                "kg-transistor-content",
                "kg-transistor-description",
                "kg-transistor-icon",
                "kg-transistor-placeholder",
                "kg-transistor-title",
            ],
        ),
        (
            "says where other rules of Ghost hold; ours hold without it, and widths are the theme's",
            &[
                "kg-card-hascaption",
                "kg-content-wide",
                "kg-cta-has-img",
                "kg-image-card",
                "kg-signup-card-button-default",
                "kg-width-full",
                "kg-width-wide",
            ],
        ),
    ];

    #[test]
    fn each_class_of_ghosts_is_styled_or_left_out_for_a_reason() {
        let all: String = STYLES.iter().map(|(_, css)| *css).collect();
        let styled = |class: &str| {
            all.match_indices(&format!(".{class}")).any(|(at, found)| {
                !all[at + found.len()..]
                    .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            })
        };
        let left_out: Vec<&str> = LEFT_OUT.iter().flat_map(|(_, classes)| classes.iter().copied()).collect();
        let ghosts: Vec<&str> = include_str!("classes.txt").lines().collect();
        assert!(ghosts.len() > 170, "the list was cut");
        for class in &ghosts {
            assert!(styled(class) != left_out.contains(class), "{class}: styled {}", styled(class));
        }
        assert!(left_out.iter().all(|class| ghosts.contains(class)));
    }

    #[test]
    fn the_script_goes_with_the_styles() {
        assert!(script(&CardAssets::Include(names(&["toggle"]))).is_some());
        assert!(script(&CardAssets::None).is_none());
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere_and_every_rule_is_closed() {
        for (name, css) in STYLES {
            assert!(!css.contains("url(") && !css.contains("@import"), "{name}");
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{name}");
        }
    }
}
