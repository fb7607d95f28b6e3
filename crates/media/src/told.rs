//! What photographers and agencies write into a picture for its editor.

pub(crate) mod exif;
pub(crate) mod iptc;
pub(crate) mod xmp;

/// Words that came inside a file, offered to the fields of the same name. Plain text from a stranger: escape it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What is to be seen.
    pub caption: String,
    /// Who made it and who sends it: `Ana Beridze / Example Agency`.
    pub credit: String,
    /// Who owns it.
    pub copyright: String,
    /// What is to be seen, for those who cannot see it.
    pub alt: String,
    /// Headline or title.
    pub title: String,
}

/// The fields as one of the formats has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) caption: String,
    pub(crate) byline: String,
    pub(crate) provider: String,
    pub(crate) copyright: String,
    pub(crate) alt: String,
    pub(crate) title: String,
}

/// Characters of the longest field.
const LONGEST: usize = 2_000;

impl Fields {
    /// Takes from `next` what is still empty.
    pub(crate) fn or(mut self, next: Fields) -> Fields {
        let pairs = [
            (&mut self.caption, next.caption),
            (&mut self.byline, next.byline),
            (&mut self.provider, next.provider),
            (&mut self.copyright, next.copyright),
            (&mut self.alt, next.alt),
            (&mut self.title, next.title),
        ];
        for (mine, next) in pairs {
            if mine.is_empty() {
                *mine = next;
            }
        }
        self
    }

    pub(crate) fn told(self) -> Told {
        let credit = match (self.byline.is_empty(), self.provider.is_empty()) {
            (false, false)
                if !self.provider.contains(&self.byline) && !self.byline.contains(&self.provider) =>
            {
                format!("{} / {}", self.byline, self.provider)
            }
            (false, false) if self.provider.len() > self.byline.len() => self.provider,
            (true, false) => self.provider,
            (false, _) => self.byline,
            (true, true) => String::new(),
        };
        Told { caption: self.caption, credit, copyright: self.copyright, alt: self.alt, title: self.title }
    }
}

/// A field's text: without controls and needless space, bounded; empty for what cameras write by themselves.
pub(crate) fn words(text: &str) -> String {
    const BY_CAMERAS: &[&str] = &[
        "olympus digital camera",
        "sony dsc",
        "dcim",
        "samsung",
        "kodak digital still camera",
        "minolta digital camera",
        "digital camera",
        "untitled",
        "default",
        "unknown",
        "picture",
        "image",
        "edf",
        "hdr",
        "mde",
        "burst",
        "cof",
    ];
    let text: String = text
        .chars()
        .map(|c| if c.is_control() || c == '\u{FFFD}' { ' ' } else { c })
        .take(LONGEST)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let lower = text.to_lowercase();
    let by_camera = BY_CAMERAS.contains(&lower.as_str()) || lower.starts_with("dcim\\");
    if by_camera { String::new() } else { text }
}

/// Text whose character set nobody tells: UTF-8 when it is, Latin-1 (as Windows has it) otherwise.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => words(text),
        Err(_) => words(&bytes.iter().map(|byte| windows(*byte)).collect::<String>()),
    }
}

/// Windows-1252.
fn windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_from_the_first_that_has_them() {
        let first = Fields { byline: "Ana".into(), ..Fields::default() };
        let second = Fields {
            byline: "Bo".into(),
            provider: "Agency".into(),
            caption: "A sea.".into(),
            ..Fields::default()
        };
        let told = first.or(second).told();
        assert_eq!((&*told.credit, &*told.caption), ("Ana / Agency", "A sea."));
    }

    #[test]
    fn a_credit_names_nobody_twice() {
        let told = |byline: &str, provider: &str| {
            Fields { byline: byline.into(), provider: provider.into(), ..Fields::default() }.told().credit
        };
        assert_eq!(told("Ana", "Ana/Agency"), "Ana/Agency");
        assert_eq!(told("Ana", "Ana"), "Ana");
        assert_eq!(told("", "Agency"), "Agency");
    }

    #[test]
    fn text_is_decoded_and_tidied() {
        assert_eq!(decode("Тбилиси\0\n  now".as_bytes()), "Тбилиси now");
        assert_eq!(decode(b"Caf\xE9 \x93x\x94"), "Café “x”");
        assert_eq!(decode(b"OLYMPUS DIGITAL CAMERA         "), "");
    }
}
