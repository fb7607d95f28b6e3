//! Who has a story open, and where their cursors are (y-protocols' awareness). Names and ids are the server's word, not the browser's.

use std::{
    collections::{BTreeSet, HashMap},
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};

use crate::{
    Fault,
    lib0::{Reader, write_bytes, write_number},
};

/// Bytes of what one browser tells of itself.
const MAX_STATE: usize = 4_096;
/// Browsers that are remembered after they left.
const REMEMBERED: usize = 1_000;
/// Browsers at other servers that are known at once; more are not shown.
const ELSEWHERE: usize = 200;
/// Browsers tell of themselves every 15 seconds: whoever is elsewhere and was not heard of for longer has gone with their server.
const FORGOTTEN: Duration = Duration::from_secs(40);

/// Who is behind a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The connection, unique in this process.
    pub connection: u64,
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
}

/// What servers tell each other of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The browser's number.
    pub browser: u64,
    /// The person's id.
    pub person: String,
    /// Where they are, as JSON; `None` when they left.
    pub state: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The connection, unique in this process.
    Connection(u64),
    /// Another server, and when it was last heard of them.
    Elsewhere(Instant),
}

#[derive(Debug)]
struct Here {
    /// Where it is and the person that it speaks for; none after they left.
    owner: Option<(Place, String)>,
    /// Grows with everything told of this browser, so that nobody takes news for old: a browser that comes back counts from where it was.
    clock: u64,
    state: Option<String>,
}

/// Everybody who has one story open, on this server or another.
#[derive(Debug, Default)]
pub struct Presence {
    browsers: HashMap<u64, Here>,
    /// Browsers of this server of which the others have not been told the latest, and who it is.
    untold: BTreeSet<(u64, String)>,
}

impl Presence {
    /// Takes in what a browser tells of itself; what it tells of others is left out. Gives what the others are told.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::TooLarge`].
    pub fn heard(&mut self, visitor: &Visitor, update: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let mut reader = Reader::new(update);
        let mut told = Vec::new();
        for _ in 0..reader.count()? {
            let (browser, _clock, state) = (reader.number()?, reader.number()?, reader.text()?);
            if state.len() > MAX_STATE {
                return Err(Fault::TooLarge { limit: MAX_STATE });
            }
            let state: Option<Map<String, Value>> =
                serde_json::from_str(state).map_err(|_| Fault::Malformed)?;
            if !self.speaks_for(visitor, browser) {
                continue;
            }
            let state = state.map(|mut state| {
                state.insert("user".to_owned(), named(visitor, state.get("user")));
                Value::Object(state).to_string()
            });
            self.set(browser, Some((Place::Connection(visitor.connection), visitor.id.clone())), state);
            self.untold.insert((browser, visitor.id.clone()));
            told.push(browser);
        }
        if !reader.is_empty() {
            return Err(Fault::Malformed);
        }
        Ok(self.tell(&told))
    }

    /// A connection has ended. Gives what the others are told.
    pub fn left(&mut self, connection: u64) -> Option<Vec<u8>> {
        let gone: Vec<u64> =
            self.browsers.iter().filter(|(_, here)| here.is(connection)).map(|(id, _)| *id).collect();
        for browser in &gone {
            if let Some((_, person)) = self.browsers.get(browser).and_then(|here| here.owner.clone()) {
                self.untold.insert((*browser, person));
            }
            self.set(*browser, None, None);
        }
        if self.browsers.len() > REMEMBERED {
            self.browsers.retain(|_, here| here.owner.is_some());
        }
        self.tell(&gone)
    }

    /// What the other servers have not been told yet, of every browser only the latest.
    pub fn news(&mut self) -> Vec<Sighting> {
        let untold = std::mem::take(&mut self.untold);
        untold.into_iter().map(|(browser, person)| self.sighting(browser, person)).collect()
    }

    /// Whether there is something that the other servers have not been told.
    pub fn has_news(&self) -> bool {
        !self.untold.is_empty()
    }

    /// Everybody of this server is news: another server asks.
    pub fn tell_again(&mut self) {
        for (browser, here) in &self.browsers {
            if let (Some((Place::Connection(_), person)), Some(_)) = (&here.owner, &here.state) {
                self.untold.insert((*browser, person.clone()));
            }
        }
    }

    fn sighting(&self, browser: u64, person: String) -> Sighting {
        let state = self.browsers.get(&browser).and_then(|here| here.state.clone());
        Sighting { browser, person, state }
    }

    /// Takes in what another server tells. Whoever is connected here too is here. Gives what the others are told.
    pub fn seen_elsewhere(&mut self, sightings: Vec<Sighting>, now: Instant) -> Option<Vec<u8>> {
        let mut told = Vec::new();
        for Sighting { browser, person, state } in sightings {
            let known = self.browsers.get(&browser).and_then(|here| here.owner.as_ref());
            let is_theirs = match known {
                Some((Place::Connection(_), _)) => false,
                Some((Place::Elsewhere(_), owner)) => *owner == person,
                None => state.is_some() && self.elsewhere() < ELSEWHERE,
            };
            if is_theirs && state.as_ref().is_none_or(|state| state.len() <= 2 * MAX_STATE) {
                self.set(browser, state.is_some().then_some((Place::Elsewhere(now), person)), state);
                told.push(browser);
            }
        }
        self.tell(&told)
    }

    /// Forgets whoever went with their server. Gives what the others are told.
    pub fn forget(&mut self, now: Instant) -> Option<Vec<u8>> {
        let gone: Vec<u64> =
            self.browsers.iter().filter(|(_, here)| here.is_stale(now)).map(|(id, _)| *id).collect();
        gone.iter().for_each(|browser| self.set(*browser, None, None));
        self.tell(&gone)
    }

    fn elsewhere(&self) -> usize {
        self.browsers.values().filter(|here| matches!(here.owner, Some((Place::Elsewhere(_), _)))).count()
    }

    /// Everybody but those of one connection.
    pub fn others(&self, connection: u64) -> Option<Vec<u8>> {
        let others = |here: &Here| here.state.is_some() && !here.is(connection);
        let browsers: Vec<u64> =
            self.browsers.iter().filter(|(_, here)| others(here)).map(|(id, _)| *id).collect();
        self.tell(&browsers)
    }

    /// One browser a connection; its number may be taken over by the same person, whose older connection may not have noticed its end.
    fn speaks_for(&self, visitor: &Visitor, browser: u64) -> bool {
        match self.browsers.get(&browser).and_then(|here| here.owner.as_ref()) {
            Some((place, person)) => *place == Place::Connection(visitor.connection) || *person == visitor.id,
            None => !self.browsers.values().any(|here| here.is(visitor.connection)),
        }
    }

    fn set(&mut self, browser: u64, owner: Option<(Place, String)>, state: Option<String>) {
        let here = self.browsers.entry(browser).or_insert(Here { owner: None, clock: 0, state: None });
        here.owner = owner;
        here.clock += 1;
        here.state = state;
    }

    fn tell(&self, browsers: &[u64]) -> Option<Vec<u8>> {
        if browsers.is_empty() {
            return None;
        }
        let mut out = Vec::new();
        write_number(&mut out, browsers.len() as u64);
        for (browser, here) in browsers.iter().filter_map(|id| Some((id, self.browsers.get(id)?))) {
            write_number(&mut out, *browser);
            write_number(&mut out, here.clock);
            write_bytes(&mut out, here.state.as_deref().unwrap_or("null").as_bytes());
        }
        Some(out)
    }
}

impl Here {
    fn is(&self, connection: u64) -> bool {
        self.owner.as_ref().is_some_and(|(place, _)| *place == Place::Connection(connection))
    }

    fn is_stale(&self, now: Instant) -> bool {
        matches!(self.owner, Some((Place::Elsewhere(heard), _)) if now.saturating_duration_since(heard) > FORGOTTEN)
    }
}

/// The user that is shown: the server's name and id, the colour that the browser chose.
fn named(visitor: &Visitor, claimed: Option<&Value>) -> Value {
    let mut user = json!({ "id": visitor.id, "name": visitor.name });
    let colour = claimed.and_then(|user| user["colour"].as_str()).filter(|colour| {
        colour.len() == 7
            && colour.starts_with('#')
            && colour[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if let Some(colour) = colour {
        user["colour"] = colour.into();
    }
    user
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(connection: u64, name: &str) -> Visitor {
        Visitor { connection, id: name.to_lowercase(), name: name.to_owned() }
    }

    fn tells(browser: u64, state: &str) -> Vec<u8> {
        let mut out = vec![1];
        write_number(&mut out, browser);
        write_number(&mut out, 1);
        write_bytes(&mut out, state.as_bytes());
        out
    }

    fn read(update: &[u8]) -> Vec<(u64, u64, Value)> {
        let mut reader = Reader::new(update);
        (0..reader.count().unwrap())
            .map(|_| {
                let (browser, clock) = (reader.number().unwrap(), reader.number().unwrap());
                (browser, clock, serde_json::from_str(reader.text().unwrap()).unwrap())
            })
            .collect()
    }

    #[test]
    fn nobody_bears_the_name_of_another() {
        let (mut presence, ana) = (Presence::default(), visitor(1, "Ana"));
        let claimed = r##"{"user":{"id":"boss","name":"Boss","colour":"#aa0000"},"cursor":{"anchor":1}}"##;
        let told = presence.heard(&ana, &tells(77, claimed)).unwrap().unwrap();
        let user = json!({ "id": "ana", "name": "Ana", "colour": "#aa0000" });
        assert_eq!(read(&told), [(77, 1, json!({ "user": user, "cursor": { "anchor": 1 } }))]);
        let rude = r#"{"user":{"colour":"red;background:url(x)"}}"#;
        let told = presence.heard(&ana, &tells(77, rude)).unwrap().unwrap();
        assert_eq!(read(&told)[0].2["user"], json!({ "id": "ana", "name": "Ana" }));
    }

    #[test]
    fn nobody_speaks_for_another() {
        let mut presence = Presence::default();
        presence.heard(&visitor(1, "Ana"), &tells(77, "{}")).unwrap();
        assert_eq!(presence.heard(&visitor(2, "Bela"), &tells(77, "null")).unwrap(), None);
        presence.heard(&visitor(2, "Bela"), &tells(78, "{}")).unwrap().unwrap();
        assert_eq!(
            presence.heard(&visitor(2, "Bela"), &tells(79, "{}")).unwrap(),
            None,
            "one browser a connection"
        );
        assert_eq!(read(&presence.others(2).unwrap()).len(), 1);
    }

    #[test]
    fn whoever_comes_back_is_seen_at_once() {
        let mut presence = Presence::default();
        presence.heard(&visitor(1, "Ana"), &tells(77, "{}")).unwrap();
        assert_eq!(read(&presence.left(1).unwrap()), [(77, 2, Value::Null)]);
        assert_eq!(presence.others(9), None);
        let told = presence.heard(&visitor(2, "Ana"), &tells(77, "{}")).unwrap().unwrap();
        assert_eq!(read(&told)[0].1, 3);
        // The older connection ends only now: that says nothing of the newer one.
        assert_eq!(presence.left(1), None);
    }

    #[test]
    fn servers_tell_each_other_the_latest_and_forget_who_went_with_one() {
        let (mut one, mut two) = (Presence::default(), Presence::default());
        let (ana, now) = (visitor(1, "Ana"), Instant::now());
        one.heard(&ana, &tells(77, r#"{"cursor":1}"#)).unwrap();
        one.heard(&ana, &tells(77, r#"{"cursor":2}"#)).unwrap();
        let news = one.news();
        assert_eq!((news.len(), news[0].browser, &*news[0].person), (1, 77, "ana"));
        assert!(!one.has_news());
        let told = two.seen_elsewhere(news.clone(), now).unwrap();
        assert_eq!(read(&told)[0].2["cursor"], 2);
        assert_eq!(read(&two.others(5).unwrap()).len(), 1);
        assert!(!two.has_news(), "what another server told is not told again");
        // Whoever asks is told everybody who is there.
        one.tell_again();
        assert_eq!(one.news(), news);
        // Another may not take her number; she may, and what her old server says of her is old then.
        assert_eq!(two.heard(&visitor(1, "Bela"), &tells(77, "{}")).unwrap(), None);
        two.heard(&ana, &tells(77, "{}")).unwrap().unwrap();
        one.left(1);
        assert_eq!(one.news(), [Sighting { browser: 77, person: "ana".into(), state: None }]);
        let gone = vec![Sighting { browser: 77, person: "ana".into(), state: None }];
        assert_eq!(two.seen_elsewhere(gone.clone(), now), None);
        two.left(1);
        two.news();
        two.seen_elsewhere(news, now).unwrap();
        assert_eq!(two.forget(now + FORGOTTEN), None);
        let told = two.forget(now + FORGOTTEN + Duration::from_secs(1)).unwrap();
        assert_eq!(read(&told)[0].2, Value::Null);
        assert_eq!(two.seen_elsewhere(gone, now), None, "nobody is told twice that she left");
    }

    #[test]
    fn too_much_or_nonsense_is_refused() {
        let (mut presence, ana) = (Presence::default(), visitor(1, "Ana"));
        let large = format!("{{\"x\":\"{}\"}}", "x".repeat(5_000));
        assert_eq!(presence.heard(&ana, &tells(1, &large)), Err(Fault::TooLarge { limit: MAX_STATE }));
        for bytes in [&[][..], &[9], &[1, 1, 1, 3, b'{', b'{', b'{'], &[1, 1, 1, 1, b'7']] {
            assert_eq!(presence.heard(&ana, bytes), Err(Fault::Malformed), "{bytes:?}");
        }
    }
}
