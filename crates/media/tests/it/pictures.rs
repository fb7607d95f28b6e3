use image::{GenericImageView, ImageFormat};
use media::{Kind, Removed};

use crate::{
    exiftool::{self, SECRET, clean, holds_nothing_private},
    made,
};

const TAGS: &[&str] = &[
    "-GPSLatitude=41.7186",
    "-GPSLatitudeRef=N",
    "-GPSLongitude=44.7841",
    "-GPSLongitudeRef=E",
    "-XMP-dc:Creator=SECRET Beridze",
    "-XMP-dc:Description=A sea (SECRET)",
    "-XMP-exif:GPSLatitude=41.7186",
    "-XMP-xmpMM:DocumentID=SECRET",
    "-EXIF:OwnerName=SECRET",
    "-EXIF:LensSerialNumber=SECRET",
    "-EXIF:UserComment=SECRET",
    "-Comment=SECRET",
];

/// Fills a picture with secrets by exiftool and gives it back.
fn filled(name: &str, bytes: &[u8], more: &[&str]) -> Vec<u8> {
    let (_folder, path) = made::file(name, bytes);
    exiftool::write(&path, &[TAGS, more].concat());
    std::fs::read(path).unwrap()
}

#[test]
fn a_photo_gives_nothing_away() {
    let photo = made::photo(640, 480, 1);
    let iptc =
        ["-IPTC:By-line=SECRET", "-IPTC:Caption-Abstract=SECRET", "-Photoshop:URL=https://SECRET.example"];
    let photo = filled("a.jpg", &photo, &iptc);
    let (_folder, path) = made::file("a.jpg", &photo);
    let before = exiftool::read(&path).join("\n");
    for group in
        ["GPS:GPSLatitude", "XMP-dc:Creator", "IPTC:By-line", "IFD1:Thumbnail", "SerialNumber", "Maker"]
    {
        assert!(before.contains(group), "{group} is in the original: {before}");
    }
    let served = clean(&photo, "a.jpg").unwrap();
    holds_nothing_private(&served.bytes, "jpg");
    for removed in [
        Removed::Place,
        Removed::SerialNumbers,
        Removed::MakerNotes,
        Removed::Thumbnail,
        Removed::Times,
        Removed::Names,
        Removed::Xmp,
        Removed::Iptc,
        Removed::Comments,
        Removed::Camera,
    ] {
        assert!(served.cleaned.removed.contains(&removed), "{removed}: {:?}", served.cleaned.removed);
    }
    assert_eq!((served.cleaned.width, served.cleaned.height), (Some(640), Some(480)));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
    assert_eq!(pixels(&photo), pixels(&served.bytes), "no pixel was touched");
    assert_eq!(served.cleaned, clean(&photo, "a.jpg").unwrap().cleaned);
    let again = clean(&served.bytes, "a.jpg").unwrap();
    assert_eq!(again.bytes, served.bytes, "what is clean stays as it is");
    assert!(again.cleaned.removed.is_empty());
}

#[test]
fn a_photo_on_its_side_stands_up() {
    for (orientation, red_left) in [(6, None), (3, Some(false)), (2, Some(false)), (8, None), (1, Some(true))]
    {
        let served = clean(&made::photo(640, 480, orientation), "a.jpg").unwrap();
        let picture = image::load_from_memory(&served.bytes).unwrap();
        let size = if orientation >= 5 { (480, 640) } else { (640, 480) };
        assert_eq!(picture.dimensions(), size, "{orientation}");
        assert_eq!((served.cleaned.width, served.cleaned.height), (Some(size.0), Some(size.1)));
        let corner = picture.get_pixel(5, 5).0;
        match red_left {
            Some(red) => assert_eq!(corner[0] > 150, red, "{orientation}: {corner:?}"),
            // Turned clockwise, what was left is on top.
            None => assert_eq!(corner[0] > 150, orientation == 6, "{orientation}: {corner:?}"),
        }
        holds_nothing_private(&served.bytes, "jpg");
    }
}

#[test]
fn a_large_photo_is_made_smaller_for_readers() {
    let served = clean(&made::photo(4800, 600, 6), "a.jpg").unwrap();
    assert_eq!(image::load_from_memory(&served.bytes).unwrap().dimensions(), (480, 3840));
    assert_eq!((served.cleaned.width, served.cleaned.height), (Some(480), Some(3840)));
    holds_nothing_private(&served.bytes, "jpg");
}

#[test]
fn the_colour_profile_stays() {
    let profile = b"an ICC profile, as far as anybody cares ".repeat(20);
    let mut segment = vec![0xFF, 0xE2];
    segment.extend((profile.len() as u16 + 16).to_be_bytes());
    segment.extend(b"ICC_PROFILE\0\x01\x01");
    segment.extend(&profile);
    for orientation in [1, 6] {
        let photo = made::photo(64, 48, orientation);
        let photo = [&photo[..2], &segment, &photo[2..]].concat();
        let served = clean(&photo, "a.jpg").unwrap().bytes;
        assert!(memchr::memmem::find(&served, &profile).is_some(), "{orientation}");
    }
}

#[test]
fn a_png_gives_nothing_away() {
    let png = filled(
        "a.png",
        &made::encoded(&made::glass(64, 48), ImageFormat::Png),
        &["-PNG:Author=SECRET", "-PNG:Software=SECRET", "-PNG:ModifyDate=2026:11:01 10:00:00"],
    );
    let served = clean(&png, "a.png").unwrap();
    holds_nothing_private(&served.bytes, "png");
    assert!(served.cleaned.removed.contains(&Removed::Place), "{:?}", served.cleaned.removed);
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgba8();
    assert_eq!(pixels(&png), pixels(&served.bytes));
}

#[test]
fn a_webp_gives_nothing_away() {
    for picture in [made::picture(64, 48), made::glass(64, 48)] {
        let webp = filled("a.webp", &made::encoded(&picture, ImageFormat::WebP), &[]);
        let served = clean(&webp, "a.webp").unwrap();
        holds_nothing_private(&served.bytes, "webp");
        assert!(served.cleaned.removed.contains(&Removed::Place), "{:?}", served.cleaned.removed);
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgba8();
        assert_eq!(pixels(&webp), pixels(&served.bytes));
    }
    let lying = filled(
        "a.webp",
        &made::encoded(&made::picture(64, 48), ImageFormat::WebP),
        &["-n", "-Orientation=6"],
    );
    let served = clean(&lying, "a.webp").unwrap();
    assert_eq!(image::load_from_memory(&served.bytes).unwrap().dimensions(), (48, 64));
    holds_nothing_private(&served.bytes, "webp");
}

#[test]
fn a_gif_gives_nothing_away_and_keeps_moving() {
    use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
    use image::{AnimationDecoder, Frame};
    let mut gif = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut gif);
        encoder.set_repeat(Repeat::Infinite).unwrap();
        let frames = (0..3).map(|_| Frame::new(made::picture(40, 30).into_rgba8()));
        encoder.encode_frames(frames).unwrap();
    }
    let (_folder, path) = made::file("a.gif", &gif);
    exiftool::write(&path, &["-Comment=SECRET", "-XMP-dc:Creator=SECRET", "-XMP-exif:GPSLatitude=41"]);
    let gif = std::fs::read(path).unwrap();
    let served = clean(&gif, "a.gif").unwrap();
    holds_nothing_private(&served.bytes, "gif");
    assert_eq!(served.cleaned.removed.iter().copied().collect::<Vec<_>>(), [Removed::Xmp, Removed::Comments]);
    let decoder = GifDecoder::new(std::io::Cursor::new(&served.bytes)).unwrap();
    assert_eq!(decoder.into_frames().count(), 3);
    assert!(memchr::memmem::find(&served.bytes, b"NETSCAPE2.0").is_some(), "it still repeats");
}

#[test]
fn an_avif_gives_nothing_away() {
    // A picture of 32 by 24 pixels, encoded by libavif.
    let avif = include_bytes!("files/sea.avif");
    let (_folder, path) = made::file("a.avif", avif);
    exiftool::write(
        &path,
        &["-GPSLatitude=41", "-GPSLatitudeRef=N", "-XMP-dc:Creator=SECRET", "-EXIF:Artist=SECRET"],
    );
    let avif = std::fs::read(path).unwrap();
    assert!(memchr::memmem::find(&avif, SECRET.as_bytes()).is_some());
    let served = clean(&avif, "a.avif").unwrap();
    assert_eq!(served.cleaned.kind, Kind::Avif);
    assert_eq!((served.cleaned.width, served.cleaned.height), (Some(32), Some(24)));
    holds_nothing_private(&served.bytes, "avif");
    assert!(
        served.cleaned.removed.contains(&Removed::Place) && served.cleaned.removed.contains(&Removed::Xmp)
    );
}

/// An icon of a PNG and a bitmap.
fn icon() -> Vec<u8> {
    let png = filled("a.png", &made::encoded(&made::picture(48, 48), ImageFormat::Png), &[]);
    let mut bitmap = Vec::new();
    for field in [40_u32, 16, 32, 1 | 32 << 16, 0, 0, 0, 0, 0, 0] {
        bitmap.extend(field.to_le_bytes());
    }
    bitmap.extend([99; 16 * 16 * 4 + 16 * 4]);
    bitmap.extend(SECRET.as_bytes());
    let mut out = vec![0, 0, 1, 0, 2, 0];
    for (side, len, at) in [(48, png.len(), 38), (16, bitmap.len(), 38 + png.len())] {
        out.extend([side, side, 0, 0, 1, 0, 32, 0]);
        out.extend((len as u32).to_le_bytes());
        out.extend((at as u32).to_le_bytes());
    }
    [out, png, bitmap, SECRET.into()].concat()
}

#[test]
fn an_icon_keeps_its_sizes_and_nothing_else() {
    let icon = icon();
    let served = clean(&icon, "favicon.ico").unwrap();
    assert_eq!((served.cleaned.kind, served.cleaned.width), (Kind::Ico, Some(48)));
    assert!(served.cleaned.removed.contains(&Removed::Tail), "{:?}", served.cleaned.removed);
    assert_eq!(memchr::memmem::find(&served.bytes, SECRET.as_bytes()), None);
    assert_eq!(
        clean(&served.bytes, "favicon.ico").unwrap().bytes,
        served.bytes,
        "what is clean stays as it is"
    );
    for end in (0..icon.len() - SECRET.len() - 1).step_by(7) {
        assert!(clean(&icon[..end], "favicon.ico").is_err(), "{end}");
    }
    // Two sizes that lie over one another would unpack to more than there is.
    let mut twice = icon.clone();
    let first: [u8; 8] = twice[14..22].try_into().unwrap();
    twice[30..38].copy_from_slice(&first);
    twice.truncate(38 + u32::from_le_bytes(first[..4].try_into().unwrap()) as usize);
    assert!(clean(&twice, "favicon.ico").is_err());
}
