//! The files below `assets/`: hashed and typed once, when the theme is loaded.

use std::borrow::Cow;
use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::helpers::escape;

/// A file that browsers fetch from `/assets/…`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
    /// Media type, with `charset=utf-8` for texts.
    pub content_type: &'static str,
    /// First 10 hex digits of the SHA-256 of the content: the `?v=` of its address.
    pub hash: Box<str>,
    /// Its address below the site, as it stands in an attribute.
    pub(crate) address: Box<str>,
}

/// All assets of a theme by their path below `assets/`.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    files: HashMap<String, Asset>,
    /// Stands in for the hash of a file that does not exist: changes whenever any asset does.
    pub(crate) fallback: Box<str>,
}

impl Assets {
    pub(crate) fn new(files: impl Iterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let files: HashMap<_, _> = files
            .map(|(path, bytes)| {
                let hash = hash(&bytes);
                let address = address(&path, &hash).into();
                let asset = Asset { content_type: content_type(&path), hash, bytes, address };
                (path, asset)
            })
            .collect();
        let mut all: Vec<_> = files.iter().map(|(path, asset)| format!("{path} {}", asset.hash)).collect();
        all.sort_unstable();
        Assets { files, fallback: hash(all.join("\n").as_bytes()) }
    }

    /// The asset at a path below `assets/`.
    pub(crate) fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }

    /// All paths with their assets, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.files.iter().map(|(path, asset)| (path.as_str(), asset))
    }
}

/// `/assets/css/screen.css?v=0123456789`, encoded and escaped. Paths below `public/` are not below `assets/`.
pub(crate) fn address(path: &str, hash: &str) -> String {
    let folder = if path.starts_with("public/") { "/" } else { "/assets/" };
    let path = escape::uri(path).unwrap_or_default();
    [folder, &escape::html(&path), "?v=", hash].concat()
}

fn hash(bytes: &[u8]) -> Box<str> {
    let digest = Sha256::digest(bytes);
    digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

fn content_type(path: &str) -> &'static str {
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_follows_content_and_type_follows_ending() {
        let one = Assets::new([("css/a.CSS".to_owned(), Cow::Borrowed(&b"a{}"[..]))].into_iter());
        let two = Assets::new([("css/a.CSS".to_owned(), Cow::Borrowed(&b"b{}"[..]))].into_iter());
        let asset = one.get("css/a.CSS").unwrap();
        assert_eq!(asset.content_type, "text/css; charset=utf-8");
        assert_eq!(asset.hash.len(), 10);
        assert_ne!(asset.hash, two.get("css/a.CSS").unwrap().hash);
        assert_ne!(one.fallback, two.fallback);
        assert!(one.get("css/b.css").is_none());
    }
}
