//! Turning and shrinking: what cannot be done without touching the pixels.

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    metadata::Orientation,
};

use crate::{Limits, Proof, Unfit};

/// Quality of a photo that had to be encoded anew, of 100: no eye sees the difference.
const QUALITY: u8 = 90;

/// Whether a picture is taken as it is, by the proof that is asked for, without a look at its pixels.
pub(super) fn stay(orientation: Orientation, limits: &Limits) -> bool {
    limits.proof == Proof::Parts && orientation == Orientation::NoTransforms
}

/// Width and height as the header has them, without decoding.
pub(super) fn size(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), Unfit> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.into_dimensions().map_err(|_| Unfit::Damaged("its size cannot be read"))
}

/// A decoded picture: upright and within the public size.
pub(super) struct Pixels {
    picture: DynamicImage,
    icc: Option<Vec<u8>>,
    /// Whether it differs from what was read.
    pub(super) changed: bool,
}

impl Pixels {
    /// Decodes all of a picture, which proves that it is one; turns it upright and makes it small enough.
    pub(super) fn read(
        bytes: &[u8],
        format: ImageFormat,
        orientation: Orientation,
        limits: &Limits,
    ) -> Result<Self, Unfit> {
        let damaged = |_| Unfit::Damaged("its pixels cannot be read");
        let mut decoder =
            ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(damaged)?;
        let (width, height) = decoder.dimensions();
        super::check_pixels(width, height, limits)?;
        let mut allowed = image::Limits::default();
        allowed.max_alloc = Some(limits.pixels * 8 + (64 << 20));
        decoder.set_limits(allowed).map_err(damaged)?;
        let icc = decoder.icc_profile().ok().flatten();
        let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
        picture.apply_orientation(orientation);
        let mut changed = orientation != Orientation::NoTransforms;
        if let Some((width, height)) = smaller(picture.width(), picture.height(), limits.public_side) {
            picture = shrink(picture, width, height)?;
            changed = true;
        }
        Ok(Self { picture, icc, changed })
    }

    pub(super) fn width(&self) -> u32 {
        self.picture.width()
    }

    pub(super) fn height(&self) -> u32 {
        self.picture.height()
    }

    /// Encodes it again, with its colour profile when that still fits (`keep_icc`).
    pub(super) fn encode(self, format: ImageFormat, keep_icc: bool) -> Result<Vec<u8>, Unfit> {
        let failed = |_| Unfit::Damaged("it cannot be encoded again");
        let icc = self.icc.filter(|_| keep_icc);
        let mut out = Vec::new();
        match format {
            ImageFormat::Png => {
                let mut encoder = PngEncoder::new(&mut out);
                if let Some(icc) = icc {
                    encoder.set_icc_profile(icc).map_err(|_| Unfit::Damaged("its colour profile"))?;
                }
                self.picture.write_with_encoder(encoder).map_err(failed)?;
            }
            ImageFormat::WebP => return webp(&self.picture, icc),
            _ => {
                let picture = match self.picture {
                    DynamicImage::ImageLuma8(_) => self.picture,
                    other => DynamicImage::ImageRgb8(other.into_rgb8()),
                };
                let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
                if let Some(icc) = icc {
                    encoder.set_icc_profile(icc).map_err(|_| Unfit::Damaged("its colour profile"))?;
                }
                picture.write_with_encoder(encoder).map_err(failed)?;
            }
        }
        Ok(out)
    }
}

fn webp(picture: &DynamicImage, icc: Option<Vec<u8>>) -> Result<Vec<u8>, Unfit> {
    let (width, height) = (picture.width(), picture.height());
    let (pixels, layout) = match picture.color().has_alpha() {
        true => (picture.to_rgba8().into_raw(), webp::PixelLayout::Rgba),
        false => (picture.to_rgb8().into_raw(), webp::PixelLayout::Rgb),
    };
    let packed = webp::Encoder::new(&pixels, layout, width, height)
        .encode_simple(false, f32::from(QUALITY))
        .map_err(|_| Unfit::Damaged("it cannot be encoded again"))?;
    match icc {
        None => Ok(packed.to_vec()),
        Some(icc) => super::webp::with_icc(&packed, icc, width, height),
    }
}

/// The size that fits, when the present one does not.
fn smaller(width: u32, height: u32, side: u32) -> Option<(u32, u32)> {
    let longer = width.max(height);
    if longer <= side {
        return None;
    }
    let scaled = |pixels: u32| {
        ((f64::from(pixels) * f64::from(side) / f64::from(longer)).round() as u32).clamp(1, side)
    };
    Some((scaled(width), scaled(height)))
}

fn shrink(picture: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Unfit> {
    // Palettes and 16 bits a channel become what every browser shows.
    let picture = match picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageLumaA8(_) => picture,
        other if other.color().has_alpha() => DynamicImage::ImageRgba8(other.into_rgba8()),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    };
    let mut small = DynamicImage::new(width, height, picture.color());
    Resizer::new()
        .resize(&picture, &mut small, &ResizeOptions::new())
        .map_err(|_| Unfit::Damaged("it cannot be made smaller"))?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_longer_side_decides() {
        assert_eq!(super::smaller(4000, 2000, 1000), Some((1000, 500)));
        assert_eq!(super::smaller(1, 9000, 1000), Some((1, 1000)));
        assert_eq!(super::smaller(1000, 1000, 1000), None);
    }
}
