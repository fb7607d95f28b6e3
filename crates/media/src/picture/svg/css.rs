//! Styles inside a drawing: they may colour and shape, and refer to parts of the same drawing.

/// A style without comments; `None` when it could load something or hides what it says.
pub(super) fn tame(css: &str) -> Option<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    out.push_str(rest);
    let lower = out.to_lowercase();
    let hides =
        ["\\", "<", "expression", "javascript:", "behavior", "-moz-binding", "image(", "image-set", "src("]
            .iter()
            .any(|word| lower.contains(word));
    let rules = lower.matches('@').count() == lower.matches("@media").count();
    (!hides && rules && refers_inside(&out)).then(|| out.trim().to_owned())
}

/// Whether every `url(…)` in a value is one of the same drawing.
pub(super) fn refers_inside(value: &str) -> bool {
    let lower = value.to_lowercase();
    if lower.contains("javascript:") || lower.contains("\\") && lower.contains('(') {
        return false;
    }
    lower.split("url(").skip(1).all(|rest| rest.trim_start().trim_start_matches(['"', '\'']).starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_load_are_seen() {
        assert_eq!(tame(".a{fill:red/* by Ana */}").as_deref(), Some(".a{fill:red }"));
        assert!(tame("@media (prefers-color-scheme: dark){.a{fill:url( '#b')}}").is_some());
        for bad in [
            "@import 'x'",
            "@font-face{src:url(x)}",
            ".a{fill:url(https://x/)}",
            ".a{fill:u\\72l(x)}",
            "a{background:image-set('x' 1x)}",
            "</style><script>",
        ] {
            assert_eq!(tame(bad), None, "{bad}");
        }
        assert!(refers_inside("url(#a)") && !refers_inside("URL( 'http://x')"));
    }
}
