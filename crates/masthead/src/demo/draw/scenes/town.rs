//! Streets and settlements.

use crate::demo::draw::{
    canvas::{At, Canvas, Ink},
    colour::{Colour, Palette},
    motif::{clouds, glints, house, lamp, person, reflection, sky, spruce, sun},
    rng::{Rng, Waves},
    shape::{arch, below, circle, curve, ellipse, height_at, path, poly, rect, rounded, skyline},
};

use super::nature::ranges;

/// A block of flats with some windows lit; `at` is its lower left corner.
fn tower(c: &mut Canvas, p: &Palette, at: At, (w, h): (f32, f32), wall: Colour, lit: f32, r: &mut Rng) {
    let (x, y) = at;
    let body = rect(x, y - h, w, h);
    c.fill(&body, wall);
    c.shade(&body, wall.darker(0.5), (x + w * 0.3, 0.0), (x + w * 1.3, 0.0));
    let columns = (w / 26.0).max(2.0) as usize;
    let rows = (h / 34.0).max(2.0) as usize;
    let (cw, rh) = (w / (columns as f32 + 0.6), h / (rows as f32 + 0.8));
    for row in 0..rows {
        for column in 0..columns {
            let (wx, wy) = (x + cw * (column as f32 + 0.5), y - h + rh * (row as f32 + 0.5));
            let light =
                if r.chance(lit) { p.accent.mix(p.light, r.range(0.1, 0.8)) } else { wall.darker(0.42) };
            c.fill(&rect(wx, wy, cw * 0.58, rh * 0.56), light);
        }
    }
    if r.chance(0.4) {
        let top = y - h;
        c.line(&path(&[(x + w * 0.5, top), (x + w * 0.5, top - 46.0)]), wall.darker(0.4), 2.6);
        c.line(&path(&[(x + w * 0.38, top - 34.0), (x + w * 0.62, top - 34.0)]), wall.darker(0.4), 2.0);
    }
}

pub(super) fn city(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 620.0);
    let at = (c.w * r.range(0.2, 0.8), r.range(240.0, 430.0));
    sun(c, at, 60.0, p.light);
    clouds(c, p.light, 5, 90.0, 330.0, r);
    ranges(c, p, 520.0, 560.0, 2, r);
    for (layer, base, low, high, lit) in [(0, 680.0, 90.0, 250.0, 0.2), (1, 740.0, 110.0, 330.0, 0.35)] {
        let mut x = -20.0;
        while x < c.w {
            let w = r.range(60.0, 130.0);
            let wall = p.far.mix(p.near, 0.35 + 0.5 * layer as f32);
            let h = r.range(low, high);
            tower(c, p, (x, base), (w, h), wall, lit, r);
            x += w * r.range(0.95, 1.15);
        }
    }
    // The old dome of the city.
    let (x, foot) = (c.w * r.range(0.3, 0.7), 745.0);
    c.fill(&rect(x - 90.0, foot - 170.0, 180.0, 170.0), p.near);
    c.fill(&arch(x - 72.0, foot - 165.0, 144.0, 150.0), p.accent.mix(p.near, 0.3));
    c.shade(&arch(x - 72.0, foot - 165.0, 144.0, 150.0), p.dark, (x - 20.0, 0.0), (x + 110.0, 0.0));
    c.line(&path(&[(x, foot - 312.0), (x, foot - 372.0)]), p.accent, 5.0);
    for i in 0..4 {
        c.fill(&arch(x - 76.0 + 42.0 * i as f32, foot, 26.0, 90.0), p.dark);
    }
    let river = rect(0.0, 745.0, c.w, 260.0);
    c.fill(&river, Ink::Blend((0.0, 745.0), (0.0, 1000.0), p.near.mix(p.sky_low, 0.35), p.dark));
    for _ in 0..34 {
        let rx = r.range(0.0, c.w);
        let length = r.range(60.0, 190.0);
        reflection(c, rx, 752.0, length, 9.0, p.accent.mix(p.light, 0.4), r);
    }
    glints(c, p.light, 750.0, 980.0, 50, r);
    for i in 0..9 {
        let lx = c.w * (i as f32 + 0.5) / 9.0;
        lamp(c, (lx, 748.0), 62.0, p.dark, p.light);
    }
}

pub(super) fn apartments(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 600.0);
    clouds(c, p.light, 4, 60.0, 260.0, r);
    let mut x = -30.0;
    while x < c.w {
        let (w, h) = (r.range(120.0, 190.0), r.range(330.0, 520.0));
        let wall = p.far.mix(p.near, r.range(0.1, 0.5));
        tower(c, p, (x, 830.0), (w, h), wall, 0.3, r);
        x += w * 1.1;
    }
    let (bx, bw) = (c.w * r.range(0.08, 0.3), c.w * 0.52);
    let top = 190.0;
    let wall = p.near.mix(p.far, 0.25);
    c.fill(&rect(bx, top, bw, 700.0), wall);
    c.shade(&rect(bx, top, bw, 700.0), wall.darker(0.55), (bx + bw * 0.4, 0.0), (bx + bw * 1.25, 0.0));
    let (columns, rows) = (8, 9);
    let (cw, rh) = (bw / columns as f32, 690.0 / rows as f32);
    for row in 0..rows {
        for column in 0..columns {
            let (wx, wy) = (bx + cw * (column as f32 + 0.16), top + rh * (row as f32 + 0.2));
            let glass = if r.chance(0.42) {
                p.accent.mix(p.light, r.range(0.0, 0.75))
            } else {
                p.dark.mix(p.far, 0.2)
            };
            c.fill(&rect(wx, wy, cw * 0.66, rh * 0.52), glass);
            c.line(&path(&[(wx + cw * 0.33, wy), (wx + cw * 0.33, wy + rh * 0.52)]), wall.darker(0.4), 3.0);
            if r.chance(0.4) {
                c.fill(&rect(wx - cw * 0.06, wy + rh * 0.4, cw * 0.78, rh * 0.3), wall.lighter(0.22));
                for k in 0..r.int(0, 4) {
                    let lx = wx + cw * 0.14 * k as f32;
                    c.fill(
                        &rect(lx, wy + rh * 0.28, cw * 0.1, rh * 0.24),
                        r.pick(&[p.light, p.warm, p.accent]),
                    );
                }
            }
        }
    }
    let ground = rect(0.0, 870.0, c.w, 140.0);
    c.fill(&ground, p.dark);
    c.shade(&ground, p.near, (0.0, 1000.0), (0.0, 860.0));
    for i in 0..4 {
        let tx = c.w * (0.1 + 0.25 * i as f32) + r.range(-60.0, 60.0);
        spruce(c, (tx, 910.0), 190.0, p.dark.mix(p.near, 0.25), r);
    }
    for _ in 0..5 {
        let (px, h) = (c.w * r.range(0.05, 0.95), r.range(88.0, 104.0));
        let coat = r.pick(&[p.accent, p.warm, p.far, p.near]);
        person(c, (px, 960.0), h, coat, p.light.mix(p.warm, 0.4), r);
    }
}

pub(super) fn bridge(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 520.0);
    clouds(c, p.light, 6, 60.0, 300.0, r);
    ranges(c, p, 430.0, 520.0, 3, r);
    let river = rect(0.0, 600.0, c.w, 410.0);
    c.fill(&river, Ink::Blend((0.0, 600.0), (0.0, 1000.0), p.sky_low.mix(p.far, 0.5), p.near.darker(0.2)));
    glints(c, p.light, 610.0, 980.0, 100, r);
    let stone = p.near.mix(p.warm, 0.25);
    let arches = r.int(3, 5);
    let span = c.w / arches as f32;
    let deck = r.range(430.0, 480.0);
    let body = rect(0.0, deck, c.w, 300.0);
    c.fill(&body, stone);
    c.shade(&body, stone.darker(0.6), (0.0, deck), (0.0, deck + 330.0));
    for row in 0..7 {
        for i in 0..38 {
            let x = i as f32 * 42.0 + if row % 2 == 0 { 0.0 } else { 21.0 };
            let y = deck + 12.0 + row as f32 * 22.0;
            if r.chance(0.4) {
                c.fill(&rect(x, y, 38.0, 18.0), stone.lighter(0.2).fade(r.range(0.1, 0.5)));
            }
        }
    }
    for i in 0..arches {
        let x = span * i as f32 + span * 0.11;
        let opening = arch(x, deck + 302.0, span * 0.78, 262.0);
        c.fill(
            &opening,
            Ink::Blend(
                (0.0, deck),
                (0.0, deck + 300.0),
                p.sky_low.mix(p.far, 0.6),
                p.near.mix(p.sky_low, 0.3),
            ),
        );
        c.line(&opening, stone.lighter(0.3), 7.0);
    }
    c.fill(&rect(0.0, deck - 16.0, c.w, 20.0), stone.lighter(0.25));
    for i in 0..10 {
        let x = c.w * (i as f32 + 0.5) / 10.0;
        lamp(c, (x, deck - 14.0), 92.0, p.dark, p.light);
    }
    for _ in 0..r.int(5, 9) {
        let x = c.w * r.range(0.04, 0.96);
        let coat = r.pick(&[p.dark, p.accent, p.warm, p.near.darker(0.4)]);
        person(c, (x, deck - 10.0), 70.0, coat, p.light.mix(p.warm, 0.5), r);
        if r.chance(0.7) {
            let top = poly(&[(x - 30.0, deck - 74.0), (x, deck - 98.0), (x + 30.0, deck - 74.0)]);
            c.fill(&top, r.pick(&[p.accent, p.dark, p.warm]));
        }
    }
    for _ in 0..200 {
        let (x, y) = (r.range(0.0, c.w * 1.1), r.range(-40.0, 1000.0));
        let length = r.range(20.0, 60.0);
        c.line(&path(&[(x, y), (x - length * 0.25, y + length)]), p.light.fade(r.range(0.08, 0.28)), 1.6);
    }
}

pub(super) fn train(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 560.0);
    let at = (c.w * r.range(0.1, 0.9), 190.0);
    sun(c, at, 50.0, p.light);
    for _ in 0..70 {
        c.fill(
            &circle(r.range(0.0, c.w), r.range(10.0, 330.0), r.range(0.8, 2.4)),
            p.light.fade(r.range(0.3, 0.9)),
        );
    }
    ranges(c, p, 480.0, 640.0, 4, r);
    let top = 690.0;
    c.fill(&rect(0.0, top, c.w, 320.0), p.dark);
    for i in 0..7 {
        let x = c.w / 7.0 * i as f32 + 12.0;
        c.fill(&arch(x, 1010.0, c.w / 7.0 - 34.0, 230.0), p.near.mix(p.far, 0.3));
    }
    c.fill(&rect(0.0, top - 12.0, c.w, 16.0), p.near.darker(0.4));
    let (h, length) = (104.0, 300.0);
    let start = c.w * r.range(-0.15, 0.1);
    let coat = r.pick(&[p.accent, p.near.lighter(0.1), p.warm.mix(p.accent, 0.5)]);
    for i in 0..4 {
        let x = start + (length + 12.0) * i as f32;
        let body = rounded(x, top - h - 16.0, length, h, 14.0);
        c.fill(&body, coat);
        c.shade(&body, coat.darker(0.6), (0.0, top - h), (0.0, top + 10.0));
        c.fill(&rect(x, top - 46.0, length, 8.0), p.light);
        for w in 0..6 {
            let wx = x + 18.0 + 46.0 * w as f32;
            let glow = if r.chance(0.8) { p.light.mix(p.accent, 0.25) } else { p.dark };
            c.fill(&rounded(wx, top - h + 4.0, 34.0, 38.0, 6.0), glow);
            if r.chance(0.5) {
                c.fill(&circle(wx + 17.0, top - h + 28.0, 8.0), p.dark);
                c.fill(&ellipse(wx + 17.0, top - h + 46.0, 14.0, 10.0), p.dark);
            }
        }
        for w in [44.0, 80.0, 220.0, 256.0] {
            c.fill(&circle(x + w, top - 14.0, 14.0), p.dark.darker(0.3));
        }
    }
    let nose = start + (length + 12.0) * 4.0;
    let engine = poly(&[
        (nose, top - 16.0),
        (nose, top - h - 16.0),
        (nose + 150.0, top - h - 10.0),
        (nose + 215.0, top - 50.0),
        (nose + 215.0, top - 16.0),
    ]);
    c.fill(&engine, coat.darker(0.15));
    c.fill(
        &poly(&[
            (nose + 120.0, top - h + 4.0),
            (nose + 158.0, top - h + 4.0),
            (nose + 190.0, top - 64.0),
            (nose + 120.0, top - 64.0),
        ]),
        p.light.mix(p.far, 0.4),
    );
    let lamp_at = (nose + 214.0, top - 36.0);
    c.fill(
        &poly(&[lamp_at, (nose + 760.0, top - 130.0), (nose + 760.0, top + 30.0)]),
        Ink::Glow(lamp_at, 560.0, p.light.fade(0.8)),
    );
    c.fill(&circle(lamp_at.0, lamp_at.1, 9.0), p.light);
}

pub(super) fn market(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 330.0);
    let mut x = -20.0;
    while x < c.w {
        let (w, h) = (r.range(130.0, 210.0), r.range(260.0, 400.0));
        let wall = p.light.mix(r.pick(&[p.warm, p.far, p.sky_low]), r.range(0.2, 0.5)).darker(0.06);
        tower(c, p, (x, 540.0), (w, h), wall, 0.05, r);
        x += w;
    }
    let ground = rect(0.0, 530.0, c.w, 480.0);
    c.fill(&ground, p.far.mix(p.light, 0.35));
    c.shade(&ground, p.near.fade(0.7), (0.0, 560.0), (0.0, 1200.0));
    for row in 0..3 {
        let t = row as f32 / 2.0;
        let (y, w) = (600.0 + 300.0 * t, 200.0 + 170.0 * t);
        for _ in 0..(5 - row) {
            let (px, h) = (c.w * r.unit(), 120.0 + 90.0 * t);
            let coat = r.pick(&[p.accent, p.dark, p.near, p.warm, p.far.darker(0.3)]);
            person(c, (px, y - 6.0), h, coat, p.light.mix(p.warm, r.range(0.3, 0.6)), r);
        }
        let mut x = -r.range(0.0, w);
        while x < c.w {
            let h = w * 0.36;
            let (base, stripe) = (r.pick(&[p.accent, p.near, p.warm, p.near.darker(0.2)]), p.light);
            c.line(&path(&[(x + 12.0, y), (x + 12.0, y - w * 0.95)]), p.dark, 6.0);
            c.line(&path(&[(x + w - 12.0, y), (x + w - 12.0, y - w * 0.95)]), p.dark, 6.0);
            let stripes = 8;
            for s in 0..stripes {
                let (a, b) = (s as f32 / stripes as f32, (s + 1) as f32 / stripes as f32);
                let panel = poly(&[
                    (x + w * (0.08 + 0.84 * a), y - w * 1.02),
                    (x + w * (0.08 + 0.84 * b), y - w * 1.02),
                    (x + w * b, y - w * 0.72),
                    (x + w * a, y - w * 0.72),
                ]);
                let colour = if s % 2 == 0 { base } else { stripe };
                c.fill(&panel, colour);
                c.fill(&circle(x + w * (a + b) / 2.0, y - w * 0.72, w * 0.5 / stripes as f32), colour);
            }
            let table = rect(x, y - h, w, h);
            c.fill(&table, p.warm.mix(p.dark, 0.6));
            c.shade(&table, p.dark, (0.0, y - h), (0.0, y + 20.0));
            let mut fx = x + 8.0;
            while fx < x + w - 26.0 {
                let fruit =
                    r.pick(&[p.accent, p.warm, p.near, p.accent.mix(p.warm, 0.5), p.near.mix(p.warm, 0.5)]);
                for k in 0..9 {
                    let (dx, dy) = ((k % 4) as f32 * 9.0 + (k / 4) as f32 * 4.0, (k / 4) as f32 * 8.0);
                    c.fill(
                        &circle(fx + dx, y - h - dy - 4.0, 6.5 + 2.5 * t),
                        fruit.mix(p.light, r.range(0.0, 0.2)),
                    );
                }
                fx += 48.0;
            }
            x += w * 1.12;
        }
    }
}

pub(super) fn village(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 480.0);
    clouds(c, p.light, 4, 80.0, 260.0, r);
    let line = ranges(c, p, 400.0, 560.0, 3, r);
    let waves = Waves::new(r, 3);
    let hill = skyline(c.w, 640.0, 90.0, 620.0, &waves, false);
    let land = below(&hill, 1010.0);
    c.fill(&land, p.light.mix(p.far, 0.3));
    c.shade(&land, p.near.fade(0.75), (0.0, 620.0), (c.w * 0.2, 1200.0));
    for _ in 0..22 {
        let x = r.range(0.0, c.w);
        let h = r.range(50.0, 110.0);
        spruce(c, (x, height_at(&line, x) + 90.0), h, p.near.darker(0.3), r);
    }
    // A watch tower, as mountain villages have.
    let (tx, ty) = (c.w * r.range(0.2, 0.8), height_at(&hill, c.w * 0.5) + 30.0);
    let tower_body =
        poly(&[(tx - 48.0, ty), (tx - 36.0, ty - 290.0), (tx + 36.0, ty - 290.0), (tx + 48.0, ty)]);
    c.fill(&tower_body, p.near.mix(p.warm, 0.3));
    c.shade(&tower_body, p.dark, (tx - 20.0, 0.0), (tx + 70.0, 0.0));
    c.fill(&poly(&[(tx - 46.0, ty - 288.0), (tx, ty - 350.0), (tx + 46.0, ty - 288.0)]), p.dark);
    for i in 0..3 {
        c.fill(&rect(tx - 6.0, ty - 250.0 + 70.0 * i as f32, 12.0, 26.0), p.accent);
    }
    for i in 0..26 {
        let t = i as f32 / 25.0;
        let x = r.range(0.02, 0.94) * c.w;
        let y = height_at(&hill, x) + 30.0 + t * 300.0;
        let s = 54.0 + 74.0 * t;
        let wall = p.light.mix(r.pick(&[p.warm, p.far]), r.range(0.15, 0.4)).darker(0.08);
        let roof = if r.chance(0.6) { p.light } else { p.accent.mix(p.dark, 0.3) };
        house(c, (x, y), s, s * 0.72, wall, roof, Some(if r.chance(0.6) { p.warm } else { p.dark }));
        if r.chance(0.35) {
            let (sx, sy) = (x + s * 0.7, y - s * 1.1);
            c.line(
                &curve(&[(sx, sy), (sx + 8.0, sy - 40.0), (sx - 8.0, sy - 80.0), (sx + 14.0, sy - 140.0)]),
                p.light.fade(0.55),
                9.0,
            );
        }
    }
    for _ in 0..12 {
        let (x, h) = (r.range(-20.0, c.w), r.range(150.0, 250.0));
        spruce(c, (x, r.range(990.0, 1040.0)), h, p.dark, r);
    }
}

pub(super) fn square(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 420.0);
    clouds(c, p.light, 4, 60.0, 220.0, r);
    let mut x = -20.0;
    while x < c.w {
        let (w, h) = (r.range(150.0, 240.0), r.range(200.0, 330.0));
        let wall = p.far.mix(p.light, r.range(0.15, 0.5));
        tower(c, p, (x, 560.0), (w, h), wall, 0.25, r);
        x += w;
    }
    let ground = rect(0.0, 540.0, c.w, 470.0);
    c.fill(&ground, p.far.mix(p.near, 0.4));
    c.shade(&ground, p.dark, (0.0, 560.0), (0.0, 1150.0));
    for row in 0..9 {
        let t = row as f32 / 8.0;
        let (y, h) = (600.0 + 440.0 * t * t, 96.0 + 190.0 * t);
        let count = (34.0 - 20.0 * t) as usize;
        for i in 0..count {
            let x = c.w * (i as f32 + r.range(0.1, 0.9)) / count as f32;
            let coat = r.pick(&[p.dark, p.near, p.near.darker(0.4), p.accent, p.warm, p.far.darker(0.2)]);
            person(c, (x, y), h * r.range(0.92, 1.06), coat, p.light.mix(p.warm, r.range(0.2, 0.7)), r);
            if r.chance(0.17) {
                let (w, up) = (h * r.range(0.5, 0.95), h * r.range(1.25, 1.5));
                c.line(&path(&[(x + h * 0.12, y - h * 0.5), (x + h * 0.14, y - up)]), p.dark, h * 0.03);
                let board = r.pick(&[p.light, p.accent, p.warm, p.light]);
                let sign = poly(&[
                    (x + h * 0.14 - w / 2.0, y - up - h * 0.2),
                    (x + h * 0.14 + w / 2.0, y - up - h * 0.24),
                    (x + h * 0.14 + w / 2.0, y - up + h * 0.12),
                    (x + h * 0.14 - w / 2.0, y - up + h * 0.14),
                ]);
                c.fill(&sign, board);
                for line in 0..2 {
                    let ly = y - up - h * 0.1 + line as f32 * h * 0.12;
                    c.line(
                        &path(&[(x + h * 0.14 - w * 0.34, ly), (x + h * 0.14 + w * r.range(0.1, 0.34), ly)]),
                        p.dark.fade(0.7),
                        h * 0.035,
                    );
                }
            } else if r.chance(0.06) {
                c.line(&path(&[(x, y - h * 0.5), (x + h * 0.2, y - h * 1.7)]), p.dark, h * 0.025);
                let flag = curve(&[
                    (x + h * 0.2, y - h * 1.7),
                    (x + h * 0.5, y - h * 1.62),
                    (x + h * 0.85, y - h * 1.72),
                ]);
                c.line(&flag, r.pick(&[p.accent, p.warm]), h * 0.22);
            }
        }
    }
}

pub(super) fn mill(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 560.0);
    let at = (c.w * r.range(0.1, 0.9), 260.0);
    sun(c, at, 56.0, p.light);
    ranges(c, p, 520.0, 570.0, 2, r);
    let brick = p.accent.mix(p.dark, 0.42).mix(p.warm, 0.2);
    for i in 0..r.int(2, 3) {
        let x = c.w * (0.2 + 0.28 * i as f32) + r.range(-40.0, 40.0);
        let top = r.range(120.0, 240.0);
        let stack = poly(&[(x - 30.0, 700.0), (x - 18.0, top), (x + 18.0, top), (x + 30.0, 700.0)]);
        c.fill(&stack, brick.darker(0.15));
        c.shade(&stack, p.dark, (x - 10.0, 0.0), (x + 40.0, 0.0));
        for band in 0..2 {
            c.fill(&rect(x - 20.0, top + 18.0 + band as f32 * 34.0, 40.0, 12.0), p.light);
        }
        if r.chance(0.6) {
            for k in 0..9 {
                let t = k as f32 / 8.0;
                let puff = ellipse(
                    x + 30.0 + t * 330.0,
                    top - 20.0 - t * 70.0 + r.range(-12.0, 12.0),
                    34.0 + 66.0 * t,
                    24.0 + 40.0 * t,
                );
                c.fill(&puff, p.light.fade(0.5 * (1.1 - t)));
            }
        }
    }
    let mut x = -30.0;
    while x < c.w {
        let w = r.range(190.0, 260.0);
        let (top, foot) = (r.range(500.0, 540.0), 810.0);
        let hall = poly(&[
            (x, foot),
            (x, top),
            (x + w * 0.72, top - 84.0),
            (x + w * 0.72, top),
            (x + w, top),
            (x + w, foot),
        ]);
        c.fill(&hall, brick);
        c.shade(&hall, brick.darker(0.6), (x, top), (x + w * 0.5, foot + 160.0));
        c.fill(
            &poly(&[(x + w * 0.735, top - 4.0), (x + w * 0.735, top - 78.0), (x + w * 0.79, top - 4.0)]),
            p.light.fade(0.7),
        );
        for column in 0..4 {
            for row in 0..2 {
                let (wx, wy) = (x + w * (0.07 + 0.235 * column as f32), foot - 40.0 - 118.0 * row as f32);
                let glass = if r.chance(0.3) {
                    p.warm
                } else if r.chance(0.3) {
                    p.dark
                } else {
                    p.far.mix(p.light, 0.3)
                };
                c.fill(&arch(wx, wy, w * 0.15, 84.0), glass);
                c.line(&path(&[(wx + w * 0.075, wy), (wx + w * 0.075, wy - 82.0)]), brick.darker(0.4), 3.0);
                c.line(&path(&[(wx, wy - 40.0), (wx + w * 0.15, wy - 40.0)]), brick.darker(0.4), 3.0);
            }
        }
        x += w;
    }
    let yard = rect(0.0, 806.0, c.w, 200.0);
    c.fill(&yard, p.near.darker(0.25));
    c.shade(&yard, p.dark, (0.0, 800.0), (0.0, 1050.0));
    c.line(&path(&[(0.0, 950.0), (c.w, 880.0)]), p.far, 5.0);
    c.line(&path(&[(0.0, 986.0), (c.w, 898.0)]), p.far, 5.0);
    for _ in 0..r.int(5, 9) {
        let (px, h) = (c.w * r.range(0.04, 0.96), r.range(96.0, 116.0));
        let coat = r.pick(&[p.near.lighter(0.15), p.warm.darker(0.2), p.far, p.accent]);
        person(c, (px, r.range(870.0, 960.0)), h, coat, p.light.mix(p.warm, 0.5), r);
    }
}
