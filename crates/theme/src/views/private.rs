//! The words of the door of a private site, in the languages of the newsroom's own pages; in English for others.

use hbs::{Map, Value};

use crate::page::DoorRefusal;

/// What the door says.
pub(super) struct Words {
    about: &'static str,
    code: &'static str,
    enter: &'static str,
    wrong: &'static str,
    /// Before and after the number of minutes.
    too_many: (&'static str, &'static str),
}

const ENGLISH: Words = Words {
    about: "This site is not public yet. Whoever has the access code may read it.",
    code: "Access code",
    enter: "Enter",
    wrong: "That is not the access code.",
    too_many: ("Too many tries. Please try again in ", " min."),
};
const RUSSIAN: Words = Words {
    about: "Этот сайт пока закрыт. Читать его может тот, у кого есть код доступа.",
    code: "Код доступа",
    enter: "Войти",
    wrong: "Это не код доступа.",
    too_many: ("Слишком много попыток. Попробуйте снова через ", " мин."),
};
const GEORGIAN: Words = Words {
    about: "ეს საიტი ჯერ დახურულია. მისი წაკითხვა წვდომის კოდით შეიძლება.",
    code: "წვდომის კოდი",
    enter: "შესვლა",
    wrong: "ეს არ არის წვდომის კოდი.",
    too_many: ("ძალიან ბევრი ცდა. სცადეთ ხელახლა ", " წუთში."),
};

/// Those of a language: `ru`, `pt-BR`.
pub(super) fn words(language: &str) -> &'static Words {
    match language.split('-').next() {
        Some("ru") => &RUSSIAN,
        Some("ka") => &GEORGIAN,
        _ => &ENGLISH,
    }
}

impl Words {
    /// Why it stays shut.
    pub(super) fn refusal(&self, refused: DoorRefusal) -> String {
        match refused {
            DoorRefusal::WrongCode => self.wrong.to_owned(),
            DoorRefusal::TooMany { minutes } => format!("{}{minutes}{}", self.too_many.0, self.too_many.1),
        }
    }

    /// As templates see them.
    pub(super) fn value<'a>(&self) -> Value<'a> {
        Value::from(Map::new().with("about", self.about).with("code", self.code).with("enter", self.enter))
    }
}
