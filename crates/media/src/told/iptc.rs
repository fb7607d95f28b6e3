//! IPTC-IIM: records of marker, record number, data set number, length, value.

use super::{Fields, decode, words};
use crate::scan::Scan;

/// What Photoshop's resources of a JPEG hold.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    pub(crate) fields: Fields,
    pub(crate) has_iptc: bool,
    pub(crate) has_thumbnail: bool,
}

/// Reads the resources in an `APP13` segment, after its name.
pub(crate) fn resources(bytes: &[u8]) -> Resources {
    let (mut found, mut scan) = (Resources::default(), Scan::new(bytes));
    while let Some((id, payload)) = resource(&mut scan) {
        match id {
            0x0404 => {
                found.has_iptc = true;
                found.fields = fields(payload);
            }
            0x0409 | 0x040C => found.has_thumbnail = true,
            _ => {}
        }
    }
    found
}

fn resource<'a>(scan: &mut Scan<'a>) -> Option<(u16, &'a [u8])> {
    if scan.take(4)? != b"8BIM" {
        return None;
    }
    let id = scan.be16()?;
    let name = usize::from(scan.u8()?);
    scan.take(name + usize::from(name.is_multiple_of(2)))?;
    let len = scan.be32()? as usize;
    let payload = scan.take(len)?;
    let _ = scan.take(len % 2);
    Some((id, payload))
}

/// Reads the records; broken ones end the reading.
pub(crate) fn fields(bytes: &[u8]) -> Fields {
    let (mut fields, mut scan, mut utf8) = (Fields::default(), Scan::new(bytes), false);
    while let Some((record, set, value)) = data_set(&mut scan) {
        let text = || if utf8 { words(&String::from_utf8_lossy(value)) } else { decode(value) };
        match (record, set) {
            // ESC % G is how ISO 2022 says UTF-8.
            (1, 90) => utf8 = value.starts_with(b"\x1B%G"),
            (2, 5) if fields.title.is_empty() => fields.title = text(),
            (2, 105) => fields.title = text(),
            (2, 80) if fields.byline.is_empty() => fields.byline = text(),
            (2, 80) => fields.byline = format!("{}, {}", fields.byline, text()),
            (2, 110) => fields.provider = text(),
            (2, 115) if fields.provider.is_empty() => fields.provider = text(),
            (2, 116) => fields.copyright = text(),
            (2, 120) => fields.caption = text(),
            _ => {}
        }
        if fields.byline.len() > 500 {
            break;
        }
    }
    fields
}

fn data_set<'a>(scan: &mut Scan<'a>) -> Option<(u8, u8, &'a [u8])> {
    while scan.u8()? != 0x1C {}
    let (record, set, len) = (scan.u8()?, scan.u8()?, scan.be16()?);
    // Above 32 KB the length of the length is told; no caption is that long.
    let len = match len & 0x8000 {
        0 => usize::from(len),
        _ => match len & 0x7FFF {
            4 => scan.be32()? as usize,
            _ => return None,
        },
    };
    Some((record, set, scan.take(len)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(number: u8, value: &[u8]) -> Vec<u8> {
        [&[0x1C, 2, number], &(value.len() as u16).to_be_bytes()[..], value].concat()
    }

    #[test]
    fn records_are_read_in_either_character_set() {
        let latin = [set(120, b"Caf\xE9"), set(80, b"Ana"), set(110, b"Agency")].concat();
        let read = fields(&latin);
        assert_eq!((&*read.caption, &*read.byline, &*read.provider), ("Café", "Ana", "Agency"));
        let utf8 = [b"\x1C\x01\x5A\0\x03\x1B%G".to_vec(), set(120, "Море".as_bytes())].concat();
        assert_eq!(fields(&utf8).caption, "Море");
        assert_eq!(fields(&latin[..latin.len() - 3]).caption, "Café", "a broken end takes nothing away");
    }

    #[test]
    fn resources_are_walked() {
        let iptc = set(120, b"A sea");
        let block = [b"8BIM\x04\x04\0\0", &(iptc.len() as u32).to_be_bytes()[..], &iptc].concat();
        let found = resources(&block);
        assert!(found.has_iptc && !found.has_thumbnail);
        assert_eq!(found.fields.caption, "A sea");
        assert!(!resources(b"8BIM\x04").has_iptc);
    }
}
