//! How letters leave, as it is configured: one address such as `smtps://user:password@mail.example.org`.

use std::path::PathBuf;

use url::Url;

/// How letters leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Through a server.
    Smtp(Server),
    /// As `.eml` files into this folder: nobody gets them by themselves.
    Folder(PathBuf),
}

/// An SMTP server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) user: Option<(String, String)>,
}

/// What keeps others from reading along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a word in the clear; without it nothing is sent.
    StartTls,
    /// None: for a server on this machine.
    None,
}

/// What is wrong with the address of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// It is no address of that kind.
    #[error("is no address such as smtps://user:password@mail.example.org or smtp://mail.example.org:587")]
    NoAddress,
    /// A password would go over the network in the clear.
    #[error("would send the password in the clear; take smtps:// or leave tls=none away")]
    InTheClear,
}

impl Server {
    /// Reads an address. `smtps://` means TLS (port 465), `smtp://` STARTTLS (port 587), without encryption only for this machine or with
    /// `?tls=none`. User and password are percent-encoded.
    ///
    /// # Errors
    /// [`SettingsError`].
    pub fn read(address: &str) -> Result<Server, SettingsError> {
        let url = Url::parse(address).map_err(|_| SettingsError::NoAddress)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SettingsError::NoAddress)?;
        let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let unencrypted = url.query_pairs().any(|(key, value)| key == "tls" && value == "none");
        let known = url.query_pairs().all(|(key, value)| key == "tls" && value == "none");
        let (security, usual) = match url.scheme() {
            "smtps" if !unencrypted => (Security::Tls, 465),
            "smtp" if unencrypted || here => (Security::None, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err(SettingsError::NoAddress),
        };
        if !known || !matches!(url.path(), "" | "/") {
            return Err(SettingsError::NoAddress);
        }
        let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let user = (!url.username().is_empty())
            .then(|| (plain(url.username()), plain(url.password().unwrap_or_default())));
        if user.is_some() && security == Security::None && !here {
            return Err(SettingsError::InTheClear);
        }
        Ok(Server { host: host.to_owned(), port: url.port().unwrap_or(usual), security, user })
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({}:{}, {:?})", self.host, self.port, self.security)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_everything() {
        let server = Server::read("smtps://ana%40example.org:p%2Fw@mail.example.org").unwrap();
        assert_eq!(
            (server.host.as_str(), server.port, server.security),
            ("mail.example.org", 465, Security::Tls)
        );
        assert_eq!(server.user, Some(("ana@example.org".into(), "p/w".into())));
        assert!(!format!("{server:?}").contains("p/w"));
        let server = Server::read("smtp://mail.example.org").unwrap();
        assert_eq!((server.port, server.security), (587, Security::StartTls));
        let server = Server::read("smtp://127.0.0.1:1025").unwrap();
        assert_eq!((server.port, server.security), (1025, Security::None));
        assert_eq!(Server::read("smtp://relay.lan:25?tls=none").unwrap().security, Security::None);
        assert_eq!(
            Server::read("smtp://user:secret@relay.lan?tls=none").unwrap_err(),
            SettingsError::InTheClear
        );
        for wrong in
            ["mail.example.org", "http://example.org", "smtp://", "smtps://x/y", "smtp://x?tls=perhaps"]
        {
            assert_eq!(Server::read(wrong).unwrap_err(), SettingsError::NoAddress, "{wrong}");
        }
    }
}
