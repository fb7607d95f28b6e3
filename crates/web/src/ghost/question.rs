//! The query of an address: what Ghost takes, and how it takes it.

use filter::Expr;

use super::refusal::{Answered, Doing, Refusal};

/// Rows unless the question names a limit, and at most.
const LIMIT: u32 = 15;
const MOST: u32 = 100;
/// Pages that can be asked for: behind them is nothing in any archive.
const LAST_PAGE: u64 = 10_000_000;

/// Which of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    List,
    Id(String),
    Slug(String),
}

/// What was asked, as it was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    asked: Vec<(&'static str, String)>,
}

impl Question {
    /// The key, and the names that the resource knows.
    pub(super) fn read(query: &str, names: &'static [&'static str]) -> Result<(String, Question), Refusal> {
        let mut keys = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "key");
        let key = keys.next().map(|(_, key)| key.into_owned());
        if keys.next().is_some() {
            return Err(Refusal::many_keys());
        }
        match key.filter(|key| !key.is_empty()) {
            Some(key) => Ok((key, Question::of(query, names))),
            None => Err(Refusal::no_key()),
        }
    }

    /// The names that are known. Of a name that stands there twice, the last counts.
    pub(super) fn of(query: &str, names: &'static [&'static str]) -> Question {
        let mut asked: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if let Some(known) = names.iter().find(|known| **known == name)
                && !value.is_empty()
            {
                asked.retain(|(other, _)| other != known);
                asked.push((known, value.into_owned()));
            }
        }
        asked.sort_unstable();
        Question { asked }
    }

    /// The question as part of an address, always the same for the same question.
    pub(super) fn address(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.asked {
            out.push('&');
            out.push_str(name);
            out.push('=');
            out.extend(url::form_urlencoded::byte_serialize(value.as_bytes()));
        }
        out
    }

    /// What stands after a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.asked.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// Refuses what has not the form that Ghost asks for.
    pub(super) fn check(&self, doing: Doing, which: &Which) -> Result<(), Refusal> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let failed = |what: &str, name: &str| {
            Err(Refusal::invalid(
                doing,
                format!(
                    "Validation ({what}) failed for {name}{}",
                    if what == "AllowedValues" { String::new() } else { format!(" undefined.{name}") }
                ),
            ))
        };
        match which {
            Which::Id(id) if !is_id(id) => {
                return failed("matches", "id");
            }
            Which::Slug(slug) if !is_slug(slug) => return failed("isSlug", "slug"),
            _ => {}
        }
        // What is no number at all counts as the most.
        if self.get("limit").is_some_and(|limit| limit.starts_with('-') && limit[1..].parse::<u64>().is_ok())
        {
            return failed("matches", "limit");
        }
        if self.get("page").is_some_and(|page| !digits(page)) {
            return failed("matches", "page");
        }
        let orders = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ',' | '.' | ' ');
        if self.get("order").is_some_and(|order| !order.chars().all(orders)) {
            return failed("matches", "order");
        }
        let known = ["html", "plaintext", "lexical", "mobiledoc"];
        if self.words("formats").is_some_and(|formats| formats.iter().any(|f| !known.contains(&f.as_str()))) {
            return failed("AllowedValues", "formats");
        }
        Ok(())
    }

    /// Words with commas between them, in lower case.
    fn words(&self, name: &str) -> Option<Vec<String>> {
        self.get(name).map(|text| text.split(',').map(|word| word.trim().to_lowercase()).collect())
    }

    /// Whether related rows shall stand in the answer.
    pub(super) fn includes(&self, what: &str) -> bool {
        self.words("include").is_some_and(|words| words.iter().any(|word| word == what))
    }

    /// The fields that alone are wanted.
    pub(super) fn fields(&self) -> Option<Vec<String>> {
        self.words("fields")
    }

    /// The forms of a text.
    pub(super) fn formats(&self) -> Option<Vec<String>> {
        self.words("formats")
    }

    /// Rows of a page.
    pub(super) fn limit(&self) -> u32 {
        match self.get("limit") {
            Some("all") => MOST,
            Some(text) => text
                .parse::<u64>()
                .map_or(MOST, |n| if n == 0 { LIMIT } else { n.min(u64::from(MOST)) as u32 }),
            None => LIMIT,
        }
    }

    /// Counted from 1.
    pub(super) fn page(&self) -> u64 {
        self.get("page").map_or(1, |text| text.parse().unwrap_or(LAST_PAGE).clamp(1, LAST_PAGE))
    }

    /// Rows before the page.
    pub(super) fn offset(&self) -> u64 {
        (self.page() - 1) * u64::from(self.limit())
    }

    /// The parts of an order that Ghost understands: each says `asc` or `desc`.
    pub(super) fn order(&self) -> Option<Vec<(String, bool)>> {
        let parts = self.get("order")?.split(',').filter_map(|part| {
            let mut words = part.split_whitespace();
            let (column, way) = (words.next()?.to_lowercase(), words.next()?);
            let down = way.eq_ignore_ascii_case("desc");
            (words.next().is_none() && (down || way.eq_ignore_ascii_case("asc"))).then_some((column, down))
        });
        Some(parts.collect())
    }

    /// The filter without what cannot be asked for; Ghost leaves that out, too.
    ///
    /// # Errors
    /// What is no filter.
    pub(super) fn filter(&self, doing: Doing, barred: impl Fn(&str) -> bool) -> Answered<Option<Expr>> {
        let Some(text) = self.get("filter") else { return Ok(None) };
        let filter = filter::parse(text).map_err(|error| Refusal::filter(doing, &error.to_string()))?;
        Ok(filter.without(&barred))
    }

    /// The slugs of `slug:[a,b]` in a filter: unless the question has an order, answers come in that one.
    pub(super) fn slugs(&self) -> Option<Vec<store::Text>> {
        let filter = self.get("filter")?;
        let (_, rest) = filter.split_once("slug:")?;
        let (inside, _) = rest.trim_start().strip_prefix('[')?.split_once(']')?;
        Some(
            inside.split(',').take(MOST as usize).map(|slug| slug.trim().trim_matches('\'').into()).collect(),
        )
    }
}

/// An id as Ghost writes them; of its own two names for some, nothing is found.
fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) || matches!(text, "1" | "me")
}

/// Letters, digits, `-` and `_`, as Ghost's validator has it.
fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What is never filtered by, on any resource or what it is related to.
const BARRED: [&str; 11] = [
    "password",
    "email",
    "email_only",
    "html",
    "lexical",
    "locale",
    "mobiledoc",
    "newsletter_id",
    "plaintext",
    "email_recipient_filter",
    "published_by",
];

/// Whether a name, or any part of it, is one that nobody may filter or order by.
pub(super) fn is_barred(name: &str) -> bool {
    name.to_lowercase().split('.').any(|part| BARRED.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["filter", "limit", "order", "page", "fields"];

    fn question(query: &str) -> Question {
        Question::read(query, NAMES).unwrap().1
    }

    #[test]
    fn the_same_question_has_the_same_address() {
        let one = question("key=k&page=2&utm=x&limit=5&filter=tag%3Aa%26b");
        let other = question("limit=5&filter=tag:a%26b&key=k&page=1&page=2&fields=");
        assert_eq!(one.address(), "&filter=tag%3Aa%26b&limit=5&page=2");
        assert_eq!(one.address(), other.address());
    }

    #[test]
    fn keys_are_asked_for_first() {
        assert!(Question::read("limit=5", NAMES).is_err());
        assert!(Question::read("key=", NAMES).is_err());
        assert!(Question::read("key=a&key=b", NAMES).is_err());
        assert_eq!(Question::read("key=a%20b", NAMES).unwrap().0, "a b");
    }

    #[test]
    fn pages_are_bounded() {
        for (query, limit, page) in [
            ("key=k", 15, 1),
            ("key=k&limit=0&page=0", 15, 1),
            ("key=k&limit=1000&page=3", 100, 3),
            ("key=k&limit=all", 100, 1),
            ("key=k&limit=99999999999999999999999&page=99999999999999999999999", 100, LAST_PAGE),
        ] {
            let question = question(query);
            assert_eq!((question.limit(), question.page()), (limit, page), "{query}");
        }
        assert_eq!(question("key=k&limit=100&page=3").offset(), 200);
    }

    #[test]
    fn orders_name_their_direction() {
        let order = question("key=k&order=Title ASC,slug,published_at desc,a b c").order().unwrap();
        assert_eq!(order, [("title".to_owned(), false), ("published_at".to_owned(), true)]);
    }

    #[test]
    fn slugs_of_a_filter_are_an_order() {
        let slugs = question("key=k&filter=featured:true%2Bslug:[b,'a', c]").slugs().unwrap();
        assert_eq!(slugs, ["b".into(), "a".into(), "c".into()]);
        assert!(question("key=k&filter=slug:a").slugs().is_none());
    }

    #[test]
    fn what_is_barred_is_barred_in_every_place() {
        assert!(is_barred("email") && is_barred("authors.Email") && is_barred("html"));
        assert!(!is_barred("title") && !is_barred("tags.slug"));
    }
}
