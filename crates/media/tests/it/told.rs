//! What was written for the editor is read before it goes.

use image::ImageFormat;

use crate::{
    exiftool::{self, clean, holds_nothing_private},
    made,
};

fn told(name: &str, format: ImageFormat, tags: &[&str]) -> media::Told {
    let (_folder, path) = made::file(name, &made::encoded(&made::picture(32, 24), format));
    exiftool::write(&path, tags);
    let served = clean(&std::fs::read(&path).unwrap(), name).unwrap();
    holds_nothing_private(&served.bytes, name.rsplit('.').next().unwrap());
    served.cleaned.told
}

#[test]
fn iptc_is_offered_in_either_character_set() {
    for charset in ["-codedcharacterset=utf8", "-codedcharacterset="] {
        let told = told(
            "a.jpg",
            ImageFormat::Jpeg,
            &[
                charset,
                "-IPTC:Caption-Abstract=Café at the sea",
                "-IPTC:By-line=Anaïs Beridze",
                "-IPTC:Credit=Example Agency",
                "-IPTC:CopyrightNotice=© Example",
                "-IPTC:Headline=Waves",
            ],
        );
        assert_eq!(told.caption, "Café at the sea", "{charset}");
        assert_eq!(told.credit, "Anaïs Beridze / Example Agency");
        assert_eq!((&*told.copyright, &*told.title), ("© Example", "Waves"));
    }
}

#[test]
fn xmp_comes_first_and_has_the_alternative_text() {
    for (name, format) in
        [("a.jpg", ImageFormat::Jpeg), ("a.png", ImageFormat::Png), ("a.webp", ImageFormat::WebP)]
    {
        let told = told(
            name,
            format,
            &[
                "-XMP-dc:Description=Море у Батуми",
                "-XMP-dc:Creator=ნინო",
                "-XMP-photoshop:Credit=Агентство & Co",
                "-XMP-iptcCore:AltTextAccessibility=Waves <at> dusk",
                "-EXIF:ImageDescription=from the camera",
            ],
        );
        assert_eq!(told.caption, "Море у Батуми", "{name}");
        assert_eq!(told.credit, "ნინო / Агентство & Co");
        assert_eq!(told.alt, "Waves <at> dusk");
    }
}

#[test]
fn exif_has_to_do_when_there_is_nothing_else() {
    let told = told(
        "a.jpg",
        ImageFormat::Jpeg,
        &["-EXIF:ImageDescription=A sea", "-EXIF:Artist=Ana", "-EXIF:Copyright=Ana 2026"],
    );
    assert_eq!((&*told.caption, &*told.credit, &*told.copyright), ("A sea", "Ana", "Ana 2026"));
}
