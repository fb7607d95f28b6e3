//! Every scene, with the palettes that become it.

mod halls;
mod nature;
mod sea;
mod town;
mod works;

use super::{canvas::Canvas, colour::Palette, rng::Rng};

/// Paints a scene on the whole sheet.
pub(super) type Scene = fn(&mut Canvas, &Palette, &mut Rng);

const SCENES: [(&str, Scene, &[&str]); 24] = [
    ("mountains", nature::mountains, &["dawn", "winter", "rose", "dusk", "moss"]),
    ("terraces", nature::terraces, &["summer", "autumn", "moss"]),
    ("lake", nature::lake, &["dawn", "sea", "rose", "winter"]),
    ("storm", nature::storm, &["storm", "night"]),
    ("fire", nature::fire, &["ember"]),
    ("orchard", nature::orchard, &["summer", "autumn", "moss"]),
    ("harbour", sea::harbour, &["dawn", "dusk", "sea", "storm"]),
    ("boats", sea::boats, &["sea", "dawn", "summer", "rose"]),
    ("city", town::city, &["dusk", "night", "rose"]),
    ("apartments", town::apartments, &["night", "dusk", "storm", "winter"]),
    ("bridge", town::bridge, &["storm", "dawn", "autumn"]),
    ("train", town::train, &["night", "dusk", "winter"]),
    ("market", town::market, &["summer", "autumn", "sea"]),
    ("village", town::village, &["winter", "dawn", "autumn", "moss"]),
    ("square", town::square, &["dusk", "paper", "storm", "autumn"]),
    ("mill", town::mill, &["autumn", "storm", "paper", "dawn"]),
    ("courthouse", halls::courthouse, &["paper", "dawn", "storm", "rose"]),
    ("parliament", halls::parliament, &["dusk", "paper", "sea", "winter"]),
    ("classroom", halls::classroom, &["paper", "summer", "rose", "winter"]),
    ("theatre", halls::theatre, &["ember", "night", "rose"]),
    ("newsroom", halls::newsroom, &["night", "dusk", "paper"]),
    ("stadium", halls::stadium, &["night", "summer", "dusk"]),
    ("dam", works::dam, &["moss", "dawn", "storm", "summer"]),
    ("map", works::map, &["paper", "sea", "moss"]),
];

/// The scene of that name and its palettes.
pub(super) fn find(name: &str) -> Option<(Scene, &'static [&'static str])> {
    SCENES.iter().find(|(known, ..)| *known == name).map(|(_, scene, palettes)| (*scene, *palettes))
}

/// The names of all scenes.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SCENES.iter().map(|(name, ..)| *name)
}
