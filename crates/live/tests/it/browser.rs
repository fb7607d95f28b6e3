//! A browser's copy of a story, as y-prosemirror would change it.

use document::{Document, Trust};
use live::{Fault, Manuscript, Story};
use serde_json::Value;
use yrs::{
    Any, Array, Doc, OffsetKind, Options, Out, ReadTxn, StateVector, Text, TextRef, Transact, TransactionMut,
    Update, Xml, XmlElementPrelim, XmlElementRef, XmlFragment, XmlFragmentRef, XmlTextPrelim, XmlTextRef,
    updates::{decoder::Decode, encoder::Encode},
};

pub(crate) struct Browser {
    pub(crate) doc: Doc,
    pub(crate) body: XmlFragmentRef,
    pub(crate) title: TextRef,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let body = doc.get_or_insert_xml_fragment("body");
        let title = doc.get_or_insert_text("title");
        doc.get_or_insert_text("standfirst");
        Self { doc, body, title }
    }

    /// A browser that has loaded a story.
    pub(crate) fn open(manuscript: &Manuscript) -> Self {
        let browser = Self::new();
        browser.fetch(manuscript);
        browser
    }

    /// Takes over what the server has.
    pub(crate) fn fetch(&self, manuscript: &Manuscript) {
        let seen = self.doc.transact().state_vector().encode_v1();
        self.hear(&manuscript.since(&seen).unwrap());
    }

    pub(crate) fn hear(&self, update: &[u8]) {
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }

    /// Changes the copy; what a provider would send of it.
    pub(crate) fn edit<T>(&self, work: impl FnOnce(&Self, &mut TransactionMut<'_>) -> T) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        work(self, &mut txn);
        txn.commit();
        txn.encode_update_v1()
    }

    /// Everything the copy has.
    pub(crate) fn all(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// A new block with words at a place.
    pub(crate) fn block(
        &self,
        txn: &mut TransactionMut<'_>,
        at: u32,
        name: &str,
        words: &str,
    ) -> XmlElementRef {
        let element = self.body.insert(txn, at, XmlElementPrelim::empty(name));
        if !words.is_empty() {
            element.insert(txn, 0, XmlTextPrelim::new(words));
        }
        element
    }

    /// A card.
    pub(crate) fn card(
        &self,
        txn: &mut TransactionMut<'_>,
        name: &str,
        attrs: &[(&str, Any)],
    ) -> XmlElementRef {
        let end = self.body.len(txn);
        let element = self.body.insert(txn, end, XmlElementPrelim::empty(name));
        for (key, value) in attrs {
            element.insert_attribute(txn, *key, value.clone());
        }
        element
    }

    pub(crate) fn node<T: ReadTxn>(&self, txn: &T, at: u32) -> XmlElementRef {
        match Array::get::<T>(AsRef::<yrs::ArrayRef>::as_ref(&self.body), txn, at) {
            Some(Out::YXmlElement(element)) => element,
            other => panic!("no block at {at}: {other:?}"),
        }
    }

    pub(crate) fn words<T: ReadTxn>(&self, txn: &T, at: u32) -> XmlTextRef {
        match Array::get::<T>(AsRef::<yrs::ArrayRef>::as_ref(&self.node(txn, at)), txn, 0) {
            Some(Out::YXmlText(text)) => text,
            other => panic!("no words in block {at}: {other:?}"),
        }
    }

    /// Types words into a block.
    pub(crate) fn type_into(&self, block: u32, at: u32, words: &str) -> Vec<u8> {
        self.edit(|browser, txn| browser.words(txn, block).insert(txn, at, words))
    }
}

/// A story of HTML.
pub(crate) fn story(html: &str) -> Story {
    let body = Document::from_html(html, Trust::Trusted).unwrap().document;
    Story { title: "Bridge closed".to_owned(), standfirst: "For a week.".to_owned(), body }
}

pub(crate) fn manuscript(html: &str) -> Manuscript {
    Manuscript::begin(&story(html)).unwrap()
}

/// A story that is a gallery of two pictures and a paragraph.
pub(crate) fn with_gallery() -> Manuscript {
    let body = Document::from_json(
        r#"{"type":"doc","content":[
            {"type":"gallery","attrs":{"images":[{"src":"/1.jpg","alt":"One"},{"src":"/2.jpg"}],"caption":"Both"}},
            {"type":"paragraph","content":[{"type":"text","text":"Words"}]}]}"#,
    );
    let story = Story { title: "Quays".to_owned(), standfirst: String::new(), body: body.unwrap() };
    Manuscript::begin(&story).unwrap()
}

/// The body as HTML.
pub(crate) fn html(manuscript: &Manuscript) -> String {
    manuscript.story().unwrap().body.to_html(&document::HtmlOptions::default())
}

/// The body as JSON.
pub(crate) fn json(manuscript: &Manuscript) -> Value {
    serde_json::from_str(&manuscript.story().unwrap().body.to_json()).unwrap()
}

/// What an edit leads to on a new story; the story stays as it was when it is refused, and goes on to work.
pub(crate) fn refusal<T>(work: impl FnOnce(&Browser, &mut TransactionMut<'_>) -> T) -> Fault {
    let mut manuscript = manuscript("<p>One</p><p>Two</p>");
    let browser = Browser::open(&manuscript);
    let update = browser.edit(work);
    refused(&mut manuscript, &update)
}

/// Why an update is refused.
#[track_caller]
pub(crate) fn refused(manuscript: &mut Manuscript, update: &[u8]) -> Fault {
    let before = (manuscript.story().unwrap(), manuscript.state_vector());
    let fault = manuscript.take(update, Trust::Trusted).expect_err("it must be refused");
    assert_eq!((manuscript.story().unwrap(), manuscript.state_vector()), before);
    let next = Browser::open(manuscript);
    manuscript
        .take(&next.edit(|browser, txn| browser.block(txn, 0, "paragraph", "Next")), Trust::Untrusted)
        .unwrap();
    assert!(html(manuscript).contains("<p>Next</p>"));
    fault
}
