//! What proves that somebody is who they say: passwords and one-time tokens. Pure: it stores nothing and knows no clock.

mod password;
mod token;

pub use password::{PasswordError, check_password, hash_password, spend_time, verify_password};
pub use token::{Token, digest};
