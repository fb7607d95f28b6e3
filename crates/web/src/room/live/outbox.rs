use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bytes::Bytes;
use tokio::sync::{Notify, mpsc, watch};

/// Bytes that may wait for a browser that is slow to take them.
const MOST: usize = 8 << 20;

/// Why a socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// It did not take what it was sent.
    Slow,
    /// What it sent was refused, or they may no longer write here.
    Refused,
    /// The server ends.
    Leaving,
    /// Something broke here: the browser comes back.
    Broken,
}

/// What a story has to tell one browser. Never waits: who is too slow is cut off.
#[derive(Debug)]
pub(super) struct Outbox {
    frames: mpsc::UnboundedSender<Bytes>,
    waiting: Arc<AtomicUsize>,
    cut: watch::Sender<Option<Cut>>,
    rights: Arc<Notify>,
}

/// The socket's end of it.
#[derive(Debug)]
pub(super) struct Inbox {
    frames: mpsc::UnboundedReceiver<Bytes>,
    waiting: Arc<AtomicUsize>,
    cut: watch::Receiver<Option<Cut>>,
    rights: Arc<Notify>,
}

/// Both ends.
pub(super) fn pair() -> (Outbox, Inbox) {
    let (frames, taken) = mpsc::unbounded_channel();
    let (cut, told) = watch::channel(None);
    let (waiting, rights) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let inbox =
        Inbox { frames: taken, waiting: Arc::clone(&waiting), cut: told, rights: Arc::clone(&rights) };
    (Outbox { frames, waiting, cut, rights }, inbox)
}

impl Outbox {
    /// Puts a frame in. One that is larger than all that may wait is taken when nothing else does.
    pub(super) fn put(&self, frame: Bytes) {
        let before = self.waiting.fetch_add(frame.len(), Relaxed);
        if before > 0 && before + frame.len() > MOST {
            self.cut(Cut::Slow);
            return;
        }
        // A socket that has gone says so by itself.
        let _ = self.frames.send(frame);
    }

    /// Closes the socket, after what is in the box unless it is too slow.
    pub(super) fn cut(&self, cut: Cut) {
        self.cut.send_if_modified(|told| {
            let first = told.is_none();
            told.get_or_insert(cut);
            first
        });
    }

    /// What they may do may have changed.
    pub(super) fn rights(&self) {
        self.rights.notify_one();
    }
}

impl Inbox {
    /// The next frame; `None` when the story has gone.
    pub(super) async fn take(&mut self) -> Option<Bytes> {
        self.frames.recv().await
    }

    /// A frame that is there already.
    pub(super) fn take_now(&mut self) -> Option<Bytes> {
        self.frames.try_recv().ok()
    }

    /// A frame was sent.
    pub(super) fn sent(&self, bytes: usize) {
        self.waiting.fetch_sub(bytes, Relaxed);
    }

    /// Rung when what they may do may have changed.
    pub(super) fn rights(&self) -> Arc<Notify> {
        Arc::clone(&self.rights)
    }

    /// Returns when the socket is to be closed.
    pub(super) fn cut(&self) -> impl Future<Output = Cut> + Send + 'static {
        let mut told = self.cut.clone();
        async move {
            match told.wait_for(Option::is_some).await {
                Ok(cut) => cut.unwrap_or(Cut::Broken),
                Err(_) => Cut::Broken,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_takes_nothing_is_cut_off() {
        let (outbox, mut inbox) = pair();
        let frame = Bytes::from(vec![0; 3 << 20]);
        outbox.put(Bytes::from(vec![0; 20 << 20]));
        let large = inbox.take().await.unwrap();
        inbox.sent(large.len());
        (0..2).for_each(|_| outbox.put(frame.clone()));
        assert!(inbox.take_now().is_some());
        outbox.put(frame.clone());
        assert_eq!(inbox.cut().await, Cut::Slow);
    }

    #[tokio::test]
    async fn a_story_that_goes_takes_its_sockets_along() {
        let (outbox, inbox) = pair();
        drop(outbox);
        assert_eq!(inbox.cut().await, Cut::Broken);
    }
}
