//! A TCP stream that tells its seat when bytes arrive and when writing is stuck.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::{io::Interest, net::TcpStream};

use super::house::Guest;

/// Bytes of the longest head of ours; what is longer may be the rest of a page.
const HEAD: usize = 4 << 10;

#[derive(Debug)]
pub(crate) struct WatchedStream {
    stream: TokioIo<TcpStream>,
    /// Keeps the seat taken as long as the stream lives, also after it was handed over to a socket.
    guest: Guest,
}

impl WatchedStream {
    pub(crate) fn new(stream: TcpStream, guest: Guest) -> Self {
        WatchedStream { stream: TokioIo::new(stream), guest }
    }

    /// Writes from a file, when the buffers are those of a printed page.
    fn poll_write_printed(
        &self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Option<Poll<io::Result<usize>>> {
        let part = self.guest.seat.sending().as_ref()?.part(bufs)?;
        let stream = self.stream.inner();
        loop {
            match stream.try_io(Interest::WRITABLE, || part.send(stream)) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                sent => return Some(Poll::Ready(sent)),
            }
            match stream.poll_write_ready(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => return Some(Poll::Ready(Err(error))),
                Poll::Pending => return Some(Poll::Pending),
            }
        }
    }

    fn watch<T>(&self, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match written {
            Poll::Pending => self.guest.seat.write_blocked(),
            Poll::Ready(_) => self.guest.seat.write_moved(),
        }
        written
    }
}

impl Read for WatchedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        self.guest.seat.heard();
        Poll::Ready(Ok(()))
    }
}

impl Write for WatchedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.watch(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // A head without a body, as every 304: a plain write is the shorter way through the kernel.
        if let [only] = bufs
            && only.len() < HEAD
        {
            return self.poll_write(cx, only);
        }
        let written = match self.poll_write_printed(cx, bufs) {
            Some(written) => written,
            None => Pin::new(&mut self.stream).poll_write_vectored(cx, bufs),
        };
        self.watch(written)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
