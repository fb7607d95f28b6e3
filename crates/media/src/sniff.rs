//! What a file is, by its first bytes.

use crate::{Kind, Unfit, kind::Plain};

/// Tells the kind of a file by the beginning of its content (64 kB, or all of a shorter file). The name only tells kinds of plain text
/// apart. Office documents are [`Kind::Zip`] here, sound in an MP4 container may be [`Kind::Mp4`]: [`crate::clean`] knows better.
///
/// # Errors
/// [`Unfit::Empty`], [`Unfit::Unknown`], [`Unfit::NotTaken`] with what to save it as.
pub fn sniff(head: &[u8], name: &str) -> Result<Kind, Unfit> {
    if head.is_empty() {
        return Err(Unfit::Empty);
    }
    let not_taken = |what, instead| Err(Unfit::NotTaken { what, instead });
    let is = |magic: &[u8]| head.starts_with(magic);
    let at = |place: usize, magic: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(magic));
    match head {
        _ if is(b"\xFF\xD8\xFF") => Ok(Kind::Jpeg),
        _ if is(b"\x89PNG\r\n\x1A\n") => Ok(Kind::Png),
        _ if is(b"GIF87a") || is(b"GIF89a") => Ok(Kind::Gif),
        _ if is(b"RIFF") && at(8, b"WEBP") => Ok(Kind::Webp),
        _ if is(b"RIFF") && at(8, b"WAVE") => Ok(Kind::Wav),
        _ if is(b"RIFF") && at(8, b"AVI ") => not_taken("AVI", "MP4"),
        _ if is(b"RF64") => not_taken("RF64", "WAV"),
        _ if at(4, b"ftyp") => brand(head),
        _ if at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") => Ok(Kind::Mp4),
        _ if is(b"\x1A\x45\xDF\xA3") => match memchr::memmem::find(&head[..head.len().min(64)], b"webm") {
            Some(_) => Ok(Kind::Webm),
            None => not_taken("Matroska", "MP4 or WebM"),
        },
        _ if is(b"OggS") => Ok(Kind::Ogg),
        _ if is(b"ID3") => Ok(Kind::Mp3),
        _ if is(b"fLaC") => not_taken("FLAC", "M4A, MP3 or WAV"),
        _ if is(b"%PDF-") => Ok(Kind::Pdf),
        _ if is(b"PK\x03\x04") || is(b"PK\x05\x06") => Ok(Kind::Zip),
        _ if is(b"II*\0") || is(b"MM\0*") => not_taken("TIFF, RAW", "JPEG or PNG"),
        _ if is(b"BM") && at(6, b"\0\0\0\0") => not_taken("BMP", "PNG"),
        _ if is(b"\0\0\x01\0") => Ok(Kind::Ico),
        _ if is(b"8BPS") => not_taken("Photoshop", "JPEG or PNG"),
        _ if is(b"\0\0\0\x0CJXL ") || is(b"\xFF\x0A") => not_taken("JPEG XL", "JPEG or PNG"),
        _ if is(b"\xD0\xCF\x11\xE0") => Err(Unfit::Office { instead: "docx, xlsx, pptx or PDF" }),
        _ if is(b"{\\rtf") => not_taken("RTF", "docx or PDF"),
        _ if is(b"\x1F\x8B") => not_taken("gzip", "ZIP"),
        _ if is(b"Rar!") || is(b"7z\xBC\xAF") => not_taken("RAR, 7z", "ZIP"),
        _ if is(b"#!AMR") || is(b"FORM") => not_taken("AMR, AIFF", "M4A, MP3 or WAV"),
        _ if crate::stream::is_mp3_frame(head) => Ok(Kind::Mp3),
        _ => text(head, name),
    }
}

fn brand(head: &[u8]) -> Result<Kind, Unfit> {
    let not_taken = |what, instead| Err(Unfit::NotTaken { what, instead });
    match head.get(8..12) {
        Some(b"avif") => Ok(Kind::Avif),
        Some(b"avis") => Err(Unfit::Moving { what: "AVIF", instead: "MP4 or WebM" }),
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
            // Some programs write AVIF under the general brand of its family.
            let end = head.len().min(64);
            match memchr::memmem::find(&head[12..end.max(12)], b"avif") {
                Some(_) => Ok(Kind::Avif),
                None => not_taken("HEIC", "JPEG"),
            }
        }
        Some(b"M4A " | b"M4B " | b"M4P ") => Ok(Kind::M4a),
        Some(b"crx ") => Err(Unfit::Raw { instead: "JPEG or PNG" }),
        Some(_) => Ok(Kind::Mp4),
        None => Err(Unfit::Damaged("it breaks off")),
    }
}

/// Plain text has no control characters; an SVG is text whose first element is `svg`.
fn text(head: &[u8], name: &str) -> Result<Kind, Unfit> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if head.iter().any(|byte| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127)) {
        return Err(Unfit::Unknown);
    }
    if crate::picture::is_svg(head) {
        return Ok(Kind::Svg);
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    Ok(Kind::Text(match extension.as_deref() {
        Some("csv") => Plain::Csv,
        Some("tsv" | "tab") => Plain::Tsv,
        Some("vtt") if head.starts_with(b"WEBVTT") => Plain::Vtt,
        Some("md" | "markdown") => Plain::Markdown,
        _ => Plain::Txt,
    }))
}
