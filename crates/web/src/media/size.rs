//! The addresses of resized pictures: `size/w600h400/format/webp/2024/01/name.jpg`.

use std::collections::BTreeSet;

/// A box that a picture is fitted into. At least one side is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Size {
    /// Pixels.
    pub(crate) width: Option<u32>,
    /// Pixels. With a width, the picture is cut to the shape.
    pub(crate) height: Option<u32>,
}

/// The form of a resized picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resized<'a> {
    /// `w600`, as written.
    pub(crate) size_name: &'a str,
    /// `webp`, as written.
    pub(crate) format_name: Option<&'a str>,
    /// The original's address below `/content/images/`.
    pub(crate) original: &'a str,
}

/// Ghost's own sizes: its cards ask for `w600` to `w2400`, its icons and networks for the others, and its own
/// pictures in the editor for the rest.
const ALWAYS: [(u32, u32); 17] = [
    (30, 0),
    (100, 0),
    (300, 0),
    (600, 0),
    (750, 0),
    (1000, 0),
    (1140, 0),
    (1200, 0),
    (1600, 0),
    (1750, 0),
    (2000, 0),
    (2400, 0),
    (256, 256),
    (192, 192),
    (64, 64),
    (200, 200),
    (1200, 960),
];

impl Size {
    /// Reads `w600`, `h400`, `w600h400`.
    pub(crate) fn parse(name: &str) -> Option<Size> {
        let (width, height) = match name.strip_prefix('w') {
            Some(rest) => match rest.split_once('h') {
                Some((width, height)) => (Some(side(width)?), Some(side(height)?)),
                None => (Some(side(rest)?), None),
            },
            None => (None, Some(side(name.strip_prefix('h')?)?)),
        };
        Some(Size { width, height })
    }
}

/// The sizes that are made: Ghost's and a theme's. All others would let strangers fill the disk.
#[derive(Debug, Default)]
pub(crate) struct SizeSet(BTreeSet<Size>);

impl SizeSet {
    /// With those of a theme.
    pub(crate) fn of(theme: impl IntoIterator<Item = Size>) -> SizeSet {
        SizeSet(theme.into_iter().filter(|size| size.width.or(size.height).is_some()).collect())
    }

    pub(crate) fn contains(&self, size: &Size) -> bool {
        let side = |side: Option<u32>| side.unwrap_or(0);
        ALWAYS.contains(&(side(size.width), side(size.height))) || self.0.contains(size)
    }
}

/// 1 to 9999 pixels, written without leading zeros.
fn side(text: &str) -> Option<u32> {
    let plain = !text.starts_with('0') && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl Format {
    /// By the name in an address or an extension.
    pub(crate) fn parse(name: &str) -> Option<Format> {
        match &*name.to_ascii_lowercase() {
            "jpg" | "jpeg" => Some(Format::Jpeg),
            "png" => Some(Format::Png),
            "webp" => Some(Format::Webp),
            _ => None,
        }
    }

    /// `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
        }
    }
}

/// Reads what follows `/content/images/`; `None` when it is not the address of a resized picture.
pub(crate) fn parse(address: &str) -> Option<Resized<'_>> {
    let (size_name, rest) = address.strip_prefix("size/")?.split_once('/')?;
    let (format_name, original) = match rest.strip_prefix("format/").and_then(|rest| rest.split_once('/')) {
        Some((format, original)) => (Some(format), original),
        None => (None, rest),
    };
    Some(Resized { size_name, format_name, original })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let read = parse("size/w600/format/webp/2024/01/a.jpg").unwrap();
        assert_eq!(
            (read.size_name, read.format_name, read.original),
            ("w600", Some("webp"), "2024/01/a.jpg")
        );
        let read = parse("size/h100/a.jpg").unwrap();
        assert_eq!((read.size_name, read.format_name, read.original), ("h100", None, "a.jpg"));
        assert_eq!(parse("2024/01/a.jpg"), None);
    }

    #[test]
    fn sizes_are_read_and_only_known_ones_made() {
        assert_eq!(Size::parse("w600"), Some(Size { width: Some(600), height: None }));
        assert_eq!(Size::parse("w600h40"), Some(Size { width: Some(600), height: Some(40) }));
        assert_eq!(Size::parse("h40"), Some(Size { width: None, height: Some(40) }));
        for bad in ["w", "w0", "w0600", "w99999", "600", "wxh", "w-1", "w6h", ""] {
            assert_eq!(Size::parse(bad), None, "{bad}");
        }
        let none = Size { width: None, height: None };
        let known = SizeSet::of([Size { width: Some(123), height: None }, none]);
        assert!(known.contains(&Size::parse("w123").unwrap()));
        assert!(known.contains(&Size::parse("w600").unwrap()));
        assert!(!known.contains(&Size::parse("w601").unwrap()));
        assert!(!known.contains(&none) && !SizeSet::default().contains(&Size::parse("w123").unwrap()));
    }
}
