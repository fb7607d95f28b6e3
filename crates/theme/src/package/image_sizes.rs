//! `config.image_sizes`: the widths and heights that `{{img_url}}` may ask for.

use std::sync::LazyLock;

use hbs::{Tree, TreeMap};
use serde_json::Value;

use super::Finder;

/// More sizes than this fill the disk with variants.
const MOST_SIZES: usize = 20;
/// Pixels; larger than any screen.
const MOST_PIXELS: u64 = 4000;

/// A named size of images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageSize {
    /// As templates name it: `size="m"`.
    pub name: Box<str>,
    /// Greatest width in pixels.
    pub width: Option<u32>,
    /// Greatest height in pixels.
    pub height: Option<u32>,
    directory: Box<str>,
}

/// What search engines and networks are shown.
pub(crate) static SOCIAL: LazyLock<ImageSize> =
    LazyLock::new(|| ImageSize::new("social-image", Some(1200), None));
/// What browsers show beside a page's title.
pub(crate) static ICON: LazyLock<ImageSize> = LazyLock::new(|| ImageSize::new("icon", Some(256), Some(256)));

impl ImageSize {
    fn new(name: &str, width: Option<u32>, height: Option<u32>) -> Self {
        let part = |letter: char, pixels: Option<u32>| pixels.map(|pixels| format!("{letter}{pixels}"));
        let directory = [part('w', width), part('h', height)].into_iter().flatten().collect::<String>();
        ImageSize { name: name.into(), width, height, directory: directory.into() }
    }

    /// A size that every theme has, for the templates that every theme has.
    pub(crate) fn built_in(name: &str) -> Option<&'static ImageSize> {
        static CARD: LazyLock<ImageSize> = LazyLock::new(|| ImageSize::new("masthead-card", Some(600), None));
        (*CARD.name == *name).then_some(&*CARD)
    }

    /// The folder of this size in image addresses: `w600`, `h300` or `w600h300`.
    pub fn directory(&self) -> &str {
        &self.directory
    }

    pub(super) fn tree(&self) -> (String, Tree) {
        let mut size = TreeMap::new();
        for (key, pixels) in [("width", self.width), ("height", self.height)] {
            if let Some(pixels) = pixels {
                size.set(key, f64::from(pixels));
            }
        }
        (self.name.to_string(), Tree::Object(size))
    }
}

pub(super) fn read(value: &Value, finder: &mut Finder<'_>) -> Vec<ImageSize> {
    let sizes = match value {
        Value::Null => return Vec::new(),
        Value::Object(sizes) => sizes,
        _ => {
            let advice = "Write \"image_sizes\": {\"s\": {\"width\": 300}}.";
            finder.error(
                "image-sizes",
                "image_sizes",
                "config.image_sizes is not an object".to_owned(),
                advice,
            );
            return Vec::new();
        }
    };
    if sizes.len() > MOST_SIZES {
        let message = format!("config.image_sizes has {} sizes", sizes.len());
        let advice = format!("Keep {MOST_SIZES} or fewer: each is one more file for each picture.");
        finder.warning("image-sizes", "image_sizes", message, &advice);
    }
    let mut read = Vec::new();
    for (name, size) in sizes {
        let pixels = |key: &str| match &size[key] {
            Value::Null => Ok(None),
            value => match value.as_u64() {
                Some(n @ 1..=MOST_PIXELS) => Ok(Some(n as u32)),
                _ => Err(()),
            },
        };
        match (pixels("width"), pixels("height")) {
            (Ok(width), Ok(height)) if width.is_some() || height.is_some() => {
                read.push(ImageSize::new(name, width, height));
            }
            _ => {
                let message = format!("the image size \"{name}\" has no usable width or height");
                let advice = format!("Give whole numbers of pixels from 1 to {MOST_PIXELS}.");
                finder.error("image-sizes", name, message, &advice);
            }
        }
    }
    read
}
