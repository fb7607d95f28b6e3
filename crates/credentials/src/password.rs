//! Passwords: argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane), as PHC strings.
//! <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// The fewest characters of a password.
pub const SHORTEST: usize = 10;
/// The most bytes of a password: more would only cost time.
pub const LONGEST: usize = 256;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too few characters.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Too many bytes.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// One of those that everybody tries first, or the person's own name or address.
    #[error("this password is too easy to guess")]
    Guessable,
}

/// Refuses passwords that guessers try first. `about` are words about the person: name, mail address, the site's title.
///
/// # Errors
/// [`PasswordError`].
pub fn check_password(password: &str, about: &[&str]) -> Result<(), PasswordError> {
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    let lower = password.to_lowercase();
    let mut kinds: Vec<char> = lower.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let run = lower.as_bytes().windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let common = [
        "password",
        "passwort",
        "qwertyuiop",
        "qwerty",
        "letmein",
        "iloveyou",
        "administrator",
        "пароль",
        "йцукен",
    ];
    let own = about.iter().flat_map(|word| word.split(['@', '.', ' '])).map(str::to_lowercase);
    if kinds.len() < 5
        || run
        || common.contains(&stem)
        || own.filter(|word| word.len() > 3).any(|word| stem == word)
    {
        return Err(PasswordError::Guessable);
    }
    Ok(())
}

fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).expect("the parameters are in range"),
    )
}

/// The PHC string that is stored of a password. Takes some 20 ms of one core.
///
/// # Panics
/// When the operating system has no randomness.
pub fn hash_password(password: &str) -> String {
    argon2()
        .hash_password(password.as_bytes())
        .expect("a password of bounded length can be hashed")
        .to_string()
}

/// Whether the password is the one of the PHC string.
pub fn verify_password(password: &str, stored: &str) -> bool {
    password.len() <= LONGEST
        && PasswordHash::new(stored)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Takes as long as [`verify_password`], so that an unknown account is not told apart by time.
pub fn spend_time(password: &str) {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password("nobody has this password"));
    let _ = verify_password(password, &NOBODY);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_hash_only() {
        let stored = hash_password("correct horse battery");
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify_password("correct horse battery", &stored));
        assert!(!verify_password("correct horse batterx", &stored));
        assert!(!verify_password("correct horse battery", "rubbish"));
        assert_ne!(stored, hash_password("correct horse battery"));
    }

    #[test]
    fn easy_ones_are_refused() {
        let about = ["Ana Verinskaya", "verinskaya@example.org"];
        for (password, expected) in [
            ("short", Err(PasswordError::Short)),
            ("aaaaaaaaaaaa", Err(PasswordError::Guessable)),
            ("abcdefghijkl", Err(PasswordError::Guessable)),
            ("Password123!", Err(PasswordError::Guessable)),
            ("verinskaya1990", Err(PasswordError::Guessable)),
            ("паром не пришёл", Ok(())),
            ("correct horse battery", Ok(())),
        ] {
            assert_eq!(check_password(password, &about), expected, "{password}");
        }
        assert_eq!(check_password(&"x1y2z".repeat(60), &[]), Err(PasswordError::Long));
    }
}
