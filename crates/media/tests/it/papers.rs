//! Documents, made for the tests.

use std::io::{Cursor, Read, Write};

use image::ImageFormat;
use lopdf::{Document, Object, Stream, dictionary};
use media::{Kind, Left, Limits, Removed, Unfit};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    exiftool::{self, clean, holds_nothing_private},
    made,
};

pub(crate) fn all() -> Vec<Vec<u8>> {
    vec![pdf(), word(&[]), archive(&[("a.csv", b"a,b\n1,2\n"), ("b.jpg", &made::photo(16, 12, 1))])]
}

/// A page with a photo, a remark, a script, an attached file, and words about its maker.
fn pdf() -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let pages = pdf.new_object_id();
    let photo = pdf.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 32, "Height" => 24, "ColorSpace" => "DeviceRGB",
            "BitsPerComponent" => 8, "Filter" => "DCTDecode"
        },
        made::photo(32, 24, 1),
    ));
    let content = pdf.add_object(Stream::new(dictionary! {}, b"q 32 0 0 24 0 0 cm /P Do Q".to_vec()));
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert('SECRET')") };
    let remark = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "T" => Object::string_literal("SECRET Beridze"), "Contents" => Object::string_literal("A remark."),
        "M" => Object::string_literal("D:20261101")
    });
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
        "Contents" => content, "Resources" => dictionary! { "XObject" => dictionary! { "P" => photo } },
        "Annots" => vec![remark.into()], "PieceInfo" => dictionary! { "A" => Object::string_literal("SECRET") },
        "AA" => dictionary! { "O" => script.clone() }
    });
    pdf.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let attached =
        pdf.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"SECRET file".to_vec()));
    let names = dictionary! {
        "EmbeddedFiles" => dictionary! { "Names" => vec![
            Object::string_literal("SECRET.txt"),
            dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => attached } }.into(),
        ] }
    };
    let catalog = pdf.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "OpenAction" => script, "Names" => names
    });
    pdf.trailer.set("Root", catalog);
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    let (_folder, path) = made::file("a.pdf", &out);
    exiftool::write(&path, &["-PDF:Author=SECRET Beridze", "-PDF:Title=SECRET", "-XMP-dc:Creator=SECRET"]);
    std::fs::read(path).unwrap()
}

pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.set_comment("SECRET").unwrap();
    out.finish().unwrap().into_inner()
}

fn word(more: &[(&str, &[u8])]) -> Vec<u8> {
    let photo = made::photo(32, 24, 1);
    let document = br#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:ins w:id="1" w:author="SECRET Beridze" w:date="2026-11-01T10:00:00Z"><w:r><w:t>New text.</w:t></w:r></w:ins></w:p></w:body></w:document>"#;
    let entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="t"/>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="r2" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#),
        ("docProps/core.xml", b"<cp:coreProperties><dc:creator>SECRET Beridze</dc:creator></cp:coreProperties>"),
        ("docProps/app.xml", b"<Properties><Company>SECRET</Company></Properties>"),
        ("docProps/thumbnail.jpeg", &photo),
        ("word/document.xml", document),
        ("word/comments.xml", br#"<w:comments><w:comment w:author="SECRET" w:initials="SEC"/></w:comments>"#),
        ("word/_rels/settings.xml.rels", br#"<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="file:///C:/Users/SECRET/Normal.dotm" TargetMode="External"/></Relationships>"#),
        ("word/media/image1.jpg", &photo),
    ];
    archive(&[&entries[..], more].concat())
}

fn entry(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut content = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut content).unwrap();
    Some(content)
}

fn nothing_secret_inside(bytes: &[u8]) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let (mut content, name) = (Vec::new(), file.name().unwrap().into_owned());
        file.read_to_end(&mut content).unwrap();
        assert!(memchr::memmem::find(&content, b"SECRET").is_none(), "{name}");
    }
}

#[test]
fn a_pdf_says_what_its_pages_say_and_no_more() {
    let served = clean(&pdf(), "a.pdf").unwrap();
    holds_nothing_private(&served.bytes, "pdf");
    for removed in [
        Removed::Names,
        Removed::Xmp,
        Removed::Scripts,
        Removed::Attachments,
        Removed::Place,
        Removed::Versions,
    ] {
        assert!(served.cleaned.removed.contains(&removed), "{removed}: {:?}", served.cleaned.removed);
    }
    assert!(served.cleaned.left.contains(&Left::PageContent));
    let read = Document::load_mem(&served.bytes).unwrap();
    assert_eq!(read.get_pages().len(), 1);
    let photos = read.get_page_images(read.get_pages()[&1]).unwrap();
    assert_eq!(photos.len(), 1);
    image::load_from_memory(photos[0].content).unwrap();
    assert!(memchr::memmem::find(&served.bytes, b"JavaScript").is_none());
}

#[test]
fn a_pdf_that_is_also_an_archive_is_only_a_pdf() {
    let both = [pdf(), archive(&[("x.html", b"<script>")])].concat();
    let served = clean(&both, "a.zip").unwrap();
    assert_eq!(served.cleaned.kind, Kind::Pdf);
    assert!(ZipArchive::new(Cursor::new(&served.bytes)).is_err());
}

#[test]
fn a_word_document_keeps_its_text_and_loses_its_people() {
    let served = clean(&word(&[]), "a.zip").unwrap();
    assert_eq!(served.cleaned.kind.extension(), "docx");
    nothing_secret_inside(&served.bytes);
    let text = String::from_utf8(entry(&served.bytes, "word/document.xml").unwrap()).unwrap();
    assert!(text.contains("New text.") && text.contains("w:author=\"Author\""), "{text}");
    assert!(entry(&served.bytes, "docProps/thumbnail.jpeg").is_none());
    let relations = String::from_utf8(entry(&served.bytes, "_rels/.rels").unwrap()).unwrap();
    assert!(!relations.contains("thumbnail") && relations.contains("officeDocument"), "{relations}");
    holds_nothing_private(&entry(&served.bytes, "word/media/image1.jpg").unwrap(), "jpg");
    holds_nothing_private(&served.bytes, "docx");
    assert!(served.cleaned.left.contains(&Left::Comments));
    assert!(
        served.cleaned.removed.contains(&Removed::Names) && served.cleaned.removed.contains(&Removed::Place)
    );
}

#[test]
fn macros_passwords_and_programs_are_refused() {
    let with = |name| clean(&word(&[(name, b"x")]), "a.docx").err();
    assert!(matches!(with("word/vbaProject.bin"), Some(Unfit::Unsafe(_))));
    assert!(matches!(with("word/activeX/activeX1.xml"), Some(Unfit::Unsafe(_))));
    let jar = archive(&[("META-INF/MANIFEST.MF", b"Main-Class: Evil")]);
    assert!(matches!(clean(&jar, "a.zip").err(), Some(Unfit::Unsafe("a program"))));
    let locked = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<m:file-entry><m:encryption-data/></m:file-entry>"),
    ]);
    assert!(matches!(clean(&locked, "a.odt").err(), Some(Unfit::Locked)));
}

#[test]
fn an_open_document_loses_its_people() {
    let odt = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("meta.xml", b"<office:meta><meta:initial-creator>SECRET</meta:initial-creator></office:meta>"),
        ("content.xml", b"<office:annotation><dc:creator>SECRET</dc:creator></office:annotation><text:p>Text.</text:p>"),
        ("settings.xml", b"<config:config-item config:name=\"PrinterName\" config:type=\"string\">SECRET</config:config-item>"),
        ("Thumbnails/thumbnail.png", b"SECRET"),
        ("Pictures/a.jpg", &made::photo(32, 24, 1)),
    ]);
    let served = clean(&odt, "a.odt").unwrap();
    assert_eq!(served.cleaned.kind.extension(), "odt");
    nothing_secret_inside(&served.bytes);
    assert_eq!(&served.bytes[30..38], b"mimetype", "it comes first, so that programs know the document");
    assert!(String::from_utf8(entry(&served.bytes, "content.xml").unwrap()).unwrap().contains("Text."));
}

#[test]
fn an_archive_is_packed_anew() {
    let photo = made::photo(32, 24, 1);
    let zip = archive(&[
        ("data/a.csv", b"a,b\n1,2\n"),
        ("../../etc/passwd", b"x"),
        ("photo.jpg", &photo),
        ("__MACOSX/._photo.jpg", b"SECRET"),
    ]);
    let served = clean(&[b"".to_vec(), zip].concat(), "a.zip").unwrap();
    assert_eq!(served.cleaned.kind, Kind::Zip);
    nothing_secret_inside(&served.bytes);
    assert!(memchr::memmem::find(&served.bytes, b"SECRET").is_none(), "nor in its comment");
    assert!(entry(&served.bytes, "../../etc/passwd").is_none());
    holds_nothing_private(&entry(&served.bytes, "photo.jpg").unwrap(), "jpg");
    assert!(served.cleaned.left.contains(&Left::ArchiveFiles));
}

#[test]
fn archives_made_to_fill_a_disk_are_refused() {
    let bomb = archive(&[("a", &vec![0; 3 << 20]), ("b", &vec![0; 3 << 20])]);
    assert!(bomb.len() < 20_000);
    let limits = Limits { unpacked_bytes: 5 << 20, ..Limits::default() };
    let refused = media::clean(&mut Cursor::new(bomb), "a.zip", &limits, &mut Vec::new());
    assert!(matches!(refused, Err(Unfit::Bomb { .. })), "{refused:?}");
}

#[test]
fn a_pdf_nested_without_end_is_refused() {
    let deep = format!("%PDF-1.7\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF", "[".repeat(200_000));
    assert!(matches!(clean(deep.as_bytes(), "a.pdf"), Err(Unfit::Damaged(_))));
}

#[test]
fn plain_text_is_plain() {
    let kind = |name, text: &str| clean(text.as_bytes(), name).map(|served| served.cleaned.kind.extension());
    assert_eq!(kind("a.csv", "a;b\n1;2\n").unwrap(), "csv");
    assert_eq!(kind("a.vtt", "WEBVTT\n\n").unwrap(), "vtt");
    assert_eq!(kind("a.exe", "just text").unwrap(), "txt");
    let late = format!("{}\0", "a".repeat(100_000));
    assert!(matches!(kind("a.txt", &late), Err(Unfit::Damaged(_))));
    let jpeg = made::encoded(&made::picture(8, 8), ImageFormat::Jpeg);
    assert_ne!(clean(&jpeg, "a.txt").unwrap().cleaned.kind.extension(), "txt");
}
