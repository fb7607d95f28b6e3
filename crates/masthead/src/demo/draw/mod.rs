//! The pictures of the demo newsroom, painted by program: flat shapes, few colours, printer's grain.
//!
//! A picture is named `SCENE-SEED` (`harbour-12`); the same name gives the same picture everywhere.

mod canvas;
mod colour;
mod motif;
mod portrait;
mod rng;
mod scenes;
mod shape;

use canvas::Canvas;
use colour::Palette;
use rng::Rng;

/// Width and height of scenes, in pixels.
pub(super) const SCENE: (u32, u32) = (1600, 1067);
/// Width and height of portraits, in pixels.
pub(super) const PORTRAIT: (u32, u32) = (800, 800);
const QUALITY: u8 = 74;

/// Width and height of the picture with that name, in pixels; `None` when there is no such scene.
pub(crate) fn size(name: &str) -> Option<(u32, u32)> {
    let (scene, _) = name.split_once('-')?;
    if scene == "portrait" { Some(PORTRAIT) } else { scenes::find(scene).map(|_| SCENE) }
}

/// The picture as a JPEG file; `None` when there is no such scene.
pub(crate) fn jpeg(name: &str) -> Option<Result<Vec<u8>, image::ImageError>> {
    let (scene, seed) = name.split_once('-')?;
    let mut rng = Rng::new(seed_of(seed));
    let (width, height) = size(name)?;
    let mut canvas = Canvas::new(width, height);
    if scene == "portrait" {
        portrait::paint(&mut canvas, &mut rng);
    } else {
        let (paint, palettes) = scenes::find(scene)?;
        let palette = Palette::named(rng.pick(palettes)).expect("scenes name palettes that exist");
        paint(&mut canvas, &palette, &mut rng);
    }
    canvas.finish(0.75);
    Some(canvas.into_jpeg(QUALITY))
}

/// Numbers are seeds; other texts are hashed (FNV-1a).
fn seed_of(text: &str) -> u64 {
    text.parse().unwrap_or_else(|_| {
        text.bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    })
}

#[cfg(test)]
mod tests {
    use super::{jpeg, scenes, size};

    #[test]
    fn every_scene_is_painted_the_same_each_time() {
        for scene in scenes::names() {
            let name = format!("{scene}-3");
            let first = jpeg(&name).expect("a scene").expect("a JPEG");
            let again = jpeg(&name).expect("a scene").expect("a JPEG");
            assert!(first == again, "{name} differs between two paintings");
            assert!((30_000..450_000).contains(&first.len()), "{name} has {} bytes", first.len());
        }
    }

    #[test]
    fn names_without_a_scene_are_refused() {
        assert!(size("unicorn-1").is_none());
        assert!(size("harbour").is_none());
        assert!(jpeg("unicorn-1").is_none());
    }
}
