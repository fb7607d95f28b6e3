//! Sending a file: types, validators, ranges, and bytes from disk in pieces.

use std::{
    fs::{File, Metadata},
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
    pin::Pin,
    task::{Context, Poll},
    time::UNIX_EPOCH,
};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use hyper::{
    Method, StatusCode,
    body::{Frame, SizeHint},
    header::{
        ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
        HeaderMap, HeaderValue, LAST_MODIFIED,
    },
};
use tokio::task::JoinHandle;

use super::kinds::Kind;
use crate::{
    conditional::{self, Stamp},
    policy::Policy,
    range::{self, Wanted},
    security,
};

/// Bytes read from disk at a time; a file up to this size is read at once.
const PIECE: usize = 64 * 1024;

/// What is asked of a file.
#[derive(Debug, Clone)]
pub(crate) struct FileRequest {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) policy: Policy,
}

/// Answers with a file. `None` when there is none. Blocking.
pub(crate) fn answer(path: &Path, kind: Kind, request: &FileRequest) -> io::Result<Option<Response>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let about = file.metadata()?;
    if !about.is_file() {
        return Ok(None);
    }
    let (etag, modified) =
        (etag(&about), about.modified().ok().and_then(Stamp::new).filter(Stamp::is_settled));
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    security::guard_upload(headers);
    headers.insert(CACHE_CONTROL, request.policy.cache_control());
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(ETAG, etag.clone());
    if let Some(stamp) = &modified {
        headers.insert(LAST_MODIFIED, stamp.text.clone());
    }
    if conditional::unchanged(&request.headers, &etag, modified.as_ref()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(Some(response));
    }
    headers.insert(CONTENT_TYPE, kind.content_type);
    if kind.download {
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    let applies = conditional::range_applies(&request.headers, &etag, modified.as_ref());
    let wanted = if applies { range::wanted(&request.headers, about.len()) } else { Wanted::Whole };
    let Some(part) = choose(&mut response, wanted, about.len()) else { return Ok(Some(response)) };
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if request.method != Method::HEAD {
        *response.body_mut() =
            body(&mut file, part)?.unwrap_or_else(|rest| Body::new(Pieces::new(file, rest)));
    }
    Ok(Some(response))
}

/// Sets status and `Content-Range`; gives the bytes to send, if any.
pub(crate) fn choose(response: &mut Response, wanted: Wanted, length: u64) -> Option<Range<u64>> {
    let (status, content_range, part) = match wanted {
        Wanted::Whole => return Some(0..length),
        Wanted::Part(part) => {
            let text = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, text, Some(part))
        }
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}"), None),
    };
    *response.status_mut() = status;
    let content_range = HeaderValue::try_from(content_range).expect("digits are a header value");
    response.headers_mut().insert(CONTENT_RANGE, content_range);
    if part.is_none() {
        response.headers_mut().remove(CONTENT_TYPE);
        response.headers_mut().insert(CACHE_CONTROL, Policy::Never.cache_control());
    }
    part
}

/// A small part is read at once; of a large one, what is to be read is given back.
fn body(file: &mut File, part: Range<u64>) -> io::Result<Result<Body, Range<u64>>> {
    if part.start > 0 {
        file.seek(SeekFrom::Start(part.start))?;
    }
    if part.end - part.start > PIECE as u64 {
        return Ok(Err(part));
    }
    let mut bytes = vec![0; (part.end - part.start) as usize];
    file.read_exact(&mut bytes)?;
    Ok(Ok(Body::from(bytes)))
}

fn etag(about: &Metadata) -> HeaderValue {
    let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let text = format!("\"{:x}-{:x}\"", changed.as_nanos(), about.len());
    HeaderValue::try_from(text).expect("hex digits are a header value")
}

/// A whole open file as a body.
pub(crate) fn whole(file: File, length: u64) -> Body {
    Body::new(Pieces::new(file, 0..length))
}

/// A file as a body: one piece in memory at a time, read on a blocking thread.
struct Pieces {
    state: State,
    left: u64,
}

enum State {
    Ready(File),
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
    Done,
}

impl Pieces {
    fn new(file: File, part: Range<u64>) -> Pieces {
        Pieces { state: State::Ready(file), left: part.end - part.start }
    }
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Ready(_) if self.left == 0 => return Poll::Ready(None),
                State::Ready(file) => {
                    let size = self.left.min(PIECE as u64) as usize;
                    self.state = State::Reading(tokio::task::spawn_blocking(move || piece(file, size)));
                }
                State::Reading(mut task) => {
                    let Poll::Ready(read) = Pin::new(&mut task).poll(cx) else {
                        self.state = State::Reading(task);
                        return Poll::Pending;
                    };
                    let (file, bytes) = match read.map_err(io::Error::other).flatten() {
                        Ok(read) => read,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    self.left -= bytes.len() as u64;
                    self.state = State::Ready(file);
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Reads a piece; a file that became shorter meanwhile is an error, so that the connection is cut, not padded.
fn piece(mut file: File, size: usize) -> io::Result<(File, Bytes)> {
    let mut bytes = vec![0; size];
    file.read_exact(&mut bytes)?;
    Ok((file, Bytes::from(bytes)))
}
