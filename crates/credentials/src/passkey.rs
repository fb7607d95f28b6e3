//! Passkeys (WebAuthn), with user verification: the device has checked a finger, a face or a PIN, so that one is two factors.
//!
//! Each ceremony has two halves. The first gives a [`Challenge`]: `options` go to the browser, `state` is kept by the caller, for one use.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential,
    },
};

/// Why a passkey is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The site has no name that a passkey could belong to.
    #[error("passkeys need an address with a name, such as https://example.org or http://localhost:2368")]
    NoName,
    /// The browser's answer cannot be read.
    #[error("the browser's answer cannot be read")]
    Unreadable,
    /// The answer does not fit the challenge, the site or the key.
    #[error("this passkey does not fit")]
    Wrong,
}

/// The half that waits for the browser.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// JSON for `navigator.credentials`.
    pub options: String,
    /// JSON that the caller keeps, and never shows.
    pub state: String,
}

/// A passkey, to be stored.
#[derive(Debug, Clone)]
pub struct PasskeyKey {
    /// The credential's id in base64url.
    pub id: String,
    /// Public key and counter, as JSON.
    pub json: String,
}

/// Somebody showed their passkey.
#[derive(Debug, Clone)]
pub struct Proven {
    /// The stored JSON with the new counter.
    pub json: String,
}

/// The passkeys of one site.
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// For the site at this address. Keys belong to its host name.
    ///
    /// # Errors
    /// [`PasskeyError::NoName`] for IP addresses and what is no address.
    pub fn new(address: &str, title: &str) -> Result<Passkeys, PasskeyError> {
        let url = Url::parse(address).map_err(|_| PasskeyError::NoName)?;
        let host = url.domain().ok_or(PasskeyError::NoName)?;
        let builder = WebauthnBuilder::new(host, &url).map_err(|_| PasskeyError::NoName)?;
        builder.rp_name(title).build().map(Passkeys).map_err(|_| PasskeyError::NoName)
    }

    /// Begins to make a key for somebody. `user` is their id, `known` the ids of the keys they have.
    ///
    /// # Errors
    /// [`PasskeyError::Wrong`], when the names cannot be sent.
    pub fn start_registration(
        &self,
        user: &str,
        email: &str,
        name: &str,
        known: &[&str],
    ) -> Result<Challenge, PasskeyError> {
        let known = known.iter().filter_map(|id| URL_SAFE_NO_PAD.decode(id).ok()).collect();
        let (options, state) = self
            .0
            .start_passkey_registration(handle(user), email, name, Some(known))
            .map_err(|_| PasskeyError::Wrong)?;
        let mut options = serde_json::to_value(options).map_err(|_| PasskeyError::Wrong)?;
        // The key must be found without typing an address.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = "required".into();
        selection["requireResidentKey"] = true.into();
        Ok(Challenge { options: options.to_string(), state: text(&state)? })
    }

    /// Takes the browser's answer.
    ///
    /// # Errors
    /// [`PasskeyError`].
    pub fn finish_registration(&self, answer: &str, state: &str) -> Result<PasskeyKey, PasskeyError> {
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Unreadable)?;
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(|_| PasskeyError::Wrong)?;
        let key = self.0.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyError::Wrong)?;
        Ok(PasskeyKey { id: URL_SAFE_NO_PAD.encode(key.cred_id()), json: text(&key)? })
    }

    /// Begins a sign-in by whichever key the browser offers.
    ///
    /// # Errors
    /// [`PasskeyError::Wrong`], never in practice.
    pub fn start_sign_in(&self) -> Result<Challenge, PasskeyError> {
        let (mut options, state) =
            self.0.start_discoverable_authentication().map_err(|_| PasskeyError::Wrong)?;
        // A button asks for it, not a field that offers.
        options.mediation = None;
        Ok(Challenge { options: text(&options)?, state: text(&state)? })
    }

    /// The id of the key in an answer, for looking it up.
    ///
    /// # Errors
    /// [`PasskeyError::Unreadable`].
    pub fn key_of(answer: &str) -> Result<String, PasskeyError> {
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Unreadable)?;
        Ok(URL_SAFE_NO_PAD.encode(answer.get_credential_id()))
    }

    /// Checks an answer against the stored key of `user`.
    ///
    /// # Errors
    /// [`PasskeyError`].
    pub fn finish_sign_in(
        &self,
        answer: &str,
        state: &str,
        user: &str,
        stored: &str,
    ) -> Result<Proven, PasskeyError> {
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Unreadable)?;
        let (claimed, _) =
            self.0.identify_discoverable_authentication(&answer).map_err(|_| PasskeyError::Wrong)?;
        if claimed != handle(user) {
            return Err(PasskeyError::Wrong);
        }
        let state: DiscoverableAuthentication =
            serde_json::from_str(state).map_err(|_| PasskeyError::Wrong)?;
        let mut key: Passkey = serde_json::from_str(stored).map_err(|_| PasskeyError::Wrong)?;
        let result = self
            .0
            .finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&key))
            .map_err(|_| PasskeyError::Wrong)?;
        let _ = key.update_credential(&result);
        Ok(Proven { json: text(&key)? })
    }
}

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passkeys")
    }
}

fn text(value: &impl serde::Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|_| PasskeyError::Wrong)
}

/// The user handle that an authenticator keeps: part of the digest of the person's id, which says nothing about them.
fn handle(user: &str) -> Uuid {
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&Sha256::digest(user.as_bytes())[..16]);
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name() {
        assert!(Passkeys::new("https://room.example", "Courier").is_ok());
        assert!(Passkeys::new("http://localhost:2368", "Courier").is_ok());
        for nameless in ["http://127.0.0.1:2368", "http://[::1]:1", "nonsense"] {
            assert!(matches!(Passkeys::new(nameless, "Courier"), Err(PasskeyError::NoName)), "{nameless}");
        }
    }

    #[test]
    fn a_new_key_can_be_found_without_an_address() {
        let passkeys = Passkeys::new("https://room.example", "Courier").unwrap();
        let challenge =
            passkeys.start_registration("5f0000000000000000000001", "ana@example.org", "Ana", &[]).unwrap();
        assert!(challenge.options.contains(r#""residentKey":"required""#), "{}", challenge.options);
        assert!(!challenge.state.is_empty());
        assert!(matches!(
            passkeys.finish_registration("{}", &challenge.state),
            Err(PasskeyError::Unreadable)
        ));
    }

    #[test]
    fn answers_that_are_none_are_refused() {
        let passkeys = Passkeys::new("https://room.example", "Courier").unwrap();
        let challenge = passkeys.start_sign_in().unwrap();
        assert!(challenge.options.contains("challenge") && !challenge.options.contains("conditional"));
        assert!(Passkeys::key_of("{}").is_err());
        assert!(passkeys.finish_sign_in("[]", &challenge.state, "5f", "{}").is_err());
        assert_ne!(handle("5f0000000000000000000001"), handle("5f0000000000000000000002"));
    }
}
