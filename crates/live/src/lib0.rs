//! The encoding under Yjs: variable-length numbers, texts and bytes with their length in front.

use crate::Fault;

/// Reads from the front of a message; nothing it is told is believed beyond the bytes that are there.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Fault> {
        let (first, rest) = self.rest.split_first().ok_or(Fault::Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    /// A number of at most 53 bits, as JavaScript can hold.
    pub(crate) fn number(&mut self) -> Result<u64, Fault> {
        let mut number = 0u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if number < 1 << 53 { Ok(number) } else { Err(Fault::Malformed) };
            }
        }
        Err(Fault::Malformed)
    }

    /// A clock or a length.
    pub(crate) fn small(&mut self) -> Result<u32, Fault> {
        u32::try_from(self.number()?).map_err(|_| Fault::Malformed)
    }

    /// How many things follow, each of at least one byte.
    pub(crate) fn count(&mut self) -> Result<usize, Fault> {
        let count = self.small()? as usize;
        if count > self.rest.len() { Err(Fault::Malformed) } else { Ok(count) }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Bytes with their length in front.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.small()? as usize;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Fault::Malformed)
    }
}

pub(crate) fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(crate) fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bytes_come_back() {
        let mut out = Vec::new();
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), (1 << 53) - 1] {
            write_number(&mut out, number);
        }
        write_bytes(&mut out, "ж".as_bytes());
        let mut reader = Reader::new(&out);
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), (1 << 53) - 1] {
            assert_eq!(reader.number(), Ok(number));
        }
        assert_eq!(reader.text(), Ok("ж"));
        assert!(reader.is_empty());
    }

    #[test]
    fn what_promises_more_than_it_holds_is_malformed() {
        for bytes in [&[0x80][..], &[0xff; 9], &[5, 1, 2], &[0xff, 0xff, 0xff, 0x7f]] {
            assert_eq!(Reader::new(bytes).bytes(), Err(Fault::Malformed), "{bytes:?}");
        }
    }
}
