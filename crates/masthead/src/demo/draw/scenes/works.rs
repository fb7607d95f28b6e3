//! Works of engineers and of map makers.

use crate::demo::draw::{
    canvas::{At, Canvas, Ink},
    colour::Palette,
    motif::{clouds, glints, sky, spruce, sun},
    rng::{Rng, Waves},
    shape::{below, blob, circle, curve, ellipse, height_at, path, poly, rect, rounded, skyline},
};

use super::nature::ranges;

pub(super) fn dam(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 430.0);
    let at = (c.w * r.range(0.2, 0.8), 170.0);
    sun(c, at, 46.0, p.light);
    clouds(c, p.light, 4, 80.0, 260.0, r);
    ranges(c, p, 330.0, 400.0, 3, r);
    let lake = rect(0.0, 430.0, c.w, 130.0);
    c.fill(&lake, Ink::Blend((0.0, 430.0), (0.0, 560.0), p.sky_low, p.near.mix(p.sky_top, 0.5)));
    glints(c, p.light, 436.0, 520.0, 40, r);
    let (top, bottom) = (500.0, 900.0);
    let concrete = p.light.mix(p.far, 0.35);
    let wall = blob(&[
        (c.w * 0.1, top + 10.0),
        (c.w * 0.5, top + 74.0),
        (c.w * 0.9, top + 10.0),
        (c.w * 0.74, bottom),
        (c.w * 0.5, bottom + 50.0),
        (c.w * 0.26, bottom),
    ]);
    c.fill(&wall, concrete);
    c.shade(&wall, p.near.darker(0.2), (c.w * 0.35, top), (c.w * 0.85, bottom + 200.0));
    for i in 1..16 {
        let t = i as f32 / 16.0;
        let from = (c.w * (0.1 + 0.8 * t), top + 12.0 + 60.0 * (1.0 - (t * 2.0 - 1.0).powi(2)));
        let to = (c.w * (0.26 + 0.48 * t), bottom + 36.0 * (1.0 - (t * 2.0 - 1.0).powi(2)));
        c.line(&path(&[from, to]), p.near.fade(0.3), 2.4);
    }
    for i in 0..3 {
        let x = c.w * (0.43 + 0.07 * i as f32);
        let from = 640.0 + 14.0 * (1 - (i - 1i32).abs()) as f32;
        c.fill(&rounded(x - 22.0, from - 30.0, 44.0, 34.0, 6.0), p.dark);
        let fall = blob(&[
            (x - 18.0, from),
            (x + 18.0, from),
            (x + 34.0, from + 180.0),
            (x + 62.0, bottom + 60.0),
            (x - 52.0, bottom + 60.0),
            (x - 26.0, from + 180.0),
        ]);
        c.fill(&fall, p.light.fade(0.9));
        c.shade(&fall, p.far.fade(0.7), (x, from), (x + 60.0, bottom));
    }
    for _ in 0..26 {
        let (x, y) = (c.w * r.range(0.38, 0.62), bottom + r.range(0.0, 70.0));
        c.fill(&ellipse(x, y, r.range(20.0, 70.0), r.range(12.0, 32.0)), p.light.fade(r.range(0.25, 0.6)));
    }
    let road = curve(&[
        (c.w * 0.08, top + 4.0),
        (c.w * 0.3, top + 48.0),
        (c.w * 0.5, top + 60.0),
        (c.w * 0.7, top + 48.0),
        (c.w * 0.92, top + 4.0),
    ]);
    c.line(&road, p.dark, 17.0);
    c.line(&road, p.light, 3.0);
    for side in [-1.0, 1.0] {
        let waves = Waves::new(r, 5);
        let edge = |y: f32| {
            if side < 0.0 { c.w * (0.06 + 0.0003 * (y - 430.0)) } else { c.w * (0.94 - 0.0003 * (y - 430.0)) }
        };
        let mut cliff: Vec<At> = (0..30)
            .map(|i| 400.0 + i as f32 * 21.0)
            .map(|y| (edge(y) - side * waves.craggy(y / 90.0) * 46.0 - side * (y - 400.0) * 0.22, y))
            .collect();
        let outside = if side < 0.0 { -40.0 } else { c.w + 40.0 };
        cliff.extend([(outside, 1020.0), (outside, 330.0)]);
        let rock = poly(&cliff);
        c.fill(&rock, p.near);
        c.shade(&rock, p.dark, (c.w * 0.5 + side * c.w * 0.3, 300.0), (outside, 1000.0));
        for _ in 0..14 {
            let x = if side < 0.0 { r.range(0.0, c.w * 0.1) } else { r.range(c.w * 0.9, c.w) };
            let h = r.range(60.0, 130.0);
            spruce(c, (x, r.range(430.0, 1000.0)), h, p.dark.mix(p.near, 0.3), r);
        }
    }
    let waves = Waves::new(r, 3);
    let front = skyline(c.w, 985.0, 34.0, 300.0, &waves, false);
    c.fill(&below(&front, 1020.0), p.dark);
    for _ in 0..18 {
        let x = r.range(0.0, c.w);
        let h = r.range(70.0, 150.0);
        spruce(c, (x, height_at(&front, x) + 14.0), h, p.dark, r);
    }
}

pub(super) fn map(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    let sea = p.sky_top.mix(p.far, 0.3);
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), sea);
    for i in 0..26 {
        let y = i as f32 * 40.0 + 12.0;
        c.line(
            &curve(&[
                (0.0, y),
                (c.w * 0.3, y + r.range(-9.0, 9.0)),
                (c.w * 0.6, y + r.range(-9.0, 9.0)),
                (c.w, y),
            ]),
            p.light.fade(0.28),
            2.0,
        );
    }
    let coast = Waves::new(r, 5);
    let shore: Vec<At> = (0..=60)
        .map(|i| i as f32 / 60.0)
        .map(|t| (c.w * 0.3 + coast.rolling(t * 5.0) * 170.0 + t * 160.0, t * 1040.0 - 20.0))
        .collect();
    for (swell, fade) in [(46.0, 0.25), (22.0, 0.45), (0.0, 1.0)] {
        let mut land: Vec<At> = shore.iter().map(|q| (q.0 - swell, q.1)).collect();
        land.extend([(c.w + 40.0, 1040.0), (c.w + 40.0, -40.0)]);
        c.fill(&poly(&land), p.light.mix(p.warm, 0.12).fade(fade));
    }
    c.line(&path(&shore), p.near, 4.0);
    let (hx, hy) = (c.w * r.range(0.68, 0.8), r.range(280.0, 420.0));
    for ring in 0..9 {
        let size = 330.0 - 34.0 * ring as f32;
        let wobble = Waves::new(r, 2);
        let points: Vec<At> = (0..18)
            .map(|i| i as f32 / 18.0 * std::f32::consts::TAU)
            .map(|a| {
                (
                    hx + a.cos() * size * (1.25 + 0.22 * wobble.rolling(a * 1.1)),
                    hy + a.sin() * size * (0.8 + 0.2 * wobble.rolling(a * 1.3)),
                )
            })
            .collect();
        let contour = blob(&points);
        c.fill(&contour, p.far.mix(p.near, ring as f32 / 16.0).fade(0.2));
        c.line(&contour, p.near.fade(0.42), 2.0);
    }
    let mouth = shore[r.int(24, 40)];
    let river = curve(&[
        (hx, hy + 40.0),
        (hx - 150.0, hy + 170.0),
        (hx - 120.0, hy + 300.0),
        (mouth.0 + 200.0, mouth.1 - 30.0),
        (mouth.0 - 8.0, mouth.1),
    ]);
    c.line(&river, sea.darker(0.2), 13.0);
    c.line(&river, sea.lighter(0.15), 7.0);
    let stops = [
        mouth,
        (mouth.0 + 260.0, mouth.1 - 120.0),
        (hx - 100.0, hy + 250.0),
        (hx + 60.0, hy + 40.0),
        (c.w * 0.9, 760.0),
    ];
    for pair in stops.windows(2) {
        let bend = (
            (pair[0].0 + pair[1].0) / 2.0 + r.range(-50.0, 50.0),
            (pair[0].1 + pair[1].1) / 2.0 + r.range(-50.0, 50.0),
        );
        c.line(&curve(&[pair[0], bend, pair[1]]), p.light, 11.0);
        c.line(&curve(&[pair[0], bend, pair[1]]), p.accent, 5.0);
    }
    for (i, stop) in stops.iter().enumerate() {
        let size = if i == 0 { 24.0 } else { 15.0 };
        c.fill(&circle(stop.0, stop.1, size + 6.0), p.light);
        c.fill(&circle(stop.0, stop.1, size), p.dark);
        c.fill(&circle(stop.0, stop.1, size * 0.42), p.accent);
        c.fill(
            &rounded(stop.0 + size + 16.0, stop.1 - 34.0, r.range(90.0, 170.0), 20.0, 4.0),
            p.dark.fade(0.75),
        );
    }
    let (nx, ny) = (110.0, 860.0);
    c.line(&circle(nx, ny, 62.0), p.near, 4.0);
    c.fill(&poly(&[(nx, ny - 84.0), (nx + 20.0, ny), (nx - 20.0, ny)]), p.accent);
    c.fill(&poly(&[(nx, ny + 84.0), (nx + 20.0, ny), (nx - 20.0, ny)]), p.near);
    for i in 0..5 {
        let colour = if i % 2 == 0 { p.dark } else { p.light };
        c.fill(&rect(220.0 + 56.0 * i as f32, 930.0, 56.0, 14.0), colour);
    }
}
