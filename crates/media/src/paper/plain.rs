//! Plain text: no control characters, and so nothing to hide.

use crate::{Cleaned, Kind, Unfit};

pub(crate) fn text(bytes: &[u8], kind: Kind) -> Result<(Cleaned, Vec<u8>), Unfit> {
    if bytes.iter().any(|byte| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127)) {
        return Err(Unfit::Damaged("there are control characters in the text"));
    }
    Ok((Cleaned::new(kind), bytes.to_vec()))
}
