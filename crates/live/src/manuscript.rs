//! The shared document of one story.

use std::{
    mem::ManuallyDrop,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use document::Trust;
use parking_lot::Mutex;
use serde_json::Value;
use yrs::{
    ClientID, DeepObservable, Doc, OffsetKind, Options, ReadTxn, StateVector, TextRef, Transact,
    TransactionMut, Update, XmlFragmentRef, merge_updates_v1,
    updates::{decoder::Decode, encoder::Encode},
};

use crate::{
    Fault, Story,
    check::{self, Touched},
    clean,
    lib0::Reader,
    limits::{MAX_STATE, MAX_STATE_PARTS, REBASE},
    read, rewrite,
    survey::{survey, survey_stored},
    write,
};

/// The shared document of one story. A change that is refused leaves it as it was.
pub struct Manuscript {
    shared: Shared,
    /// The document at some moment, and every change since: what it is made anew from when a change turns out to be wrong.
    base: Vec<u8>,
    since_base: Vec<Vec<u8>>,
    bytes_since_base: usize,
    parts: usize,
}

impl std::fmt::Debug for Manuscript {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Manuscript").field("bytes", &self.size()).field("parts", &self.parts).finish()
    }
}

/// What became of a change that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the document changed by.
    pub change: Vec<u8>,
    /// HTML in it was cleaned: whoever sent it must be told the change too.
    pub cleaned: bool,
}

/// Several changes as one; as they are when they cannot be put together.
pub fn together(changes: &[Vec<u8>]) -> Vec<Vec<u8>> {
    if changes.len() > 1
        && let Ok(Ok(one)) = catch_unwind(|| merge_updates_v1(changes))
    {
        return vec![one];
    }
    changes.to_vec()
}

/// The document with its three shared types.
struct Shared {
    doc: Doc,
    body: XmlFragmentRef,
    title: TextRef,
    standfirst: TextRef,
    touched: Arc<Mutex<Touched>>,
}

impl Shared {
    fn new() -> Self {
        // Offsets as in the browser; formats are left as people set them.
        let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let body = doc.get_or_insert_xml_fragment("body");
        let touched = Arc::new(Mutex::new(Touched::default()));
        let looking = Arc::clone(&touched);
        body.observe_deep("schema", move |txn, events| looking.lock().look(txn, events));
        Self {
            body,
            title: doc.get_or_insert_text("title"),
            standfirst: doc.get_or_insert_text("standfirst"),
            doc,
            touched,
        }
    }

    /// Runs one transaction. What breaks inside it is leaked rather than finished, because finishing could break again.
    fn change<T>(
        &self,
        work: impl FnOnce(&mut TransactionMut<'_>) -> Result<T, Fault>,
    ) -> Result<(T, Option<Vec<u8>>), Fault> {
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let value = work(&mut txn);
            txn.commit();
            let changed = txn.has_changes().then(|| txn.encode_update_v1());
            (value, changed)
        }));
        match outcome {
            Ok((value, changed)) => {
                drop(ManuallyDrop::into_inner(txn));
                Ok((value?, changed))
            }
            Err(_) => Err(Fault::Broken),
        }
    }

    fn apply(&self, update: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let update = decode(update)?;
        let ((), changed) = self.change(|txn| {
            txn.apply_update(update).map_err(|_| Fault::Malformed)?;
            if txn.has_missing_updates() { Err(Fault::Incomplete) } else { Ok(()) }
        })?;
        Ok(changed)
    }

    fn check_lines(&self) -> Result<(), Fault> {
        let txn = self.doc.transact_mut();
        check::line(&txn, &self.title)?;
        check::line(&txn, &self.standfirst)
    }

    fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }
}

fn decode(update: &[u8]) -> Result<Update, Fault> {
    catch_unwind(|| Update::decode_v1(update)).map_err(|_| Fault::Broken)?.map_err(|_| Fault::Malformed)
}

impl Manuscript {
    /// The document of a story that nobody has written in together yet.
    ///
    /// # Errors
    /// [`Fault::Full`] when the story is too long to be written together.
    pub fn begin(story: &Story) -> Result<Self, Fault> {
        let shared = Shared::new();
        let json = serde_json::to_value(&story.body.blocks)
            .map_err(|error| Fault::Schema(document::Error::Unreadable(error.to_string())))?;
        shared.change(|txn| {
            write::insert(txn, &shared.body, 0, json.as_array().map(Vec::as_slice).unwrap_or_default());
            yrs::Text::insert(&shared.title, txn, 0, &story.title);
            yrs::Text::insert(&shared.standfirst, txn, 0, &story.standfirst);
            Ok(())
        })?;
        let base = shared.state();
        let parts = survey_stored(&base).map_err(|_| Fault::Full)?.parts;
        if base.len() > MAX_STATE {
            return Err(Fault::Full);
        }
        Ok(Self { shared, base, since_base: Vec::new(), bytes_since_base: 0, parts })
    }

    /// The document of a stored state.
    ///
    /// # Errors
    /// When it is none of ours.
    pub fn open(state: &[u8]) -> Result<Self, Fault> {
        let parts = survey_stored(state)?.parts;
        let shared = Shared::new();
        shared.apply(state)?;
        Ok(Self { shared, base: state.to_vec(), since_base: Vec::new(), bytes_since_base: 0, parts })
    }

    /// Takes in a change from the store: it was checked when it got there. What is new in it, or nothing.
    ///
    /// # Errors
    /// When it cannot be applied; the document is then as it was.
    pub fn merge(&mut self, update: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let survey = survey_stored(update)?;
        self.attempt(|shared| shared.apply(update), survey.parts)
    }

    /// Takes in a change that somebody sends: refused when it breaks the schema, cleaned of HTML that they may not post. Gives what the
    /// document changed by, to be stored and told to the others; nothing when it was all known.
    ///
    /// # Errors
    /// Why it was refused; the document is then as it was.
    pub fn take(&mut self, update: &[u8], trust: Trust) -> Result<Option<Taken>, Fault> {
        let survey = survey(update)?;
        let seen = self.shared.doc.transact().state_vector();
        if survey.begins.iter().any(|(client, clock)| *clock > seen.get(&ClientID::new(*client))) {
            return Err(Fault::Incomplete);
        }
        let mut cleaned = false;
        let change = self.attempt(|shared| taken(shared, update, trust, &mut cleaned), survey.parts)?;
        Ok(change.map(|change| Taken { change, cleaned }))
    }

    /// Makes the document say what a story says, changing as little as possible. The change, or nothing when it said so already.
    ///
    /// # Errors
    /// [`Fault::Full`], [`Fault::Broken`].
    pub fn rewrite(&mut self, story: &Story) -> Result<Option<Vec<u8>>, Fault> {
        let present = self.story()?;
        let result = self.attempt(
            |shared| {
                let (body, title, standfirst) = (&shared.body, &shared.title, &shared.standfirst);
                let ((), changed) = shared.change(|txn| {
                    rewrite::body(txn, body, &story.body)?;
                    rewrite::line(txn, title, &present.title, &story.title);
                    rewrite::line(txn, standfirst, &present.standfirst, &story.standfirst);
                    Ok(())
                })?;
                Ok(changed)
            },
            0,
        )?;
        self.rebase();
        Ok(result)
    }

    /// What the document says.
    ///
    /// # Errors
    /// [`Fault::Schema`] when a stored document breaks the schema.
    pub fn story(&self) -> Result<Story, Fault> {
        let txn = self.shared.doc.transact();
        let blocks = read::content(&txn, &self.shared.body, 0)?;
        let body = check::document(blocks)?;
        let one_line =
            |text: String| text.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ");
        Ok(Story {
            title: one_line(read::line(&txn, &self.shared.title)).trim().to_owned(),
            standfirst: one_line(read::line(&txn, &self.shared.standfirst)).trim().to_owned(),
            body,
        })
    }

    /// What it has seen of everybody's changes, encoded as in a first sync message.
    pub fn state_vector(&self) -> Vec<u8> {
        self.shared.doc.transact().state_vector().encode_v1()
    }

    /// What somebody lacks who has seen this much.
    ///
    /// # Errors
    /// [`Fault::Malformed`] when that is no state vector.
    pub fn since(&self, state_vector: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut reader = Reader::new(state_vector);
        for _ in 0..reader.count()? {
            reader.number()?;
            reader.small()?;
        }
        if !reader.is_empty() {
            return Err(Fault::Malformed);
        }
        let seen = StateVector::decode_v1(state_vector).map_err(|_| Fault::Malformed)?;
        Ok(self.shared.doc.transact().encode_state_as_update_v1(&seen))
    }

    /// The whole document, to be stored in place of all changes up to now.
    pub fn state(&mut self) -> Vec<u8> {
        self.rebase();
        self.base.clone()
    }

    /// Bytes that it takes in the store, roughly.
    pub fn size(&self) -> usize {
        self.base.len() + self.bytes_since_base
    }

    fn attempt(
        &mut self,
        work: impl FnOnce(&Shared) -> Result<Option<Vec<u8>>, Fault>,
        parts: usize,
    ) -> Result<Option<Vec<u8>>, Fault> {
        match work(&self.shared) {
            Ok(None) => Ok(None),
            Ok(Some(update)) => {
                self.bytes_since_base += update.len();
                self.parts += parts;
                self.since_base.push(update.clone());
                if self.size() > MAX_STATE || self.parts > MAX_STATE_PARTS {
                    self.refuse_growth()?;
                } else if self.bytes_since_base > REBASE.max(self.base.len() / 2) {
                    self.rebase();
                }
                Ok(Some(update))
            }
            Err(fault) => {
                self.put_back()?;
                Err(fault)
            }
        }
    }

    /// The document is as large as it may be: a change that makes it larger still is undone.
    fn refuse_growth(&mut self) -> Result<(), Fault> {
        let state = self.shared.state();
        let within = survey_stored(&state).ok().filter(|_| state.len() <= MAX_STATE);
        match within {
            Some(survey) => {
                self.set_base(state, survey.parts);
                Ok(())
            }
            None if state.len() < self.base.len() => {
                self.set_base(state, MAX_STATE_PARTS);
                Ok(())
            }
            None => {
                self.since_base.pop();
                self.put_back()?;
                self.rebase();
                Err(Fault::Full)
            }
        }
    }

    fn rebase(&mut self) {
        if self.bytes_since_base > 0 {
            let state = self.shared.state();
            let parts = survey_stored(&state).map_or(MAX_STATE_PARTS, |survey| survey.parts);
            self.set_base(state, parts);
        }
    }

    fn set_base(&mut self, state: Vec<u8>, parts: usize) {
        self.base = state;
        self.parts = parts;
        self.since_base.clear();
        self.bytes_since_base = 0;
    }

    fn put_back(&mut self) -> Result<(), Fault> {
        let shared = Shared::new();
        shared.apply(&self.base)?;
        for update in &self.since_base {
            shared.apply(update)?;
        }
        self.shared = shared;
        Ok(())
    }
}

/// Applies what somebody sends, looks at what it touched, and cleans it.
fn taken(
    shared: &Shared,
    update: &[u8],
    trust: Trust,
    was_cleaned: &mut bool,
) -> Result<Option<Vec<u8>>, Fault> {
    *shared.touched.lock() = Touched { collect_cards: trust == Trust::Untrusted, ..Touched::default() };
    let changed = shared.apply(update)?;
    let Touched { cards, fault, .. } = std::mem::take(&mut *shared.touched.lock());
    if let Some(fault) = fault {
        return Err(fault);
    }
    shared.check_lines()?;
    let Some(changed) = changed else { return Ok(None) };
    if cards.is_empty() {
        return Ok(Some(changed));
    }
    let ((), cleaned) = shared.change(|txn| cards.iter().try_for_each(|card| clean::card(txn, card)))?;
    match cleaned {
        None => Ok(Some(changed)),
        Some(cleaned) => {
            *was_cleaned = true;
            merge_updates_v1([changed, cleaned]).map(Some).map_err(|_| Fault::Broken)
        }
    }
}

/// The blocks of a document as JSON.
pub(crate) fn blocks(document: &document::Document) -> Vec<Value> {
    match serde_json::to_value(&document.blocks) {
        Ok(Value::Array(blocks)) => blocks,
        _ => Vec::new(),
    }
}
