//! Accepts connections within the limits and hands each to hyper.
//!
//! ```text
//!  accept ─► House::admit ─► Guest (seat) ─► connection ─► Service
//!                 ▲ every half second or sooner: inspect() tells the late to leave
//! ```

mod connection;
mod descriptors;
mod forwarded;
mod house;
mod seat;
mod stream;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
    service::Service,
};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

pub(crate) use self::{
    house::{Guest, House, Visit},
    seat::{Order, Phase, Seat},
};
use crate::limits::Limits;

/// Connections the kernel holds for us while we are busy.
const BACKLOG: u32 = 4096;

const FULL_HOUSE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncache-control: no-store\r\n\
    content-length: 0\r\nconnection: close\r\n\r\n";

/// Binds an address; port 0 picks a free one.
pub(crate) fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Accepts until dropped. `service_for` makes the service of one connection, of its guest and the address it comes from.
pub(crate) async fn accept<S, B>(
    listener: TcpListener,
    house: Arc<House>,
    limits: Limits,
    service_for: impl Fn(&Guest, IpAddr) -> S,
) where
    S: Service<hyper::Request<Incoming>, Response = hyper::Response<B>> + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let http = Arc::new(protocol(&limits));
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or a reader that was gone before we came: both pass.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let Some(guest) = house.admit(peer.ip()) else {
            refuse(&stream);
            continue;
        };
        let service = service_for(&guest, peer.ip());
        let http = Arc::clone(&http);
        tokio::spawn(async move {
            // Failing to set it costs latency, not correctness.
            let _ = stream.set_nodelay(true);
            connection::converse(&http, stream, guest, service).await;
        });
    }
}

/// Tells late connections to leave, for ever.
pub(crate) async fn keep_time(house: Arc<House>, limits: &Limits) {
    let shortest = limits.head_time.min(limits.idle_time).min(limits.stall_time).min(limits.answer_time);
    let mut tick =
        tokio::time::interval((shortest / 4).clamp(Duration::from_millis(10), Duration::from_millis(500)));
    loop {
        tick.tick().await;
        house.inspect();
    }
}

fn protocol(limits: &Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.max_buf_size(limits.head_bytes.max(8192)).header_read_timeout(None).half_close(false);
    // hyper keeps up to 100 headers on the stack; another number costs an allocation a request.
    if limits.headers != 100 {
        http.max_headers(limits.headers);
    }
    http
}

/// One attempt to say that the house is full; whoever does not read it sees a closed connection.
fn refuse(stream: &TcpStream) {
    let _ = stream.try_write(FULL_HOUSE);
}
