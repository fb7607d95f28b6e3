use std::collections::HashMap;
use std::sync::Arc;

use store::{Id, Job, PUBLISH_JOB};

use crate::Newsroom;
use crate::verbs::settings::BANNER_JOB;
use crate::verbs::stored::KEPT_JOB;

/// Fills the search index with the stories that are not in it: after an update, or a change of the analyser.
const INDEX_JOB: &str = "search.index";
/// Stories that are taken into the index at once.
const INDEXED: u32 = 100;

/// Why a job failed; it is tried again later.
pub type JobError = Box<dyn std::error::Error + Send + Sync>;

type Handler = Arc<dyn Fn(&Newsroom, &Job) -> Result<(), JobError> + Send + Sync>;

/// What a worker can do: a handler for each kind of job.
#[derive(Clone)]
pub struct Kinds {
    handlers: HashMap<&'static str, Handler>,
}

impl Kinds {
    /// The newsroom's own jobs.
    pub fn ours() -> Self {
        Self { handlers: HashMap::new() }
            .with(PUBLISH_JOB, |newsroom, job| {
                newsroom.publish_due(&job.about.parse::<Id>()?)?;
                Ok(())
            })
            .with(BANNER_JOB, |newsroom, _| Ok(newsroom.turn_banner()?))
            .with(KEPT_JOB, |newsroom, _| Ok(newsroom.adopt_kept()?))
            .with(INDEX_JOB, |newsroom, _| {
                while newsroom.index_stories(INDEXED)? > 0 {}
                Ok(())
            })
    }

    /// With one kind more.
    pub fn with(
        mut self,
        kind: &'static str,
        handler: impl Fn(&Newsroom, &Job) -> Result<(), JobError> + Send + Sync + 'static,
    ) -> Self {
        self.handlers.insert(kind, Arc::new(handler));
        self
    }

    /// Does a job.
    pub(super) fn run(&self, newsroom: &Newsroom, job: &Job) -> Result<(), JobError> {
        match self.handlers.get(&*job.kind) {
            Some(handler) => handler(newsroom, job),
            None => Err(format!("this Masthead does not know jobs of the kind “{}”", job.kind).into()),
        }
    }
}
