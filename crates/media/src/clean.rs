//! From a file as it came to the file that readers may get.

use std::io::{Read, Seek, SeekFrom, Write};

use crate::{
    Cleaned, Kind, Limits, Unfit, paper, picture,
    pieces::{self, Output},
    scan::read_at,
    sniff, stream,
};

/// A file that can be read from any place.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Bytes that tell what a file is.
pub(crate) const HEAD: usize = 64 * 1024;

/// Reads a file and writes to `target` what readers may get of it. `name` is what the file was called: it tells kinds of plain text
/// apart, and nothing else. When it fails, what was written so far is to be thrown away.
///
/// # Errors
/// [`Unfit`] when the file is not taken, and failures of the disk.
pub fn clean(
    source: &mut dyn Source,
    name: &str,
    limits: &Limits,
    target: &mut dyn Write,
) -> Result<Cleaned, Unfit> {
    let length = source.seek(SeekFrom::End(0))?;
    let head = read_at(source, 0, HEAD)?;
    let kind = sniff(&head, name)?;
    let allowed = limits.bytes(kind);
    if length > allowed {
        return Err(Unfit::TooManyBytes { allowed });
    }
    let (cleaned, output) = match kind {
        Kind::Mp4 | Kind::M4a => stream::mp4(source, length, kind)?,
        Kind::Webm => stream::webm(source, length)?,
        Kind::Mp3 => stream::mp3(source, length)?,
        Kind::Ogg => stream::ogg(source, length)?,
        Kind::Wav => stream::wav(source, length)?,
        _ => {
            let bytes = read_at(source, 0, length as usize)?;
            let (cleaned, bytes) = whole(&bytes, kind, limits)?;
            (cleaned, Output::Bytes(bytes))
        }
    };
    pieces::write(source, &output, target)?;
    Ok(cleaned)
}

/// Cleans a picture or document that is in memory.
pub(crate) fn whole(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    match kind {
        Kind::Jpeg => picture::jpeg(bytes, limits),
        Kind::Png => picture::png(bytes, limits),
        Kind::Gif => picture::gif(bytes, limits),
        Kind::Webp => picture::webp(bytes, limits),
        Kind::Avif => picture::avif(bytes, limits),
        Kind::Svg => picture::svg(bytes, limits),
        Kind::Ico => picture::ico(bytes, limits),
        Kind::Pdf => paper::pdf(bytes, limits),
        Kind::OfficeXml(_) | Kind::OpenDocument(_) | Kind::Zip => paper::zip(bytes, kind, limits),
        Kind::Text(_) => paper::text(bytes, kind),
        // Sound and video are not held in memory.
        Kind::Mp4 | Kind::Webm | Kind::Mp3 | Kind::M4a | Kind::Ogg | Kind::Wav => Err(Unfit::Unknown),
    }
}

impl Cleaned {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            width: None,
            height: None,
            told: crate::Told::default(),
            removed: std::collections::BTreeSet::new(),
            left: std::collections::BTreeSet::new(),
        }
    }
}
