//! Sound and video: copied in pieces, never held in memory as a whole.

mod ebml;
mod id3;
mod mp3;
mod mp4;
mod ogg;
mod wav;
mod webm;
mod window;

pub(crate) use self::{mp3::is_mp3_frame, mp3::mp3, mp4::mp4, ogg::ogg, wav::wav, webm::webm};

use crate::{Cleaned, Unfit, pieces::Output};

type Result = std::result::Result<(Cleaned, Output), Unfit>;

fn broken() -> Unfit {
    Unfit::Damaged("it breaks off")
}
