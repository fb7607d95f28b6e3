//! Things that many scenes share: sky, sun, water, trees, houses, boats, people.

use super::canvas::{At, Canvas, Ink};
use super::colour::{Colour, Palette};
use super::rng::Rng;
use super::shape::{blob, circle, curve, ellipse, path, poly, rect, rounded};

pub(super) fn sky(c: &mut Canvas, p: &Palette, down_to: f32) {
    let all = rect(0.0, 0.0, c.w, 1000.0);
    c.fill(&all, p.sky_low);
    c.shade(&all, p.sky_top, (0.0, down_to), (0.0, -60.0));
}

pub(super) fn sun(c: &mut Canvas, at: At, r: f32, colour: Colour) {
    let (w, _) = (c.w, ());
    c.fill(&rect(0.0, 0.0, w, 1000.0), Ink::Glow(at, r * 5.0, colour.fade(0.6)));
    c.fill(&circle(at.0, at.1, r), colour);
}

/// Long flat clouds.
pub(super) fn clouds(c: &mut Canvas, colour: Colour, count: usize, top: f32, bottom: f32, rng: &mut Rng) {
    for _ in 0..count {
        let (y, length) = (rng.range(top, bottom), rng.range(180.0, 620.0));
        let x = rng.range(-length * 0.4, c.w - length * 0.3);
        let thick = rng.range(14.0, 38.0);
        let mut points = vec![(x, y)];
        let bumps = rng.int(4, 7);
        for i in 1..bumps {
            let t = i as f32 / bumps as f32;
            let lift = (t * std::f32::consts::PI).sin() * thick * rng.range(0.7, 1.9);
            points.push((x + length * t, y - lift));
        }
        points.extend([
            (x + length, y),
            (x + length * 0.7, y + thick * 0.35),
            (x + length * 0.25, y + thick * 0.3),
        ]);
        let cloud = blob(&points);
        c.fill(&cloud, colour.fade(0.55));
        c.shade(&cloud, colour.lighter(0.35).fade(0.8), (x, y + thick * 0.4), (x, y - thick * 1.6));
    }
}

/// Short strokes of light on water between two heights, denser towards the viewer.
pub(super) fn glints(c: &mut Canvas, colour: Colour, top: f32, bottom: f32, count: usize, rng: &mut Rng) {
    for _ in 0..count {
        let t = rng.unit();
        let y = top + (bottom - top) * t * t;
        let length = rng.range(12.0, 40.0) + 110.0 * t * t * rng.unit();
        let x = rng.range(-40.0, c.w);
        c.line(&path(&[(x, y), (x + length, y)]), colour.fade(rng.range(0.15, 0.6)), 1.2 + 3.2 * t * t);
    }
}

/// The broken reflection of a light standing at `x`.
pub(super) fn reflection(
    c: &mut Canvas,
    x: f32,
    top: f32,
    length: f32,
    width: f32,
    colour: Colour,
    rng: &mut Rng,
) {
    let mut y = top;
    while y < top + length {
        let t = (y - top) / length;
        let half = width * rng.range(0.4, 1.0) * (0.7 + t * 0.8);
        let shift = rng.range(-4.0, 4.0) * (1.0 + t * 3.0);
        let dash = path(&[(x + shift - half, y), (x + shift + half, y)]);
        c.line(&dash, colour.fade((1.0 - t) * 0.75), 2.4 + t * 2.0);
        y += 7.0 + t * 6.0;
    }
}

/// A spruce with its foot at `at`.
pub(super) fn spruce(c: &mut Canvas, at: At, h: f32, colour: Colour, rng: &mut Rng) {
    let (x, y) = at;
    let tiers = 6;
    let mut right = vec![(x, y - h)];
    let mut left = Vec::new();
    for i in 1..=tiers {
        let t = i as f32 / tiers as f32;
        let half = h * 0.2 * t * rng.range(0.85, 1.15);
        let yy = y - h * (1.0 - t) - h * 0.06;
        right.push((x + half, yy + h * 0.05));
        left.push((x - half, yy + h * 0.05));
        if i < tiers {
            right.push((x + half * 0.5, yy - h * 0.01));
            left.push((x - half * 0.5, yy - h * 0.01));
        }
    }
    left.reverse();
    right.extend(left);
    c.fill(&rect(x - h * 0.018, y - h * 0.08, h * 0.036, h * 0.1), colour.darker(0.3));
    let tree = poly(&right);
    c.fill(&tree, colour);
    c.shade(&tree, colour.darker(0.45), (x - h * 0.06, y - h), (x + h * 0.22, y));
}

/// A house with a pitched roof; `at` is its lower left corner.
pub(super) fn house(
    c: &mut Canvas,
    at: At,
    w: f32,
    h: f32,
    wall: Colour,
    roof: Colour,
    window: Option<Colour>,
) {
    let (x, y) = at;
    let body = rect(x, y - h, w, h);
    c.fill(&body, wall);
    c.shade(&body, wall.darker(0.5), (x + w * 0.2, y), (x + w * 1.5, y));
    let top = poly(&[(x - w * 0.09, y - h), (x + w * 0.5, y - h - w * 0.42), (x + w * 1.09, y - h)]);
    c.fill(&top, roof);
    c.shade(&top, roof.darker(0.4), (x + w * 0.4, y - h - w * 0.2), (x + w * 1.1, y - h));
    if let Some(light) = window {
        let side = w * 0.17;
        for column in [0.2, 0.62] {
            c.fill(&rect(x + w * column, y - h * 0.72, side, side * 1.25), light);
        }
    }
}

/// A small fishing boat, its waterline at `at`; `s` is its length.
pub(super) fn boat(c: &mut Canvas, at: At, s: f32, hull: Colour, trim: Colour, cabin: Colour, facing: f32) {
    let (x, y) = at;
    let px = |dx: f32| x + dx * s * facing;
    let body = blob(&[
        (px(-0.5), y - s * 0.15),
        (px(-0.1), y - s * 0.13),
        (px(0.36), y - s * 0.2),
        (px(0.54), y - s * 0.27),
        (px(0.44), y - s * 0.06),
        (px(0.32), y + s * 0.02),
        (px(-0.4), y + s * 0.02),
        (px(-0.5), y - s * 0.04),
    ]);
    let house = poly(&[
        (px(-0.34), y - s * 0.12),
        (px(-0.34), y - s * 0.36),
        (px(-0.06), y - s * 0.36),
        (px(0.0), y - s * 0.12),
    ]);
    c.line(&path(&[(px(0.14), y - s * 0.12), (px(0.14), y - s * 0.72)]), cabin.darker(0.6), s * 0.016);
    c.line(&path(&[(px(0.14), y - s * 0.7), (px(0.5), y - s * 0.25)]), cabin.darker(0.6), s * 0.007);
    c.line(&path(&[(px(0.14), y - s * 0.66), (px(-0.3), y - s * 0.37)]), cabin.darker(0.6), s * 0.007);
    c.line(&path(&[(px(0.14), y - s * 0.42), (px(-0.26), y - s * 0.52)]), cabin.darker(0.6), s * 0.012);
    c.fill(&house, cabin);
    c.shade(&house, cabin.darker(0.5), (px(0.0), y), (px(-0.5), y));
    for dx in [-0.28, -0.16] {
        let left = px(dx).min(px(dx + 0.08));
        c.fill(&rect(left, y - s * 0.31, s * 0.08, s * 0.09), hull.darker(0.55));
    }
    c.fill(&body, hull);
    c.shade(&body, hull.darker(0.6), (x, y - s * 0.15), (x, y + s * 0.06));
    c.line(
        &curve(&[
            (px(-0.48), y - s * 0.14),
            (px(-0.1), y - s * 0.12),
            (px(0.36), y - s * 0.18),
            (px(0.5), y - s * 0.24),
        ]),
        trim,
        s * 0.022,
    );
}

pub(super) fn gulls(c: &mut Canvas, colour: Colour, count: usize, middle: At, spread: f32, rng: &mut Rng) {
    for _ in 0..count {
        let (x, y) = (middle.0 + rng.range(-spread, spread), middle.1 + rng.range(-spread, spread) * 0.5);
        let s = rng.range(8.0, 20.0);
        let tilt = rng.range(-0.4, 0.4);
        let bird = curve(&[
            (x - s, y - s * 0.3 + tilt * s),
            (x - s * 0.45, y - s * 0.5),
            (x, y),
            (x + s * 0.45, y - s * 0.5),
            (x + s, y - s * 0.3 - tilt * s),
        ]);
        c.line(&bird, colour, 2.4);
    }
}

/// A standing person, feet at `at`, `h` high, as a simple cut-out.
pub(super) fn person(c: &mut Canvas, at: At, h: f32, coat: Colour, skin: Colour, rng: &mut Rng) {
    let (x, y) = at;
    let lean = rng.range(-0.03, 0.03) * h;
    let legs = coat.darker(0.55);
    c.line(&path(&[(x - h * 0.06, y), (x - h * 0.04 + lean, y - h * 0.42)]), legs, h * 0.09);
    c.line(&path(&[(x + h * 0.07, y), (x + h * 0.04 + lean, y - h * 0.42)]), legs, h * 0.09);
    let body = blob(&[
        (x - h * 0.14 + lean, y - h * 0.78),
        (x + lean, y - h * 0.85),
        (x + h * 0.14 + lean, y - h * 0.78),
        (x + h * 0.17, y - h * 0.5),
        (x + h * 0.15, y - h * 0.27),
        (x - h * 0.15, y - h * 0.27),
        (x - h * 0.17, y - h * 0.5),
    ]);
    c.fill(&body, coat);
    c.shade(&body, coat.darker(0.5), (x - h * 0.05, y), (x + h * 0.2, y));
    c.fill(&circle(x + lean * 1.2, y - h * 0.91, h * 0.085), skin);
    c.fill(&ellipse(x + lean * 1.2, y - h * 0.95, h * 0.09, h * 0.055), legs.mix(skin, 0.12));
}

/// A lamp post with a pool of light.
pub(super) fn lamp(c: &mut Canvas, at: At, h: f32, post: Colour, light: Colour) {
    let (x, y) = at;
    c.fill(&circle(x, y - h, h * 0.55), Ink::Glow((x, y - h), h * 0.55, light.fade(0.65)));
    c.line(&path(&[(x, y), (x, y - h)]), post, h * 0.022);
    c.fill(&rounded(x - h * 0.035, y - h * 1.05, h * 0.07, h * 0.1, h * 0.03), light);
}
