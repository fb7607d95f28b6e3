//! RIFF: chunks of name, length, payload, padded to even lengths.

use crate::scan::Scan;

/// A chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    pub(crate) name: [u8; 4],
    pub(crate) payload: &'a [u8],
}

/// All chunks of a list; `None` when the last one breaks off.
pub(crate) fn chunks(bytes: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let (mut scan, mut chunks) = (Scan::new(bytes), Vec::new());
    while scan.left() >= 8 {
        let (name, len) = (scan.array()?, scan.le32()? as usize);
        let payload = scan.take(len)?;
        // The last byte of padding is often forgotten.
        let _ = scan.take(len % 2);
        chunks.push(Chunk { name, payload });
    }
    Some(chunks)
}

/// Appends a chunk.
pub(crate) fn put(out: &mut Vec<u8>, name: &[u8; 4], payload: &[u8]) {
    out.extend(name);
    out.extend((payload.len() as u32).to_le_bytes());
    out.extend(payload);
    if !payload.len().is_multiple_of(2) {
        out.push(0);
    }
}

/// A whole file of chunks.
pub(crate) fn file(form: &[u8; 4], chunks: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(chunks.len() + 12);
    out.extend(b"RIFF");
    out.extend((chunks.len() as u32 + 4).to_le_bytes());
    out.extend(form);
    out.extend(chunks);
    out
}
