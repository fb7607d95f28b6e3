//! Recovery codes: for the day the app with the second factor is lost.

use crate::digest;

/// How many codes somebody gets at once.
pub const RECOVERY_CODES: usize = 10;
/// Without letters and digits that look alike.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// Fresh codes, each of 60 random bits: `k7dm-q2xr-9tfa`. To be shown once; only their digests are stored.
///
/// # Panics
/// When the operating system has no randomness.
pub fn recovery_codes() -> Vec<String> {
    let mut raw = [0u8; RECOVERY_CODES * 12];
    getrandom::fill(&mut raw).expect("the system gives random bytes");
    let letters: Vec<char> = raw.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters
        .chunks(12)
        .map(|code| code.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
        .collect()
}

/// What is stored of a code; case, spaces and dashes do not matter. 60 random bits need no slow hash.
pub fn recovery_digest(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    digest(&plain.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_all_different_and_forgiving() {
        let mut codes = recovery_codes();
        assert!(codes.iter().all(|code| code.len() == 14));
        assert_eq!(recovery_digest(&codes[0]), recovery_digest(&codes[0].to_uppercase().replace('-', " ")));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), RECOVERY_CODES);
    }
}
