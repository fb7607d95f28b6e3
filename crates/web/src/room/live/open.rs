//! The stories that somebody has open on this server.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use newsroom::Newsroom;
use parking_lot::Mutex;
use store::{Id, Store};
use tokio::{
    sync::{Notify, Semaphore, mpsc},
    task::JoinHandle,
};

use super::{
    follower,
    members::Newcomer,
    nodes::{self, Nodes},
    story::{self, Control, Sent},
};

/// Sockets on one story.
pub(super) const OF_A_STORY: usize = 60;
/// Sockets of one person.
const OF_A_PERSON: usize = 50;
/// Sockets in all.
const IN_ALL: usize = 5_000;
/// Kilobytes of frames of one story that wait to be looked at.
const WAITING_KB: usize = 16 << 10;
/// Frames of one story that wait to be looked at.
const WAITING_FRAMES: usize = 256;

/// The stories that are open, and who follows the change log for them.
pub(crate) struct Live {
    pub(super) newsroom: Newsroom,
    pub(super) store: Store,
    stories: Mutex<HashMap<Id, Handle>>,
    /// Sockets by person.
    people: Mutex<HashMap<Id, usize>>,
    connections: AtomicU64,
    closing: AtomicBool,
    /// The other servers on this database.
    pub(super) nodes: Nodes,
    /// Rung when a story is opened while none was.
    pub(super) opened: Notify,
}

/// The way to a story's task.
struct Handle {
    control: mpsc::UnboundedSender<Control>,
    frames: mpsc::Sender<Sent>,
    room: Arc<Semaphore>,
    task: JoinHandle<()>,
}

/// The way from a socket to its story.
#[derive(Debug)]
pub(super) struct Line {
    /// This connection's number.
    pub(super) connection: u64,
    pub(super) control: mpsc::UnboundedSender<Control>,
    pub(super) frames: mpsc::Sender<Sent>,
    /// Kilobytes that may wait.
    pub(super) room: Arc<Semaphore>,
}

/// A place among the sockets; given back when dropped.
pub(super) struct Place {
    live: Arc<Live>,
    person: Id,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut people = self.live.people.lock();
        if let Entry::Occupied(mut sockets) = people.entry(self.person) {
            *sockets.get_mut() -= 1;
            if *sockets.get() == 0 {
                sockets.remove();
            }
        }
    }
}

impl Live {
    /// No story is open yet. To be called inside the runtime.
    pub(crate) fn new(newsroom: Newsroom, store: Store) -> Arc<Live> {
        let (nodes, ear) = Nodes::new(&store);
        let live = Arc::new(Live {
            newsroom,
            store,
            nodes,
            stories: Mutex::default(),
            people: Mutex::default(),
            connections: AtomicU64::new(1),
            closing: AtomicBool::new(false),
            opened: Notify::new(),
        });
        tokio::spawn(follower::follow(Arc::downgrade(&live)));
        if let Some(ear) = ear {
            tokio::spawn(nodes::listen(Arc::downgrade(&live), ear));
        }
        live
    }

    /// A place for one more socket of a person; `None` when they or the server have enough.
    pub(super) fn place(self: &Arc<Live>, person: Id) -> Option<Place> {
        let mut people = self.people.lock();
        let all: usize = people.values().sum();
        let own = people.entry(person).or_default();
        if self.closing.load(Relaxed) || *own >= OF_A_PERSON || all >= IN_ALL {
            if *own == 0 {
                people.remove(&person);
            }
            return None;
        }
        *own += 1;
        drop(people);
        Some(Place { live: Arc::clone(self), person })
    }

    /// Brings a socket to its story, whose task is started when nobody has it open.
    pub(super) fn enter(self: &Arc<Live>, id: Id, newcomer: Newcomer) -> Line {
        let connection = self.connections.fetch_add(1, Relaxed);
        let mut stories = self.stories.lock();
        let first = stories.is_empty();
        // A task that has ended is replaced; one that is about to end looks into its box once more, under this lock.
        if stories.get(&id).is_some_and(|story| story.control.is_closed()) {
            stories.remove(&id);
        }
        let handle = stories.entry(id).or_insert_with(|| {
            let (control, controls) = mpsc::unbounded_channel();
            let (frames, sent) = mpsc::channel(WAITING_FRAMES);
            let task = tokio::spawn(story::run(Arc::clone(self), id, controls, sent));
            Handle { control, frames, room: Arc::new(Semaphore::new(WAITING_KB)), task }
        });
        let line = Line {
            connection,
            control: handle.control.clone(),
            frames: handle.frames.clone(),
            room: Arc::clone(&handle.room),
        };
        // It cannot be closed: it was made or looked at under this lock.
        let _ = handle.control.send(Control::Enter { connection, newcomer });
        drop(stories);
        if first {
            self.opened.notify_one();
        }
        line
    }

    /// Ends a story's task, unless somebody has just entered it.
    pub(super) fn leave(&self, id: &Id, controls: &mut mpsc::UnboundedReceiver<Control>) -> bool {
        let mut stories = self.stories.lock();
        if !controls.is_empty() {
            return false;
        }
        controls.close();
        stories.remove(id);
        true
    }

    /// Tells a story something, when it is open here.
    pub(super) fn tell(&self, id: &Id, control: Control) {
        if let Some(story) = self.stories.lock().get(id) {
            let _ = story.control.send(control);
        }
    }

    /// Has every open story look at the store, and at who may still write.
    pub(super) fn tell_all_to_look(&self) {
        for story in self.stories.lock().values() {
            let _ = story.control.send(Control::Look);
            let _ = story.control.send(Control::Rights);
        }
    }

    /// Has every open story look at who may still write.
    pub(super) fn tell_all_of_rights(&self) {
        for story in self.stories.lock().values() {
            let _ = story.control.send(Control::Rights);
        }
    }

    /// Whether no story is open.
    pub(super) fn is_idle(&self) -> bool {
        self.stories.lock().is_empty()
    }

    /// Closes every socket and returns when all that was written is stored, or the time is over.
    pub(crate) async fn close(&self, within: Duration) {
        self.closing.store(true, Relaxed);
        let tasks: Vec<JoinHandle<()>> = {
            let mut stories = self.stories.lock();
            stories
                .drain()
                .map(|(_, story)| {
                    let _ = story.control.send(Control::Close);
                    story.task
                })
                .collect()
        };
        let all = async {
            for task in tasks {
                let _ = task.await;
            }
        };
        if tokio::time::timeout(within, all).await.is_err() {
            tracing::warn!(
                "not every story could be closed in time; browsers keep what was not acknowledged"
            );
        }
    }
}
