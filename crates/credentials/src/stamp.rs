//! How a message says that it comes from us, to a receiver that shares a secret with us.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The HMAC-SHA256 of a message's parts, one after the other, in hexadecimal digits.
///
/// # Panics
/// Never: a secret of any length is taken.
pub fn stamp(secret: &str, parts: &[&str]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    parts.iter().for_each(|part| mac.update(part.as_bytes()));
    mac.finalize().into_bytes().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_those_of_rfc_4231() {
        let (secret, message) = ("Jefe", ["what do ya want ", "for nothing?"]);
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(stamp(secret, &message), expected);
        assert_ne!(stamp("jefe", &message), expected);
    }
}
