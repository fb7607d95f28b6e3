//! PDF: objects that refer to one another. It is read as a whole and written anew: objects that nothing refers to (earlier versions, cut
//! text) are not written, and what stands behind its end is not read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::{Cleaned, Kind, Left, Limits, Removed, Unfit, picture};

/// Objects inside one another.
const DEEPEST: usize = 60;
/// Bytes that one stream of the file's own tables may unpack to.
const LARGEST_TABLE: usize = 64 << 20;

/// Keys that go wherever they stand.
const GONE: [(&[u8], Removed); 9] = [
    (b"Metadata", Removed::Xmp),
    (b"PieceInfo", Removed::Other),
    (b"LastModified", Removed::Times),
    (b"Thumb", Removed::Thumbnail),
    (b"AA", Removed::Scripts),
    (b"AF", Removed::Attachments),
    (b"EmbeddedFiles", Removed::Attachments),
    (b"JavaScript", Removed::Scripts),
    (b"CreatorInfo", Removed::Names),
];

pub(crate) fn pdf(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    // The reader of another house: whatever a hostile file makes it do ends here.
    catch_unwind(AssertUnwindSafe(|| clean(bytes, limits))).unwrap_or(Err(Unfit::Damaged("it is malformed")))
}

fn clean(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let mut cleaned = Cleaned::new(Kind::Pdf);
    let options = LoadOptions::with_max_decompressed_size(LARGEST_TABLE);
    let mut pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword => Unfit::Locked,
        _ => Unfit::Damaged("its structure is not readable"),
    })?;
    if pdf.is_encrypted() || pdf.was_encrypted() {
        return Err(Unfit::Locked);
    }
    if pdf.get_pages().is_empty() {
        return Err(Unfit::Damaged("it has no pages"));
    }
    if pdf.revision_count() > 1 {
        cleaned.removed.insert(Removed::Versions);
    }
    if pdf.trailer.remove(b"Info").is_some() {
        cleaned.removed.extend([Removed::Descriptions, Removed::Names, Removed::Times]);
    }
    pdf.trailer.remove(b"ID");
    if let Ok(catalog) = pdf.catalog_mut() {
        for (key, removed) in [
            (&b"OpenAction"[..], None),
            (b"Collection", Some(Removed::Attachments)),
            (b"Perms", Some(Removed::Names)),
            (b"Legal", None),
            (b"Requirements", None),
        ] {
            if catalog.remove(key).is_some() {
                cleaned.removed.extend(removed);
            }
        }
    }
    for object in pdf.objects.values_mut() {
        visit(object, &mut cleaned, limits, 0)?;
    }
    pdf.prune_objects();
    pdf.renumber_objects();
    cleaned.left.insert(Left::PageContent);
    let mut out = Vec::with_capacity(bytes.len());
    pdf.save_to(&mut out)?;
    Ok((cleaned, out))
}

fn visit(object: &mut Object, cleaned: &mut Cleaned, limits: &Limits, depth: usize) -> Result<(), Unfit> {
    if depth > DEEPEST {
        return Err(Unfit::Damaged("its objects are nested too deeply"));
    }
    match object {
        Object::Array(items) => items.iter_mut().try_for_each(|item| visit(item, cleaned, limits, depth + 1)),
        Object::Dictionary(dictionary) => entries(dictionary, cleaned, limits, depth),
        Object::Stream(stream) => {
            entries(&mut stream.dict, cleaned, limits, depth)?;
            if is(&stream.dict, b"Type", &[b"EmbeddedFile", b"Metadata"]) {
                stream.set_plain_content(Vec::new());
            } else if matches!(stream.filters().as_deref(), Ok([b"DCTDecode"])) {
                photo(stream, cleaned, limits)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A photo in a page is a whole JPEG file.
fn photo(stream: &mut lopdf::Stream, cleaned: &mut Cleaned, limits: &Limits) -> Result<(), Unfit> {
    match picture::strip_jpeg(&stream.content, limits) {
        Ok((removed, bytes)) => {
            cleaned.removed.extend(removed);
            stream.set_content(bytes);
            Ok(())
        }
        Err(_) if memchr::memmem::find(&stream.content, b"Exif\0").is_none() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether a key has one of these names as its value.
fn is(dictionary: &Dictionary, key: &[u8], names: &[&[u8]]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
}

fn entries(
    dictionary: &mut Dictionary,
    cleaned: &mut Cleaned,
    limits: &Limits,
    depth: usize,
) -> Result<(), Unfit> {
    let acts: &[&[u8]] =
        &[b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"Rendition", b"Movie", b"Sound", b"GoToE"];
    if is(dictionary, b"S", acts) {
        *dictionary = Dictionary::new();
        cleaned.removed.insert(Removed::Scripts);
        return Ok(());
    }
    // A signature names its signer, and no longer fits.
    if is(dictionary, b"Type", &[b"Sig", b"DocTimeStamp"]) {
        *dictionary = Dictionary::new();
        cleaned.removed.insert(Removed::Names);
        return Ok(());
    }
    for (key, removed) in GONE {
        if dictionary.remove(key).is_some() {
            cleaned.removed.insert(removed);
        }
    }
    if dictionary.remove(b"XFA").is_some() | dictionary.remove(b"JS").is_some() {
        cleaned.removed.insert(Removed::Scripts);
    }
    if dictionary.has(b"Subtype") && dictionary.has(b"Rect") {
        note(dictionary, cleaned);
    }
    dictionary.iter_mut().try_for_each(|(_, value)| visit(value, cleaned, limits, depth + 1))
}

/// Remarks on a page carry their author; attachments and films are whole files.
fn note(dictionary: &mut Dictionary, cleaned: &mut Cleaned) {
    if is(dictionary, b"Subtype", &[b"FileAttachment", b"RichMedia", b"Screen", b"Movie", b"Sound", b"3D"]) {
        for key in [&b"FS"[..], b"RichMediaContent", b"RichMediaSettings", b"Movie", b"Sound", b"3DD", b"A"] {
            dictionary.remove(key);
        }
        cleaned.removed.insert(Removed::Attachments);
    }
    if !is(dictionary, b"Subtype", &[b"Widget"]) && dictionary.remove(b"T").is_some() {
        cleaned.removed.insert(Removed::Names);
    }
    for key in [&b"M"[..], b"CreationDate", b"NM"] {
        dictionary.remove(key);
    }
}
