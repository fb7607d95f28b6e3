//! Where a letter goes: to a server, or into a folder.

use std::{fs, io, path::Path, time::Duration};

use lettre::{
    Message, SmtpTransport, Transport,
    address::AddressError,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use crate::{
    Way, Written,
    settings::{Security, Server},
};

/// A server that does not answer within this time is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It may leave later.
    #[error("{0}")]
    Later(String),
    /// The server, or the address, will never take it.
    #[error("{0}")]
    Never(String),
}

/// Where letters are handed in.
pub struct Outbox {
    from: Mailbox,
    place: Place,
}

enum Place {
    Smtp(Box<SmtpTransport>),
    Folder(std::path::PathBuf),
}

impl Outbox {
    /// An outbox. `from` is the sender: an address, or `Name <address>`.
    ///
    /// # Errors
    /// When the sender is no mail address, or TLS cannot be set up.
    pub fn new(way: &Way, from: &str) -> Result<Outbox, SendError> {
        let from =
            from.parse().map_err(|error: AddressError| SendError::Never(format!("{from}: {error}")))?;
        let place = match way {
            Way::Smtp(server) => Place::Smtp(Box::new(transport(server)?)),
            Way::Folder(folder) => Place::Folder(folder.clone()),
        };
        Ok(Outbox { from, place })
    }

    /// Hands a letter in. `id` names it for ever, so that a letter that is sent twice can be told.
    ///
    /// # Errors
    /// [`SendError`].
    pub fn send(&self, id: &str, to: &str, letter: &Written) -> Result<(), SendError> {
        let to: Mailbox =
            to.parse().map_err(|error: AddressError| SendError::Never(format!("{to}: {error}")))?;
        let host = self.from.email.domain();
        let message = Message::builder()
            .message_id(Some(format!("<{id}@{host}>")))
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|error| SendError::Never(error.to_string()))?;
        match &self.place {
            Place::Smtp(transport) => transport.send(&message).map(|_| ()).map_err(|error| {
                if error.is_permanent() {
                    SendError::Never(error.to_string())
                } else {
                    SendError::Later(error.to_string())
                }
            }),
            Place::Folder(folder) => lay_down(folder, id, &message.formatted())
                .map_err(|error| SendError::Later(error.to_string())),
        }
    }
}

fn transport(server: &Server) -> Result<SmtpTransport, SendError> {
    let tls =
        || TlsParameters::new(server.host.clone()).map_err(|error| SendError::Never(format!("TLS: {error}")));
    let tls = match server.security {
        Security::Tls => Tls::Wrapper(tls()?),
        Security::StartTls => Tls::Required(tls()?),
        Security::None => Tls::None,
    };
    let mut builder = SmtpTransport::builder_dangerous(server.host.trim_matches(['[', ']']))
        .port(server.port)
        .tls(tls)
        .timeout(Some(PATIENCE))
        .pool_config(PoolConfig::new().max_size(1).idle_timeout(Duration::from_secs(30)));
    if let Some((user, password)) = &server.user {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// Writes a file that is whole as soon as it has its name, readable for its owner only: it holds a link that opens an account.
fn lay_down(folder: &Path, id: &str, message: &[u8]) -> io::Result<()> {
    use std::{
        io::Write,
        os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    };
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let (part, whole) = (folder.join(format!("{id}.part")), folder.join(format!("{id}.eml")));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(message)?;
    file.sync_all()?;
    fs::rename(part, whole)
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outbox(from {})", self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_server_letters_lie_in_a_folder_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("mail");
        let outbox = Outbox::new(&Way::Folder(folder.clone()), "room@example.org").unwrap();
        let letter = Written { subject: "Пароль".into(), text: "https://x/room/reset/abc/\n".into() };
        outbox.send("5f0000000000000000000001", "ana@example.org", &letter).unwrap();
        let file = folder.join("5f0000000000000000000001.eml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("To: ana@example.org") && text.contains("https://x/room/reset/abc/"), "{text}");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(outbox.send("1", "nobody", &letter), Err(SendError::Never(_))));
        assert!(Outbox::new(&Way::Folder(folder), "nobody").is_err());
    }
}
