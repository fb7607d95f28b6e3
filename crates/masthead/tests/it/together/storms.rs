//! Five people, random edits, lost connections, `kill -9` of the server: one story in the end, equal everywhere, with every change that was
//! acknowledged.

use std::time::Duration;

use newsroom::{Clock, Newsroom};
use proptest::prelude::*;
use store::{Store, Target};
use testsite::together::Writer;
use yrs::{ClientID, StateVector, Text, Transact, XmlFragment, updates::decoder::Decode};

use super::{draft, written};
use crate::running::Running;

const PEOPLE: usize = 5;

/// What happens.
#[derive(Debug, Clone)]
enum Step {
    Add(usize, u32),
    Remove(usize, u32),
    Type(usize, u32, String),
    Vanish(usize),
    Return(usize),
    Kill,
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    prop_oneof![
        6 => (person.clone(), any::<u32>()).prop_map(|(person, at)| Step::Add(person, at)),
        2 => (person.clone(), any::<u32>()).prop_map(|(person, at)| Step::Remove(person, at)),
        6 => (person.clone(), any::<u32>(), "[a-zж ]{1,5}").prop_map(|(person, at, words)| Step::Type(person, at, words)),
        2 => person.clone().prop_map(Step::Vanish),
        3 => person.prop_map(Step::Return),
        1 => Just(Step::Kill),
    ]
}

struct Storm {
    folder: tempfile::TempDir,
    server: Running,
    newsroom: Newsroom,
    story: store::Id,
    people: Vec<Writer>,
    kills: u32,
    marks: u32,
}

impl Storm {
    fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Running::serve(folder.path(), &[]);
        let target = Target::Sqlite { path: folder.path().join("masthead.db") };
        let store = Store::open(&target, folder.path()).expect("the store");
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        let story = draft(&newsroom, &store, "<p>One</p>");
        let people = (0..PEOPLE).map(|_| Writer::new(&story.token)).collect();
        let mut storm = Self { folder, server, newsroom, story: story.id, people, kills: 0, marks: 0 };
        (0..PEOPLE).for_each(|person| storm.come(person));
        storm
    }

    fn come(&mut self, person: usize) {
        let writer = &mut self.people[person];
        if !writer.is_connected() {
            writer.connect(&self.server.address, &self.story).expect("a socket");
            writer.until_synced();
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Add(person, at) => {
                self.marks += 1;
                let mark = format!("mark{}.", self.marks);
                let writer = &mut self.people[person];
                writer.edit(|body, txn| {
                    let at = at % (body.len(txn) + 1);
                    let paragraph = body.insert(txn, at, yrs::XmlElementPrelim::empty("paragraph"));
                    paragraph.insert(txn, 0, yrs::XmlTextPrelim::new(mark));
                });
                writer.hear(Duration::from_millis(3));
            }
            Step::Remove(person, at) => self.people[person].edit(|body, txn| {
                if body.len(txn) > 3 {
                    body.remove(txn, at % body.len(txn));
                }
            }),
            Step::Type(person, at, words) => {
                let writer = &mut self.people[person];
                writer.edit(|body, txn| {
                    let blocks = body.len(txn);
                    let block = body.get(txn, at % blocks.max(1)).and_then(yrs::XmlOut::into_xml_element);
                    if let Some(text) =
                        block.and_then(|block| block.get(txn, 0)).and_then(yrs::XmlOut::into_xml_text)
                    {
                        let end = text.len(txn);
                        text.insert(txn, at % (end + 1), &words);
                    }
                });
                writer.hear(Duration::from_millis(2));
            }
            Step::Vanish(person) => self.people[person].vanish(),
            Step::Return(person) => self.come(person),
            Step::Kill => self.kill(),
        }
    }

    /// Kills the server, and looks into its database before anybody comes back to tell it what it forgot.
    fn kill(&mut self) {
        if self.kills == 2 {
            return;
        }
        self.kills += 1;
        self.server.kill();
        for person in &mut self.people {
            while person.hear(Duration::from_millis(5)) {}
        }
        self.check_stored();
        self.server = Running::serve(self.folder.path(), &[]);
        (0..PEOPLE).for_each(|person| self.come(person));
    }

    fn check_stored(&self) {
        let opened = self.newsroom.open_live(&self.story).expect("a document");
        let seen = StateVector::decode_v1(&opened.manuscript.state_vector()).expect("a state vector");
        for person in &self.people {
            let client: ClientID = person.doc.client_id();
            assert!(
                seen.get(&client) >= person.stored,
                "an acknowledged change is missing: {} < {}",
                seen.get(&client),
                person.stored
            );
        }
    }

    fn end(mut self) {
        (0..PEOPLE).for_each(|person| self.come(person));
        self.people.iter_mut().for_each(Writer::until_stored);
        self.check_stored();
        // A deletion moves no clock: it may be on its way when everything else is stored.
        let (newsroom, story) = (&self.newsroom, &self.story);
        let stored = || {
            let whole = Writer::new("");
            let state = newsroom.open_live(story).expect("a document").manuscript.state();
            let state = yrs::Update::decode_v1(&state).expect("a state");
            whole.doc.transact_mut().apply_update(state).expect("it fits");
            whole.text()
        };
        for person in &mut self.people {
            person.until("the same story", |person| person.text() == stored());
        }
        assert!(!written(&self.newsroom, &self.story).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn every_acknowledged_change_survives(steps in prop::collection::vec(step(), 30..120)) {
        let mut storm = Storm::begin();
        steps.into_iter().for_each(|step| storm.take(step));
        storm.end();
    }
}
