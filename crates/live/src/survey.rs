//! Looks through an update before anything is made of it.
//!
//! ```text
//! update  = clients { parts, client, clock { part } } deletions
//! part    = info [origin] [right origin] [parent [key]] content
//! content = deleted length | text | format key JSON | node kind [name] | values
//! ```
//! Refused here: kinds of content that a story never has (sub-documents, binary data, maps, links between documents), names of other
//! documents, and whatever would cost more than its bytes: nesting so deep that deleting it exhausts the stack, values in values, thousands
//! of parts at one place, lengths that promise what is not there.

use std::collections::HashMap;

use document::Flaw;

use crate::{
    Fault,
    lib0::Reader,
    limits::{MAX_LEVELS, MAX_PARTS, MAX_SIBLINGS, MAX_STATE_PARTS, MAX_UPDATE, MAX_VALUE_LEVELS},
};

/// The names of the three shared types of a story.
pub(crate) const ROOTS: [&str; 3] = ["body", "title", "standfirst"];

const ORIGIN: u8 = 0x80;
const RIGHT_ORIGIN: u8 = 0x40;
const KEY: u8 = 0x20;
const CONTENT: u8 = 0x1f;
const ELEMENT: u8 = 3;
const TEXT: u8 = 6;

type Id = (u64, u32);

/// Where a part stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Root,
    /// Inside the node that another part is.
    Inside(Id),
    /// Wherever another part is.
    Beside(Id),
}

#[derive(Debug)]
struct Part {
    clock: u32,
    length: u32,
    place: Place,
    /// How deep it stands, once known. `u32::MAX` while that is being found out.
    level: Option<u32>,
}

/// What an update holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Clients and the clock at which what they bring begins: no part of theirs may be missing before it.
    pub(crate) begins: Vec<(u64, u32)>,
    /// Runs of text, nodes, values, formats and deletions.
    pub(crate) parts: usize,
}

/// Looks through an update that a person sends.
pub(crate) fn survey(update: &[u8]) -> Result<Survey, Fault> {
    if update.len() > MAX_UPDATE {
        return Err(Fault::TooLarge { limit: MAX_UPDATE });
    }
    look(update, MAX_PARTS, MAX_SIBLINGS)
}

/// Looks through what was stored: how large it is.
pub(crate) fn survey_stored(update: &[u8]) -> Result<Survey, Fault> {
    look(update, MAX_STATE_PARTS, usize::MAX)
}

fn look(update: &[u8], limit: usize, together: usize) -> Result<Survey, Fault> {
    let mut surveyor = Surveyor {
        reader: Reader::new(update),
        parts: HashMap::new(),
        begins: Vec::new(),
        siblings: HashMap::new(),
        count: 0,
        limit,
        together,
    };
    let clients = surveyor.reader.count()?;
    for _ in 0..clients {
        surveyor.client()?;
    }
    surveyor.deletions()?;
    if !surveyor.reader.is_empty() {
        return Err(Fault::Malformed);
    }
    surveyor.levels()?;
    Ok(Survey { begins: surveyor.begins, parts: surveyor.count })
}

struct Surveyor<'a> {
    reader: Reader<'a>,
    /// By client, in the order of their clocks.
    parts: HashMap<u64, Vec<Part>>,
    begins: Vec<(u64, u32)>,
    /// How many parts begin behind the same part, or first in the same node.
    siblings: HashMap<(Id, &'a str), usize>,
    count: usize,
    limit: usize,
    together: usize,
}

impl<'a> Surveyor<'a> {
    fn counted(&mut self, parts: usize) -> Result<(), Fault> {
        self.count += parts;
        if self.count > self.limit { Err(Fault::TooLarge { limit: self.limit }) } else { Ok(()) }
    }

    fn client(&mut self) -> Result<(), Fault> {
        let parts = self.reader.count()?;
        self.counted(parts)?;
        let client = self.reader.number()?;
        let mut clock = self.reader.small()?;
        if self.parts.insert(client, Vec::new()).is_some() {
            return Err(Fault::Malformed);
        }
        self.begins.push((client, clock));
        for _ in 0..parts {
            let length = self.part(client, clock)?;
            if length == 0 {
                return Err(Fault::Malformed);
            }
            clock = clock.checked_add(length).ok_or(Fault::Malformed)?;
        }
        Ok(())
    }

    fn id(&mut self) -> Result<Id, Fault> {
        Ok((self.reader.number()?, self.reader.small()?))
    }

    /// Reads one part; gives its length.
    fn part(&mut self, client: u64, clock: u32) -> Result<u32, Fault> {
        let info = self.reader.byte()?;
        match info {
            // Deleted together with the node it was in.
            0 => return self.reader.small(),
            // A gap.
            10 => return Err(Fault::Incomplete),
            _ => {}
        }
        let origin = if info & ORIGIN != 0 { Some(self.id()?) } else { None };
        let right = if info & RIGHT_ORIGIN != 0 { Some(self.id()?) } else { None };
        let mut key = "";
        let place = match (origin, right) {
            (Some(beside), _) | (None, Some(beside)) => Place::Beside(beside),
            (None, None) => {
                let place = if self.reader.number()? == 1 {
                    let root = self.reader.text()?;
                    if !ROOTS.contains(&root) {
                        return Err(Fault::Foreign("parts of that name"));
                    }
                    key = root;
                    Place::Root
                } else {
                    Place::Inside(self.id()?)
                };
                if info & KEY != 0 {
                    key = self.reader.text()?;
                }
                place
            }
        };
        let first_in = match place {
            Place::Inside(id) => id,
            Place::Root => (0, 0),
            Place::Beside(_) => origin.unwrap_or((u64::MAX, 0)),
        };
        // What begins at the left edge before something is told apart by that something.
        let behind = if origin.is_none() { right.unwrap_or(first_in) } else { first_in };
        let siblings = self.siblings.entry((behind, key)).or_default();
        *siblings += 1;
        if *siblings > self.together {
            return Err(Fault::TooLarge { limit: self.together });
        }
        let length = self.content(info & CONTENT)?;
        self.parts.entry(client).or_default().push(Part { clock, length, place, level: None });
        Ok(length)
    }

    fn content(&mut self, kind: u8) -> Result<u32, Fault> {
        match kind {
            1 => self.reader.small(),
            2 | 5 => Err(Fault::Foreign("embedded objects")),
            3 => Err(Fault::Foreign("binary data")),
            4 => u32::try_from(self.reader.text()?.encode_utf16().count()).map_err(|_| Fault::Malformed),
            6 => {
                self.reader.bytes()?;
                let json = self.reader.text()?;
                // serde_json bounds the depth itself.
                serde_json::from_str::<serde::de::IgnoredAny>(json).map_err(|_| Fault::Malformed)?;
                Ok(1)
            }
            7 => {
                match self.reader.byte()? {
                    ELEMENT => drop(self.reader.text()?),
                    TEXT => {}
                    _ => return Err(Fault::Foreign("lists, maps or texts of their own")),
                }
                Ok(1)
            }
            8 => {
                let values = self.reader.count()?;
                for _ in 0..values {
                    self.value(0)?;
                }
                Ok(values as u32)
            }
            9 => Err(Fault::Foreign("documents of their own")),
            _ => Err(Fault::Malformed),
        }
    }

    fn value(&mut self, level: usize) -> Result<(), Fault> {
        if level > MAX_VALUE_LEVELS {
            return Err(Fault::TooLarge { limit: MAX_VALUE_LEVELS });
        }
        match self.reader.byte()? {
            120 | 121 | 126 | 127 => {}
            125 => {
                // Signed: six bits in the first byte, seven in each further one.
                for place in 0.. {
                    if place == 10 {
                        return Err(Fault::Malformed);
                    }
                    if self.reader.byte()? < 0x80 {
                        break;
                    }
                }
            }
            124 => drop(self.reader.take(4)?),
            122 | 123 => drop(self.reader.take(8)?),
            119 => drop(self.reader.text()?),
            118 => {
                let entries = self.reader.count()?;
                self.counted(entries)?;
                for _ in 0..entries {
                    self.reader.text()?;
                    self.value(level + 1)?;
                }
            }
            117 => {
                let items = self.reader.count()?;
                self.counted(items)?;
                for _ in 0..items {
                    self.value(level + 1)?;
                }
            }
            116 => return Err(Fault::Foreign("binary data")),
            _ => return Err(Fault::Malformed),
        }
        Ok(())
    }

    fn deletions(&mut self) -> Result<(), Fault> {
        let clients = self.reader.count()?;
        for _ in 0..clients {
            self.reader.number()?;
            let ranges = self.reader.count()?;
            self.counted(ranges)?;
            for _ in 0..ranges {
                let (clock, length) = (self.reader.small()?, self.reader.small()?);
                clock.checked_add(length).ok_or(Fault::Malformed)?;
            }
        }
        Ok(())
    }

    /// Refuses nesting that is too deep, and parts that stand in each other.
    fn levels(&mut self) -> Result<(), Fault> {
        let mut path: Vec<(u64, usize)> = Vec::new();
        let clients: Vec<u64> = self.parts.keys().copied().collect();
        for client in clients {
            for index in 0..self.parts[&client].len() {
                path.push((client, index));
                while let Some((client, index)) = path.last().copied() {
                    let Part { place, level, .. } = self.parts[&client][index];
                    if level.is_some_and(|level| level != u32::MAX) {
                        path.pop();
                        continue;
                    }
                    let (other, deeper) = match place {
                        Place::Root => (None, 0),
                        Place::Inside(id) => (Some(id), 1),
                        Place::Beside(id) => (Some(id), 0),
                    };
                    let above = match other.and_then(|id| self.find(id)) {
                        None => 0,
                        Some((client_of, at)) => match self.parts[&client_of][at].level {
                            None => {
                                self.set_level(client, index, u32::MAX);
                                path.push((client_of, at));
                                continue;
                            }
                            Some(u32::MAX) => return Err(Fault::Malformed),
                            Some(level) => level,
                        },
                    };
                    if above + deeper > MAX_LEVELS as u32 {
                        return Err(Fault::of_body(Flaw::Deep { most: MAX_LEVELS }));
                    }
                    self.set_level(client, index, above + deeper);
                    path.pop();
                }
            }
        }
        Ok(())
    }

    fn set_level(&mut self, client: u64, index: usize, level: u32) {
        if let Some(part) = self.parts.get_mut(&client).and_then(|parts| parts.get_mut(index)) {
            part.level = Some(level);
        }
    }

    /// The part of this update that an id is in.
    fn find(&self, (client, clock): Id) -> Option<(u64, usize)> {
        let parts = self.parts.get(&client)?;
        let at = parts.partition_point(|part| part.clock <= clock).checked_sub(1)?;
        (clock - parts[at].clock < parts[at].length).then_some((client, at))
    }
}
