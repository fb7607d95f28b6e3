//! Counting words and minutes by Ghost's rules.

/// Words of a text: runs of letters and digits; of Chinese, Japanese and Korean every character counts.
pub(crate) fn words(text: &str) -> u32 {
    let mut count = 0;
    let mut inside = false;
    for c in text.chars() {
        if is_ideograph(c) {
            count += 1;
            inside = false;
        } else if c.is_alphanumeric() || c == '_' {
            count += u32::from(!inside);
            inside = true;
        } else if !joins(c) {
            inside = false;
        }
    }
    count
}

/// Scripts written without spaces, in which Ghost counts characters.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Marks inside a word: accents, joiners, soft hyphen.
fn joins(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{93c}' | '\u{94d}' | '\u{fe0f}'
    )
}

/// Minutes to read: 275 words a minute, 12 s for the first picture, 11 s for the next, at least 3 s each; rounded.
pub(crate) fn minutes(words: u32, images: u32) -> u32 {
    let pictures: u64 = (0..images).map(|index| u64::from(12u32.saturating_sub(index).max(3))).sum();
    let seconds = f64::from(words) * 60.0 / 275.0 + pictures as f64;
    (seconds / 60.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::{minutes, words};

    #[test]
    fn words_of_many_scripts() {
        for (text, count) in [
            ("", 0),
            ("One two,three", 3),
            ("Слово за слово", 3),
            ("საქართველოს პარლამენტი", 2),
            ("Հայաստանի Հանրապետություն", 2),
            ("新聞 news", 3),
            ("خبر عاجل", 2),
            ("e\u{301}te\u{301}", 1),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }

    #[test]
    fn minutes_are_ghosts() {
        assert_eq!(minutes(0, 0), 0);
        assert_eq!(minutes(137, 0), 0);
        assert_eq!(minutes(138, 0), 1);
        assert_eq!(minutes(275, 3), 2);
        assert_eq!(minutes(2750, 0), 10);
        assert_eq!(minutes(0, 20), 2);
    }
}
