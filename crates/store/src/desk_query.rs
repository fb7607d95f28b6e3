//! What one can ask the desk for.

use crate::{Id, Kind, Millis, PostCard, State, Text, rows::desk::DeskRow};

/// A list of stories, a page at a time.
#[derive(Clone, Debug)]
pub struct DeskQuery {
    /// Posts or pages.
    pub kind: Kind,
    /// Only in this state; otherwise all but the trash.
    pub state: Option<State>,
    /// Only of this author.
    pub author: Option<Id>,
    /// Only with this topic.
    pub topic: Option<Id>,
    /// Only those that this person is to work on.
    pub assignee: Option<Id>,
    /// Only in this language.
    pub language: Option<Text>,
    /// Only those whose date is this or later.
    pub from: Option<Millis>,
    /// Only those whose date is earlier.
    pub until: Option<Millis>,
    /// Only those with these words; the newest creation comes first then, whatever the order.
    pub words: Option<Asked>,
    /// Only what this person wrote or is to work on.
    pub own: Option<Id>,
    /// Only what has a topic to which this person's role is limited.
    pub limited: Option<Id>,
    /// In which order.
    pub order: DeskOrder,
    /// The page that begins here.
    pub after: Option<DeskKey>,
    /// Stories on a page.
    pub limit: u32,
}

impl DeskQuery {
    /// The newest of a kind.
    pub fn newest(kind: Kind, limit: u32) -> Self {
        Self {
            kind,
            state: None,
            author: None,
            topic: None,
            assignee: None,
            language: None,
            from: None,
            until: None,
            words: None,
            own: None,
            limited: None,
            order: DeskOrder::Newest,
            after: None,
            limit,
        }
    }
}

/// The order of a list of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskOrder {
    /// By the story's date, latest first.
    Newest,
    /// By the story's date, earliest first.
    Oldest,
    /// By the time it is due, only what is unfinished and has such a time.
    Due,
}

/// A place in a list: (date or number, id).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskKey {
    /// The date, or the number when words were asked for.
    pub at: i64,
    /// The story; nothing when words were asked for.
    pub id: Option<Id>,
}

/// A word to look for: a word of the story begins like this, or is one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedWord {
    /// As it was typed, in lower case.
    pub begins: Text,
    /// Its stems.
    pub stems: Vec<Text>,
}

/// Words to look for; all of them must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    words: Vec<AskedWord>,
}

/// Words of a question that are looked at.
const MOST_WORDS: usize = 8;
/// Letters of a word that are looked at.
const LONGEST: usize = 40;

impl Asked {
    /// From words; whatever is no letter or digit is dropped from them. `None` when nothing is left to look for.
    pub fn new(words: impl IntoIterator<Item = AskedWord>) -> Option<Self> {
        let letters = |word: &str| {
            word.chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect::<String>().into_boxed_str()
        };
        let words: Vec<AskedWord> = words
            .into_iter()
            .map(|word| AskedWord {
                begins: letters(&word.begins),
                stems: word.stems.iter().map(|stem| letters(stem)).filter(|stem| !stem.is_empty()).collect(),
            })
            .filter(|word| !word.begins.is_empty())
            .take(MOST_WORDS)
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// As SQLite's FTS5 takes it. `whole`: the last word is not still being written, either.
    pub(crate) fn for_sqlite(&self, whole: bool) -> String {
        self.joined(whole, (" OR ", " AND "), |begin| format!("\"{begin}\"*"), |stem| format!("\"{stem}\""))
    }

    /// As PostgreSQL's `tsquery` takes it.
    pub(crate) fn for_postgres(&self, whole: bool) -> String {
        self.joined(whole, (" | ", " & "), |begin| format!("'{begin}':*"), |stem| format!("'{stem}'"))
    }

    fn joined(
        &self,
        whole: bool,
        (or, and): (&str, &str),
        begins: impl Fn(&str) -> String,
        is: impl Fn(&str) -> String,
    ) -> String {
        let words = self.words.iter().enumerate().map(|(place, word)| {
            // One letter would begin half of all words.
            let unfinished = !whole && place + 1 == self.words.len() && word.begins.chars().nth(1).is_some();
            let first = if unfinished { begins(&word.begins) } else { is(&word.begins) };
            let stems = word.stems.iter().filter(|stem| **stem != word.begins).map(|stem| is(stem));
            format!("({})", std::iter::once(first).chain(stems).collect::<Vec<_>>().join(or))
        });
        words.collect::<Vec<_>>().join(and)
    }
}

/// A story in a list of the desk.
#[derive(Clone, Debug)]
pub struct DeskCard {
    /// What readers see of it, with topics and authors.
    pub card: PostCard,
    /// What the desk knows.
    pub row: DeskRow,
    /// Who is to work on it: (id, name).
    pub assignees: Vec<(Id, Text)>,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct DeskPage {
    /// Its stories. There may be fewer than asked for and still more behind them: rare answers are sought a window at a time.
    pub stories: Vec<DeskCard>,
    /// Where the next page begins; none at the end.
    pub next: Option<DeskKey>,
}

/// A story as the room sees it, whatever its state.
#[derive(Clone, Debug)]
pub struct Story {
    /// Row, topics, authors, text, fields.
    pub post: crate::Post<crate::PostBody>,
    /// What the desk knows.
    pub row: DeskRow,
    /// Who is to work on it: (id, name).
    pub assignees: Vec<(Id, Text)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_cannot_break_out_of_their_quotes() {
        let word = |begins: &str, stem: &str| AskedWord { begins: begins.into(), stems: vec![stem.into()] };
        let asked = Asked::new([word("паро\" OR x", "паро"), word("'a", "a"), word("тб*", ")")]).unwrap();
        assert_eq!(asked.for_sqlite(false), r#"("пароORx" OR "паро") AND ("a") AND ("тб"*)"#);
        assert_eq!(asked.for_sqlite(true), r#"("пароORx" OR "паро") AND ("a") AND ("тб")"#);
        assert_eq!(asked.for_postgres(false), "('пароORx' | 'паро') & ('a') & ('тб':*)");
        assert_eq!(Asked::new([word("\"'*", "x"), AskedWord::default()]), None);
    }
}
