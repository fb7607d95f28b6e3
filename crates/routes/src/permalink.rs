//! `/{year}/{month}/{slug}/`: from a story to its address, and from an address to what it says of a story.

use jiff::{Timestamp, tz::TimeZone};
use store::PostCard;

/// What stands for a primary tag or author where there is none, as in Ghost.
const NONE: &str = "all";

/// What of a story an address shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Slug,
    Id,
    Uuid,
    Year,
    Month,
    Day,
    PrimaryTag,
    PrimaryAuthor,
}

impl Field {
    /// Names in braces.
    pub(crate) const ALL: [(&'static str, Field); 9] = [
        ("slug", Field::Slug),
        ("id", Field::Id),
        ("uuid", Field::Uuid),
        ("year", Field::Year),
        ("month", Field::Month),
        ("day", Field::Day),
        ("primary_tag", Field::PrimaryTag),
        ("primary_author", Field::PrimaryAuthor),
        ("author", Field::PrimaryAuthor),
    ];

    fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, field)| field)
    }

    /// How many digits it always has.
    fn digits(self) -> Option<usize> {
        match self {
            Field::Year => Some(4),
            Field::Month | Field::Day => Some(2),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Text(String),
    Field(Field),
}

/// The pattern of an address: with a `/` on both ends, `{field}` anywhere between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Permalink {
    parts: Vec<Vec<Token>>,
    /// What stands before and after the slug, when nothing else of the story is shown: most sites' addresses, put together at once.
    around: Option<(Box<str>, Box<str>)>,
}

impl Permalink {
    /// Reads `/blog/{slug}/`.
    ///
    /// # Errors
    /// A clause that says what is wrong.
    pub(crate) fn read(text: &str) -> Result<Permalink, String> {
        slashes(text, "/{slug}/")?;
        if let Some(at) = text.find("/:") {
            let name: String = text[at + 2..].chars().take_while(|c| *c != '/').collect();
            return Err(format!("“{text}” has “:{name}”; write “{{{name}}}”"));
        }
        let mut parts = Vec::new();
        for part in text.trim_matches('/').split('/').filter(|part| !part.is_empty()) {
            parts.push(tokens(part, text)?);
        }
        let fields = || parts.iter().flatten().filter(|token| matches!(token, Token::Field(_)));
        if !fields().any(|token| matches!(token, Token::Field(Field::Slug | Field::Id | Field::Uuid))) {
            return Err(format!("“{text}” tells no story from another; it needs {{slug}} or {{id}}"));
        }
        let around = (fields().count() == 1)
            .then(|| text.split_once("{slug}"))
            .flatten()
            .map(|(before, after)| (before.into(), after.into()));
        Ok(Permalink { parts, around })
    }

    /// Whether it has nothing but the slug of what it is the address of.
    pub(crate) fn is_of_slug(&self) -> bool {
        self.around.is_some()
    }

    /// The address of something of which only the slug is shown.
    pub(crate) fn of_slug(&self, slug: &str) -> String {
        let (before, after) = self.around.as_ref().map_or(("/", "/"), |(before, after)| (before, after));
        [before, slug, after].concat()
    }

    /// The address of a story.
    pub(crate) fn of_post(&self, card: &PostCard, zone: &TimeZone) -> String {
        if self.around.is_some() {
            return self.of_slug(&card.slug);
        }
        let published = card.published_at.unwrap_or(card.created_at);
        let date = zone.to_datetime(Timestamp::from_millisecond(published).unwrap_or_default()).date();
        let mut out = String::from("/");
        for part in &self.parts {
            for token in part {
                match token {
                    Token::Text(text) => out.push_str(text),
                    Token::Field(field) => out.push_str(&match field {
                        Field::Slug => card.slug.to_string(),
                        Field::Id => card.id.to_string(),
                        Field::Uuid => card.uuid.to_string(),
                        Field::Year => format!("{:04}", date.year()),
                        Field::Month => format!("{:02}", date.month()),
                        Field::Day => format!("{:02}", date.day()),
                        Field::PrimaryTag => card.primary_tag().map_or(NONE, |tag| &tag.slug).to_owned(),
                        Field::PrimaryAuthor => {
                            card.primary_author().map_or(NONE, |author| &author.slug).to_owned()
                        }
                    }),
                }
            }
            out.push('/');
        }
        out
    }

    /// What an address says, when it begins as this one; and how many of its parts that takes.
    pub(crate) fn said<'p>(&self, parts: &[&'p str]) -> Option<(Said<'p>, usize)> {
        if parts.len() < self.parts.len() {
            return None;
        }
        let mut said = Said::default();
        for (own, part) in self.parts.iter().zip(parts) {
            matches(own, part, &mut said)?;
        }
        Some((said, self.parts.len()))
    }
}

/// What an address says of the story at it: what tells it from all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said<'p> {
    pub(crate) slug: Option<&'p str>,
    pub(crate) id: Option<&'p str>,
    pub(crate) uuid: Option<&'p str>,
}

/// A path has a slash at both ends.
///
/// # Errors
/// A clause that says what is wrong.
pub(crate) fn slashes(text: &str, example: &str) -> Result<(), String> {
    if !text.starts_with('/') {
        return Err(format!("“{text}” has no slash at its beginning; write it as {example}"));
    }
    if !text.ends_with('/') {
        return Err(format!("“{text}” has no slash at its end; write it as {example}"));
    }
    if text.len() > 500 || text.chars().any(|c| c.is_control() || c.is_whitespace() || "?#\\\"<>".contains(c))
    {
        return Err(format!(
            "“{}” cannot be the path of an address",
            text.chars().take(40).collect::<String>()
        ));
    }
    Ok(())
}

fn tokens(part: &str, whole: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = part;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else {
            return Err(format!("“{whole}” opens a brace that it does not close"));
        };
        let name = &rest[open + 1..close];
        let Some(field) = Field::named(name) else {
            let known: Vec<String> = Field::ALL.iter().map(|(name, _)| format!("{{{name}}}")).collect();
            return Err(format!("“{{{name}}}” is not known in an address; known are {}", known.join(" ")));
        };
        if open > 0 {
            tokens.push(Token::Text(rest[..open].to_owned()));
        }
        tokens.push(Token::Field(field));
        rest = &rest[close + 1..];
    }
    if rest.contains('}') {
        return Err(format!("“{whole}” closes a brace that it did not open"));
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest.to_owned()));
    }
    Ok(tokens)
}

/// Reads one part of an address. A field ends where the text after it begins; the last one takes all.
fn matches<'p>(own: &[Token], part: &'p str, said: &mut Said<'p>) -> Option<()> {
    let mut rest = part;
    for (at, token) in own.iter().enumerate() {
        match token {
            Token::Text(text) => {
                let head = rest.get(..text.len())?;
                if !head.eq_ignore_ascii_case(text) {
                    return None;
                }
                rest = &rest[text.len()..];
            }
            Token::Field(field) => {
                let end = match (field.digits(), own.get(at + 1)) {
                    (Some(digits), _) => digits,
                    (None, None) => rest.len(),
                    // What a text divides is divided at its last place where the slug comes first, else at its first.
                    (None, Some(Token::Text(text))) if *field == Field::Slug => rest.rfind(text.as_str())?,
                    (None, Some(Token::Text(text))) => rest.find(text.as_str())?,
                    (None, Some(Token::Field(_))) => 1,
                };
                let value = rest.get(..end).filter(|value| !value.is_empty())?;
                if field.digits().is_some() && !value.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                match field {
                    Field::Slug => said.slug = Some(value),
                    Field::Id => said.id = Some(value),
                    Field::Uuid => said.uuid = Some(value),
                    _ => {}
                }
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'p>(pattern: &str, parts: &[&'p str]) -> Option<(Option<&'p str>, usize)> {
        let (said, taken) = Permalink::read(pattern).unwrap().said(parts)?;
        Some((said.slug.or(said.id), taken))
    }

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(said("/{slug}/", &["hello"]), Some((Some("hello"), 1)));
        assert_eq!(said("/{slug}/", &["hello", "edit"]), Some((Some("hello"), 1)));
        assert_eq!(said("/{year}/{month}/{slug}/", &["2024", "05", "a"]), Some((Some("a"), 3)));
        assert_eq!(said("/{year}/{month}/{slug}/", &["24", "05", "a"]), None);
        assert_eq!(said("/{year}-{month}-{slug}/", &["2024-05-a-b"]), Some((Some("a-b"), 1)));
        assert_eq!(said("/{slug}-{id}/", &["a-b-c"]), Some((Some("a-b"), 1)));
        assert_eq!(said("/x-{id}.html/", &["x-1.html"]), Some((Some("1"), 1)));
        assert_eq!(said("/Blog/{slug}/", &["blog", "a"]), Some((Some("a"), 2)));
        assert_eq!(said("/blog/{slug}/", &["news", "a"]), None);
    }

    #[test]
    fn patterns_that_cannot_be_are_refused() {
        for (pattern, why) in [
            ("{slug}/", "beginning"),
            ("/{slug}", "end"),
            ("/:slug/", "{slug}"),
            ("/{slag}/", "known are"),
            ("/{year}/", "needs {slug}"),
            ("/{slug/", "does not close"),
            ("/slug}/{id}/", "did not open"),
            ("/a b/{slug}/", "cannot be"),
        ] {
            let said = Permalink::read(pattern).unwrap_err();
            assert!(said.contains(why), "{pattern}: {said}");
        }
    }
}
