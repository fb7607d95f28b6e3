//! The coast.

use crate::demo::draw::{
    canvas::{Canvas, Ink},
    colour::Palette,
    motif::{boat, clouds, glints, gulls, house, lamp, reflection, sky, sun},
    rng::Rng,
    shape::{circle, path, poly, rect},
};

use super::nature::ranges;

fn water(c: &mut Canvas, p: &Palette, top: f32) {
    let sea = rect(0.0, top, c.w, 1000.0 - top);
    c.fill(&sea, Ink::Blend((0.0, top), (0.0, 1000.0), p.sky_low.mix(p.far, 0.5), p.near));
    c.shade(&sea, p.dark.fade(0.8), (0.0, top + 120.0), (0.0, 1150.0));
}

/// A harbour crane, its foot at `x`.
fn crane(c: &mut Canvas, p: &Palette, x: f32, foot: f32, h: f32, r: &mut Rng) {
    let steel = p.dark.mix(p.accent, r.range(0.0, 0.65));
    let facing = r.pick(&[-1.0, 1.0]);
    for dx in [-0.14, 0.14] {
        c.line(&path(&[(x + dx * h, foot), (x + dx * h * 0.4, foot - h * 0.75)]), steel, h * 0.022);
    }
    for i in 0..6 {
        let t = i as f32 / 6.0;
        let half = h * (0.14 - 0.084 * t);
        let y = foot - h * 0.75 * t;
        c.line(&path(&[(x - half, y), (x + half * 0.8, y - h * 0.12)]), steel, h * 0.01);
    }
    let top = (x, foot - h * 0.78);
    c.fill(&rect(x - h * 0.07, top.1 - h * 0.04, h * 0.14, h * 0.1), steel.darker(0.2));
    let tip = (x + facing * h * 0.62, foot - h * 1.12);
    c.line(&path(&[top, tip]), steel, h * 0.026);
    c.line(&path(&[(x - facing * h * 0.2, top.1 - h * 0.03), top]), steel, h * 0.04);
    c.line(&path(&[(x, top.1 - h * 0.26), tip]), steel, h * 0.008);
    c.line(
        &path(&[(x, top.1), (x, top.1 - h * 0.26), (x - facing * h * 0.2, top.1 - h * 0.03)]),
        steel,
        h * 0.012,
    );
    c.line(&path(&[tip, (tip.0, tip.1 + h * 0.5)]), steel, h * 0.006);
    c.fill(&rect(tip.0 - h * 0.07, tip.1 + h * 0.5, h * 0.14, h * 0.07), p.accent);
}

pub(super) fn harbour(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 520.0);
    let at = (c.w * r.range(0.15, 0.85), r.range(220.0, 380.0));
    sun(c, at, r.range(44.0, 70.0), p.light);
    clouds(c, p.light, 5, 90.0, 330.0, r);
    ranges(c, p, 500.0, 560.0, 2, r);
    water(c, p, 610.0);
    reflection(c, at.0, 616.0, 300.0, 56.0, p.light, r);
    glints(c, p.light, 616.0, 940.0, 80, r);
    let quay = rect(0.0, 588.0, c.w, 40.0);
    for _ in 0..r.int(3, 5) {
        let (x, h) = (c.w * r.range(0.04, 0.96), r.range(230.0, 390.0));
        crane(c, p, x, 592.0, h, r);
    }
    let mut x = -20.0;
    while x < c.w {
        let (w, h) = (r.range(46.0, 60.0), 27.0);
        for level in 0..r.int(0, 4) {
            let colour = r.pick(&[p.accent, p.near, p.warm, p.far, p.dark]);
            let crate_ = rect(x, 588.0 - h * (level as f32 + 1.0), w - 3.0, h - 2.0);
            c.fill(&crate_, colour);
            c.shade(&crate_, colour.darker(0.5), (x, 0.0), (x + w * 1.6, 0.0));
        }
        x += w;
    }
    c.fill(&quay, p.dark);
    c.shade(&quay, p.near, (0.0, 640.0), (0.0, 585.0));
    for i in 0..r.int(3, 5) {
        let s = r.range(150.0, 250.0) * (1.0 + i as f32 * 0.22);
        let at = (c.w * r.range(0.05, 0.95), 700.0 + i as f32 * 62.0 + r.range(-10.0, 10.0));
        let hull = r.pick(&[p.accent, p.near.darker(0.3), p.warm, p.dark]);
        let facing = r.pick(&[-1.0, 1.0]);
        boat(c, at, s, hull, p.light, p.light, facing);
        reflection(c, at.0, at.1 + 8.0, 60.0, s * 0.3, hull.mix(p.light, 0.35), r);
    }
    gulls(c, p.light, 8, (c.w * 0.5, 280.0), 260.0, r);
}

pub(super) fn boats(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 380.0);
    clouds(c, p.light, 6, 60.0, 240.0, r);
    ranges(c, p, 330.0, 370.0, 2, r);
    let mut x = -10.0;
    while x < c.w {
        let (w, h) = (r.range(46.0, 84.0), r.range(60.0, 150.0));
        let wall = p.light.mix(r.pick(&[p.warm, p.far, p.accent, p.sky_low]), r.range(0.1, 0.45));
        house(c, (x, 452.0), w, h, wall, r.pick(&[p.accent, p.near, p.dark]), Some(p.dark.fade(0.8)));
        x += w * 1.02;
    }
    c.fill(&rect(0.0, 448.0, c.w, 20.0), p.dark);
    water(c, p, 466.0);
    glints(c, p.light, 470.0, 960.0, 120, r);
    for row in 0..4 {
        let t = row as f32 / 3.0;
        let count = 5 - row;
        for i in 0..count {
            let s = 130.0 + 250.0 * t;
            let x = c.w * (i as f32 + r.range(0.25, 0.75)) / count as f32;
            let y = 540.0 + 370.0 * t + r.range(-14.0, 14.0);
            let hull = r.pick(&[p.accent, p.near.darker(0.35), p.warm, p.dark, p.light.darker(0.1)]);
            let facing = r.pick(&[-1.0, 1.0]);
            boat(c, (x, y), s, hull, r.pick(&[p.light, p.warm]), p.light, facing);
            reflection(c, x, y + 8.0, 40.0 + 50.0 * t, s * 0.3, hull.mix(p.light, 0.3), r);
        }
    }
    for i in 0..3 {
        let x = c.w * (0.2 + 0.3 * i as f32) + r.range(-50.0, 50.0);
        lamp(c, (x, 452.0), 130.0, p.dark, p.light);
        c.fill(&circle(x, 322.0, 5.0), p.light);
    }
    let jetty =
        poly(&[(c.w * 0.72, 1010.0), (c.w * 0.82, 560.0), (c.w * 0.845, 560.0), (c.w * 0.95, 1010.0)]);
    c.fill(&jetty, p.warm.mix(p.dark, 0.55));
    c.shade(&jetty, p.dark, (0.0, 540.0), (0.0, 1100.0));
    for i in 0..16 {
        let t = (i as f32 / 15.0).powi(2);
        let y = 565.0 + 440.0 * t;
        c.line(
            &path(&[(c.w * (0.8185 - 0.1 * t), y), (c.w * (0.846 + 0.105 * t), y)]),
            p.dark.fade(0.7),
            1.5 + 4.0 * t,
        );
    }
    gulls(c, p.dark.fade(0.8), 10, (c.w * 0.4, 190.0), 280.0, r);
}
