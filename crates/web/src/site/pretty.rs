//! The one way to write an address: lower case, a slash at the end, no doubled slashes, nothing encoded that need not
//! be. Everything else is led there by a 301, as in Ghost.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is encoded in a path (the path set of the URL standard, and `%`).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%');

/// How an address is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it should be.
    Pretty,
    /// This is how it should be.
    Other(String),
    /// It is no text at all, or holds control characters.
    Broken,
}

/// Whether a path ends in the name of a file: `/site.webmanifest`, `/.well-known/security.txt`.
pub(crate) fn names_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty())
}

/// Looks at the path of a page.
pub(crate) fn form(path: &str) -> Form {
    if path
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'_'))
        && path.starts_with('/')
        && path.ends_with('/')
        && !path.contains("//")
        && !path.ends_with("/amp/")
    {
        return Form::Pretty;
    }
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return Form::Broken };
    if decoded.chars().any(|letter| letter.is_control() || letter == '\\') {
        return Form::Broken;
    }
    let mut parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    // Ghost's mobile pages are gone since version 6.
    if parts.last().is_some_and(|last| last.eq_ignore_ascii_case("amp")) {
        parts.pop();
    }
    let mut pretty = String::with_capacity(path.len() + 1);
    for part in parts {
        pretty.push('/');
        pretty.extend(utf8_percent_encode(&part.to_ascii_lowercase(), PATH));
    }
    pretty.push('/');
    if pretty == path { Form::Pretty } else { Form::Other(pretty) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_led_to_their_pretty_form() {
        for pretty in ["/", "/about/", "/tag/a-b/page/2/", "/%E1%83%90/", "/a.b/"] {
            assert_eq!(form(pretty), Form::Pretty, "{pretty}");
        }
        for (path, pretty) in [
            ("/about", "/about/"),
            ("/About/", "/about/"),
            ("//evil.example/", "/evil.example/"),
            ("/a//b", "/a/b/"),
            ("/%61bout/", "/about/"),
            ("/%e1%83%90/", "/%E1%83%90/"),
            ("/story/amp/", "/story/"),
            ("/story/AMP", "/story/"),
            ("/a%2Fb/", "/a/b/"),
            ("/a%3Fb/", "/a%3Fb/"),
        ] {
            let expected = if path == pretty { Form::Pretty } else { Form::Other(pretty.into()) };
            assert_eq!(form(path), expected, "{path}");
        }
        for broken in ["/%ff/", "/a%00/", "/a%5c%5cevil/", "/a%0d%0ab/"] {
            assert_eq!(form(broken), Form::Broken, "{broken}");
        }
    }

    #[test]
    fn files_have_an_ending() {
        for file in ["/site.webmanifest", "/.well-known/security.txt", "/a.b"] {
            assert!(names_file(file), "{file}");
        }
        for page in ["/", "/about", "/a.b/", "/.well-known", "/a.", "/a.b/c"] {
            assert!(!names_file(page), "{page}");
        }
    }

    #[test]
    fn a_pretty_form_is_its_own() {
        for path in ["/A%20b/", "/%C3%A9//x", "/100%25/", "/{}/"] {
            let Form::Other(pretty) = form(path) else { continue };
            assert_eq!(form(&pretty), Form::Pretty, "{path}");
        }
    }
}
