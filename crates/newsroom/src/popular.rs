use store::{Id, Millis};

use crate::{Newsroom, Refused};

const DAY: Millis = 86_400_000;
/// Between two rankings, once there is one.
const PAUSE: Millis = 5 * 60_000;
/// Days of views that a ranking looks at.
const WINDOW: u32 = 7;
/// Posts that a ranking holds.
const KEPT: u32 = 20;
/// Posts below which a ranking is still being filled: it is made at every count.
const SHORT: u32 = 5;

/// When the popular posts were last ranked.
#[derive(Default)]
pub(crate) struct Ranking {
    last: Option<Millis>,
    full: bool,
}

impl Newsroom {
    /// Adds views that the server counted, in one transaction, and ranks the popular posts anew: at most every five minutes, or at once as
    /// long as the list has fewer than five.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn count_views(&self, views: &[(Id, u64)]) -> Result<(), Refused> {
        if views.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        let day = now.div_euclid(DAY);
        let mut ranking = self.ranking.lock();
        let due = !ranking.full || ranking.last.is_none_or(|last| now - last >= PAUSE);
        self.store.write(|writer| {
            writer.count_views(day, views)?;
            if due {
                writer.rank_popular(day, WINDOW, KEPT)?;
            }
            Ok::<(), Refused>(())
        })?;
        if due {
            ranking.last = Some(now);
            ranking.full = self.store.reader()?.popular(SHORT)?.len() >= SHORT as usize;
        }
        Ok(())
    }
}
