//! What travels on the socket, as in y-websocket, with two frames of our own.
//!
//! ```text
//! frame = 0 sync: 0 state vector | 1 what you lack | 2 change
//!       | 1 presence
//!       | 3 who is here?
//!       | 100 how many of your changes are stored   (to the browser)
//!       | 101 notice, JSON                          (to the browser)
//! ```

use crate::{
    Fault,
    lib0::{Reader, write_bytes, write_number},
};

const SYNC: u64 = 0;
const PRESENCE: u64 = 1;
const WHO: u64 = 3;
const STORED: u64 = 100;
const NOTICE: u64 = 101;

/// A frame that a browser sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'a> {
    /// It has seen this much (a state vector) and asks for the rest.
    Seen(&'a [u8]),
    /// A change, or what the server lacked.
    Change(&'a [u8]),
    /// Where somebody's cursor is.
    Presence(&'a [u8]),
    /// Who is here?
    Who,
}

impl<'a> Frame<'a> {
    /// Reads a frame.
    ///
    /// # Errors
    /// [`Fault::Malformed`].
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut reader = Reader::new(bytes);
        let frame = match reader.number()? {
            SYNC => match reader.number()? {
                0 => Self::Seen(reader.bytes()?),
                1 | 2 => Self::Change(reader.bytes()?),
                _ => return Err(Fault::Malformed),
            },
            PRESENCE => Self::Presence(reader.bytes()?),
            WHO => Self::Who,
            _ => return Err(Fault::Malformed),
        };
        if reader.is_empty() { Ok(frame) } else { Err(Fault::Malformed) }
    }
}

/// Frames that the server sends, ready to go.
#[derive(Debug)]
pub struct Told;

impl Told {
    /// The server has seen this much, and asks for the rest.
    pub fn seen(state_vector: &[u8]) -> Vec<u8> {
        Self::frame(&[SYNC, 0], state_vector)
    }

    /// What the browser lacked.
    pub fn lacking(update: &[u8]) -> Vec<u8> {
        Self::frame(&[SYNC, 1], update)
    }

    /// A change of somebody else.
    pub fn change(update: &[u8]) -> Vec<u8> {
        Self::frame(&[SYNC, 2], update)
    }

    /// Who is here, and where.
    pub fn presence(update: &[u8]) -> Vec<u8> {
        Self::frame(&[PRESENCE], update)
    }

    /// So many changes of this connection are stored.
    pub fn stored(count: u64) -> Vec<u8> {
        let mut out = Vec::with_capacity(6);
        write_number(&mut out, STORED);
        write_number(&mut out, count);
        out
    }

    /// Something beside the text: JSON with a `kind`.
    pub fn notice(json: &str) -> Vec<u8> {
        Self::frame(&[NOTICE], json.as_bytes())
    }

    fn frame(kind: &[u64], bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len() + 8);
        kind.iter().for_each(|number| write_number(&mut out, *number));
        write_bytes(&mut out, bytes);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_as_y_websocket_writes_them() {
        assert_eq!(Frame::read(&[0, 0, 1, 7]), Ok(Frame::Seen(&[7])));
        assert_eq!(Frame::read(&[0, 1, 2, 7, 8]), Ok(Frame::Change(&[7, 8])));
        assert_eq!(Frame::read(&Told::change(&[9; 200])), Ok(Frame::Change(&[9; 200])));
        assert_eq!(Frame::read(&[1, 1, 0]), Ok(Frame::Presence(&[0])));
        assert_eq!(Frame::read(&[3]), Ok(Frame::Who));
        assert_eq!(Told::stored(300), [100, 0xac, 0x02]);
        assert_eq!(Told::notice("{}"), [101, 2, b'{', b'}']);
    }

    #[test]
    fn anything_else_is_malformed() {
        for bytes in [&[][..], &[0], &[0, 3, 0], &[2], &[100, 1], &[0, 2, 5, 1], &[3, 0], &[0xff; 12]] {
            assert_eq!(Frame::read(bytes), Err(Fault::Malformed), "{bytes:?}");
        }
    }
}
