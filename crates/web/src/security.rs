//! Headers that keep a page from being turned against its readers.
//!
//! **Which scripts may run.** The body of an article is cleaned before it is stored, unless it came from somebody who
//! may post raw HTML; the page's content policy is the second wall behind that. Three cases:
//!
//! - Nobody trusted put a script on the page ([`Scripts::None`]): no script runs at all, whatever slipped through.
//!   This is the default theme. (Data blocks such as JSON-LD are no scripts to a browser and stay.)
//! - The theme has scripts ([`Scripts::Theme`]), and nobody else: files of this site and the theme's own inline code
//!   run. Inline code must be let through as a whole, since templates print values into it.
//! - The owner injected code, or the article is trusted ([`Scripts::Trusted`]): analytics, forms and embeds load what
//!   they like from where they like, which no list of ours could foresee; scripts are not restricted. Such pages rely on the first
//!   wall alone, and only they.
//!
//! Styles, pictures and frames come from anywhere: Ghost archives are full of embeds. Plug-ins, foreign `<base>` and
//! being framed by strangers are refused in every case.

use hyper::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};

/// Who may run scripts on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Scripts {
    /// Nobody.
    #[default]
    None,
    /// The theme.
    Theme,
    /// The site's owner, by code injection or a trusted article.
    Trusted,
}

impl Scripts {
    fn content_policy(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Scripts::None => "script-src 'none'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
            Scripts::Theme => {
                "script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
            }
            Scripts::Trusted => "object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
        })
    }

    /// Whether a piece of HTML from a trusted hand brings scripts: an element, a handler or a script address.
    pub(crate) fn in_html(html: &str) -> bool {
        let lower = html.to_ascii_lowercase();
        lower.contains("<script") || lower.contains("javascript:") || has_handler(&lower)
    }
}

/// ` on…=` inside a tag, roughly; being wrong towards “yes” costs a wall that the owner's own code does not need.
fn has_handler(lower: &str) -> bool {
    let bytes = lower.as_bytes();
    memchr::memmem::find_iter(bytes, b"on").any(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let name = bytes[at + 2..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        before.is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'"' | b'\'' | b'/'))
            && name > 1
            && bytes[at + 2 + name..].iter().find(|byte| **byte != b' ') == Some(&b'=')
    })
}

/// Headers of every answer.
pub(crate) fn guard(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
}

/// Headers of an HTML page.
pub(crate) fn guard_page(headers: &mut HeaderMap, scripts: Scripts) {
    guard(headers);
    headers.insert(CONTENT_SECURITY_POLICY, scripts.content_policy());
}

/// Headers of an uploaded file: whatever it holds, opened on its own it runs nothing and belongs to no origin.
pub(crate) fn guard_upload(headers: &mut HeaderMap) {
    guard(headers);
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
        ),
    );
}

/// Tells search engines to stay away.
pub(crate) const ROBOTS: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_seen_in_trusted_html() {
        for html in
            ["<SCRIPT src=x>", "<img onload = 'x()'>", "<a href=\"JavaScript:x\">", "<p\nonclick=\"y\">"]
        {
            assert!(Scripts::in_html(html), "{html}");
        }
        for html in ["<p>on one = two</p>", "<a href='/on=1'>x</a>", "<style>.on{}</style>", ""] {
            assert!(!Scripts::in_html(html), "{html}");
        }
    }
}
