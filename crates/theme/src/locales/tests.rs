use super::*;

fn check(language: &str, text: &str, values: &[(&str, &str)], expected: &str) {
    let value =
        |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    assert_eq!(Message::parse(text).fill(language, &value), expected, "{text}");
}

#[test]
fn most_words_are_in_the_first_language_that_has_a_file() {
    let mut locales = Locales::default();
    assert_eq!(locales.spoken(["ru", "ka"]), "en");
    for language in ["ru", "en"] {
        locales.add(&format!("locales/{language}.json"), "{}", &mut Report::default());
    }
    assert_eq!(locales.spoken(["ru", "en"]), "ru");
    assert_eq!(locales.spoken(["ru-RU", "en"]), "ru-RU");
    assert_eq!(locales.spoken(["fr", "ru"]), "ru");
    assert_eq!(locales.spoken(["fr", "ka"]), "en");
}

#[test]
fn places_are_filled() {
    check("en", "Page {page} of {totalPages}", &[("page", "2"), ("totalPages", "9")], "Page 2 of 9");
    check("en", "Nothing to fill", &[], "Nothing to fill");
    check("en", "By { name }", &[("name", "Ani")], "By Ani");
    check("en", "Missing {name}", &[], "Missing {name}");
}

#[test]
fn plural_forms_of_the_language() {
    let text = "{n, plural, one {# статья} few {# статьи} many {# статей} other {# статьи}}";
    for (n, expected) in [("1", "1 статья"), ("3", "3 статьи"), ("11", "11 статей"), ("21", "21 статья")]
    {
        check("ru", text, &[("n", n)], expected);
    }
    let text = "{n, plural, =0 {no stories} one {one story} other {# stories}}";
    for (n, expected) in [("0", "no stories"), ("1", "one story"), ("7", "7 stories")] {
        check("en", text, &[("n", n)], expected);
    }
    check("fr", "{n, plural, one {# article} other {# articles}}", &[("n", "0")], "0 article");
    check("pl", "{n, plural, one {x} few {y} many {z} other {o}}", &[("n", "22")], "y");
}

#[test]
fn select_by_word() {
    let text = "{kind, select, page {a page} other {a post by {who}}}";
    check("en", text, &[("kind", "page")], "a page");
    check("en", text, &[("kind", "post"), ("who", "Ani")], "a post by Ani");
}

#[test]
fn what_is_no_message_is_printed_as_it_stands() {
    for text in
        ["{", "}", "{}", "a {b", "{n, plural, one {x}}", "{n, sum, other {x}}", "{n, plural, other {{"]
    {
        check("en", text, &[], text);
    }
    let deep = "{n, select, other {".repeat(40);
    check("en", &deep, &[], &deep);
}

#[test]
fn language_falls_back_to_its_base_and_to_english() {
    let mut locales = Locales::default();
    let mut report = Report::default();
    locales.add(
        "locales/pt.json",
        r#"{"Home": "Início", "nav": {"more": "Mais"}, "Empty": ""}"#,
        &mut report,
    );
    locales.add("locales/en.json", r#"{"Empty": "Nothing here"}"#, &mut report);
    let find =
        |key: &str| locales.find(["pt-BR", "de"], key).and_then(|message| message.plain().map(str::to_owned));
    assert_eq!(find("Home").as_deref(), Some("Início"));
    assert_eq!(find("nav.more").as_deref(), Some("Mais"));
    assert_eq!(find("Empty").as_deref(), Some("Nothing here"));
    assert_eq!(find("Other"), None);
    assert!(report.is_usable());
    locales.add("locales/de.json", "{\"a\": 1,\n oops", &mut report);
    assert_eq!((report.errors[0].line, report.errors[0].excerpt.as_str()), (2, "oops"));
}
