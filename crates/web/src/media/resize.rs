//! Making a smaller picture of a picture. Blocking, and bounded in pixels.

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

use webp::PixelLayout;

use super::size::{Format, Size};

/// Quality of JPEG and WebP, of 100; what Ghost uses.
const QUALITY: u8 = 80;

/// What came of a picture.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A smaller picture.
    Made(Vec<u8>, Format),
    /// The original is small enough already.
    Enough(Format),
    /// It is a moving picture, a drawing or something else that is not resized.
    NotResized,
}

/// Why no picture was made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// It has more pixels than allowed.
    #[error("{width} × {height} pixels are more than the {allowed} allowed")]
    TooLarge {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels in all.
        allowed: u64,
    },
    /// It is no picture that we can read, or it cannot be written.
    #[error(transparent)]
    Image(#[from] image::ImageError),
    /// It cannot be resized.
    #[error(transparent)]
    Resize(#[from] fast_image_resize::ResizeError),
    /// The WebP encoder failed.
    #[error("WebP: {0}")]
    Webp(String),
}

/// Fits a picture into `size`, never enlarging it, upright, without its metadata. `format` is what to write;
/// without one, what it was.
pub(crate) fn resize(
    original: &[u8],
    size: Size,
    format: Option<Format>,
    allowed: u64,
) -> Result<Outcome, Refused> {
    let reader =
        ImageReader::new(Cursor::new(original)).with_guessed_format().map_err(image::ImageError::IoError)?;
    let native = match reader.format() {
        Some(ImageFormat::Jpeg) => Format::Jpeg,
        Some(ImageFormat::Png) => Format::Png,
        Some(ImageFormat::WebP) if !moves(original) => Format::Webp,
        _ => return Ok(Outcome::NotResized),
    };
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > allowed {
        return Err(Refused::TooLarge { width, height, allowed });
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(allowed * 8);
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let plan = Plan::new(picture.width(), picture.height(), size);
    if plan.keeps_everything && format.is_none_or(|format| format == native) {
        return Ok(Outcome::Enough(native));
    }
    let format = format.unwrap_or(native);
    Ok(Outcome::Made(encode(scale(picture, &plan)?, format)?, format))
}

/// What to cut out of a picture and how large it becomes.
struct Plan {
    crop: (f64, f64),
    width: u32,
    height: u32,
    keeps_everything: bool,
}

impl Plan {
    fn new(width: u32, height: u32, size: Size) -> Plan {
        let (w, h) = (f64::from(width), f64::from(height));
        let (crop, to) = match (size.width, size.height) {
            (Some(to_w), Some(to_h)) => {
                let (to_w, to_h) = (f64::from(to_w), f64::from(to_h));
                let scale = (to_w / w).max(to_h / h).min(1.0);
                let crop = ((to_w / scale).min(w), (to_h / scale).min(h));
                (crop, (crop.0 * scale, crop.1 * scale))
            }
            (to_w, to_h) => {
                let scale =
                    to_w.map_or(1.0, |to| f64::from(to) / w).min(to_h.map_or(1.0, |to| f64::from(to) / h));
                ((w, h), (w * scale.min(1.0), h * scale.min(1.0)))
            }
        };
        let (to_w, to_h) = ((to.0.round() as u32).max(1), (to.1.round() as u32).max(1));
        Plan { crop, width: to_w, height: to_h, keeps_everything: (to_w, to_h) == (width, height) }
    }
}

fn scale(picture: DynamicImage, plan: &Plan) -> Result<DynamicImage, Refused> {
    if plan.keeps_everything {
        return Ok(picture);
    }
    // One sample of 8 bits a channel is what every output has.
    let picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    let mut small = DynamicImage::new(plan.width, plan.height, picture.color());
    let (left, top) = (f64::from(picture.width()) - plan.crop.0, f64::from(picture.height()) - plan.crop.1);
    let options = ResizeOptions::new().crop(left / 2.0, top / 2.0, plan.crop.0, plan.crop.1);
    Resizer::new().resize(&picture, &mut small, &options)?;
    Ok(small)
}

fn encode(picture: DynamicImage, format: Format) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    match format {
        Format::Jpeg => {
            let flat = DynamicImage::ImageRgb8(on_white(picture));
            flat.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
        }
        Format::Png => picture.write_with_encoder(PngEncoder::new(&mut out))?,
        Format::Webp => {
            let (width, height, alpha) = (picture.width(), picture.height(), picture.color().has_alpha());
            let pixels = if alpha { picture.into_rgba8().into_raw() } else { picture.into_rgb8().into_raw() };
            let layout = if alpha { PixelLayout::Rgba } else { PixelLayout::Rgb };
            let packed =
                webp::Encoder::new(&pixels, layout, width, height).encode_simple(false, f32::from(QUALITY));
            out.extend_from_slice(&packed.map_err(|why| Refused::Webp(format!("{why:?}")))?);
        }
    }
    Ok(out)
}

/// JPEG knows no transparency.
fn on_white(picture: DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over =
            |channel: u8| ((u32::from(channel) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}

/// Whether a WebP file holds an animation: a `VP8X` header with the animation flag.
fn moves(webp: &[u8]) -> bool {
    webp.get(12..16) == Some(b"VP8X") && webp.get(20).is_some_and(|flags| flags & 0x02 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
        DynamicImage::ImageRgb8(picture).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn made(original: &[u8], size: &str, format: Option<Format>) -> (u32, u32, ImageFormat) {
        match resize(original, Size::parse(size).unwrap(), format, 1_000_000).unwrap() {
            Outcome::Made(bytes, _) => {
                let format = image::guess_format(&bytes).unwrap();
                let picture = image::load_from_memory(&bytes).unwrap();
                (picture.width(), picture.height(), format)
            }
            kept => panic!("{kept:?}"),
        }
    }

    #[test]
    fn pictures_shrink_and_keep_or_take_a_shape() {
        let jpeg = picture(400, 200, ImageFormat::Jpeg);
        assert_eq!(made(&jpeg, "w100", None), (100, 50, ImageFormat::Jpeg));
        assert_eq!(made(&jpeg, "h100", None), (200, 100, ImageFormat::Jpeg));
        assert_eq!(made(&jpeg, "w100h100", None), (100, 100, ImageFormat::Jpeg));
        assert_eq!(made(&jpeg, "w100", Some(Format::Webp)), (100, 50, ImageFormat::WebP));
        assert_eq!(made(&jpeg, "w1000", Some(Format::Png)), (400, 200, ImageFormat::Png));
        let png = picture(300, 100, ImageFormat::Png);
        assert_eq!(made(&png, "w30", None), (30, 10, ImageFormat::Png));
    }

    #[test]
    fn nothing_is_enlarged_and_bombs_are_refused() {
        let small = picture(40, 20, ImageFormat::Jpeg);
        let size = Size::parse("w100").unwrap();
        assert!(matches!(resize(&small, size, None, 1000), Ok(Outcome::Enough(Format::Jpeg))));
        let bomb = resize(&small, size, None, 799);
        assert!(matches!(bomb, Err(Refused::TooLarge { width: 40, height: 20, .. })), "{bomb:?}");
        assert!(matches!(resize(b"<svg/>", size, None, 1000), Ok(Outcome::NotResized)));
        assert!(resize(&small[..60], size, None, 1000).is_err());
    }
}
