//! A popular page as files in memory. The kernel sends a file's pages as they are, where it would copy the bytes of a buffer; that
//! copy is a seventh of what a plain answer costs. Compressed forms are small enough to copy.
//!
//! hyper knows nothing of files. A connection is told which page it sends, and when the bytes that hyper hands to its stream are
//! that page's, the stream takes them from a file. A head holds the date: once a second the page is printed anew with it. It is
//! never printed over: the kernel may still be sending the older one.

use std::{
    io::{self, IoSlice},
    ops::Range,
    os::fd::{AsFd, OwnedFd},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use parking_lot::Mutex;

/// Below this, copying is the shorter way.
const WORTH_IT: usize = 8 << 10;
/// Pages printed at a time; each is a descriptor.
const MOST: usize = 128;
/// A page is printed with another head no sooner than this.
const NEWS: Duration = Duration::from_millis(100);

static PRINTED: AtomicUsize = AtomicUsize::new(0);

/// The bytes of a page, and a file with its head and these.
#[derive(Debug)]
pub(crate) struct Printed {
    body: Bytes,
    latest: Mutex<Option<Arc<Sheet>>>,
}

#[derive(Debug)]
struct Sheet {
    head: Box<[u8]>,
    file: OwnedFd,
    made: Instant,
}

impl Printed {
    /// A page to be printed; `None` where it is not worth it.
    pub(crate) fn of(body: &Bytes) -> Option<Arc<Printed>> {
        if !cfg!(target_os = "linux") || body.len() < WORTH_IT {
            return None;
        }
        if PRINTED.fetch_add(1, Relaxed) >= MOST {
            PRINTED.fetch_sub(1, Relaxed);
            return None;
        }
        Some(Arc::new(Printed { body: body.clone(), latest: Mutex::default() }))
    }

    /// What to send of a file instead of these buffers, if they are the page with its head, or the rest of it.
    pub(crate) fn part(&self, buffers: &[IoSlice<'_>]) -> Option<Part> {
        match buffers {
            [head, body] if self.place(body)?.len() == self.body.len() => {
                let sheet = self.with_head(head)?;
                Some(Part { bytes: 0..head.len() + body.len(), sheet })
            }
            [rest] => {
                let place = self.place(rest)?;
                let sheet = self.latest.lock().clone()?;
                let head = sheet.head.len();
                Some(Part { bytes: head + place.start..head + place.end, sheet })
            }
            _ => None,
        }
    }

    /// Where some bytes lie in the page, if they are its own memory and not only like it.
    fn place(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let start = bytes.as_ptr().addr().checked_sub(self.body.as_ptr().addr())?;
        let end = start.checked_add(bytes.len())?;
        (end <= self.body.len() && start < end).then_some(start..end)
    }

    /// The page with this head; printed now, unless that was done a moment ago with another.
    fn with_head(&self, head: &[u8]) -> Option<Arc<Sheet>> {
        let mut latest = self.latest.lock();
        match &*latest {
            Some(sheet) if *sheet.head == *head => return Some(Arc::clone(sheet)),
            Some(sheet) if sheet.made.elapsed() < NEWS => return None,
            _ => {}
        }
        let sheet = Sheet { head: head.into(), file: file(&[head, &self.body]).ok()?, made: Instant::now() };
        Some(Arc::clone(latest.insert(Arc::new(sheet))))
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        PRINTED.fetch_sub(1, Relaxed);
    }
}

/// A part of a printed page.
#[derive(Debug)]
pub(crate) struct Part {
    sheet: Arc<Sheet>,
    bytes: Range<usize>,
}

impl Part {
    /// Sends as much of it as goes at once; blocks only where the socket does.
    #[cfg(target_os = "linux")]
    pub(crate) fn send(&self, socket: impl AsFd) -> io::Result<usize> {
        let mut from = self.bytes.start as u64;
        Ok(rustix::fs::sendfile(socket, &self.sheet.file, Some(&mut from), self.bytes.len())?)
    }

    /// Nothing is printed on other systems.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn send(&self, _: impl AsFd) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(target_os = "linux")]
fn file(parts: &[&[u8]]) -> io::Result<OwnedFd> {
    use std::io::Write;
    let file = rustix::fs::memfd_create("page", rustix::fs::MemfdFlags::CLOEXEC)?;
    let mut file = std::fs::File::from(file);
    for part in parts {
        file.write_all(part)?;
    }
    Ok(file.into())
}

#[cfg(not(target_os = "linux"))]
fn file(_: &[&[u8]]) -> io::Result<OwnedFd> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        io::Read,
        net::{TcpListener, TcpStream},
    };

    use super::*;

    fn part(printed: &Printed, buffers: &[&[u8]]) -> Option<Part> {
        let buffers: Vec<_> = buffers.iter().map(|bytes| IoSlice::new(bytes)).collect();
        printed.part(&buffers)
    }

    #[test]
    fn a_page_goes_out_with_its_head_from_any_place_of_it() {
        let body = Bytes::from("The council met on Tuesday.\n".repeat(6000));
        let printed = Printed::of(&body).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut reader = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (socket, _) = listener.accept().unwrap();
        socket.set_nonblocking(true).unwrap();

        let mut sent = part(&printed, &[b"head", &body]).unwrap().send(&socket).unwrap() - 4;
        let mut read = Vec::new();
        let mut piece = [0; 5000];
        while read.len() < 4 + body.len() {
            let got = reader.read(&mut piece).unwrap();
            read.extend_from_slice(&piece[..got]);
            if sent < body.len() {
                match part(&printed, &[&body[sent..]]).unwrap().send(&socket) {
                    Ok(more) => sent += more,
                    Err(error) => assert_eq!(error.kind(), io::ErrorKind::WouldBlock),
                }
            }
        }
        assert_eq!((&read[..4], &read[4..]), (&b"head"[..], &body[..]));
    }

    #[test]
    fn other_bytes_are_left_to_others() {
        let body = Bytes::from("The council met on Tuesday.\n".repeat(600));
        let printed = Printed::of(&body).unwrap();
        let elsewhere = Bytes::from(body.to_vec());
        assert!(part(&printed, &[&body]).is_none(), "nothing is printed yet");
        assert!(part(&printed, &[b"head", &body]).is_some());
        assert!(part(&printed, &[b"head", &body]).is_some());
        assert!(part(&printed, &[b"another", &body]).is_none(), "printed a moment ago");
        for buffers in [
            &[&b"head"[..], &elsewhere][..],
            &[b"a", b"b", &body],
            &[b"head", &body[1..]],
            &[&elsewhere],
            &[b""],
        ] {
            assert!(part(&printed, buffers).is_none());
        }
        assert!(Printed::of(&Bytes::from_static(b"short")).is_none());
    }
}
