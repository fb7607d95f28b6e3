//! A new file as a list of pieces of the old one.

use std::io::{self, Read, SeekFrom, Write};

use crate::Source;

/// A stretch of the new file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Bytes of the old file.
    Copy {
        /// Place in the old file.
        from: u64,
        /// Bytes.
        len: u64,
    },
    /// New bytes.
    Bytes(Vec<u8>),
    /// As many zeros.
    Zeros(u64),
}

/// The new file: in memory, or in pieces.
#[derive(Debug)]
pub(crate) enum Output {
    /// The whole file.
    Bytes(Vec<u8>),
    /// Pieces in order.
    Pieces(Vec<Piece>),
}

/// Writes the new file.
pub(crate) fn write(source: &mut dyn Source, output: &Output, target: &mut dyn Write) -> io::Result<()> {
    match output {
        Output::Bytes(bytes) => target.write_all(bytes),
        Output::Pieces(pieces) => pieces.iter().try_for_each(|piece| write_piece(source, piece, target)),
    }
}

fn write_piece(source: &mut dyn Source, piece: &Piece, target: &mut dyn Write) -> io::Result<()> {
    let copied = match piece {
        Piece::Bytes(bytes) => return target.write_all(bytes),
        Piece::Zeros(len) => return io::copy(&mut io::repeat(0).take(*len), target).map(|_| ()),
        Piece::Copy { from, len } => {
            source.seek(SeekFrom::Start(*from))?;
            io::copy(&mut source.take(*len), target)? == *len
        }
    };
    if copied { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
