use std::{collections::HashMap, time::Instant};

use bytes::Bytes;
use document::Trust;
use live::{Fault, Presence, Sighting, Told, Visitor};
use newsroom::Why;
use store::Id;

use super::outbox::{Cut, Outbox};
use crate::room::words::Words;

/// Somebody who comes to a story.
#[derive(Debug)]
pub(super) struct Newcomer {
    pub(super) person: Id,
    pub(super) name: String,
    /// The words of their language.
    pub(super) words: Words,
    /// Whether HTML of theirs stays as it is.
    pub(super) trust: Trust,
    pub(super) outbox: Outbox,
}

/// Tells a browser why it may not stay, and sends it away.
pub(super) fn turn_away(outbox: &Outbox, why: &str) {
    let notice = serde_json::json!({ "kind": "refused", "why": why });
    outbox.put(Told::notice(&notice.to_string()).into());
    outbox.cut(Cut::Refused);
}

/// One browser at a story.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) person: Id,
    pub(super) trust: Trust,
    words: Words,
    visitor: Visitor,
    outbox: Outbox,
    /// Changes that it sent and that were taken.
    received: u64,
    /// How many of them it has been told are stored.
    stored: u64,
}

/// Everybody at a story, and where they are in it.
#[derive(Debug, Default)]
pub(super) struct Members {
    all: HashMap<u64, Member>,
    presence: Presence,
}

/// How many changes of each connection a batch covers.
pub(super) type Covered = Vec<(u64, u64)>;

impl Members {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, connection: u64) -> Option<&Member> {
        self.all.get(&connection)
    }

    pub(super) fn get_mut(&mut self, connection: u64) -> Option<&mut Member> {
        self.all.get_mut(&connection)
    }

    /// Seats somebody: they are asked for what they have, and told who is here.
    pub(super) fn enter(&mut self, connection: u64, newcomer: Newcomer, state_vector: &[u8]) {
        let Newcomer { person, name, words, trust, outbox } = newcomer;
        outbox.put(Told::seen(state_vector).into());
        if let Some(others) = self.presence.others(connection) {
            outbox.put(Told::presence(&others).into());
        }
        let visitor = Visitor { connection, id: person.to_string(), name };
        self.all.insert(connection, Member { person, trust, words, visitor, outbox, received: 0, stored: 0 });
    }

    /// A connection has ended.
    pub(super) fn left(&mut self, connection: u64) {
        self.all.remove(&connection);
        if let Some(told) = self.presence.left(connection) {
            self.tell(&Told::presence(&told).into(), None);
        }
    }

    /// Sends somebody away, with a word.
    pub(super) fn refuse(&mut self, connection: u64, fault: &Fault) {
        if let Some(member) = self.all.get(&connection) {
            turn_away(&member.outbox, &member.words.why(&Why::from(fault.clone())));
        }
        self.left(connection);
    }

    /// Sends everybody away.
    pub(super) fn cut_all(&mut self, cut: Cut) {
        for (connection, member) in self.all.drain() {
            member.outbox.cut(cut);
            self.presence.left(connection);
        }
    }

    /// What they may do may have changed.
    pub(super) fn rights(&self) {
        self.all.values().for_each(|member| member.outbox.rights());
    }

    /// Tells everybody something, but for one.
    pub(super) fn tell(&self, frame: &Bytes, but: Option<u64>) {
        for (_, member) in self.all.iter().filter(|(connection, _)| Some(**connection) != but) {
            member.outbox.put(frame.clone());
        }
    }

    /// Tells one something.
    pub(super) fn answer(&self, connection: u64, frame: Vec<u8>) {
        if let Some(member) = self.all.get(&connection) {
            member.outbox.put(frame.into());
        }
    }

    /// Where somebody's cursor is.
    pub(super) fn presence(&mut self, connection: u64, update: &[u8]) {
        let Some(member) = self.all.get(&connection) else { return };
        match self.presence.heard(&member.visitor, update) {
            Ok(Some(told)) => self.tell(&Told::presence(&told).into(), Some(connection)),
            Ok(None) => {}
            Err(fault) => self.refuse(connection, &fault),
        }
    }

    /// What another server tells of who is at the story there.
    pub(super) fn seen_elsewhere(&mut self, sightings: Vec<Sighting>) {
        if let Some(told) = self.presence.seen_elsewhere(sightings, Instant::now()) {
            self.tell(&Told::presence(&told).into(), None);
        }
    }

    /// Whom the other servers have not been told of.
    pub(super) fn sightings(&mut self) -> Vec<Sighting> {
        if let Some(told) = self.presence.forget(Instant::now()) {
            self.tell(&Told::presence(&told).into(), None);
        }
        self.presence.news()
    }

    /// Whether the other servers have not been told of somebody.
    pub(super) fn has_sightings(&self) -> bool {
        self.presence.has_news()
    }

    /// The other servers are told of everybody again.
    pub(super) fn tell_again(&mut self) {
        self.presence.tell_again();
    }

    /// Tells one who is here.
    pub(super) fn who(&self, connection: u64) {
        if let Some(others) = self.presence.others(connection) {
            self.answer(connection, Told::presence(&others));
        }
    }

    /// A change of theirs was taken.
    pub(super) fn received(&mut self, connection: u64) {
        if let Some(member) = self.all.get_mut(&connection) {
            member.received += 1;
        }
    }

    /// What is covered when everything that was taken up to now is stored.
    pub(super) fn covered(&self) -> Covered {
        let behind = |member: &Member| member.received > member.stored;
        let covered = |(connection, member): (&u64, &Member)| (*connection, member.received);
        self.all.iter().filter(|(_, member)| behind(member)).map(covered).collect()
    }

    /// Everything that is covered is stored: tells so.
    pub(super) fn acknowledge(&mut self, covered: Covered) {
        for (connection, received) in covered {
            if let Some(member) = self.all.get_mut(&connection)
                && received > member.stored
            {
                member.stored = received;
                member.outbox.put(Told::stored(received).into());
            }
        }
    }
}
