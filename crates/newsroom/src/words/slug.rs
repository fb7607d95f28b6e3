use deunicode::deunicode_char;

/// Characters a slug may have, Ghost's limit.
pub const SLUG_LIMIT: usize = 185;

/// The address form of a title: lower-case ASCII letters, digits and single hyphens, at most [`SLUG_LIMIT`] long.
///
/// Cyrillic, Georgian, Armenian and every other script are transliterated; a title without a single letter or digit gives an empty
/// slug, and the caller decides what to call the thing.
///
pub fn slugify(title: &str) -> String {
    let mut slug = String::with_capacity(title.len().min(SLUG_LIMIT));
    let mut gap = false;
    for letter in title.chars() {
        match letter {
            // Apostrophes vanish: "don't" is "dont", as in Ghost.
            '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' => continue,
            '&' => gap = true,
            _ => {}
        }
        // Pictures and arrows are not spelled out.
        let picture = letter >= '\u{2190}' && !letter.is_alphanumeric();
        let spelled = if picture { None } else { our_spelling(letter).or_else(|| deunicode_char(letter)) };
        let spelled = spelled.unwrap_or("");
        if spelled.is_empty() {
            // A soft sign or a combining mark leaves no gap; anything unknown does.
            gap |= !letter.is_alphanumeric() && !is_mark(letter);
            continue;
        }
        for byte in spelled.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(byte.to_ascii_lowercase() as char);
            } else if byte != b'\'' && byte != b'`' {
                gap = true;
            }
        }
        if slug.len() > SLUG_LIMIT {
            break;
        }
    }
    if slug.len() > SLUG_LIMIT {
        // Cut at a word, unless the first word is longer than the limit.
        let cut = slug[..SLUG_LIMIT].rfind('-').filter(|&at| at > SLUG_LIMIT / 2).unwrap_or(SLUG_LIMIT);
        slug.truncate(cut);
    }
    slug
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}')
}

/// Letters for which the general table gives spellings that no Russian, Ukrainian or Georgian reader would type.
fn our_spelling(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ё' | 'Ё' => "yo",
        'й' | 'Й' => "y",
        'щ' | 'Щ' => "shch",
        'ъ' | 'Ъ' | 'ь' | 'Ь' => "",
        'ю' | 'Ю' => "yu",
        'я' | 'Я' => "ya",
        'ї' | 'Ї' => "yi",
        'є' | 'Є' => "ye",
        'ґ' | 'Ґ' => "g",
        'ў' | 'Ў' => "u",
        'ღ' => "gh",
        _ => return None,
    })
}
