//! ZIP archives, and the documents that are made of them: packed anew, entry by entry, without comments, times, extra fields or anything
//! before, between and behind the entries.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Write},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{open, word};
use crate::{Cleaned, Kind, Left, Limits, Removed, Unfit, clean::whole, kind::Office, picture, sniff};

/// Entries of the largest archive.
const MOST_ENTRIES: usize = 20_000;

/// What an entry becomes.
pub(super) enum Entry {
    /// It stays as it is.
    Same,
    /// It stays with another content.
    New(Vec<u8>),
    /// It goes.
    Gone,
}

pub(crate) fn zip(bytes: &[u8], _: Kind, limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    archive(bytes, limits, 0)
}

fn archive(bytes: &[u8], limits: &Limits, depth: u8) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unfit)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unfit::Bomb { allowed: limits.unpacked_bytes });
    }
    let kind = kind(&mut archive)?;
    let mut cleaned = Cleaned::new(kind);
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut left = limits.unpacked_bytes;
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(unfit)?;
        if file.encrypted() {
            return Err(Unfit::Locked);
        }
        let name = file.name().map_err(unfit)?.into_owned();
        let safe = file.enclosed_name().is_some() && !name.contains('\\');
        if file.is_dir() || file.is_symlink() || !safe || !names.insert(name.clone()) {
            continue;
        }
        let mut content = Vec::new();
        (&mut file)
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|_| Unfit::Damaged("an entry is damaged"))?;
        left =
            left.checked_sub(content.len() as u64).ok_or(Unfit::Bomb { allowed: limits.unpacked_bytes })?;
        let stored = name == "mimetype";
        let content = match judge(kind, &name, &content, limits, depth, &mut cleaned)? {
            Entry::Same => content,
            Entry::New(content) => content,
            Entry::Gone => continue,
        };
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        out.start_file(name, options).map_err(unfit)?;
        out.write_all(&content)?;
    }
    let out = out.finish().map_err(unfit)?.into_inner();
    if out.len() < bytes.len() / 2 {
        // Packing anew never halves it: something stood outside of the entries.
        cleaned.removed.insert(Removed::Tail);
    }
    Ok((cleaned, out))
}

fn unfit(error: ZipError) -> Unfit {
    match error {
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::OutOfMemory => Unfit::Failed(error),
        ZipError::UnsupportedArchive(_) => Unfit::Damaged("it is packed in a way that is not taken"),
        _ => Unfit::Damaged("it is not a whole ZIP archive"),
    }
}

/// Which document an archive is, by the names in it.
fn kind(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Kind, Unfit> {
    if let Ok(mut file) = archive.by_name("mimetype") {
        let mut mime = String::new();
        if (&mut file).take(100).read_to_string(&mut mime).is_ok() {
            match mime.trim() {
                "application/vnd.oasis.opendocument.text" => return Ok(Kind::OpenDocument(Office::Text)),
                "application/vnd.oasis.opendocument.spreadsheet" => {
                    return Ok(Kind::OpenDocument(Office::Sheet));
                }
                "application/vnd.oasis.opendocument.presentation" => {
                    return Ok(Kind::OpenDocument(Office::Slides));
                }
                "application/epub+zip" => return Err(Unfit::NotTaken { what: "EPUB", instead: "PDF" }),
                _ => {}
            }
        }
    }
    let has = |archive: &ZipArchive<_>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "[Content_Types].xml") {
        let office = [
            ("word/document.xml", Office::Text),
            ("xl/workbook.xml", Office::Sheet),
            ("ppt/presentation.xml", Office::Slides),
        ];
        if let Some((_, office)) = office.into_iter().find(|(name, _)| has(archive, name)) {
            return Ok(Kind::OfficeXml(office));
        }
        return Err(Unfit::Office { instead: "docx, xlsx, pptx or PDF" });
    }
    if has(archive, "META-INF/MANIFEST.MF") || has(archive, "AndroidManifest.xml") {
        return Err(Unfit::Unsafe("a program"));
    }
    Ok(Kind::Zip)
}

fn judge(
    kind: Kind,
    name: &str,
    content: &[u8],
    limits: &Limits,
    depth: u8,
    cleaned: &mut Cleaned,
) -> Result<Entry, Unfit> {
    let entry = match kind {
        Kind::OfficeXml(_) => word::judge(name, content, cleaned)?,
        Kind::OpenDocument(_) => open::judge(name, content, cleaned)?,
        _ if name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") || name.ends_with("Thumbs.db") => {
            cleaned.removed.insert(Removed::Other);
            Entry::Gone
        }
        _ => Entry::Same,
    };
    if !matches!(entry, Entry::Same) {
        return Ok(entry);
    }
    inner(kind, content, limits, depth, cleaned)
}

/// A file inside an archive: pictures and documents are cleaned as if they came alone, but keep their size.
fn inner(
    kind: Kind,
    content: &[u8],
    limits: &Limits,
    depth: u8,
    cleaned: &mut Cleaned,
) -> Result<Entry, Unfit> {
    let inside = match sniff(content, "") {
        Ok(Kind::Jpeg) => {
            let (removed, bytes) = picture::strip_jpeg(content, limits)?;
            cleaned.removed.extend(removed);
            return Ok(Entry::New(bytes));
        }
        Ok(kind @ (Kind::Png | Kind::Gif | Kind::Webp)) => {
            let limits = Limits { public_side: u32::MAX, ..limits.clone() };
            whole(content, kind, &limits)?
        }
        Ok(Kind::Zip) if depth < 2 => archive(content, limits, depth + 1)?,
        Ok(Kind::Pdf) => super::pdf(content, limits)?,
        _ => {
            if kind == Kind::Zip {
                cleaned.left.insert(Left::ArchiveFiles);
            }
            return Ok(Entry::Same);
        }
    };
    cleaned.removed.extend(inside.0.removed);
    cleaned.left.extend(inside.0.left);
    Ok(Entry::New(inside.1))
}
