//! Files on their way in: piece by piece to a place that nobody sees.

use std::sync::Arc;

use axum::extract::multipart::Field;
use media::{Limits, Unfit, sniff};
use newsroom::{Archive, Because, Refused, Staged};
use tokio::io::AsyncWriteExt;

use crate::room::Room;

/// Bytes that tell what a file is.
const HEAD: usize = 64 * 1024;

/// How large a file may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bound {
    /// A file for the library: what is taken of its kind, which its first bytes tell.
    OfItsKind,
    /// Any other.
    Bytes(u64),
}

/// Writes a file to a folder of its own as it comes; what is too large, or no file of ours, is refused before all of it is here.
///
/// # Errors
/// [`Refused::Invalid`] naming `file`; failures of the disk.
pub(crate) async fn receive(
    room: &Arc<Room>,
    mut field: Field<'_>,
    name: &str,
    bound: Bound,
) -> Result<Staged, Refused> {
    let limits = Limits::default();
    let staged = room.run(|room| Archive::new(&room.data_dir).stage().map_err(disk)).await?;
    let mut file = tokio::fs::File::create(staged.original()).await.map_err(disk)?;
    let (mut head, mut known, mut length, mut allowed) = match bound {
        Bound::OfItsKind => (Vec::new(), false, 0u64, limits.largest()),
        Bound::Bytes(most) => (Vec::new(), true, 0, most),
    };
    let cut_off = |_| Refused::invalid("file", Because::UploadCutOff);
    while let Some(piece) = field.chunk().await.map_err(cut_off)? {
        length += piece.len() as u64;
        if !known {
            head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
            if head.len() == HEAD {
                let kind = sniff(&head, name).map_err(Refused::from)?;
                (known, allowed) = (true, limits.bytes(kind));
            }
        }
        if length > allowed {
            return Err(Refused::from(Unfit::TooManyBytes { allowed }));
        }
        file.write_all(&piece).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok(staged)
}

fn disk(source: std::io::Error) -> Refused {
    Refused::Failed(store::Error::File { path: "uploads".into(), source })
}
