//! Sound and video: half a second each, made by ffmpeg, full of secrets.

use media::{Kind, Removed, Unfit};

use crate::{
    exiftool::{self, clean, holds_nothing_private},
    made,
};

const FILES: &[(&str, &[u8])] = &[
    ("clip.mp4", include_bytes!("files/clip.mp4")),
    ("clip.mov", include_bytes!("files/clip.mov")),
    ("fragments.mp4", include_bytes!("files/fragments.mp4")),
    ("clip.webm", include_bytes!("files/clip.webm")),
    ("sound.m4a", include_bytes!("files/sound.m4a")),
    ("sound.mp3", include_bytes!("files/sound.mp3")),
    ("vorbis.ogg", include_bytes!("files/vorbis.ogg")),
    ("opus.ogg", include_bytes!("files/opus.ogg")),
    ("sound.wav", include_bytes!("files/sound.wav")),
];

pub(crate) fn all() -> Vec<Vec<u8>> {
    FILES.iter().map(|(_, bytes)| bytes.to_vec()).collect()
}

fn file(name: &str) -> &'static [u8] {
    FILES.iter().find(|(other, _)| *other == name).unwrap().1
}

#[test]
fn nothing_private_stays_in_any_of_them() {
    for (name, bytes) in FILES {
        let served = clean(bytes, name).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(!served.cleaned.removed.is_empty(), "{name}");
        holds_nothing_private(&served.bytes, served.cleaned.kind.extension());
        let again = clean(&served.bytes, name).unwrap();
        assert_eq!(again.bytes, served.bytes, "{name}: what is clean stays as it is");
    }
}

#[test]
fn a_video_from_a_phone_loses_its_place_and_keeps_its_samples() {
    let (_folder, path) = made::file("a.mp4", file("clip.mp4"));
    exiftool::write(
        &path,
        &[
            "-Keys:GPSCoordinates=41.7186, 44.7841, 400",
            "-Keys:Make=SECRET",
            "-UserData:GPSCoordinates=41.7186, 44.7841",
            "-ItemList:Artist=SECRET",
            "-XMP-dc:Creator=SECRET",
        ],
    );
    let video = std::fs::read(path).unwrap();
    let served = clean(&video, "a.mp4").unwrap();
    holds_nothing_private(&served.bytes, "mp4");
    assert_eq!(served.bytes.len(), video.len(), "nothing is moved");
    assert_eq!((served.cleaned.width, served.cleaned.height), (Some(64), Some(48)));
    for removed in [Removed::Place, Removed::HiddenTracks, Removed::Descriptions] {
        assert!(served.cleaned.removed.contains(&removed), "{removed}: {:?}", served.cleaned.removed);
    }
    assert!(memchr::memmem::find(&video, b"GPS(44.7841").is_some(), "positions were in a track of their own");
    assert!(memchr::memmem::find(&served.bytes, b"GPS(44.7841").is_none());
    // An H.264 picture begins with its length and a slice of type 5; it is still there.
    let slice = memchr::memmem::find(&video, b"\x65\x88").unwrap();
    assert_eq!(video[slice..slice + 64], served.bytes[slice..slice + 64]);
}

#[test]
fn uncompressed_sound_in_quicktime_is_whole() {
    let (before, after) = (file("clip.mov"), clean(file("clip.mov"), "a.mov").unwrap().bytes);
    let silent = |bytes: &[u8]| {
        let mdat = memchr::memmem::find(bytes, b"mdat").unwrap();
        bytes[mdat..].iter().filter(|byte| **byte == 0).count()
    };
    assert!(silent(&after) < silent(before) + 2_000, "{} {}", silent(before), silent(&after));
}

#[test]
fn sound_in_a_video_container_is_sound() {
    let mut m4a = file("sound.m4a").to_vec();
    assert_eq!(clean(&m4a, "a.m4a").unwrap().cleaned.kind, Kind::M4a);
    m4a[8..12].copy_from_slice(b"isom");
    assert_eq!(clean(&m4a, "a.mp4").unwrap().cleaned.kind, Kind::M4a);
}

#[test]
fn listeners_keep_title_and_chapters() {
    let served = clean(file("sound.mp3"), "a.mp3").unwrap();
    assert_eq!(served.cleaned.told.title, "The sea at night");
    let (_folder, path) = made::file("a.mp3", &served.bytes);
    let found = exiftool::read(&path).join("\n");
    for kept in ["The sea at night", "Newsroom", "ID3_CHAP", "ID3_CTOC"] {
        assert!(found.contains(kept), "{kept}: {found}");
    }
    assert!(memchr::memmem::find(&served.bytes, b"First part").is_some(), "chapters keep their names");
}

#[test]
fn what_hides_behind_a_recording_is_cut() {
    for (name, bytes) in FILES {
        let clean_alone = clean(bytes, name).unwrap().bytes;
        let tail = b"PK\x03\x04 <script>alert(1)</script>".repeat(20);
        let Ok(served) = clean(&[bytes, &tail[..]].concat(), name) else { panic!("{name}") };
        assert!(memchr::memmem::find(&served.bytes, b"alert").is_none(), "{name}");
        assert_eq!(served.bytes, clean_alone, "{name}");
    }
}

#[test]
fn what_is_broken_is_refused() {
    for (name, bytes) in FILES {
        let cut = clean(&bytes[..60.min(bytes.len())], name);
        assert!(matches!(cut, Err(Unfit::Damaged(_))), "{name}");
    }
    let mut theora = file("vorbis.ogg").to_vec();
    theora[28..35].copy_from_slice(b"\x80theora");
    assert!(matches!(clean(&theora, "a.ogv"), Err(Unfit::NotTaken { what: "Ogg (Theora)", .. })));
}
