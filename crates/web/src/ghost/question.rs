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

impl Which {
    /// The column that one row is found by.
    pub(super) fn column(&self) -> &'static str {
        match self {
            Which::List => "",
            Which::Id(_) => "id",
            Which::Slug(_) => "slug",
        }
    }
}

/// What was asked, as it was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    asked: Vec<(&'static str, String)>,
}

/// Names for which an empty value is not the same as none.
const EMPTY_COUNTS: [&str; 4] = ["include", "limit", "order", "page"];

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

    /// The names that are known. What stands there several times, or as `name[]`, is a list.
    pub(super) fn of(query: &str, names: &'static [&'static str]) -> Question {
        let mut asked: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let (name, inside) = match name.split_once('[') {
                Some((name, inside)) => (name, inside.strip_suffix(']')),
                None => (&*name, None),
            };
            let Some(known) = names.iter().copied().find(|known| *known == name) else { continue };
            let value = match inside {
                Some(inside) if !inside.bytes().all(|byte| byte.is_ascii_digit()) => OBJECT.to_owned(),
                _ => value.into_owned(),
            };
            if value.is_empty() && !EMPTY_COUNTS.contains(&known) {
                continue;
            }
            match asked.iter_mut().find(|(other, _)| *other == known) {
                Some((_, list)) => *list = format!("{list},{value}"),
                None => asked.push((known, value)),
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
        if self.get("include") == Some("") {
            return Err(Refusal::includes_nothing(doing));
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let failed = |what: &str, name: &str| {
            Err(Refusal::invalid(doing, format!("Validation ({what}) failed for {name} undefined.{name}")))
        };
        match which {
            Which::Id(id) if !is_id(id) => return failed("matches", "id"),
            Which::Slug(slug) if !is_slug(slug) => return failed("isSlug", "slug"),
            _ => {}
        }
        // What is no number at all counts as the most, and so does what is more.
        if self.get("limit").is_some_and(|limit| {
            !digits(limit)
                && (limit.is_empty() || leading_number(limit).is_some_and(|n| n <= f64::from(MOST)))
        }) {
            return failed("matches", "limit");
        }
        if self.get("page").is_some_and(|page| !digits(page)) {
            return failed("matches", "page");
        }
        let orders = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ',' | '.' | ' ');
        if self.get("order").is_some_and(|order| order.is_empty() || !order.chars().all(orders)) {
            return failed("matches", "order");
        }
        if self.get("formats").is_some_and(|formats| {
            !formats.trim().to_lowercase().split(',').all(|format| FORMATS.contains(&format))
        }) {
            return Err(Refusal::invalid(doing, "Validation (AllowedValues) failed for formats".to_owned()));
        }
        Ok(())
    }

    /// Words with commas between them, in lower case.
    fn words(&self, name: &str) -> Option<Vec<String>> {
        self.get(name).map(|text| text.split(',').map(|word| word.trim().to_lowercase()).collect())
    }

    /// Whether related rows shall stand in the answer. A space after a comma belongs to the name, and so to none.
    pub(super) fn includes(&self, what: &str) -> bool {
        let include = self.get("include").unwrap_or_default().trim();
        include.split(',').any(|name| name.eq_ignore_ascii_case(what))
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
        match self.get("limit").map(str::parse::<u64>) {
            None | Some(Ok(0)) => LIMIT,
            Some(Ok(n)) => n.min(u64::from(MOST)) as u32,
            // `all`, and what is no number.
            Some(Err(_)) => MOST,
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

    /// The order that is asked for, without the columns that nobody may order by. When nothing is left, none was asked for.
    pub(super) fn order(&self, barred: impl Fn(&str) -> bool) -> Option<String> {
        let parts = self.get("order")?.split(',').map(str::trim);
        let column = |part: &str| part.split_whitespace().next().map(str::to_lowercase);
        let parts: Vec<&str> = parts.filter(|part| column(part).is_some_and(|name| !barred(&name))).collect();
        (!parts.is_empty()).then(|| parts.join(","))
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
        let list = filter.match_indices("slug:").find_map(|(at, name)| {
            let rest = &filter[at + name.len()..];
            rest.strip_prefix(char::is_whitespace).unwrap_or(rest).strip_prefix('[')?.rsplit_once(']')
        });
        Some(list?.0.split(',').take(MOST as usize).map(|slug| slug.trim().into()).collect())
    }
}

/// What a program gets that asks for `name[a]=1`: Ghost makes a text of an object, and nothing understands it.
const OBJECT: &str = "[object Object]";

/// The forms of a text that may be named; the sources among them are not given out.
const FORMATS: [&str; 4] = ["html", "plaintext", "lexical", "mobiledoc"];

/// The number that a text begins with, as JavaScript reads it.
fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number: f64 = digits[..end].parse().ok()?;
    Some(if text.starts_with('-') { -number } else { number })
}

/// An id as Ghost writes them; of its own two names for some, nothing is found.
fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) || matches!(text, "1" | "me")
}

/// Small letters, digits, `-` and `_`, as Ghost's validator has it.
fn is_slug(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.bytes().all(fits)
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
        let other = question("limit=5&filter=tag:a%26b&key=k&page=2&fields=");
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
    fn what_is_asked_twice_is_a_list() {
        let question = question("key=k&filter=tag:a&filter=tag:b&limit[a]=1&fields[]=id&fields[1]=slug");
        assert_eq!(question.get("filter"), Some("tag:a,tag:b"));
        assert_eq!((question.limit(), question.get("limit")), (100, Some(OBJECT)));
        assert_eq!(question.fields().unwrap(), ["id", "slug"]);
    }

    #[test]
    fn limits_are_read_as_ghost_reads_them() {
        let doing = Doing { verb: "list", what: "posts" };
        let fine = |limit: &str| question(&format!("key=k&limit={limit}")).check(doing, &Which::List).is_ok();
        assert!(["1", "0", "all", "abc", "1000", "101x", "9999999999999999999999"].into_iter().all(fine));
        assert!(!["", "-1", "1.5", "5x", "0x10", "1,2", "%205"].into_iter().any(fine));
    }

    #[test]
    fn what_is_barred_is_no_order() {
        let barred = |name: &str| name == "html";
        let order = |text: &str| question(&format!("key=k&order={text}")).order(barred);
        assert_eq!(order("Title ASC, HTML desc,slug").unwrap(), "Title ASC,slug");
        assert_eq!(order("html asc"), None);
    }

    #[test]
    fn slugs_of_a_filter_are_an_order() {
        let slugs = question("key=k&filter=slug:a%2Btags.slug: [b,'a', c]").slugs().unwrap();
        assert_eq!(slugs, ["b".into(), "'a'".into(), "c".into()]);
        assert!(question("key=k&filter=slug:a").slugs().is_none());
    }

    #[test]
    fn what_is_barred_is_barred_in_every_place() {
        assert!(is_barred("email") && is_barred("authors.Email") && is_barred("html"));
        assert!(!is_barred("title") && !is_barred("tags.slug"));
    }
}
