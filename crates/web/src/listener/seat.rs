//! What one connection is doing, readable by the warden without stopping it.
//!
//! ```text
//!  Waiting ──first byte──► Head ──headers complete──► Answering ──whole body known──► Waiting
//!     ▲                                                   └──body is a stream──► Sending ─┐
//!     └──────────────────────────────────────────────────────────────stream ended─────────┘
//! ```
//! `Open`: the connection was handed over to a socket, for as long as both sides like.

use std::{
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    task::Waker,
    time::{Duration, Instant},
};

use crate::printed::Printed;

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Between requests.
    Waiting,
    /// A request has begun to arrive.
    Head,
    /// An answer is being made.
    Answering,
    /// A long answer is being sent, piece by piece.
    Sending,
    /// A socket, both ways, without requests.
    Open,
}

/// What a connection has been told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
#[repr(u8)]
pub(crate) enum Order {
    /// Go on.
    Stay = 0,
    /// Finish the request in flight, then close.
    Finish = 1,
    /// Close now.
    Leave = 2,
}

/// One connection's seat in the house. Written by its own task, read by the warden: plain relaxed atomics suffice.
#[derive(Debug)]
pub(crate) struct Seat {
    opened: Instant,
    /// Milliseconds since `opened` in the upper bits, the phase in the lower three.
    state: AtomicU64,
    /// Milliseconds since `opened`, plus one, when a write first found no room; 0 when none waits.
    blocked: AtomicU64,
    order: AtomicU8,
    waker: Mutex<Option<Waker>>,
    /// The page that was last sent, when it has a file.
    printed: Mutex<Option<Arc<Printed>>>,
}

impl Seat {
    pub(crate) fn new() -> Seat {
        Seat {
            opened: Instant::now(),
            state: AtomicU64::new(0),
            blocked: AtomicU64::new(0),
            order: AtomicU8::new(0),
            waker: Mutex::new(None),
            printed: Mutex::new(None),
        }
    }

    /// The answer under way is this page; what of its bytes comes to the stream can be taken from its file.
    pub(crate) fn sends(&self, printed: &Arc<Printed>) {
        let mut last = self.printed.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if !last.as_ref().is_some_and(|last| Arc::ptr_eq(last, printed)) {
            *last = Some(Arc::clone(printed));
        }
    }

    /// The page whose bytes may be among those that are sent.
    pub(crate) fn sending(&self) -> MutexGuard<'_, Option<Arc<Printed>>> {
        self.printed.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn now(&self) -> u64 {
        self.opened.elapsed().as_millis() as u64
    }

    /// Moves to a phase; its clock starts now.
    pub(crate) fn enter(&self, phase: Phase) {
        self.state.store(self.now() << 3 | phase as u64, Relaxed);
    }

    /// Bytes of a request arrived: a waiting connection turns to reading a head.
    pub(crate) fn heard(&self) {
        if self.state.load(Relaxed) & 7 == Phase::Waiting as u64 {
            self.enter(Phase::Head);
        }
    }

    /// The phase and how long it has lasted.
    pub(crate) fn phase(&self) -> (Phase, Duration) {
        let state = self.state.load(Relaxed);
        let phase = match state & 7 {
            0 => Phase::Waiting,
            1 => Phase::Head,
            2 => Phase::Answering,
            3 => Phase::Sending,
            _ => Phase::Open,
        };
        (phase, Duration::from_millis(self.now().saturating_sub(state >> 3)))
    }

    /// A write found the reader's window full.
    pub(crate) fn write_blocked(&self) {
        if self.blocked.load(Relaxed) == 0 {
            self.blocked.store(self.now() + 1, Relaxed);
        }
    }

    /// A write went through. A connection that takes its answer bit by bit is not idle.
    pub(crate) fn write_moved(&self) {
        if self.blocked.load(Relaxed) == 0 {
            return;
        }
        self.blocked.store(0, Relaxed);
        if self.state.load(Relaxed) & 7 == Phase::Waiting as u64 {
            self.enter(Phase::Waiting);
        }
    }

    /// How long a write has waited for room.
    pub(crate) fn stalled(&self) -> Option<Duration> {
        match self.blocked.load(Relaxed) {
            0 => None,
            since => Some(Duration::from_millis((self.now() + 1).saturating_sub(since))),
        }
    }

    /// The standing order.
    pub(crate) fn order(&self) -> Order {
        match self.order.load(Relaxed) {
            0 => Order::Stay,
            1 => Order::Finish,
            _ => Order::Leave,
        }
    }

    /// Gives an order, unless a stronger one stands, and wakes the connection to hear it.
    pub(crate) fn tell(&self, order: Order) {
        if self.order.fetch_max(order as u8, Relaxed) >= order as u8 {
            return;
        }
        let waker = self.waker.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Returns when an order at least as strong is given.
    pub(crate) fn told(&self, order: Order) -> impl Future<Output = ()> {
        std::future::poll_fn(move |cx| {
            self.listen(cx.waker());
            if self.order() >= order { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
    }

    /// Leaves word how to wake the connection; to be called before `order` is read for the first time.
    pub(crate) fn listen(&self, waker: &Waker) {
        *self.waker.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(waker.clone());
    }
}
