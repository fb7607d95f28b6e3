//! Codes of an authenticator app (RFC 6238): six digits, thirty seconds, SHA-1, because that is what every app understands.

use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Secret};

/// The shared secret of an app.
pub struct Totp(totp_rs::Totp);

impl Totp {
    /// A new one of 160 random bits. `account` is the mail address, `site` what the app shows above it.
    ///
    /// # Panics
    /// When the operating system has no randomness.
    pub fn generate(account: &str, site: &str) -> Totp {
        let mut raw = [0u8; 20];
        getrandom::fill(&mut raw).expect("the system gives random bytes");
        Totp(build(raw.to_vec(), account, site))
    }

    /// One that was stored; none when the text is no base32.
    pub fn stored(secret: &str, account: &str, site: &str) -> Option<Totp> {
        let secret = Secret::try_from_base32(secret).ok()?;
        Some(Totp(build(secret.as_bytes().to_vec(), account, site)))
    }

    /// What is stored, and what people type who cannot scan: base32.
    pub fn secret(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The `otpauth:` address for the app.
    pub fn address(&self) -> String {
        self.0.to_url().unwrap_or_default()
    }

    /// The step (of thirty seconds since 1970) whose code this is, at `ms` milliseconds since 1970 or one step away from it.
    pub fn step(&self, code: &str, ms: i64) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(ms / 1_000).ok()?;
        (code.len() == 6)
            .then(|| self.0.check(&code, seconds))
            .flatten()
            .and_then(|step| i64::try_from(step).ok())
    }

    /// The code at a time: what the app shows.
    pub fn code(&self, ms: i64) -> String {
        self.0.generate(u64::try_from(ms / 1_000).unwrap_or_default()).to_string()
    }
}

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Totp(…)")
    }
}

fn build(secret: Vec<u8>, account: &str, site: &str) -> totp_rs::Totp {
    // A colon separates the two in the address.
    let plain = |text: &str| text.replace(':', " ").chars().take(100).collect::<String>();
    Builder::new()
        .with_secret(secret)
        .with_account_name(plain(account))
        .with_issuer(Some(plain(site)).filter(|site| !site.trim().is_empty()))
        .build_noncompliant()
}

/// A text as a QR code: an SVG picture, dark on light whatever the page's colours are. Empty when the text is too long for one.
pub fn qr_code(text: &str) -> String {
    QrCode::new(text.as_bytes()).map_or_else(
        |_| String::new(),
        |code| {
            let picture = code
                .render::<svg::Color<'_>>()
                .min_dimensions(200, 200)
                .dark_color(svg::Color("#000000"))
                .light_color(svg::Color("#ffffff"))
                .build();
            // Inside a page it has no XML declaration.
            picture.find("<svg").map_or(String::new(), |at| picture[at..].to_owned())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_750_000_000_000;

    #[test]
    fn a_code_fits_its_window_and_tells_its_step() {
        let totp = Totp::generate("ana@example.org", "The Vask: Courier");
        let code = totp.code(NOW);
        let step = totp.step(&code, NOW).unwrap();
        assert_eq!(step, NOW / 30_000);
        assert_eq!(totp.step(&code, NOW + 30_000), Some(step));
        assert_eq!(totp.step(&code, NOW - 30_000), Some(step));
        assert_eq!(totp.step(&code, NOW + 90_000), None);
        assert_eq!(totp.step("", NOW), None);
        let again = Totp::stored(&totp.secret(), "ana@example.org", "").unwrap();
        assert_eq!(again.step(&format!("{} {}", &code[..3], &code[3..]), NOW), Some(step));
        assert!(totp.address().starts_with("otpauth://totp/"), "{}", totp.address());
        assert!(totp.address().contains("ana"));
        assert!(qr_code(&totp.address()).starts_with("<svg"));
        assert!(Totp::stored("1!", "", "").is_none());
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits; its secret is the text 12345678901234567890.
        let totp = Totp::stored("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "", "").unwrap();
        assert_eq!(totp.code(59_000), "287082");
        assert_eq!(totp.code(1_111_111_109_000), "081804");
    }
}
