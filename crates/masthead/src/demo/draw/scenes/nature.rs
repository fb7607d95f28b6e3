//! Land and weather.

use crate::demo::draw::{
    canvas::{Canvas, Ink},
    colour::Palette,
    motif::{clouds, glints, gulls, house, sky, spruce, sun},
    rng::{Rng, Waves},
    shape::{below, blob, circle, curve, ellipse, height_at, path, poly, rect, skyline},
};

/// Ranges behind ranges, the last ones lost in haze; gives the line of the nearest one.
pub(super) fn ranges(
    c: &mut Canvas,
    p: &Palette,
    top: f32,
    bottom: f32,
    layers: usize,
    r: &mut Rng,
) -> Vec<(f32, f32)> {
    let mut last = Vec::new();
    for i in 0..layers {
        let t = i as f32 / (layers - 1).max(1) as f32;
        let y = top + (bottom - top) * t;
        let waves = Waves::new(r, 6);
        let height = r.range(120.0, 210.0) * (1.15 - t * 0.5);
        let line = skyline(c.w, y, height, r.range(330.0, 560.0) * (1.2 - t * 0.4), &waves, true);
        let colour = p.far.mix(p.sky_low, 0.45 * (1.0 - t)).mix(p.near, t * 0.9);
        let land = below(&line, 1000.0);
        c.fill(&land, colour);
        c.shade(&land, colour.darker(0.35), (0.0, y + 40.0), (c.w * 0.12, y - height));
        c.shade(&land, p.sky_low.fade(0.75 * (1.0 - t * 0.6)), (0.0, y - height * 0.1), (0.0, y + 210.0));
        last = line;
    }
    last
}

pub(super) fn mountains(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 620.0);
    let at = (c.w * r.range(0.2, 0.8), r.range(170.0, 330.0));
    sun(c, at, r.range(38.0, 74.0), p.light);
    clouds(c, p.light, 4, 120.0, 360.0, r);
    // A summit with snow stands out of the first range.
    let (px, py, half) = (c.w * r.range(0.3, 0.7), r.range(190.0, 270.0), r.range(330.0, 430.0));
    let jag = |r: &mut Rng, from: (f32, f32), to: (f32, f32)| -> Vec<(f32, f32)> {
        (0..=14)
            .map(|i| {
                let t = i as f32 / 14.0;
                let wobble = if i == 0 || i == 14 { 0.0 } else { r.range(-16.0, 16.0) };
                (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t.powf(0.92) + wobble)
            })
            .collect()
    };
    let left = jag(r, (px - half, 640.0), (px, py));
    let right = jag(r, (px, py), (px + half * 1.15, 650.0));
    let mut outline = left.clone();
    outline.extend(right.iter().copied());
    let peak = poly(&outline);
    c.fill(&peak, p.far.mix(p.sky_low, 0.25));
    let mut lee = vec![
        (px, py),
        (px + 24.0, py + 90.0),
        (px - 22.0, py + 190.0),
        (px + 30.0, py + 330.0),
        (px - 10.0, 650.0),
    ];
    lee.extend(right.iter().rev().copied());
    c.fill(&poly(&lee), p.near.mix(p.far, 0.55));
    let mut snow: Vec<(f32, f32)> = left[8..].to_vec();
    snow.extend(right[..6].iter().copied());
    for i in 0..9 {
        let t = i as f32 / 8.0;
        let x = right[5].0 + (left[8].0 - right[5].0) * t;
        let dip = if i % 2 == 0 { 56.0 } else { -18.0 };
        snow.push((x, right[5].1 + (left[8].1 - right[5].1) * t + dip * (1.0 - (t - 0.5).abs())));
    }
    let cap = poly(&snow);
    c.fill(&cap, p.light);
    c.shade(&cap, p.far.fade(0.8), (px - 40.0, 0.0), (px + half * 0.7, 0.0));
    let line = ranges(c, p, 560.0, 850.0, 4, r);
    for _ in 0..r.int(26, 44) {
        let x = r.range(-20.0, c.w + 20.0);
        let y = height_at(&line, x.clamp(0.0, c.w)) + r.range(60.0, 190.0);
        let h = r.range(70.0, 150.0);
        spruce(c, (x, y.min(1040.0)), h, p.dark.mix(p.near, r.range(0.0, 0.4)), r);
    }
}

pub(super) fn terraces(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 420.0);
    let at = (c.w * r.range(0.55, 0.85), 150.0);
    sun(c, at, 46.0, p.light);
    clouds(c, p.light, 4, 90.0, 250.0, r);
    ranges(c, p, 330.0, 400.0, 2, r);
    let slope = r.pick(&[-1.0, 1.0]);
    let bow = r.range(60.0, 120.0);
    let crops = [
        p.near,
        p.near.mix(p.warm, 0.5),
        p.warm.mix(p.light, 0.2),
        p.far.mix(p.near, 0.5),
        p.accent.mix(p.warm, 0.65),
    ];
    let mut y: f32 = 420.0;
    let mut step = 34.0;
    while y < 1060.0 {
        let edge = |x: f32, y: f32| {
            let t = x / 1500.0 - 0.5;
            y + slope * t * 190.0 + (t * 5.0 + y * 0.004).sin() * bow * 0.5
        };
        let line: Vec<(f32, f32)> =
            (0..40).map(|i| i as f32 * c.w / 38.0 - 20.0).map(|x| (x, edge(x, y))).collect();
        let colour = r.pick(&crops);
        let field = below(&line, 1080.0);
        c.fill(&field, colour);
        c.shade(&field, colour.darker(0.42), (0.0, y - 60.0), (0.0, y + step * 2.0));
        c.line(&path(&line), p.light.fade(0.55), 3.0);
        let rows = 70;
        for i in 0..rows {
            let x = i as f32 / rows as f32 * c.w + r.range(-6.0, 6.0);
            let foot = edge(x, y) + step * r.range(0.35, 0.85);
            let size = step * r.range(0.10, 0.2);
            c.fill(&circle(x, foot, size), p.dark.mix(colour, r.range(0.25, 0.65)));
        }
        if r.chance(0.35) {
            let x = c.w * r.range(0.1, 0.9);
            let foot = edge(x, y) + step * 0.3;
            house(c, (x, foot), step * 1.5, step * 1.1, p.light, p.accent, Some(p.dark));
        }
        y += step;
        step *= 1.24;
    }
}

pub(super) fn lake(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 470.0);
    let at = (c.w * r.range(0.25, 0.75), r.range(200.0, 320.0));
    sun(c, at, 52.0, p.light);
    clouds(c, p.light, 5, 80.0, 300.0, r);
    ranges(c, p, 430.0, 520.0, 3, r);
    let water = rect(0.0, 560.0, c.w, 440.0);
    c.fill(&water, Ink::Blend((0.0, 560.0), (0.0, 1000.0), p.sky_low.mix(p.far, 0.4), p.near));
    c.shade(&water, p.dark, (0.0, 820.0), (0.0, 1120.0));
    crate::demo::draw::motif::reflection(c, at.0, 570.0, 330.0, 60.0, p.light, r);
    glints(c, p.light, 565.0, 960.0, 110, r);
    let shore = blob(&[
        (-60.0, 1100.0),
        (-60.0, 850.0),
        (c.w * 0.12, 820.0),
        (c.w * 0.3, 900.0),
        (c.w * 0.5, 955.0),
        (c.w * 0.62, 1080.0),
    ]);
    c.fill(&shore, p.dark);
    c.shade(&shore, p.near, (0.0, 1000.0), (0.0, 800.0));
    for _ in 0..60 {
        let x = r.range(0.0, c.w * 0.5);
        let y = 900.0 + x * 0.1 + r.range(0.0, 70.0);
        let (h, lean) = (r.range(60.0, 170.0), r.range(-26.0, 30.0));
        c.line(
            &curve(&[(x, y), (x + lean * 0.3, y - h * 0.6), (x + lean, y - h)]),
            p.dark.mix(p.warm, r.range(0.1, 0.6)),
            3.2,
        );
        c.fill(&ellipse(x + lean, y - h, 4.5, 17.0), p.warm.mix(p.dark, 0.4));
    }
    gulls(c, p.dark.fade(0.8), 9, (c.w * 0.62, 330.0), 150.0, r);
}

pub(super) fn storm(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 620.0);
    clouds(c, p.dark, 9, 40.0, 300.0, r);
    clouds(c, p.near, 8, 120.0, 390.0, r);
    let (x, mut y) = (c.w * r.range(0.25, 0.75), 230.0);
    let mut bolt = vec![(x, y)];
    while y < 560.0 {
        y += r.range(30.0, 62.0);
        bolt.push((bolt[bolt.len() - 1].0 + r.range(-40.0, 40.0), y));
    }
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), Ink::Glow((x, 400.0), 520.0, p.light.fade(0.5)));
    c.line(&path(&bolt), p.light, 5.0);
    let fork: Vec<(f32, f32)> =
        bolt.iter().skip(3).take(5).map(|q| (q.0 + (q.1 - 300.0) * 0.45, q.1)).collect();
    c.line(&path(&fork), p.light.fade(0.8), 2.6);
    for i in 0..9 {
        let t = i as f32 / 8.0;
        let y = 560.0 + 400.0 * t * t;
        let waves = Waves::new(r, 4);
        let line = skyline(c.w, y, 16.0 + 62.0 * t, 120.0 + 260.0 * t, &waves, true);
        let colour = p.far.mix(p.dark, 0.25 + t * 0.6);
        let sea = below(&line, 1020.0);
        c.fill(&sea, colour);
        c.shade(&sea, p.light.fade(0.45), (0.0, y + 26.0), (0.0, y - 50.0 - 40.0 * t));
        c.line(&path(&line), p.light.fade(0.35 + 0.4 * t), 1.5 + 3.0 * t);
    }
    for _ in 0..170 {
        let (x, y) = (r.range(0.0, c.w * 1.2), r.range(-40.0, 1000.0));
        let length = r.range(30.0, 90.0);
        c.line(&path(&[(x, y), (x - length * 0.36, y + length)]), p.light.fade(r.range(0.08, 0.3)), 1.8);
    }
}

pub(super) fn fire(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 720.0);
    let seat = (c.w * r.range(0.3, 0.7), 620.0);
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), Ink::Glow(seat, 760.0, p.accent.fade(0.9)));
    for i in 0..16 {
        let t = i as f32 / 16.0;
        let (x, y) = (seat.0 + (t * 420.0 + 40.0) * r.range(-0.3, 1.2), 540.0 - t * 560.0);
        let size = 70.0 + 170.0 * t;
        let puff = blob(&[
            (x - size, y),
            (x - size * 0.5, y - size * 0.7),
            (x + size * 0.4, y - size * 0.8),
            (x + size, y - size * 0.1),
            (x + size * 0.4, y + size * 0.5),
            (x - size * 0.6, y + size * 0.4),
        ]);
        c.fill(&puff, p.near.fade(0.5));
        c.shade(&puff, p.warm.fade(0.6), (x, y - size), (x, y + size));
    }
    for (base, colour, count) in [(640.0, p.far, 60), (720.0, p.near, 55), (850.0, p.dark, 48)] {
        let waves = Waves::new(r, 4);
        let line = skyline(c.w, base, 50.0, 420.0, &waves, false);
        c.fill(&below(&line, 1010.0), colour);
        for i in 0..count {
            let x = i as f32 / count as f32 * c.w + r.range(-14.0, 14.0);
            let y = height_at(&line, x.clamp(0.0, c.w)) + 24.0;
            let h = (base - 540.0) * r.range(0.45, 0.75);
            spruce(c, (x, y), h, colour, r);
            if base < 800.0 && r.chance(0.55) {
                let flame = r.range(30.0, 95.0);
                let tongue = blob(&[
                    (x - flame * 0.3, y),
                    (x - flame * 0.12, y - flame * 0.6),
                    (x + r.range(-8.0, 8.0), y - flame * 1.5),
                    (x + flame * 0.2, y - flame * 0.5),
                    (x + flame * 0.3, y),
                ]);
                c.fill(&tongue, p.warm.fade(0.85));
                c.fill(&ellipse(x, y - flame * 0.28, flame * 0.13, flame * 0.32), p.light.fade(0.9));
            }
        }
    }
    for _ in 0..150 {
        let (x, y) = (seat.0 + r.range(-620.0, 700.0), r.range(60.0, 760.0));
        c.fill(&circle(x, y, r.range(1.2, 4.2)), p.light.mix(p.accent, r.unit()).fade(r.range(0.4, 1.0)));
    }
}

pub(super) fn orchard(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 430.0);
    clouds(c, p.light, 5, 90.0, 280.0, r);
    ranges(c, p, 360.0, 420.0, 2, r);
    let ground = rect(0.0, 450.0, c.w, 560.0);
    c.fill(&ground, p.near.mix(p.warm, 0.3));
    c.shade(&ground, p.dark.fade(0.7), (0.0, 460.0), (0.0, 1200.0));
    let vanish = (c.w * r.range(0.4, 0.6), 430.0);
    for i in -9..=9 {
        let x = vanish.0 + i as f32 * 260.0;
        c.fill(
            &poly(&[(vanish.0 + i as f32 * 12.0, 452.0), (x, 1010.0), (x + 90.0, 1010.0)]),
            p.warm.fade(0.35),
        );
    }
    for row in 0..8 {
        let t = (row as f32 / 7.0).powf(1.7);
        let (y, size) = (478.0 + 500.0 * t, 20.0 + 150.0 * t);
        for i in -6..=6 {
            let x = vanish.0 + (i as f32 + 0.5) * (46.0 + 330.0 * t);
            if x < -200.0 || x > c.w + 200.0 {
                continue;
            }
            c.fill(&ellipse(x + size * 0.3, y, size * 0.9, size * 0.13), p.dark.fade(0.35));
            c.line(&path(&[(x, y), (x, y - size * 0.8)]), p.dark, size * 0.1);
            for _ in 0..7 {
                let (dx, dy) = (r.range(-0.5, 0.5) * size, r.range(-1.6, -0.75) * size);
                let crown = circle(x + dx, y + dy, size * r.range(0.3, 0.5));
                let green = p.near.mix(p.dark, r.range(0.0, 0.4));
                c.fill(&crown, green);
                c.shade(
                    &crown,
                    p.warm.fade(0.6),
                    (x + size * 0.4, y - size * 0.5),
                    (x - size * 0.5, y - size * 2.0),
                );
            }
            for _ in 0..9 {
                let (dx, dy) = (r.range(-0.7, 0.7) * size, r.range(-1.7, -0.6) * size);
                c.fill(&circle(x + dx, y + dy, size * 0.055), p.accent);
            }
        }
    }
}
