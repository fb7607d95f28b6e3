//! WebM: a segment of elements. Tags, attachments, titles, dates and names are overwritten where they stand by elements that say nothing,
//! so that the index stays true.

use super::{
    Result, broken,
    ebml::{self, Element, children, element},
    window::Window,
};
use crate::{
    Cleaned, Kind, Removed, Source, Unfit,
    pieces::{Output, Piece},
};

const EBML: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const SEEK: u32 = 0x114D_9B74;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;
const CUES: u32 = 0x1C53_BB6B;
const TAGS: u32 = 0x1254_C367;
const ATTACHMENTS: u32 = 0x1941_A469;
const VOID: u32 = 0xEC;
const CHECKSUM: u32 = 0xBF;
/// Bytes of the longest description of tracks or segment.
const LONGEST_HEAD: u64 = 8 << 20;

pub(crate) fn webm(source: &mut dyn Source, length: u64) -> Result {
    let mut cleaned = Cleaned::new(Kind::Webm);
    let mut window = Window::new(source, length);
    let header = element(window.at(0, 12)?).filter(|head| head.id == EBML).ok_or_else(broken)?;
    let mut at = header.head as u64 + header.len.filter(|len| *len <= 4096).ok_or_else(broken)?;
    let segment = element(window.at(at, 12)?).filter(|head| head.id == SEGMENT).ok_or_else(broken)?;
    at += segment.head as u64;
    let end = segment.len.map_or(length, |len| at.saturating_add(len).min(length));
    let mut pieces = vec![Piece::Copy { from: 0, len: at }];
    let (mut tracks, mut clusters) = (false, 0);
    while at < end {
        let Some(head) = element(window.at(at, 12)?) else { break };
        let whole = match (head.len, head.id) {
            (Some(len), _) => (head.head as u64).saturating_add(len),
            (None, CLUSTER) => cluster(&mut window, at, head, end)?,
            (None, _) => return Err(broken()),
        };
        if at.saturating_add(whole) > end {
            // Cut off in the middle of a cluster: players show what there is, and so far it is whole.
            break;
        }
        match head.id {
            INFO | TRACKS if whole <= LONGEST_HEAD => {
                let mut bytes = window.whole(at, whole as usize)?;
                match head.id {
                    INFO => info(&mut bytes, head.head, &mut cleaned).ok_or_else(broken)?,
                    _ => all_tracks(&mut bytes, head.head, &mut cleaned)?,
                }
                tracks |= head.id == TRACKS;
                pieces.push(Piece::Bytes(bytes));
            }
            SEEK | CLUSTER | CUES => {
                clusters += usize::from(head.id == CLUSTER);
                match pieces.last_mut() {
                    Some(Piece::Copy { from, len }) if *from + *len == at => *len += whole,
                    _ => pieces.push(Piece::Copy { from: at, len: whole }),
                }
            }
            id => {
                match id {
                    TAGS => _ = cleaned.removed.insert(Removed::Descriptions),
                    ATTACHMENTS => _ = cleaned.removed.insert(Removed::Attachments),
                    VOID | CHECKSUM => {}
                    _ => _ = cleaned.removed.insert(Removed::Other),
                }
                let head = ebml::void(whole);
                let rest = whole - (head.len() as u64).min(whole);
                pieces.extend([Piece::Bytes(head), Piece::Zeros(rest)]);
            }
        }
        at += whole;
    }
    if at < length {
        cleaned.removed.insert(Removed::Tail);
    }
    if !tracks || clusters == 0 {
        return Err(broken());
    }
    Ok((cleaned, Output::Pieces(pieces)))
}

/// Bytes of a cluster that does not tell its length: browsers record so.
fn cluster(window: &mut Window<'_>, begin: u64, head: Element, end: u64) -> std::result::Result<u64, Unfit> {
    let mut at = begin + head.head as u64;
    while at < end {
        let Some(child) = element(window.at(at, 12)?) else { break };
        if !matches!(child.id, 0xE7 | 0xA3 | 0xA0 | 0xAB | 0xA7 | 0xAF | VOID | CHECKSUM | 0x5854) {
            break;
        }
        let next = at.saturating_add(child.head as u64).saturating_add(child.len.ok_or_else(broken)?);
        if next > end {
            break;
        }
        at = next;
    }
    Ok(at - begin)
}

fn blank(bytes: &mut [u8], from: usize, to: usize) {
    let head = ebml::void((to - from) as u64);
    bytes[from..to].fill(0);
    bytes[from..from + head.len()].copy_from_slice(&head);
}

fn info(bytes: &mut [u8], from: usize, cleaned: &mut Cleaned) -> Option<()> {
    for (child, at, end) in children(bytes, from, bytes.len())? {
        match child.id {
            // Scale and length of time.
            0x2A_D7B1 | 0x4489 => {}
            // Names of programs must be there, and may be empty.
            0x4D80 | 0x5741 => bytes[at + child.head..end].fill(0),
            id => {
                match id {
                    0x4461 => _ = cleaned.removed.insert(Removed::Times),
                    0x7BA9 | 0x7384 => _ = cleaned.removed.insert(Removed::Descriptions),
                    _ => {}
                }
                blank(bytes, at, end);
            }
        }
    }
    Some(())
}

fn all_tracks(bytes: &mut [u8], from: usize, cleaned: &mut Cleaned) -> std::result::Result<(), Unfit> {
    for (entry, at, end) in children(bytes, from, bytes.len()).ok_or_else(broken)? {
        if entry.id != 0xAE {
            blank(bytes, at, end);
            continue;
        }
        for (child, at, end) in children(bytes, at + entry.head, end).ok_or_else(broken)? {
            let payload = at + child.head..end;
            match child.id {
                0x83 if !matches!(bytes[payload.clone()], [1 | 2]) => {
                    return Err(Unfit::Unsafe("a track that is neither picture nor sound"));
                }
                // Names.
                0x536E | 0x25_8688 | CHECKSUM => blank(bytes, at, end),
                0xE0 => {
                    let number = |bytes: &[u8], id| {
                        let found = children(bytes, payload.start, payload.end)?;
                        let (child, at, end) = found.into_iter().find(|(child, ..)| child.id == id)?;
                        let digits = &bytes[at + child.head..end];
                        (digits.len() <= 4)
                            .then(|| digits.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte)))
                    };
                    cleaned.width = number(bytes, 0xB0).or(cleaned.width);
                    cleaned.height = number(bytes, 0xBA).or(cleaned.height);
                }
                _ => {}
            }
        }
    }
    Ok(())
}
