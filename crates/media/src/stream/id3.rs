//! ID3v2 tags: title, performer, album, language and chapters stay for the listener's player; everything else goes.

use crate::{
    Told,
    scan::Scan,
    told::{decode, words},
};

const KEPT: [&[u8; 4]; 6] = [b"TIT2", b"TPE1", b"TALB", b"TRCK", b"TCON", b"TLAN"];

/// Bytes of the tag that begins here.
pub(super) fn length(bytes: &[u8]) -> Option<u64> {
    let &[b'I', b'D', b'3', _, _, flags, a, b, c, d] = bytes else { return None };
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(u64::from(syncsafe([a, b, c, d])?) + 10 + footer)
}

fn syncsafe(bytes: [u8; 4]) -> Option<u32> {
    bytes
        .iter()
        .all(|byte| byte & 0x80 == 0)
        .then(|| bytes.iter().fold(0, |all, byte| all << 7 | u32::from(*byte)))
}

fn unsynced(value: u32) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (value >> shift & 0x7F) as u8)
}

/// A new tag of version 2.4 with what stays; empty when nothing does.
pub(super) fn clean(tag: &[u8], told: &mut Told) -> Vec<u8> {
    let (version, flags) = (tag[3], tag[5]);
    // Version 2.2 has other names; escaped, encrypted or extended tags are rare.
    if !matches!(version, 3 | 4) || flags & 0xC0 != 0 {
        return Vec::new();
    }
    let mut frames = Vec::new();
    copy(&tag[10..], version, &mut frames, told, 0);
    if frames.is_empty() {
        return frames;
    }
    let mut out = b"ID3\x04\0\0".to_vec();
    out.extend(unsynced(frames.len() as u32));
    out.extend(frames);
    out
}

fn copy(bytes: &[u8], version: u8, out: &mut Vec<u8>, told: &mut Told, depth: u8) {
    let mut scan = Scan::new(bytes);
    while let Some((name, payload, plain)) = next(&mut scan, version) {
        if !plain {
            continue;
        }
        let kept = match &name {
            name if KEPT.contains(&name) && (depth == 0 || name == b"TIT2") => {
                if name == b"TIT2" && depth == 0 {
                    told.title = text(payload);
                }
                payload.to_vec()
            }
            b"CHAP" if depth == 0 => {
                let Some(end) = memchr::memchr(0, payload).filter(|end| payload.len() >= end + 17) else {
                    continue;
                };
                let mut chapter = payload[..end + 17].to_vec();
                copy(&payload[end + 17..], version, &mut chapter, told, 1);
                chapter
            }
            b"CTOC" if depth == 0 => match contents(payload) {
                Some(contents) => contents.to_vec(),
                None => continue,
            },
            _ => continue,
        };
        out.extend(name);
        out.extend(unsynced(kept.len() as u32));
        out.extend([0, 0]);
        out.extend(kept);
    }
}

/// Name, payload and whether it is neither packed nor encrypted.
fn next<'a>(scan: &mut Scan<'a>, version: u8) -> Option<([u8; 4], &'a [u8], bool)> {
    let name: [u8; 4] = scan.array()?;
    if name[0] == 0 {
        return None;
    }
    let len = scan.array()?;
    let len = if version == 4 { syncsafe(len)? } else { u32::from_be_bytes(len) };
    let flags: [u8; 2] = scan.array()?;
    Some((name, scan.take(len as usize)?, flags[1] == 0))
}

/// A table of contents without the frames in it.
fn contents(payload: &[u8]) -> Option<&[u8]> {
    let mut at = memchr::memchr(0, payload)? + 3;
    for _ in 0..*payload.get(at - 1)? {
        at += memchr::memchr(0, payload.get(at..)?)? + 1;
    }
    payload.get(..at)
}

fn text(payload: &[u8]) -> String {
    let Some((encoding, rest)) = payload.split_first() else { return String::new() };
    match encoding {
        1 | 2 => {
            let (big, rest) = match rest {
                [0xFE, 0xFF, rest @ ..] => (true, rest),
                [0xFF, 0xFE, rest @ ..] => (false, rest),
                rest => (*encoding == 2, rest),
            };
            let units = rest.chunks_exact(2).map(|pair| match big {
                true => u16::from_be_bytes([pair[0], pair[1]]),
                false => u16::from_le_bytes([pair[0], pair[1]]),
            });
            words(&char::decode_utf16(units).map(|c| c.unwrap_or(' ')).collect::<String>())
        }
        _ => decode(rest),
    }
}
