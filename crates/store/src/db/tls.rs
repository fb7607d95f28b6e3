//! TLS to PostgreSQL, by `sslmode` as libpq means it: `require` encrypts, `verify-ca` and `verify-full` also check the certificate.

use std::{path::PathBuf, sync::Arc};

use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Error, Result};

/// Whose certificate is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Anybody's: only eavesdroppers are kept out.
    Anybody,
    /// Those signed by the public authorities.
    Authorities,
    /// Those signed by the authorities in this PEM file (`sslrootcert`).
    File(PathBuf),
}

/// Takes `sslmode=verify-…` and `sslrootcert` out of the address, which the driver does not know.
pub(crate) fn trust_of(address: &str) -> Result<(String, Trust)> {
    let mut url = url::Url::parse(address)
        .map_err(|e| Error::Invalid { field: "database", why: e.to_string().into() })?;
    let mut trust = Trust::Anybody;
    let mut file = None;
    let mut rest = Vec::new();
    for (key, value) in url.query_pairs() {
        match (&*key, &*value) {
            ("sslmode", "verify-full" | "verify-ca") => {
                trust = Trust::Authorities;
                rest.push(("sslmode".to_owned(), "require".to_owned()));
            }
            ("sslmode", "allow") => rest.push(("sslmode".to_owned(), "prefer".to_owned())),
            ("sslrootcert", path) => file = Some(PathBuf::from(path)),
            _ => rest.push((key.into_owned(), value.into_owned())),
        }
    }
    if let Some(file) = file {
        trust = Trust::File(file);
    }
    url.set_query(None);
    if !rest.is_empty() {
        url.query_pairs_mut().extend_pairs(rest);
    }
    Ok((url.into(), trust))
}

/// The connector for a trust.
pub(crate) fn connector(trust: &Trust) -> Result<MakeRustlsConnect> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Unreachable(e.to_string()))?;
    let config = match trust {
        Trust::Anybody => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Believer(provider)))
            .with_no_client_auth(),
        Trust::Authorities => builder.with_root_certificates(public_roots()).with_no_client_auth(),
        Trust::File(path) => builder.with_root_certificates(roots_in(path)?).with_no_client_auth(),
    };
    Ok(MakeRustlsConnect::new(config))
}

fn public_roots() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

fn roots_in(path: &std::path::Path) -> Result<RootCertStore> {
    let bad = |why: String| Error::Invalid {
        field: "sslrootcert",
        why: format!("{}: {why}", path.display()).into(),
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|e| bad(e.to_string()))? {
        roots.add(certificate.map_err(|e| bad(e.to_string()))?).map_err(|e| bad(e.to_string()))?;
    }
    if roots.is_empty() { Err(bad("no certificate in it".into())) } else { Ok(roots) }
}

/// Believes every certificate, but still asks for a proof of its key.
#[derive(Debug)]
struct Believer(Arc<CryptoProvider>);

impl ServerCertVerifier for Believer {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_read_as_libpq_does() {
        let (url, trust) =
            trust_of("postgres://u:p@db.example/x?sslmode=verify-full&application_name=a").unwrap();
        assert_eq!(trust, Trust::Authorities);
        assert_eq!(url, "postgres://u:p@db.example/x?sslmode=require&application_name=a");
        assert_eq!(trust_of("postgres://h/x?sslmode=require").unwrap().1, Trust::Anybody);
        assert_eq!(trust_of("postgres://h/x?sslrootcert=/ca.pem").unwrap().1, Trust::File("/ca.pem".into()));
        assert!(trust_of("not an address").is_err());
    }

    #[test]
    fn connectors_are_made_and_a_bad_root_file_is_refused() {
        assert!(connector(&Trust::Anybody).is_ok());
        assert!(connector(&Trust::Authorities).is_ok());
        assert!(matches!(
            connector(&Trust::File("/nowhere.pem".into())),
            Err(Error::Invalid { field: "sslrootcert", .. })
        ));
    }
}
