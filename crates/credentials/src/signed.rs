//! What a program shows that holds a key: a token that it signs itself and that holds for five minutes, a JSON Web Token
//! ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519)) as Ghost's Admin API asks for it: HS256, the key's id in the header, the API in `aud`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

/// Bytes of a token; the official client's has about 240.
const LONGEST: usize = 4096;
/// Seconds from `iat` for which a token holds, whatever its `exp` says.
const AGE: f64 = 300.0;
/// Seconds by which a program's clock may be ahead of ours.
const AHEAD: f64 = 60.0;

/// A token that was taken apart and not believed yet.
#[derive(Debug)]
pub struct SignedToken<'a> {
    header: Header,
    claims: Result<Claims, TokenFault>,
    signed: &'a str,
    signature: Vec<u8>,
}

/// Which API a token has to be made for.
#[derive(Debug, Clone, Copy)]
pub struct Audience<'a> {
    /// The version in the address, of old programs: `v3`.
    pub version: Option<&'a str>,
    /// `admin`.
    pub api: &'a str,
}

/// Why a token is not believed, in the words that programs know from Ghost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the sentences say it")]
pub enum TokenFault {
    #[error("invalid algorithm")]
    Algorithm,
    #[error("jwt signature is required")]
    Unsigned,
    #[error("invalid signature")]
    Signature,
    #[error("invalid token")]
    Claims,
    #[error("jwt expired")]
    Expired,
    #[error("jwt not active")]
    NotYet,
    #[error("jwt audience invalid")]
    Audience,
    #[error("iat required when maxAge is specified")]
    Undated,
    #[error("maxAge exceeded")]
    Old,
}

#[derive(Debug, Deserialize)]
struct Header {
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    kid: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    #[serde(default)]
    aud: Option<Aud>,
    #[serde(default)]
    iat: Option<f64>,
    #[serde(default)]
    exp: Option<f64>,
    #[serde(default)]
    nbf: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Aud {
    One(String),
    Many(Vec<String>),
}

impl<'a> SignedToken<'a> {
    /// Takes a token apart. `None`: it is none.
    pub fn read(token: &'a str) -> Option<SignedToken<'a>> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let part = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        let header = serde_json::from_slice(&part(header)?).ok()?;
        let claims = serde_json::from_slice(&part(claims)?).map_err(|_| TokenFault::Claims);
        Some(SignedToken { header, claims, signed, signature: part(signature)? })
    }

    /// The id of the key that it says to be signed with.
    pub fn key(&self) -> Option<&str> {
        self.header.kid.as_deref().filter(|id| !id.is_empty())
    }

    /// Whether it was signed with a secret, for an API, and holds at `now` (seconds since 1970).
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn check(&self, secret: &[u8], audience: Audience<'_>, now: i64) -> Result<(), TokenFault> {
        if self.signature.is_empty() {
            return Err(TokenFault::Unsigned);
        }
        if self.header.alg.as_deref() != Some("HS256") {
            return Err(TokenFault::Algorithm);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| TokenFault::Signature)?;
        mac.update(self.signed.as_bytes());
        mac.verify_slice(&self.signature).map_err(|_| TokenFault::Signature)?;
        let claims = self.claims.as_ref().map_err(|fault| *fault)?;
        let now = now as f64;
        if claims.nbf.is_some_and(|from| from > now) {
            return Err(TokenFault::NotYet);
        }
        if claims.exp.is_some_and(|until| now >= until) {
            return Err(TokenFault::Expired);
        }
        let meant = match &claims.aud {
            Some(Aud::One(one)) => audience.is(one),
            Some(Aud::Many(many)) => many.iter().any(|one| audience.is(one)),
            None => false,
        };
        if !meant {
            return Err(TokenFault::Audience);
        }
        match claims.iat {
            None => Err(TokenFault::Undated),
            Some(at) if now >= at + AGE => Err(TokenFault::Old),
            // Ghost believes it; it would hold until long after five minutes.
            Some(at) if at > now + AHEAD => Err(TokenFault::NotYet),
            Some(_) => Ok(()),
        }
    }
}

impl Audience<'_> {
    /// As in Ghost: how it ends, with or without a slash, is what counts.
    fn is(self, aud: &str) -> bool {
        let aud = aud.strip_suffix('/').unwrap_or(aud);
        match (aud.strip_suffix(self.api), self.version) {
            (Some(before), Some(version)) => {
                before.strip_suffix('/').is_some_and(|before| before.ends_with(version))
            }
            (found, _) => found.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
    const NOW: i64 = 1_700_000_000;
    const ADMIN: Audience<'_> = Audience { version: None, api: "admin" };

    fn token(header: &Value, claims: &Value, secret: &[u8]) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
        mac.update(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        format!("{signed}.{signature}")
    }

    fn checked(claims: &Value) -> Result<(), TokenFault> {
        let text = token(&json!({ "alg": "HS256", "kid": "k" }), claims, SECRET);
        SignedToken::read(&text).unwrap().check(SECRET, ADMIN, NOW)
    }

    fn claims() -> Value {
        json!({ "aud": "/admin/", "iat": NOW, "exp": NOW + 300 })
    }

    #[test]
    fn a_token_of_the_official_client_is_believed() {
        let text = token(&json!({ "alg": "HS256", "typ": "JWT", "kid": "abc" }), &claims(), SECRET);
        let read = SignedToken::read(&text).unwrap();
        assert_eq!(read.key(), Some("abc"));
        assert_eq!(read.check(SECRET, ADMIN, NOW), Ok(()));
        assert_eq!(read.check(b"another", ADMIN, NOW), Err(TokenFault::Signature));
        assert_eq!(
            read.check(SECRET, Audience { version: Some("v3"), ..ADMIN }, NOW),
            Err(TokenFault::Audience)
        );
    }

    #[test]
    fn a_token_of_jwt_io_is_believed() {
        // RFC 7515, appendix A.1: signed by somebody else.
        let text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let secret = URL_SAFE_NO_PAD
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .unwrap();
        let read = SignedToken::read(text).unwrap();
        assert_eq!(read.key(), None);
        // The signature fits: what is missed comes after it.
        assert_eq!(read.check(&secret, ADMIN, 1_300_819_000), Err(TokenFault::Audience));
        assert_eq!(read.check(SECRET, ADMIN, 1_300_819_000), Err(TokenFault::Signature));
    }

    #[test]
    fn what_is_signed_otherwise_is_refused() {
        let with = |header: Value, secret: &[u8]| {
            let text = token(&header, &claims(), secret);
            SignedToken::read(&text).unwrap().check(SECRET, ADMIN, NOW)
        };
        assert_eq!(with(json!({ "alg": "none" }), SECRET), Err(TokenFault::Algorithm));
        assert_eq!(with(json!({ "alg": "HS512" }), SECRET), Err(TokenFault::Algorithm));
        assert_eq!(with(json!({ "alg": "HS256" }), b""), Err(TokenFault::Signature));
        let unsigned = token(&json!({ "alg": "none" }), &claims(), SECRET);
        let unsigned = &unsigned[..=unsigned.rfind('.').unwrap()];
        assert_eq!(SignedToken::read(unsigned).unwrap().check(SECRET, ADMIN, NOW), Err(TokenFault::Unsigned));
    }

    #[test]
    fn it_holds_for_five_minutes() {
        let at = |iat: i64, exp: i64| checked(&json!({ "aud": "/admin/", "iat": iat, "exp": exp }));
        assert_eq!(at(NOW - 299, NOW + 1), Ok(()));
        assert_eq!(at(NOW - 300, NOW + 1), Err(TokenFault::Old));
        assert_eq!(at(NOW - 10, NOW), Err(TokenFault::Expired));
        assert_eq!(at(NOW + 30, NOW + 300), Ok(()));
        assert_eq!(at(NOW + 61, NOW + 300), Err(TokenFault::NotYet));
        assert_eq!(checked(&json!({ "aud": "/admin/", "iat": NOW })), Ok(()));
        assert_eq!(checked(&json!({ "aud": "/admin/", "exp": NOW + 9 })), Err(TokenFault::Undated));
        assert_eq!(checked(&json!({ "aud": "/admin/", "iat": "now" })), Err(TokenFault::Claims));
        assert_eq!(
            checked(&json!({ "aud": "/admin/", "iat": NOW, "nbf": NOW + 1 })),
            Err(TokenFault::NotYet)
        );
    }

    #[test]
    fn it_is_made_for_one_api() {
        for (aud, version, believed) in [
            ("/admin/", None, true),
            ("admin", None, true),
            ("/v3/admin/", None, true),
            ("/v3/admin/", Some("v3"), true),
            ("v3/admin", Some("v3"), true),
            ("/admin/", Some("v3"), false),
            ("/v2/admin/", Some("v3"), false),
            ("/content/", None, false),
            ("/admin/x", None, false),
            ("", None, false),
        ] {
            assert_eq!(Audience { version, api: "admin" }.is(aud), believed, "{aud} {version:?}");
        }
        assert_eq!(checked(&json!({ "aud": ["/content/", "/admin/"], "iat": NOW })), Ok(()));
        assert_eq!(checked(&json!({ "iat": NOW })), Err(TokenFault::Audience));
    }

    #[test]
    fn what_is_no_token_is_none() {
        let long = format!("{}.e30.aa", "a".repeat(LONGEST));
        for text in ["", ".", "..", "a.b.c", "e30.e30", "e30.e30.!", "bm90anNvbg.e30.aa", long.as_str()] {
            assert!(SignedToken::read(text).is_none(), "{text:.20}");
        }
    }
}
