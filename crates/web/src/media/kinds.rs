//! What a file is, by its name: browsers are told, and are not to guess.

use std::path::Path;

use hyper::header::HeaderValue;

/// How a file may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    /// `Content-Type`.
    pub(crate) content_type: HeaderValue,
    /// Documents that browsers would run on this site's behalf are handed over as a download.
    pub(crate) download: bool,
}

/// The kind of a file of the archive. Web pages are downloads, scripts are plain text.
pub(crate) fn of(file: &Path) -> Kind {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let (content_type, download) = match &*extension {
        // Opened on its own an SVG is sandboxed; in a page it is a picture.
        "svg" => ("image/svg+xml", false),
        "html" | "htm" | "xhtml" | "xht" | "mht" | "mhtml" => ("text/html; charset=utf-8", true),
        "xml" | "xsl" | "xslt" | "rdf" | "atom" | "rss" => ("text/xml; charset=utf-8", true),
        "svgz" | "swf" => ("application/octet-stream", true),
        "js" | "mjs" | "css" | "txt" | "md" | "csv" => ("text/plain; charset=utf-8", false),
        "ico" => ("image/x-icon", false),
        "m4a" => ("audio/mp4", false),
        "avif" => ("image/avif", false),
        _ => return Kind { content_type: guessed(&extension), download: false },
    };
    Kind { content_type: HeaderValue::from_static(content_type), download }
}

fn guessed(extension: &str) -> HeaderValue {
    let mime = mime_guess::from_ext(extension).first_or_octet_stream();
    let text = match (mime.type_(), mime.get_param("charset")) {
        (mime_guess::mime::TEXT, None) => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    };
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_archive_runs_as_this_site() {
        let kind = |name: &str| {
            (of(Path::new(name)).content_type.to_str().unwrap().to_owned(), of(Path::new(name)).download)
        };
        assert_eq!(kind("a.JPG"), ("image/jpeg".into(), false));
        assert_eq!(kind("a.html"), ("text/html; charset=utf-8".into(), true));
        assert_eq!(kind("a.js"), ("text/plain; charset=utf-8".into(), false));
        assert_eq!(kind("a.pdf"), ("application/pdf".into(), false));
        assert_eq!(kind("a.webp"), ("image/webp".into(), false));
        assert_eq!(kind("a.mp4"), ("video/mp4".into(), false));
        assert_eq!(kind("a"), ("application/octet-stream".into(), false));
    }
}
