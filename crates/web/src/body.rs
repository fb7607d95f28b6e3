//! What is sent: bytes at hand, or a stream that keeps its connection's seat informed.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use crate::listener::{Phase, Seat, Visit};

/// The body of an answer.
pub(crate) enum Sent {
    /// All of it, shared with whoever else is sent the same.
    Whole(Bytes),
    /// Piece by piece.
    Stream {
        /// Where the pieces come from.
        body: axum::body::Body,
        /// The connection's.
        seat: Arc<Seat>,
        /// Counts until all is sent.
        _visit: Option<Visit>,
    },
}

impl Body for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.get_mut() {
            Sent::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Sent::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Sent::Stream { body, .. } => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Sent::Whole(bytes) => bytes.is_empty(),
            Sent::Stream { body, .. } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Sent::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Sent::Stream { body, .. } => body.size_hint(),
        }
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        if let Sent::Stream { seat, .. } = self {
            seat.enter(Phase::Waiting);
        }
    }
}
