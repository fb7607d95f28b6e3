use super::{Analyst, SLUG_LIMIT, detect_language, slugify};

const ENGLISH: &str = "The ferry to Vassky was cancelled again on Sunday, and the harbour council could not say when \
    the old boat would sail. Passengers slept on benches while Mayor Olt Brenner promised a second ferry by spring.";
const RUSSIAN: &str = "Паром на остров Васский снова отменили в воскресенье, и портовый совет не смог сказать, когда \
    старое судно выйдет в море. Пассажиры спали на скамейках, а мэр обещал второй паром к весне.";
const GEORGIAN: &str =
    "ბორანი კუნძულზე კვირას ისევ გაუქმდა და ნავსადგურის საბჭომ ვერ თქვა, როდის გავა გემი ზღვაში.";
const ARMENIAN: &str =
    "Կիրակի օրը լաստանավը կրկին չեղարկվեց, և նավահանգստի խորհուրդը չկարողացավ ասել, թե երբ նավը կմեկնի։";

#[test]
fn languages_are_told_by_script_and_by_text() {
    for (text, language) in [
        (ENGLISH, Some("en")),
        (RUSSIAN, Some("ru")),
        (GEORGIAN, Some("ka")),
        (ARMENIAN, Some("hy")),
        ("ბორანი", Some("ka")),
        ("Լաստանավը", Some("hy")),
        (
            "Поромне сполучення з островом знову скасували в неділю, і портова рада не змогла сказати, коли це скінчиться.",
            Some("uk"),
        ),
        (
            "Die Fähre zur Insel fiel am Sonntag wieder aus, und der Hafenrat konnte nicht sagen, wann das alte Schiff fährt.",
            Some("de"),
        ),
        ("フェリーは日曜日に再び欠航となった。", Some("ja")),
        ("Ferry", None),
        ("", None),
        ("12345 67890 — !!!", None),
    ] {
        assert_eq!(detect_language(text), language, "{text}");
    }
}

#[test]
fn slugs_are_latin_short_and_clean() {
    for (title, slug) in [
        ("Hello, World!", "hello-world"),
        ("Don't panic — it's fine", "dont-panic-its-fine"),
        ("  --a  b--  ", "a-b"),
        ("Ёжик, объявление и съезд", "yozhik-obyavlenie-i-sezd"),
        ("თბილისი დღეს", "tbilisi-dghes"),
        ("Crème brûlée & co", "creme-brulee-co"),
        ("100 % of 5", "100-of-5"),
        ("🙂", ""),
        ("", ""),
    ] {
        assert_eq!(slugify(title), slug, "{title}");
    }
    assert!(slugify("Երևան այսօր").starts_with("erewan") || slugify("Երևան այսօր").starts_with("erevan"));
    let long = slugify(&"word ".repeat(200));
    assert!(long.len() <= SLUG_LIMIT && !long.ends_with('-'), "{long}");
}

#[test]
fn terms_are_names_and_repeated_words_not_grammar() {
    let mut analyst = Analyst::new();
    let text = format!("{ENGLISH} The ferries matter. Without ferries the island starves.");
    let terms: Vec<String> =
        analyst.terms("en", "Ferry cancelled again", &text).into_iter().map(|term| term.term).collect();
    assert_eq!(terms[0], "ferri");
    assert!(terms.contains(&"vasski".to_owned()) && terms.contains(&"brenner".to_owned()), "{terms:?}");
    assert!(
        !terms.iter().any(|term| ["again", "would", "sunday", "when"].contains(&term.as_str())),
        "{terms:?}"
    );
    assert!(terms.len() <= 12);
}

#[test]
fn inflected_words_share_a_term() {
    let mut analyst = Analyst::new();
    let first = analyst.terms("ru", "Паромы отменили", RUSSIAN);
    let second = analyst.terms("ru", "Жители ждут парома", "Паромами пользуются все. Паромов нет.");
    assert!(first.iter().any(|a| second.iter().any(|b| a.term == b.term)), "{first:?} {second:?}");
}

#[test]
fn a_language_without_a_stemmer_still_has_terms() {
    let mut analyst = Analyst::new();
    assert!(!analyst.terms("ka", "ბორანი გაუქმდა", GEORGIAN).is_empty());
    assert!(!analyst.terms("hy", "Լաստանավը չեղարկվեց", ARMENIAN).is_empty());
    assert!(analyst.terms("xx", "", "").is_empty());
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived(title in ".{0,200}", text in ".{0,2000}", language in "(en|ru|de|ar|el|tr|fi|hu|xx)") {
        let slug = slugify(&title);
        proptest::prop_assert!(slug.len() <= SLUG_LIMIT);
        proptest::prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        proptest::prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        detect_language(&text);
        Analyst::new().terms(&language, &title, &text);
    }
}
