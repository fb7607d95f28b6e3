//! People who write in one story: a session, a copy of the story, a socket, as a browser has them.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use newsroom::Role;
use serde_json::Value;
use socket2::{Domain, Socket, Type};
use store::{Author, AuthorRecord, Id, SessionRow, StaffRow, Store};
use tungstenite::{HandshakeError, Message, WebSocket, client::IntoClientRequest, http::HeaderValue};
use yrs::{
    Array, ArrayRef, Doc, GetString, OffsetKind, Options, Out, ReadTxn, StateVector, Text, Transact,
    TransactionMut, Update, XmlElementPrelim, XmlFragment, XmlFragmentRef, XmlTextPrelim,
    encoding::{read::Cursor, read::Read, write::Write},
    updates::{decoder::Decode, encoder::Encode},
};

/// Somebody with an account and an open session; the token goes into the cookie `masthead_room`.
///
/// # Panics
/// When the store refuses it.
pub fn sign_in(store: &Store, role: Role, name: &str) -> (Id, String) {
    let (id, now) = (Id::generate(0), 0);
    let token = format!("{name}-{id}");
    let slug: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    store
        .write(|writer| {
            let author = Author::named(id, &format!("{slug}-{id}"), name, now);
            writer.put_author(&AuthorRecord { author, email: None, status: "active".into() })?;
            writer.put_staff(&StaffRow {
                id,
                email: format!("{id}@example.org").into(),
                role: role.as_str().into(),
                active: true,
                password_hash: None,
                language: "en".into(),
                created_at: now,
                seen_at: None,
            })?;
            writer.add_session(&SessionRow {
                token_hash: credentials::digest(&token).into(),
                user: id,
                created_at: now,
                seen_at: i64::MAX / 2,
                expires_at: i64::MAX / 2,
                proof: "passkey".into(),
                proved_at: now,
                agent: "test".into(),
                address: "127.0.0.1".into(),
            })
        })
        .expect("a session");
    (id, token)
}

/// Ends the session of a token.
///
/// # Panics
/// When the store refuses it.
pub fn sign_out(store: &Store, token: &str) {
    let session = credentials::digest(token);
    store.write::<_, store::Error>(|writer| writer.end_session(&session)).expect("it ends");
}

/// Somebody's copy of a story, with or without a socket.
pub struct Writer {
    /// The copy.
    pub doc: Doc,
    /// Its body.
    pub body: XmlFragmentRef,
    /// What they were told beside the text.
    pub notices: Vec<Value>,
    /// States of others, as they were told.
    pub others: Vec<String>,
    /// Clocks of their own up to which everything is known to be stored.
    pub stored: u32,
    /// Where their sockets come from: any address of 127.0.0.0/8.
    pub home: Ipv4Addr,
    socket: Option<WebSocket<TcpStream>>,
    token: String,
    /// The clock of their own after each change that this socket carried.
    sent: Vec<u32>,
    synced: bool,
}

/// Why there is no socket: the status of the answer.
pub type Refusal = u16;

impl Writer {
    /// Somebody with an empty copy and no socket.
    pub fn new(token: &str) -> Self {
        let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let body = doc.get_or_insert_xml_fragment("body");
        doc.get_or_insert_text("title");
        doc.get_or_insert_text("standfirst");
        Self {
            body,
            doc,
            notices: Vec::new(),
            others: Vec::new(),
            stored: 0,
            home: Ipv4Addr::LOCALHOST,
            socket: None,
            token: token.to_owned(),
            sent: Vec::new(),
            synced: false,
        }
    }

    /// Opens a socket on a story of the server at `http://HOST:PORT`.
    ///
    /// # Errors
    /// The status when the server refuses.
    ///
    /// # Panics
    /// When there is no server.
    pub fn connect(&mut self, address: &str, story: &str) -> Result<(), Refusal> {
        self.connect_from(address, story, address)
    }

    fn stream(&self, server: SocketAddr) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.bind(&SocketAddr::from((self.home, 0)).into()).expect("an address of this machine");
        socket.connect(&server.into()).expect("a server");
        socket.set_tcp_nodelay(true).expect("a socket");
        socket.into()
    }

    /// The same from a page of this origin.
    ///
    /// # Errors
    /// The status when the server refuses.
    ///
    /// # Panics
    /// When there is no server.
    pub fn connect_from(&mut self, address: &str, story: &str, origin: &str) -> Result<(), Refusal> {
        let host = address.trim_start_matches("http://");
        let stream = self.stream(host.parse().expect("an address and a port"));
        let mut request = format!("ws://{host}/room/live/{story}").into_client_request().expect("an address");
        let header = |text: &str| HeaderValue::from_str(text).expect("a header");
        request.headers_mut().insert("origin", header(origin));
        request.headers_mut().insert("cookie", header(&format!("masthead_room={}", self.token)));
        let (socket, _) = match tungstenite::client(request, stream) {
            Ok(opened) => opened,
            Err(HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                return Err(answer.status().as_u16());
            }
            Err(error) => panic!("no answer: {error}"),
        };
        self.socket = Some(socket);
        self.sent.clear();
        self.synced = false;
        let seen = self.doc.transact().state_vector().encode_v1();
        self.send(&frame(&[0, 0], &seen));
        Ok(())
    }

    /// Whether there is a socket.
    pub fn is_connected(&self) -> bool {
        self.socket.is_some()
    }

    /// Loses the socket, without a word.
    pub fn vanish(&mut self) {
        self.socket = None;
    }

    /// Sends any bytes as a frame.
    pub fn send(&mut self, bytes: &[u8]) {
        let Some(socket) = &mut self.socket else { return };
        if socket.send(Message::binary(bytes.to_vec())).is_err() {
            self.socket = None;
        }
    }

    /// Sends a text frame, which nobody expects.
    pub fn send_text(&mut self, text: &str) {
        if let Some(socket) = &mut self.socket {
            let _ = socket.send(Message::text(text.to_owned()));
        }
    }

    /// Tells where the cursor is: a state as y-protocols writes it.
    pub fn tell(&mut self, state: &Value) {
        let mut update = Vec::new();
        update.write_var(1u32);
        update.write_var(self.doc.client_id().get());
        update.write_var(1u32);
        update.write_string(&state.to_string());
        self.send(&frame(&[1], &update));
    }

    /// Changes the copy, and sends the change when there is a socket.
    pub fn edit<T>(&mut self, work: impl FnOnce(&XmlFragmentRef, &mut TransactionMut<'_>) -> T) {
        let update = {
            let mut txn = self.doc.transact_mut();
            work(&self.body, &mut txn);
            txn.commit();
            txn.encode_update_v1()
        };
        if self.synced {
            self.send_change(&update);
        }
    }

    /// Adds a paragraph with these words at a place.
    pub fn add(&mut self, at: u32, words: &str) {
        self.edit(|body, txn| {
            let at = at.min(body.len(txn));
            body.insert(txn, at, XmlElementPrelim::empty("paragraph")).insert(
                txn,
                0,
                XmlTextPrelim::new(words),
            );
        });
    }

    /// Types into the first paragraph.
    pub fn type_at_start(&mut self, words: &str) {
        self.edit(|body, txn| {
            let children: &ArrayRef = body.as_ref();
            if let Some(Out::YXmlElement(first)) = children.get(txn, 0)
                && let Some(text) = first.get(txn, 0).and_then(yrs::XmlOut::into_xml_text)
            {
                text.insert(txn, 0, words);
            }
        });
    }

    fn own_clock(&self) -> u32 {
        self.doc.transact().state_vector().get(&self.doc.client_id())
    }

    fn send_change(&mut self, update: &[u8]) {
        let clock = self.own_clock();
        self.sent.push(clock);
        self.send(&frame(&[0, 2], update));
    }

    /// Reads what comes within a time; `false` when the socket has gone.
    pub fn hear(&mut self, within: Duration) -> bool {
        let end = Instant::now() + within;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return self.socket.is_some();
            }
            if !self.hear_one(left) {
                return false;
            }
        }
    }

    /// Reads until something holds; panics when it does not within 30 seconds or the socket has gone.
    ///
    /// # Panics
    /// See above.
    #[track_caller]
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            assert!(started.elapsed() < Duration::from_secs(30), "in vain: {what}; {:?}", self.notices);
            assert!(
                self.hear_one(Duration::from_millis(200)),
                "the socket has gone: {what}; {:?}",
                self.notices
            );
        }
    }

    /// Waits until the server has told its state.
    #[track_caller]
    pub fn until_synced(&mut self) {
        self.until("the server's state", |writer| writer.synced);
    }

    /// Waits until everything of their own is stored.
    #[track_caller]
    pub fn until_stored(&mut self) {
        self.until("everything stored", |writer| writer.stored >= writer.own_clock());
    }

    /// Reads one frame, waiting at most so long; `false` when the socket has gone.
    fn hear_one(&mut self, within: Duration) -> bool {
        let Some(socket) = &mut self.socket else { return false };
        socket.get_ref().set_read_timeout(Some(within.max(Duration::from_millis(1)))).expect("a socket");
        match socket.read() {
            Ok(Message::Binary(bytes)) => {
                self.take(&bytes);
                true
            }
            Ok(Message::Close(_)) => {
                self.socket = None;
                false
            }
            Ok(_) => true,
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
            {
                true
            }
            Err(_) => {
                self.socket = None;
                false
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let mut reader = Cursor::new(bytes);
        let kind: u32 = reader.read_var().expect("a kind");
        match kind {
            0 => {
                let step: u32 = reader.read_var().expect("a step");
                let content = reader.read_buf().expect("content").to_vec();
                if step == 0 {
                    let seen = StateVector::decode_v1(&content).expect("a state vector");
                    let lacking = self.doc.transact().encode_state_as_update_v1(&seen);
                    self.send_change(&lacking);
                } else {
                    let update = Update::decode_v1(&content).expect("an update");
                    self.doc.transact_mut().apply_update(update).expect("a change that fits");
                    self.synced |= step == 1;
                }
            }
            1 => {
                let content = reader.read_buf().expect("content").to_vec();
                let mut states = Cursor::new(&content);
                for _ in 0..states.read_var::<u32>().expect("a count") {
                    let _browser: u64 = states.read_var().expect("a browser");
                    let _clock: u32 = states.read_var().expect("a clock");
                    self.others.push(states.read_string().expect("a state").to_owned());
                }
            }
            100 => {
                let count: u32 = reader.read_var().expect("a count");
                let clock = self.sent[count as usize - 1];
                self.stored = self.stored.max(clock);
            }
            101 => {
                let notice = serde_json::from_str(reader.read_string().expect("a text")).expect("JSON");
                self.notices.push(notice);
            }
            other => panic!("a frame of kind {other}"),
        }
    }

    /// Whether the first paragraph has these words among its first characters.
    pub fn begins_with(&self, words: &str, characters: usize) -> bool {
        let txn = self.doc.transact();
        let first = self.body.get(&txn, 0).and_then(yrs::XmlOut::into_xml_element);
        let text = first.and_then(|first| first.get(&txn, 0)).and_then(yrs::XmlOut::into_xml_text);
        text.is_some_and(|text| {
            text.get_string(&txn).chars().take(characters).collect::<String>().contains(words)
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        self.body.get_string(&self.doc.transact())
    }
}

/// A frame: its kind and bytes.
pub fn frame(kind: &[u32], bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 8);
    kind.iter().for_each(|number| out.write_var(*number));
    out.write_buf(bytes);
    out
}
