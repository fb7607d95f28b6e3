//! One connection: hyper's HTTP/1 state machine, obeying the orders of its seat.

use std::{
    future::Future,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
};

use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
    service::Service,
};
use tokio::net::TcpStream;

use super::{
    house::Guest,
    seat::{Order, Seat},
    stream::WatchedStream,
};

/// Speaks HTTP on one stream until it ends, fails, is told to leave, or was handed over to a socket.
pub(super) async fn converse<S, B>(http: &http1::Builder, stream: TcpStream, guest: Guest, service: S)
where
    S: Service<hyper::Request<Incoming>, Response = hyper::Response<B>>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: Body + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let seat = Arc::clone(&guest.seat);
    let connection = http.serve_connection(WatchedStream::new(stream, guest), service);
    let connection = pin!(connection.with_upgrades());
    Obedient { connection, seat: &seat, listening: false, finishing: false }.await;
}

struct Obedient<'a, C> {
    connection: Pin<&'a mut C>,
    seat: &'a Seat,
    listening: bool,
    finishing: bool,
}

impl<I, S, B> Future for Obedient<'_, http1::UpgradeableConnection<I, S>>
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
    S: Service<hyper::Request<Incoming>, Response = hyper::Response<B>>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: Body + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.listening {
            self.listening = true;
            self.seat.listen(cx.waker());
        }
        match self.seat.order() {
            Order::Leave => return Poll::Ready(()),
            Order::Finish if !self.finishing => {
                self.finishing = true;
                // `Leave` may still follow.
                self.seat.listen(cx.waker());
                self.connection.as_mut().graceful_shutdown();
            }
            _ => {}
        }
        // What goes wrong on a connection (resets, malformed requests) is the reader's affair and answered by hyper.
        self.connection.as_mut().poll(cx).map(drop)
    }
}
