//! Pictures: what a browser needs to show them is kept, everything else goes.

mod avif;
mod gif;
mod ico;
mod jpeg;
mod pixels;
mod png;
mod riff;
mod svg;
mod webp;

pub(crate) use self::{
    avif::avif, gif::gif, ico::ico, jpeg::jpeg, jpeg::strip_jpeg, png::png, svg::is_svg, svg::svg, webp::webp,
};

use crate::{
    Cleaned, Limits, Unfit,
    told::{Fields, exif},
};

/// What was learnt of a picture on the way through its parts.
#[derive(Debug, Default)]
struct Learnt {
    exif: exif::Found,
    xmp: Fields,
    iptc: Fields,
    comment: String,
}

impl Learnt {
    /// Hands over what was written for the editor: XMP before IPTC before Exif, as the programs of agencies keep them.
    fn tell(self, cleaned: &mut Cleaned) {
        cleaned.removed.extend(&self.exif.removed);
        let comment = Fields { caption: self.comment, ..Fields::default() };
        cleaned.told = self.xmp.or(self.iptc).or(self.exif.fields).or(comment).told();
    }
}

/// Refuses what would fill the memory of whoever looks at it.
fn check_pixels(width: u32, height: u32, limits: &Limits) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Damaged("it has no size"));
    }
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Unfit::TooManyPixels { width, height, allowed: limits.pixels });
    }
    Ok(())
}
