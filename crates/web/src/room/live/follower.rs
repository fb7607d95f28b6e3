//! Follows the change log for the open stories: changes that other processes stored, notices, and who may no longer write.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use newsroom::Notice;
use store::{Changes, Tag};

use super::{open::Live, story::Control};

/// How long one wait lasts before it is looked whether anybody still listens.
const SLICE: Duration = Duration::from_secs(1);

/// Follows until the server ends.
pub(super) async fn follow(live: Weak<Live>) {
    let mut seen = None;
    while let Some(live) = live.upgrade() {
        if live.is_idle() {
            seen = None;
            if tokio::time::timeout(SLICE, live.opened.notified()).await.is_err() {
                continue;
            }
        }
        let from = match seen {
            Some(from) => from,
            None => {
                let from = live.store.change_number();
                // What was committed between their opening and this moment.
                live.tell_all_to_look();
                from
            }
        };
        seen = Some(from);
        let following = Arc::clone(&live);
        let changes = tokio::task::spawn_blocking(move || {
            if following.store.wait_for_change(from, SLICE) > from {
                following.store.changes_since(from).map(Some)
            } else {
                Ok(None)
            }
        })
        .await;
        match changes {
            Ok(Ok(Some(changes))) => seen = Some(tell(&live, changes)),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, "open stories do not see the change log");
                tokio::time::sleep(SLICE).await;
            }
            Err(_) => return,
        }
    }
}

fn tell(live: &Live, changes: Changes) -> u64 {
    match changes {
        Changes::Everything { upto } => {
            live.tell_all_to_look();
            upto
        }
        Changes::Tags { upto, tags } => {
            for tag in tags {
                if tag == Tag::rights() {
                    live.tell_all_of_rights();
                } else if let Some((id, notice)) = tag.live_story() {
                    live.tell(&id, notice.map_or(Control::Look, |json| Control::Notice(json.to_owned())));
                } else if let Some(id) = tag.desk_story() {
                    for notice in [Notice::Details, Notice::Comments] {
                        live.tell(&id, Control::Notice(notice.to_json()));
                    }
                    // Its authors or its state may be others.
                    live.tell(&id, Control::Rights);
                }
            }
            upto
        }
    }
}
