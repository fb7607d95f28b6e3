//! Files made to do harm, and bytes that make no sense.

use std::io::{Cursor, Write};

use image::ImageFormat;
use media::{Kind, Limits, Removed, Unfit};
use proptest::prelude::*;

use crate::{exiftool::clean, made};

#[test]
fn decode_bombs_are_refused_before_they_unfold() {
    // Headers that promise a billion pixels.
    let mut png = made::encoded(&made::picture(8, 8), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    assert!(matches!(clean(&png, "a.png"), Err(Unfit::TooManyPixels { width: 65535, .. })));
    let mut gif = made::encoded(&made::picture(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    assert!(matches!(clean(&gif, "a.gif"), Err(Unfit::TooManyPixels { .. })));
    let mut jpeg = made::encoded(&made::picture(8, 8), ImageFormat::Jpeg);
    let frame = memchr::memmem::find(&jpeg, &[0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    assert!(matches!(clean(&jpeg, "a.jpg"), Err(Unfit::TooManyPixels { .. })));
}

#[test]
fn what_hides_behind_a_picture_is_cut() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("x.html", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<script>alert(1)</script>").unwrap();
    let zip = archive.finish().unwrap().into_inner();
    let html = b"<html><script>alert(1)</script>".to_vec();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        for tail in [&zip, &html] {
            let picture = made::encoded(&made::picture(32, 24), format);
            let served = clean(&[&picture[..], tail].concat(), "a.html").unwrap();
            assert_eq!(served.bytes, clean(&picture, "a").unwrap().bytes, "{format:?}");
            assert!(served.cleaned.removed.contains(&Removed::Tail), "{format:?}");
            assert!(!served.cleaned.kind.extension().contains("htm"));
        }
    }
}

#[test]
fn a_gif_that_is_also_a_program_is_only_a_gif() {
    // The comment opens in the header's size field and closes behind the picture.
    let mut gif = made::encoded(&made::picture(32, 24), ImageFormat::Gif);
    gif.pop();
    gif.extend(b"\x21\xFE\x10*/=1;alert(1);//\0;");
    let served = clean(&gif, "a.js").unwrap();
    assert_eq!(served.cleaned.kind, Kind::Gif);
    assert!(memchr::memmem::find(&served.bytes, b"alert").is_none());
}

#[test]
fn names_do_not_decide() {
    let jpeg = made::encoded(&made::picture(8, 8), ImageFormat::Jpeg);
    assert_eq!(clean(&jpeg, "a.png").unwrap().cleaned.kind, Kind::Jpeg);
    assert_eq!(
        clean(b"<html><script>alert(1)</script></html>", "a.jpg").unwrap().cleaned.kind.extension(),
        "txt"
    );
    assert!(matches!(clean(b"MZ\x90\0\x03\0\0\0", "a.jpg"), Err(Unfit::Unknown)));
    assert!(matches!(clean(b"\x7FELF\x02\x01\x01\0", "a.txt"), Err(Unfit::Unknown)));
    assert!(matches!(clean(b"", "a.jpg"), Err(Unfit::Empty)));
    assert!(matches!(
        clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.jpg"),
        Err(Unfit::NotTaken { what: "HEIC", .. })
    ));
}

#[test]
fn too_much_is_refused() {
    let limits = Limits { picture_bytes: 100, ..Limits::default() };
    let jpeg = made::encoded(&made::picture(80, 80), ImageFormat::Jpeg);
    let refused = media::clean(&mut Cursor::new(&jpeg), "a.jpg", &limits, &mut Vec::new());
    assert!(matches!(refused, Err(Unfit::TooManyBytes { allowed: 100 })));
}

/// Beginnings that lead arbitrary bytes past the first door.
const MAGIC: &[&[u8]] = &[
    b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
    b"\xFF\xD8\xFF\xE1\0\x40Exif\0\0MM\0*\0\0\0\x08\0\x05",
    b"\xFF\xD8\xFF\xED\0\x40Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x20\x1C\x02\x78",
    b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0",
    b"GIF89a\x08\0\x08\0\x80\0\0",
    b"RIFF\xFF\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0",
    b"RIFF\xFF\0\0\0WAVEfmt \x10\0\0\0",
    b"\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0\0\xFFmeta\0\0\0\0\0\0\0\x30iinf\0\0\0\0\0\x01",
    b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\xFFmoov\0\0\0\x80trak\0\0\0\x70mdia",
    b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\xFF\x16\x54\xAE\x6B\x90\xAE",
    b"ID3\x04\0\0\0\0\0\x20TIT2\0\0\0\x05\0\0",
    b"\xFF\xFB\x90\0",
    b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x1E\x01vorbis",
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
    b"PK\x03\x04\x14\0\0\0\x08\0",
    b"<svg xmlns='http://www.w3.org/2000/svg'>",
    b"",
];

fn harmless(bytes: &[u8]) {
    let mut out = Vec::new();
    let limits = Limits { pixels: 1_000_000, ..Limits::default() };
    let _ = media::clean(&mut Cursor::new(bytes), "a.bin", &limits, &mut out);
    assert!(out.len() <= 4 * bytes.len() + 4096, "{} bytes became {}", bytes.len(), out.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn arbitrary_bytes_do_no_harm(magic in 0..MAGIC.len(), bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        harmless(&[MAGIC[magic], &bytes].concat());
    }
}

/// Whole files of every kind, which damage makes more interesting than noise.
fn whole() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP]
        .into_iter()
        .map(|format| made::encoded(&made::picture(16, 12), format))
        .collect();
    files.push(made::photo(16, 12, 6));
    files.push(include_bytes!("files/sea.avif").to_vec());
    files.push(
        b"<svg xmlns='http://www.w3.org/2000/svg'><g id='a' fill='url(#a)'><use href='#b'/></g></svg>"
            .to_vec(),
    );
    files.extend(crate::streams::all());
    files.extend(crate::papers::all());
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_files_do_no_harm(
        file in 0..100usize,
        places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        thread_local!(static FILES: Vec<Vec<u8>> = whole());
        let mut bytes = FILES.with(|files| files[file % files.len()].clone());
        for (place, value) in places {
            let at = place.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        harmless(&bytes);
    }
}
