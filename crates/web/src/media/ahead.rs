//! Making the usual sizes of a picture before a reader asks for them: work for a job.

use std::{path::Path, sync::Arc};

use super::{Media, size::Resized};
use crate::limits::Limits;

/// What pages and the room ask for most.
const WIDTHS: [&str; 5] = ["w300", "w600", "w1000", "w1600", "w2400"];

/// The workshop of pictures, for a worker.
#[derive(Clone)]
pub struct Sizes(Arc<Media>);

impl Sizes {
    /// `data` is the data folder; `picture_bytes` bounds the smaller pictures kept in it.
    pub fn new(data: &Path, picture_bytes: u64) -> Sizes {
        Sizes(Media::new(data, picture_bytes, &Limits::default()))
    }

    /// Makes the sizes of the picture at a public address, each as it is and as WebP. What is no picture that can be made smaller has none;
    /// what is there already is not made again. Blocking; gives the number that were made.
    pub fn make(&self, path: &str) -> usize {
        let Some(original) = path.strip_prefix("/content/images/") else { return 0 };
        WIDTHS
            .into_iter()
            .flat_map(|size_name| {
                [None, Some("webp")].map(|format_name| Resized { size_name, format_name, original })
            })
            .filter(|asked| self.0.make_ahead(asked))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_sizes_are_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let images = folder.path().join("content/images/2026");
        std::fs::create_dir_all(&images).unwrap();
        let picture = image::RgbImage::from_pixel(1200, 800, image::Rgb([9, 9, 200]));
        picture.save(images.join("a.png")).unwrap();
        std::fs::write(images.join("b.svg"), "<svg/>").unwrap();
        let sizes = Sizes::new(folder.path(), 1 << 30);
        assert_eq!(sizes.make("/content/images/2026/a.png"), 10, "of those wider than itself, the picture");
        let shelf = folder.path().join("cache/images");
        for made in ["w300-same/2026/a.png", "w1000-webp/2026/a.png"] {
            assert!(shelf.join(made).is_file(), "{made}");
        }
        assert_eq!(sizes.make("/content/images/2026/a.png"), 0);
        for none in [
            "/content/images/2026/b.svg",
            "/content/images/2026/c.png",
            "/content/media/a.mp4",
            "/content/images/../x",
        ] {
            assert_eq!(sizes.make(none), 0, "{none}");
        }
    }
}
