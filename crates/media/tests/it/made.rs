//! Pictures made for the tests.

use std::{io::Cursor, path::PathBuf};

use exif::{Field, In, Tag, Value, experimental::Writer};
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use crate::exiftool::SECRET;

/// A picture whose left half is red and whose right half is blue, with some noise.
pub(crate) fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let noise = (x * 7 + y * 13) as u8 % 16;
        if x < width / 2 { image::Rgb([220 + noise, 20, 20]) } else { image::Rgb([20, 20, 220 + noise]) }
    }))
}

/// The same with transparency.
pub(crate) fn glass(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |x, y| {
        image::Rgba([x as u8, y as u8, 99, 128])
    }))
}

pub(crate) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG with a camera's Exif block: place, serial numbers, maker's notes, thumbnail, lying on its side (`orientation`).
pub(crate) fn photo(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    let jpeg = encoded(&picture(width, height), ImageFormat::Jpeg);
    let exif = camera(orientation);
    let mut segment = vec![0xFF, 0xE1];
    segment.extend((exif.len() as u16 + 8).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(exif);
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

fn camera(orientation: u16) -> Vec<u8> {
    let ascii = |text: String| Value::Ascii(vec![text.into_bytes()]);
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let degrees = |value: u32| exif::Rational { num: value, denom: 1 };
    let fields = [
        field(Tag::Make, ascii(format!("{SECRET} camera"))),
        field(Tag::Orientation, Value::Short(vec![orientation])),
        field(Tag::DateTimeOriginal, ascii("2026:11:01 10:00:00".into())),
        field(Tag::BodySerialNumber, ascii(format!("{SECRET}-4711"))),
        field(Tag::MakerNote, Value::Undefined(format!("{SECRET} of the maker").into_bytes(), 0)),
        field(Tag::GPSLatitudeRef, ascii("N".into())),
        field(Tag::GPSLatitude, Value::Rational(vec![degrees(41), degrees(43), degrees(7)])),
        field(Tag::GPSLongitudeRef, ascii("E".into())),
        field(Tag::GPSLongitude, Value::Rational(vec![degrees(44), degrees(47), degrees(3)])),
    ];
    let thumbnail = encoded(&picture(32, 24), ImageFormat::Jpeg);
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&thumbnail, In::THUMBNAIL);
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    out.into_inner()
}

/// A file in a folder of its own.
pub(crate) fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}
