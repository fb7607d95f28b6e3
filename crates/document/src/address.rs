//! Which addresses a document may hold.

/// The scheme of an address in lower case, found as browsers find it: leading controls and spaces are skipped,
/// tabs and line breaks inside are ignored. `None` for a relative address.
fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address.trim_start_matches(|c: char| c <= ' ').chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            ':' if !scheme.is_empty() => return Some(scheme),
            _ => return None,
        }
        if scheme.len() > 32 {
            // No scheme that we allow is that long; treat it as a foreign one.
            return address.contains(':').then_some(scheme);
        }
    }
    None
}

/// Whether a reader may follow the address: `http`, `https`, `mailto`, `tel` or relative.
pub fn may_link(address: &str) -> bool {
    match scheme(address).as_deref() {
        None => true,
        Some(scheme) => matches!(scheme, "http" | "https" | "mailto" | "tel" | "sms" | "ftp"),
    }
}

/// Whether a page may load the address: `http`, `https`, relative, or a bitmap in a `data:` address.
pub fn may_load(address: &str) -> bool {
    match scheme(address).as_deref() {
        None => true,
        Some("data") => {
            let rest = address.trim_start_matches(|c: char| c <= ' ').get(5..).unwrap_or_default();
            ["image/png", "image/jpeg", "image/gif", "image/webp"].iter().any(|kind| {
                rest.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
                    && matches!(rest.as_bytes().get(kind.len()), Some(b';' | b','))
            })
        }
        Some(scheme) => matches!(scheme, "http" | "https"),
    }
}

/// Whether a text may stand in a class or as a colour: no quotes, semicolons or functions that load.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() <= 100
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "#-_.,%() ".contains(c))
        && !text.to_ascii_lowercase().contains("url(")
        && !text.to_ascii_lowercase().contains("expression")
}

#[cfg(test)]
mod tests {
    use super::{may_link, may_load};

    #[test]
    fn schemes_are_found_as_browsers_find_them() {
        for good in
            ["", "/a", "#x", "?q=a:b", "//host/a", "https://a/", "HTTP://a", "mailto:a@b", "a/b:c", "tel:1"]
        {
            assert!(may_link(good), "{good:?}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\u{1}javascript:alert(1)",
            " java\tscript:alert(1)",
            "java\nscript\r:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "blob:x",
            "file:///etc/passwd",
            "x-very-long-scheme-name-that-nobody-has-ever-used:x",
        ] {
            assert!(!may_link(bad), "{bad:?}");
        }
        assert!(may_load("data:image/png;base64,AA"));
        assert!(!may_load("data:image/svg+xml;base64,AA"));
        assert!(!may_load("data:text/html,<script>"));
        assert!(!may_load("mailto:a@b"));
    }
}
