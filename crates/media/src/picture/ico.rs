//! Icons: a list of the same picture in several sizes, each a PNG or a bitmap without its file header. Browsers show them as a site's
//! icon, and archives that were made before PNG was taken for it have them.

use super::{check_pixels, png};
use crate::{Cleaned, Kind, Limits, Removed, Unfit, scan::Scan};

/// Sizes of the same icon.
const MOST_SIZES: usize = 64;

pub(crate) fn ico(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let broken = || Unfit::Damaged("it breaks off");
    let mut cleaned = Cleaned::new(Kind::Ico);
    let mut scan = Scan::new(bytes);
    let [0, 0, 1, 0, low, high] = scan.array().ok_or_else(broken)? else {
        return Err(Unfit::Damaged("it does not begin as an icon"));
    };
    let count = usize::from(u16::from_le_bytes([low, high]));
    if count == 0 || count > MOST_SIZES {
        return Err(Unfit::Damaged("no icon has so many sizes"));
    }
    let mut out = bytes[..6].to_vec();
    let mut pictures = Vec::new();
    for _ in 0..count {
        let entry: [u8; 16] = scan.array().ok_or_else(broken)?;
        let mut fields = Scan::new(&entry[8..]);
        let (len, from) =
            (fields.le32().ok_or_else(broken)? as usize, fields.le32().ok_or_else(broken)? as usize);
        let picture = bytes.get(from..).and_then(|rest| rest.get(..len)).ok_or_else(broken)?;
        let (width, height, picture) = one(picture, limits, &mut cleaned)?;
        if Some(width) > cleaned.width {
            (cleaned.width, cleaned.height) = (Some(width), Some(height));
        }
        let at = 6 + 16 * count + pictures.len();
        if at + picture.len() > bytes.len() {
            return Err(Unfit::Damaged("its sizes lie over one another"));
        }
        out.extend(&entry[..8]);
        out.extend((picture.len() as u32).to_le_bytes());
        out.extend((at as u32).to_le_bytes());
        pictures.extend(picture);
    }
    out.extend(pictures);
    if out.len() < bytes.len() {
        cleaned.removed.insert(Removed::Tail);
    }
    Ok((cleaned, out))
}

/// One size: width, height, and its bytes without what draws nothing.
fn one(bytes: &[u8], limits: &Limits, cleaned: &mut Cleaned) -> Result<(u32, u32, Vec<u8>), Unfit> {
    if bytes.starts_with(b"\x89PNG") {
        let (inner, bytes) = png(bytes, limits)?;
        cleaned.removed.extend(&inner.removed);
        return Ok((inner.width.unwrap_or_default(), inner.height.unwrap_or_default(), bytes));
    }
    let broken = || Unfit::Damaged("one of its sizes breaks off");
    let mut scan = Scan::new(bytes);
    let mut next = || scan.le32().ok_or_else(broken);
    let (header, width, double) = (next()?, next()?, next()?);
    let (depth, packing) = (next()? >> 16, next()?);
    let (_pixels, _across, _down, colours) = (next()?, next()?, next()?, next()?);
    if header != 40 || packing != 0 || !matches!(depth, 1 | 4 | 8 | 24 | 32) || colours > 256 {
        return Err(Unfit::Damaged("it is an icon of a sort that browsers do not show"));
    }
    let height = double / 2;
    check_pixels(width, height, limits)?;
    let colours = match depth {
        1 | 4 | 8 if colours == 0 => 1 << depth,
        _ => colours,
    };
    let row = |bits: u32| u64::from(width * bits).div_ceil(32) * 4;
    if width > 1024 || height > 1024 {
        return Err(Unfit::Damaged("no icon is so large"));
    }
    let whole = 40 + 4 * u64::from(colours) + (row(depth) + row(1)) * u64::from(height);
    // Some programs leave the mask away where the pixels have transparency of their own.
    Ok((width, height, bytes[..bytes.len().min(whole as usize)].to_vec()))
}
