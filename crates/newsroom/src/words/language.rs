use whatlang::{Detector, Lang};

/// Characters of a text that are looked at; more does not change the answer.
const LOOKED_AT: usize = 1_600;
/// Letters below which a guess among languages of one script is not worth having.
const ENOUGH: usize = 60;

/// The language of a text as a two-letter code, or `None` when the text is too short or ambiguous to tell.
///
/// A script that only one language of ours uses (Georgian, Armenian, Greek, Hebrew, Hangul, Thai, kana …) decides by itself, from one
/// headline on; Latin, Cyrillic, Arabic and Devanagari texts need about ten words.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let sample: String = text.chars().take(LOOKED_AT).collect();
    let letters = sample.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 4 {
        return None;
    }
    if let Some(language) = by_script(&sample, letters) {
        return Some(language);
    }
    if letters < ENOUGH {
        return None;
    }
    let found = Detector::new().detect(&sample)?;
    (found.is_reliable() || found.confidence() > 0.4).then(|| code(found.lang()))
}

/// Languages that are alone in their script. More than half of the letters must agree.
fn by_script(sample: &str, letters: usize) -> Option<&'static str> {
    const ALONE: [(&str, &[std::ops::RangeInclusive<char>]); 8] = [
        ("ka", &['\u{10A0}'..='\u{10FF}', '\u{1C90}'..='\u{1CBF}', '\u{2D00}'..='\u{2D2F}']),
        ("hy", &['\u{0530}'..='\u{058F}', '\u{FB13}'..='\u{FB17}']),
        ("el", &['\u{0370}'..='\u{03FF}', '\u{1F00}'..='\u{1FFF}']),
        ("he", &['\u{0590}'..='\u{05FF}']),
        ("ko", &['\u{AC00}'..='\u{D7A3}', '\u{1100}'..='\u{11FF}']),
        ("th", &['\u{0E00}'..='\u{0E7F}']),
        ("am", &['\u{1200}'..='\u{137F}']),
        ("km", &['\u{1780}'..='\u{17FF}']),
    ];
    let mut counts = [0_usize; ALONE.len()];
    let (mut kana, mut han) = (0, 0);
    for letter in sample.chars().filter(|letter| !letter.is_ascii()) {
        match letter {
            '\u{3040}'..='\u{30FF}' => kana += 1,
            '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => han += 1,
            _ => {
                for (count, (_, ranges)) in counts.iter_mut().zip(&ALONE) {
                    *count += usize::from(ranges.iter().any(|range| range.contains(&letter)));
                }
            }
        }
    }
    if (kana + han) * 2 > letters {
        return Some(if kana * 10 > han { "ja" } else { "zh" });
    }
    let most = (0..ALONE.len()).max_by_key(|&index| counts[index])?;
    // Yiddish shares the Hebrew script; the detector may decide when there is enough text.
    if ALONE[most].0 == "he" && letters >= ENOUGH {
        return None;
    }
    (counts[most] * 2 > letters).then_some(ALONE[most].0)
}

/// ISO 639-1 where it exists, else 639-3.
fn code(language: Lang) -> &'static str {
    use Lang::*;
    match language {
        Epo => "eo",
        Eng => "en",
        Rus => "ru",
        Cmn => "zh",
        Spa => "es",
        Por => "pt",
        Ita => "it",
        Ben => "bn",
        Fra => "fr",
        Deu => "de",
        Ukr => "uk",
        Kat => "ka",
        Ara => "ar",
        Hin => "hi",
        Jpn => "ja",
        Heb => "he",
        Yid => "yi",
        Pol => "pl",
        Amh => "am",
        Jav => "jv",
        Kor => "ko",
        Nob => "nb",
        Dan => "da",
        Swe => "sv",
        Fin => "fi",
        Tur => "tr",
        Nld => "nl",
        Hun => "hu",
        Ces => "cs",
        Ell => "el",
        Bul => "bg",
        Bel => "be",
        Mar => "mr",
        Kan => "kn",
        Ron => "ro",
        Slv => "sl",
        Hrv => "hr",
        Srp => "sr",
        Mkd => "mk",
        Lit => "lt",
        Lav => "lv",
        Est => "et",
        Tam => "ta",
        Vie => "vi",
        Urd => "ur",
        Tha => "th",
        Guj => "gu",
        Uzb => "uz",
        Pan => "pa",
        Aze => "az",
        Ind => "id",
        Tel => "te",
        Pes => "fa",
        Mal => "ml",
        Ori => "or",
        Mya => "my",
        Nep => "ne",
        Sin => "si",
        Khm => "km",
        Tuk => "tk",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        Afr => "af",
        Lat => "la",
        Slk => "sk",
        Cat => "ca",
        Tgl => "tl",
        Hye => "hy",
        other => other.code(),
    }
}
