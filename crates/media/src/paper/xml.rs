//! Small changes to XML that programs wrote: values of attributes and texts of elements, by name.

/// Gives every attribute of this name (with its prefix: `w:author`) another value.
pub(super) fn set_attribute(xml: &mut String, name: &str, value: &str) -> bool {
    let (mut out, mut rest, mut changed) = (String::with_capacity(xml.len()), xml.as_str(), false);
    let wanted = format!("{name}=");
    while let Some(at) = rest.find(&wanted) {
        let end = at + wanted.len();
        let begins = rest[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let quote = rest[end..].chars().next().filter(|c| matches!(c, '"' | '\'') && begins);
        let close = quote.and_then(|quote| rest[end + 1..].find(quote));
        match close {
            Some(close) => {
                out.push_str(&rest[..end + 1]);
                changed |= rest[end + 1..end + 1 + close] != *value;
                out.push_str(value);
                rest = &rest[end + 1 + close..];
            }
            None => {
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    out.push_str(rest);
    *xml = out;
    changed
}

/// Gives every element of this name that holds only text another text.
pub(super) fn set_text(xml: &mut String, name: &str, text: &str) -> bool {
    let (mut out, mut rest, mut changed) = (String::with_capacity(xml.len()), xml.as_str(), false);
    let wanted = format!("<{name}");
    while let Some(at) = rest.find(&wanted) {
        let after = &rest[at + wanted.len()..];
        let open = after
            .starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
            .then(|| after.find('>'))
            .flatten()
            .filter(|open| !after[..*open].ends_with('/'));
        let close = open.and_then(|open| after[open + 1..].find('<').map(|close| (open, open + 1 + close)));
        match close {
            Some((open, close)) => {
                out.push_str(&rest[..at + wanted.len() + open + 1]);
                changed |= after[open + 1..close] != *text;
                out.push_str(text);
                rest = &after[close..];
            }
            None => {
                out.push_str(&rest[..at + wanted.len()]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    *xml = out;
    changed
}

/// Changes the elements of this name that stand alone (`<Relationship …/>`), or leaves them out.
pub(super) fn each_element(xml: &mut String, name: &str, mut change: impl FnMut(&str) -> Option<String>) {
    let (mut out, mut rest) = (String::with_capacity(xml.len()), xml.as_str());
    let wanted = format!("<{name} ");
    while let Some(at) = rest.find(&wanted) {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let element = &rest[at..at + end + 1];
        rest = &rest[at + end + 1..];
        match change(element) {
            Some(element) => out.push_str(&element),
            // Its end tag, when it has one, goes with it.
            None => {
                let close = format!("</{name}>");
                if !element.ends_with("/>") {
                    rest = rest.trim_start().strip_prefix(close.as_str()).unwrap_or(rest);
                }
            }
        }
    }
    out.push_str(rest);
    *xml = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_changed_by_name() {
        let mut xml = r#"<w:ins w:id="1" w:author="Ana &amp; Bo" xw:author="x"/><w:del w:author='C'>author="d"</w:del>"#.to_owned();
        assert!(set_attribute(&mut xml, "w:author", "A"));
        assert_eq!(
            xml,
            r#"<w:ins w:id="1" w:author="A" xw:author="x"/><w:del w:author='A'>author="d"</w:del>"#
        );
        let mut xml = "<dc:creator>Ana</dc:creator><dc:creators>x</dc:creators><dc:creator/>".to_owned();
        assert!(set_text(&mut xml, "dc:creator", ""));
        assert_eq!(xml, "<dc:creator></dc:creator><dc:creators>x</dc:creators><dc:creator/>");
    }

    #[test]
    fn elements_are_left_out() {
        let mut xml = r#"<R><Rel Id="1"/><Rel Id="2"></Rel></R>"#.to_owned();
        each_element(&mut xml, "Rel", |rel| rel.contains("\"1\"").then(|| rel.to_owned()));
        assert_eq!(xml, r#"<R><Rel Id="1"/></R>"#);
    }
}
