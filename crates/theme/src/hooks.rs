//! Ghost's page hooks: what its scripts make of `data-portal`, `#/portal/…`, `data-members-form`, `data-ghost-search` and `#/search` is
//! written into the finished page as addresses of ours. They work without a script.
//!
//! Links get an `href`; buttons belong to an empty form of ours and lead where `formaction` says; forms for members are sent to the page
//! that they are about. Other elements cannot lead anywhere and stay as they are.

use std::ops::Range;

use memchr::memmem;

use crate::readers::{Portal, SEARCH};
use crate::site::Site;

/// What shows that there is a hook near, and how each of them begins: a page is gone through once for each beginning.
const MARKS: [(&str, &[&str]); 2] =
    [("#/", &["portal", "search"]), ("data-", &["portal", "ghost-search", "members-form"])];
/// The id of the form that buttons belong to.
const FORM: &str = "masthead-hooks";
/// Bytes of a tag; what is longer is none.
const LONGEST: usize = 16 * 1024;

/// The page with its hooks bound.
pub(crate) fn bind(html: String, site: &Site) -> String {
    let mut marks = Vec::new();
    for (beginning, rests) in MARKS {
        let found = memmem::find_iter(html.as_bytes(), beginning);
        marks.extend(found.filter(|at| {
            let after = &html.as_bytes()[at + beginning.len()..];
            rests.iter().any(|rest| after.starts_with(rest.as_bytes()))
        }));
    }
    if marks.is_empty() {
        return html;
    }
    marks.sort_unstable();
    let unread = unread(&html);
    let (mut out, mut done, mut buttons) = (String::with_capacity(html.len() + 1024), 0, false);
    for at in marks {
        let Some(tag) = Tag::around(&html, at).filter(|tag| tag.start >= done) else { continue };
        if unread.iter().any(|part| part.contains(&tag.start)) {
            continue;
        }
        if let Some(bound) = tag.bound(site, &mut buttons) {
            out.push_str(&html[done..tag.start]);
            out.push_str(&bound);
            done = tag.end;
        }
    }
    out.push_str(&html[done..]);
    if buttons {
        let form = format!("<form id=\"{FORM}\" hidden></form>");
        let end = out.rfind("</body>").unwrap_or(out.len());
        out.insert_str(end, &form);
    }
    out
}

/// Where scripts, styles and comments are: nothing in them is a tag.
fn unread(html: &str) -> Vec<Range<usize>> {
    let (bytes, mut found) = (html.as_bytes(), Vec::new());
    for (open, close) in [("<script", "</script"), ("<style", "</style"), ("<!--", "-->")] {
        let mut at = 0;
        while let Some(start) = memmem::find(&bytes[at..], open.as_bytes()).map(|start| at + start) {
            at = memmem::find(&bytes[start..], close.as_bytes()).map_or(bytes.len(), |end| start + end);
            found.push(start..at);
        }
    }
    found
}

/// A start tag of the page.
struct Tag<'h> {
    start: usize,
    end: usize,
    name: &'h str,
    /// Each as written, its name and its value.
    attributes: Vec<(&'h str, &'h str, Option<&'h str>)>,
}

impl<'h> Tag<'h> {
    /// The tag that a place is inside of.
    fn around(html: &'h str, at: usize) -> Option<Tag<'h>> {
        let start = html[..at].rfind('<').filter(|start| at - start < LONGEST)?;
        let rest = &html[start + 1..];
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
        let name = &rest[..name_end];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (mut place, mut attributes) = (name_end, Vec::new());
        loop {
            let left = rest[place..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            place = rest.len() - left.len();
            if left.starts_with('>') {
                let end = start + 1 + place + 1;
                return (at < end).then_some(Tag { start, end, name, attributes });
            }
            let attribute = attribute(left)?;
            attributes.push(attribute);
            place += attribute.0.len();
            if place > LONGEST {
                return None;
            }
        }
    }

    fn value(&self, name: &str) -> Option<&'h str> {
        let found = self.attributes.iter().find(|(_, own, _)| own.eq_ignore_ascii_case(name))?;
        Some(found.2.unwrap_or_default())
    }

    /// The tag as it leads somewhere; `None` when it stays as it is.
    fn bound(&self, site: &Site, buttons: &mut bool) -> Option<String> {
        if self.name.eq_ignore_ascii_case("form") {
            let sign_in = self.value("data-members-form")?.eq_ignore_ascii_case("signin");
            let portal = if sign_in { Portal::Signin } else { Portal::Signup };
            let action = format!(" action=\"{}{}\" method=\"post\"", site.base(), portal.path());
            return Some(self.with(&["action", "method"], &action));
        }
        let path = self.leads(site)?;
        let base = site.base();
        if self.name.eq_ignore_ascii_case("a") {
            return Some(self.with(&["href"], &format!(" href=\"{base}{path}\"")));
        }
        if self.name.eq_ignore_ascii_case("button") {
            *buttons = true;
            let own = format!(" type=\"submit\" form=\"{FORM}\" formaction=\"{base}{path}\"");
            return Some(self.with(&["type", "form", "formaction", "formmethod"], &own));
        }
        None
    }

    /// Where Ghost's scripts would lead.
    fn leads(&self, site: &Site) -> Option<&'static str> {
        if let Some(page) = self.value("data-portal") {
            return Some(Portal::of(page).path());
        }
        if self.value("data-ghost-search").is_some() {
            return Some(SEARCH);
        }
        let href = self.value("href")?;
        let (before, page) = href.split_once("#/")?;
        // On another site it is that site's.
        if !before.is_empty() && site.relative(before).trim_end_matches('/') != site.base() {
            return None;
        }
        match page.strip_prefix("portal") {
            Some(page) if page.is_empty() || page.starts_with('/') => Some(Portal::of(page).path()),
            _ if page == "search" || page.starts_with("search/") => Some(SEARCH),
            _ => None,
        }
    }

    /// The tag with other attributes in place of some.
    fn with(&self, without: &[&str], own: &str) -> String {
        let mut out = format!("<{}{own}", self.name);
        for (written, name, _) in &self.attributes {
            if !without.iter().any(|other| name.eq_ignore_ascii_case(other)) {
                out.push(' ');
                out.push_str(written);
            }
        }
        out.push('>');
        out
    }
}

/// The attribute that a text begins with.
fn attribute(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let name_end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<'))?;
    let name = text.get(..name_end).filter(|name| !name.is_empty())?;
    let after = text[name_end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
    let Some(value) = after.strip_prefix('=') else { return Some((name, name, None)) };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let begun = text.len() - value.len();
    let (value, end) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = value[1..].find(quote)?;
            (&value[1..=length], begun + length + 2)
        }
        _ => {
            let length = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
            (&value[..length], begun + length)
        }
    };
    Some((&text[..end], name, Some(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(html: &str) -> String {
        bind(html.to_owned(), &Site::new("https://gazette.example", || 0))
    }

    #[test]
    fn links_lead_to_pages_of_ours() {
        for (html, expected) in [
            (
                r##"<a href="#/portal/signup" data-portal="signup">"##,
                r#"<a href="/members/signup/" data-portal="signup">"#,
            ),
            (
                r##"<a class='x' href='#/portal/account/plans'>"##,
                r#"<a href="/members/account/plans/" class='x'>"#,
            ),
            (r##"<a href="https://gazette.example/#/portal/signin">"##, r#"<a href="/members/signin/">"#),
            (r##"<a href="/#/portal/">"##, r#"<a href="/members/signup/">"#),
            (r##"<a href=#/search data-ghost-search>"##, r#"<a href="/search/" data-ghost-search>"#),
            (r#"<a data-portal>x</a>"#, r#"<a href="/members/signup/" data-portal>x</a>"#),
        ] {
            assert_eq!(bound(html), expected, "{html}");
        }
    }

    #[test]
    fn buttons_and_forms_are_sent_there() {
        let page =
            bound("<body><button type=\"button\" data-portal=\"signin\" class=\"b\">In</button></body>");
        assert_eq!(
            page,
            "<body><button type=\"submit\" form=\"masthead-hooks\" formaction=\"/members/signin/\" \
             data-portal=\"signin\" class=\"b\">In</button><form id=\"masthead-hooks\" hidden></form></body>"
        );
        assert_eq!(
            bound("<form data-members-form=\"subscribe\" action=\"/x\"><input data-members-email></form>"),
            "<form action=\"/members/signup/\" method=\"post\" data-members-form=\"subscribe\"><input data-members-email></form>"
        );
        assert!(bound("<form data-members-form='signin'>").starts_with("<form action=\"/members/signin/\""));
    }

    #[test]
    fn what_is_no_hook_stays_as_it_is() {
        for html in [
            "<p>no hook at all</p>",
            "<a href=\"https://other.example/#/portal/signup\">",
            "<a href=\"#/portals/\">",
            "<code>&lt;a data-portal&gt;</code> data-portal",
            "<script>let x = '<a data-portal=\"signup\">';</script>",
            "<!-- <a href=\"#/portal/signup\"> -->",
            "<div data-portal=\"signup\">",
            "<a title=\"data-portal",
            "<a data-portal=\"x",
            "<form class=\"data-members-form\">",
        ] {
            assert_eq!(bound(html), html);
        }
        let long = format!("<a {} data-portal>", "x".repeat(20_000));
        assert_eq!(bound(&long), long);
    }

    #[test]
    fn a_site_in_a_folder_keeps_its_folder() {
        let site = Site::new("https://example.org/blog", || 0);
        let html = r##"<a href="https://example.org/blog/#/portal/signup">"##;
        assert_eq!(bind(html.to_owned(), &site), r#"<a href="/blog/members/signup/">"#);
    }
}
