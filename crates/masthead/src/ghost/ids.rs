use sha2::{Digest, Sha256};
use store::Id;

/// The id with which a row of an export is stored: its own where that is an id for us too, else 24 hex digits made from it, always the same.
pub(crate) fn stored_id(entity: &str, id: &str) -> Id {
    id.parse().unwrap_or_else(|_| {
        let digest = Sha256::new().chain_update(entity).chain_update([0]).chain_update(id).finalize();
        let hex: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        hex.parse().expect("24 hex digits are an id")
    })
}

/// A number by which the same content is recognised.
pub(crate) fn content_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    i64::from_le_bytes(std::array::from_fn(|index| digest[index]))
}
