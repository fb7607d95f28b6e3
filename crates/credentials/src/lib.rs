//! What proves that somebody is who they say: passwords, one-time tokens, codes of an app, passkeys, what a program signs. Pure: it stores
//! nothing and knows no clock.

mod passkey;
mod password;
mod recovery;
mod signed;
mod stamp;
mod token;
mod totp;

pub use passkey::{Challenge, PasskeyError, PasskeyKey, Passkeys, Proven};
pub use password::{
    LONGEST, PasswordError, SHORTEST, check_password, hash_password, spend_time, verify_password,
};
pub use recovery::{RECOVERY_CODES, recovery_codes, recovery_digest};
pub use signed::{Audience, SignedToken, TokenFault};
pub use stamp::stamp;
pub use token::{Token, digest};
pub use totp::{Totp, qr_code};
