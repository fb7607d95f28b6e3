//! Ghost's redirects: JSON `[{from, to, permanent}]`, or YAML with the sections `301:` and `302:`.

use serde::Deserialize;
use store::Redirect;

#[derive(Deserialize)]
struct Rule {
    from: String,
    to: String,
    #[serde(default)]
    permanent: bool,
}

/// Reads a redirects file; the message says what is wrong and where.
///
/// # Errors
/// When it is neither form.
pub(crate) fn read(name: &str, text: &str) -> Result<Vec<Redirect>, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    if name.to_ascii_lowercase().ends_with(".json") {
        let rules: Vec<Rule> =
            serde_json::from_str(text).map_err(|error| format!("is no list of redirects: {error}"))?;
        return Ok(rules.into_iter().map(|rule| redirect(&rule.from, &rule.to, rule.permanent)).collect());
    }
    let mut rules = Vec::new();
    let mut permanent = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            permanent = match trimmed.trim_end_matches(':').trim_matches(['"', '\'']) {
                "301" if trimmed.ends_with(':') => Some(true),
                "302" if trimmed.ends_with(':') => Some(false),
                _ => return Err(format!("line {}: expected 301: or 302:, found “{trimmed}”", number + 1)),
            };
            continue;
        }
        let rule = split(trimmed).zip(permanent);
        let Some(((from, to), permanent)) = rule else {
            return Err(format!("line {}: expected “from: to”, found “{trimmed}”", number + 1));
        };
        rules.push(redirect(&from, &to, permanent));
    }
    Ok(rules)
}

fn redirect(from: &str, to: &str, permanent: bool) -> Redirect {
    Redirect { from: from.into(), to: to.into(), permanent }
}

/// `from: to`, either in quotation marks.
fn split(line: &str) -> Option<(String, String)> {
    let (from, rest) = match line.chars().next()? {
        '\'' => {
            let (from, rest) = single_quoted(line)?;
            (from, rest.trim_start().strip_prefix(':')?)
        }
        '"' => {
            let end = line[1..].find('"')? + 1;
            (line[1..end].to_owned(), line[end + 1..].trim_start().strip_prefix(':')?)
        }
        _ => line.split_once(": ").map(|(from, rest)| (from.to_owned(), rest))?,
    };
    let rest = rest.trim_start();
    let to = match single_quoted(rest) {
        Some((to, _)) => to,
        None => {
            let to = rest.split(" #").next()?.trim();
            to.strip_prefix('"').and_then(|to| to.strip_suffix('"')).unwrap_or(to).to_owned()
        }
    };
    (!from.trim().is_empty() && !to.is_empty()).then(|| (from.trim().to_owned(), to))
}

/// The text between YAML's single quotation marks, where two mean one, and what follows.
fn single_quoted(line: &str) -> Option<(String, &str)> {
    let inside = line.strip_prefix('\'')?;
    let mut from = 0;
    loop {
        let end = from + inside[from..].find('\'')?;
        match inside[end + 1..].starts_with('\'') {
            true => from = end + 2,
            false => return Some((inside[..end].replace("''", "'"), &inside[end + 1..])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let json = r#"[{"from":"^/a/$","to":"/b/","permanent":true},{"from":"/c","to":"https://x.test/"}]"#;
        let yaml = "301:\n  ^/a/$: /b/\n\n# for now\n302:\n  \"/c\": 'https://x.test/' # there\n";
        let rules = read("redirects.json", json).unwrap();
        assert_eq!(rules, read("redirects.yaml", yaml).unwrap());
        assert!(rules[0].permanent && !rules[1].permanent);
        assert_eq!(&*rules[1].to, "https://x.test/");
    }

    #[test]
    fn two_quotation_marks_mean_one() {
        let rules = read("redirects.yaml", "302:\n  'it''s \\d: #': '/o''clock' # there\n").unwrap();
        assert_eq!((&*rules[0].from, &*rules[0].to), ("it's \\d: #", "/o'clock"));
        assert!(read("redirects.yaml", "302:\n  'open: /x\n").is_err());
    }

    #[test]
    fn what_is_neither_is_refused_with_its_line() {
        assert!(read("redirects.json", "{").is_err());
        assert_eq!(
            read("redirects.yaml", "301:\n  nonsense\n").unwrap_err(),
            "line 2: expected “from: to”, found “nonsense”"
        );
        assert!(read("redirects.yaml", "  /a: /b").unwrap_err().starts_with("line 1"));
        assert!(read("redirects.yaml", "404:\n").is_err());
    }
}
