//! Walks through a Ghost export of any size, handing out one row at a time.
//!
//! ```text
//! export  = { "db": [ site … ] } | site
//! site    = { "meta": value, "data": { table: [ row … ] | null … }, other: value … }
//! ```
//!
//! It looks at structure only (strings, brackets, commas); what stands in a row is parsed by whoever wanted the row. One buffer
//! and one row are in memory at a time.

use std::io::Read;

use memchr::{memchr_iter, memchr2};

use super::damage::{Damage, Result};

const BUFFER: usize = 256 * 1024;
const DEEPEST: usize = 120;
const LONGEST_KEY: usize = 512;

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// JSON path: `db[0].data.posts[17]`.
    pub(crate) path: String,
    /// First byte of the row, from the start of the file.
    pub(crate) byte: u64,
    /// Its line, from 1.
    pub(crate) line: u64,
}

/// What takes the rows.
pub(crate) trait Sink {
    /// Whether rows of `table` are handed out; others are skipped, but must be well-formed.
    fn wants(&mut self, table: &str) -> bool;
    /// One row as it stands in the file: valid UTF-8, not yet valid JSON.
    fn row(&mut self, table: &str, place: Place, row: &str) -> Result<()>;
    /// The `meta` of a site.
    fn meta(&mut self, place: Place, meta: &str) -> Result<()>;
    /// Whether to go on: a sink that has met an error elsewhere answers false, and the walk ends early.
    fn goes_on(&self) -> bool {
        true
    }
}

/// Limits of a walk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of the whole JSON text.
    pub(crate) file: u64,
    /// Bytes of one row.
    pub(crate) row: usize,
}

/// Walks through `input` from its beginning to its end.
///
/// # Errors
/// Anything that is not a whole Ghost export in UTF-8 within the limits, and whatever the sink refuses.
pub(crate) fn scan(file: &str, input: impl Read, limits: Limits, sink: &mut dyn Sink) -> Result<()> {
    let mut scanner = Scanner {
        file,
        input,
        limits,
        buffer: vec![0; BUFFER],
        at: 0,
        end: 0,
        before: 0,
        lines: 0,
        path: Vec::new(),
        sink,
    };
    scanner.export()
}

enum Step {
    Key(String),
    Index(u64),
}

struct Scanner<'a, R> {
    file: &'a str,
    input: R,
    limits: Limits,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    /// Bytes and line ends before the buffer.
    before: u64,
    lines: u64,
    path: Vec<Step>,
    sink: &'a mut dyn Sink,
}

impl<R: Read> Scanner<'_, R> {
    fn export(&mut self) -> Result<()> {
        self.encoding()?;
        if self.peek()? != b'{' {
            return Err(self.damage("is not a Ghost export: it does not begin with {"));
        }
        let mut sites = 0;
        let mut own_data = false;
        self.object(|scanner, key| match key {
            "db" => {
                if scanner.peek()? != b'[' {
                    return Err(scanner.damage("must be a list"));
                }
                scanner.array(|scanner, _| {
                    let has_data = scanner.site()?;
                    sites += usize::from(has_data);
                    Ok(())
                })
            }
            _ => {
                let found = scanner.site_key(key)?;
                own_data |= found;
                Ok(())
            }
        })?;
        if sites == 0 && !own_data {
            return Err(Damage::of(self.file, "is not a Ghost export: it has no db[0].data"));
        }
        if self.next_byte()?.is_some() {
            return Err(self.damage("there is text after the end of the export"));
        }
        Ok(())
    }

    /// One element of `db`; whether it had data.
    fn site(&mut self) -> Result<bool> {
        if self.peek()? != b'{' {
            return Err(self.damage("must be an object with meta and data"));
        }
        let mut found = false;
        self.object(|scanner, key| {
            found |= scanner.site_key(key)?;
            Ok(())
        })?;
        Ok(found)
    }

    fn site_key(&mut self, key: &str) -> Result<bool> {
        match key {
            "meta" => {
                let (place, row) = self.captured()?;
                self.sink.meta(place, &row)?;
                Ok(false)
            }
            "data" => {
                if self.peek()? != b'{' {
                    return Err(self.damage("must be an object of tables"));
                }
                self.object(|scanner, table| scanner.table(table))?;
                Ok(true)
            }
            _ => self.skip(None).map(|()| false),
        }
    }

    fn table(&mut self, table: &str) -> Result<()> {
        let wanted = self.sink.wants(table);
        match self.peek()? {
            b'[' => {}
            b'n' => return self.skip(None),
            _ => return Err(self.damage("must be a list of rows")),
        }
        self.array(|scanner, _| {
            if scanner.peek()? != b'{' {
                return Err(scanner.damage("must be an object"));
            }
            if !wanted {
                return scanner.skip(None);
            }
            let (place, row) = scanner.captured()?;
            scanner.sink.row(table, place, &row)?;
            if scanner.sink.goes_on() { Ok(()) } else { Err(Damage::of(scanner.file, "stopped")) }
        })
    }

    fn captured(&mut self) -> Result<(Place, String)> {
        self.peek()?;
        let place =
            Place { path: self.path(), byte: self.before + self.at as u64, line: self.line_at(self.at) };
        let mut row = Vec::with_capacity(1024);
        self.skip(Some(&mut row))?;
        match String::from_utf8(row) {
            Ok(row) => Ok((place, row)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let line = place.line + memchr_iter(b'\n', &bytes[..offset]).count() as u64;
                Err(Damage {
                    file: self.file.to_owned(),
                    path: Some(place.path),
                    at: Some((place.byte + offset as u64, line)),
                    what: format!(
                        "byte 0x{:02X} is not UTF-8; the file looks like Latin-1 or another old encoding. Save it as UTF-8 and try again",
                        bytes[offset]
                    ),
                })
            }
        }
    }

    /// The members of an object; `member` must consume the value.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> Result<()>) -> Result<()> {
        self.expect(b'{')?;
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek()? != b'"' {
                return Err(self.damage("a key in quotation marks is missing here"));
            }
            let mut raw = Vec::new();
            self.skip(Some(&mut raw))?;
            let key: String = (raw.len() <= LONGEST_KEY)
                .then(|| serde_json::from_slice(&raw).ok())
                .flatten()
                .ok_or_else(|| self.damage("this key is not readable"))?;
            self.expect(b':')?;
            self.path.push(Step::Key(key.clone()));
            member(self, &key)?;
            self.path.pop();
            if !self.another(b'}')? {
                return Ok(());
            }
        }
    }

    fn array(&mut self, mut element: impl FnMut(&mut Self, u64) -> Result<()>) -> Result<()> {
        self.expect(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(());
        }
        for index in 0.. {
            self.path.push(Step::Index(index));
            element(self, index)?;
            self.path.pop();
            if !self.another(b']')? {
                break;
            }
        }
        Ok(())
    }

    /// After a value: a comma (true) or the closing bracket (false).
    fn another(&mut self, close: u8) -> Result<bool> {
        let byte = self.peek()?;
        if byte == b',' || byte == close {
            self.at += 1;
            return Ok(byte == b',');
        }
        Err(self.damage(format!("expected a comma or {} here, found {}", close as char, printable(byte))))
    }

    fn expect(&mut self, wanted: u8) -> Result<()> {
        let byte = self.peek()?;
        if byte != wanted {
            return Err(self.damage(format!("expected {} here, found {}", wanted as char, printable(byte))));
        }
        self.at += 1;
        Ok(())
    }

    /// Passes over one value, copying it when asked to.
    fn skip(&mut self, mut copy: Option<&mut Vec<u8>>) -> Result<()> {
        let mut open: Vec<u8> = Vec::new();
        let mut in_string = false;
        let mut escaped = false;
        let mut begun = false;
        self.peek()?;
        loop {
            if self.at == self.end && !self.fill()? {
                return if begun && open.is_empty() && !in_string { Ok(()) } else { Err(self.truncated()) };
            }
            let chunk = &self.buffer[self.at..self.end];
            let mut taken = 0;
            let mut finished = false;
            let mut wrong = None;
            while taken < chunk.len() {
                if in_string {
                    if std::mem::take(&mut escaped) {
                        taken += 1;
                        continue;
                    }
                    match memchr2(b'"', b'\\', &chunk[taken..]) {
                        None => taken = chunk.len(),
                        Some(offset) => {
                            taken += offset + 1;
                            escaped = chunk[taken - 1] == b'\\';
                            in_string = escaped;
                            if !in_string && open.is_empty() {
                                finished = true;
                                break;
                            }
                        }
                    }
                    continue;
                }
                let byte = chunk[taken];
                match byte {
                    b'"' if begun && open.is_empty() => finished = true,
                    b'"' => in_string = true,
                    b'{' | b'[' => open.push(byte + 2),
                    b'}' | b']' if open.is_empty() => finished = true,
                    b'}' | b']' => {
                        if open.pop() != Some(byte) {
                            wrong =
                                Some(format!("{} closes something that was opened otherwise", byte as char));
                        }
                        if open.is_empty() {
                            taken += 1;
                            finished = true;
                        }
                    }
                    b',' | b' ' | b'\n' | b'\r' | b'\t' if open.is_empty() => finished = true,
                    _ => {}
                }
                if open.len() > DEEPEST {
                    wrong = Some(format!("is nested more than {DEEPEST} deep"));
                }
                if finished || wrong.is_some() {
                    break;
                }
                begun = true;
                taken += 1;
            }
            if let Some(copy) = copy.as_deref_mut() {
                copy.extend_from_slice(&chunk[..taken]);
                if copy.len() > self.limits.row {
                    wrong =
                        Some(format!("is larger than {} MiB, the limit of one row", self.limits.row >> 20));
                }
            }
            self.at += taken;
            if let Some(wrong) = wrong {
                return Err(self.damage(wrong));
            }
            if finished {
                return if begun { Ok(()) } else { Err(self.damage("a value is missing here")) };
            }
        }
    }

    /// The next byte that is no white space, not consumed.
    fn peek(&mut self) -> Result<u8> {
        self.next_byte()?.ok_or_else(|| self.truncated())
    }

    fn next_byte(&mut self) -> Result<Option<u8>> {
        loop {
            while self.at < self.end {
                let byte = self.buffer[self.at];
                if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                    return Ok(Some(byte));
                }
                self.at += 1;
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Reads the next buffer; false at the end of the file.
    fn fill(&mut self) -> Result<bool> {
        self.before += self.end as u64;
        self.lines += memchr_iter(b'\n', &self.buffer[..self.end]).count() as u64;
        self.at = 0;
        self.end = 0;
        let count = loop {
            match self.input.read(&mut self.buffer) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.damage(format!("cannot be read any further: {error}"))),
                Ok(count) => break count,
            }
        };
        self.end = count;
        if self.before + count as u64 > self.limits.file {
            return Err(self.damage(format!(
                "is larger than {} MiB unpacked; --max-size raises the limit",
                self.limits.file >> 20
            )));
        }
        Ok(count > 0)
    }

    /// Passes over a byte order mark and refuses what is not UTF-8 at first sight.
    fn encoding(&mut self) -> Result<()> {
        if !self.fill()? {
            return Err(Damage::of(self.file, "is empty"));
        }
        let start = &self.buffer[..self.end];
        let wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
        if wide || start.iter().take(4).any(|&byte| byte == 0) {
            return Err(Damage::of(
                self.file,
                "is UTF-16 or UTF-32 text, or not text at all. Save it as UTF-8 and try again",
            ));
        }
        if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.at = 3;
        }
        Ok(())
    }

    fn line_at(&self, at: usize) -> u64 {
        self.lines + memchr_iter(b'\n', &self.buffer[..at]).count() as u64 + 1
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.push_str(&format!(".{key}")),
            }
        }
        path
    }

    fn damage(&self, what: impl Into<String>) -> Damage {
        let path = self.path();
        Damage {
            file: self.file.to_owned(),
            path: (!path.is_empty()).then_some(path),
            at: Some((self.before + self.at as u64, self.line_at(self.at))),
            what: what.into(),
        }
    }

    fn truncated(&self) -> Damage {
        self.damage("the file ends here, in the middle of the export. It was not copied or written whole")
    }
}

fn printable(byte: u8) -> String {
    if byte.is_ascii_graphic() { (byte as char).to_string() } else { format!("byte 0x{byte:02X}") }
}
