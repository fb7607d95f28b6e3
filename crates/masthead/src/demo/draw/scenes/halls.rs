//! Houses of the public, outside and in.

use crate::demo::draw::{
    canvas::{Canvas, Ink},
    colour::Palette,
    motif::{clouds, person, sky, sun},
    rng::Rng,
    shape::{arch, blob, circle, curve, ellipse, path, poly, rect, rounded},
};

pub(super) fn courthouse(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 620.0);
    clouds(c, p.light, 6, 80.0, 380.0, r);
    let (mid, half, foot, eave) = (c.w * r.range(0.44, 0.56), r.range(470.0, 540.0), 790.0, 380.0);
    let stone = p.light.mix(p.far, 0.22);
    c.fill(&rect(mid - half, eave, half * 2.0, foot - eave), stone.darker(0.34));
    c.shade(
        &rect(mid - half, eave, half * 2.0, foot - eave),
        p.dark,
        (0.0, foot + 200.0),
        (0.0, eave - 60.0),
    );
    let door = arch(mid - 60.0, foot, 120.0, 270.0);
    c.fill(&door, p.dark);
    c.fill(&rect(mid - 4.0, foot - 210.0, 8.0, 210.0), p.near);
    let columns = 8;
    for i in 0..columns {
        let x = mid - half + 34.0 + (half * 2.0 - 120.0) / (columns - 1) as f32 * i as f32;
        let shaft = poly(&[(x, foot), (x + 5.0, eave + 34.0), (x + 47.0, eave + 34.0), (x + 52.0, foot)]);
        c.fill(&shaft, stone);
        c.shade(&shaft, p.near.fade(0.8), (x + 16.0, 0.0), (x + 62.0, 0.0));
        for k in 1..4 {
            let fx = x + 5.0 + 10.5 * k as f32;
            c.line(&path(&[(fx, eave + 46.0), (fx, foot - 16.0)]), p.near.fade(0.3), 2.0);
        }
        c.fill(&rect(x - 8.0, eave + 14.0, 68.0, 24.0), stone.lighter(0.2));
        c.fill(&rect(x - 8.0, foot - 16.0, 68.0, 18.0), stone.darker(0.12));
    }
    c.fill(&rect(mid - half - 22.0, eave - 34.0, half * 2.0 + 44.0, 52.0), stone.lighter(0.15));
    let gable =
        poly(&[(mid - half - 30.0, eave - 32.0), (mid, eave - 210.0), (mid + half + 30.0, eave - 32.0)]);
    c.fill(&gable, stone);
    c.shade(&gable, p.near.fade(0.85), (mid - 100.0, 0.0), (mid + half * 1.2, 0.0));
    c.fill(
        &poly(&[(mid - half * 0.72, eave - 52.0), (mid, eave - 172.0), (mid + half * 0.72, eave - 52.0)]),
        stone.darker(0.25),
    );
    // Scales in the gable.
    let (sx, sy) = (mid, eave - 120.0);
    c.line(&path(&[(sx, sy - 16.0), (sx, sy + 56.0)]), p.light, 5.0);
    c.line(&path(&[(sx - 70.0, sy + 4.0), (sx + 70.0, sy - 4.0)]), p.light, 5.0);
    for side in [-70.0, 70.0] {
        c.line(&path(&[(sx + side, sy), (sx + side - 20.0, sy + 38.0)]), p.light, 2.4);
        c.line(&path(&[(sx + side, sy), (sx + side + 20.0, sy + 38.0)]), p.light, 2.4);
        c.fill(&ellipse(sx + side, sy + 40.0, 24.0, 7.0), p.light);
    }
    for step in 0..6 {
        let t = step as f32;
        let tread = rect(mid - half - 40.0 - 34.0 * t, foot + 26.0 * t, half * 2.0 + 80.0 + 68.0 * t, 28.0);
        c.fill(&tread, stone.darker(0.07 * t));
        c.fill(
            &rect(mid - half - 40.0 - 34.0 * t, foot + 26.0 * t, half * 2.0 + 80.0 + 68.0 * t, 5.0),
            p.light,
        );
    }
    c.fill(&rect(0.0, foot + 150.0, c.w, 80.0), p.near);
    for _ in 0..r.int(6, 11) {
        let x = c.w * r.range(0.12, 0.88);
        let coat = r.pick(&[p.dark, p.accent, p.near.darker(0.3), p.warm]);
        person(
            c,
            (x, foot + r.range(60.0, 180.0)),
            r.range(120.0, 142.0),
            coat,
            p.light.mix(p.warm, r.range(0.3, 0.6)),
            r,
        );
    }
}

pub(super) fn parliament(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    let wall = p.near.darker(0.2);
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), wall);
    c.shade(&rect(0.0, 0.0, c.w, 560.0), p.dark, (0.0, 500.0), (0.0, -100.0));
    let mid = c.w * r.range(0.45, 0.55);
    for i in -4..=4 {
        let x = mid + i as f32 * 185.0;
        let pane = arch(x - 54.0, 330.0, 108.0, 280.0);
        c.fill(&pane, Ink::Blend((0.0, 40.0), (0.0, 330.0), p.sky_top, p.sky_low));
        c.line(&pane, p.light.fade(0.55), 5.0);
        c.line(&path(&[(x, 60.0), (x, 330.0)]), wall, 5.0);
    }
    c.fill(&rect(mid - 150.0, 360.0, 300.0, 150.0), p.accent.darker(0.25));
    c.fill(&circle(mid, 400.0, 34.0), p.warm);
    c.fill(
        &poly(&[
            (mid - 24.0, 412.0),
            (mid - 4.0, 376.0),
            (mid + 8.0, 398.0),
            (mid + 14.0, 388.0),
            (mid + 26.0, 412.0),
        ]),
        p.accent.darker(0.3),
    );
    let desk =
        poly(&[(mid - 190.0, 520.0), (mid - 160.0, 466.0), (mid + 160.0, 466.0), (mid + 190.0, 520.0)]);
    c.fill(&desk, p.warm.darker(0.45));
    for dx in [-90.0, 0.0, 90.0] {
        person(c, (mid + dx, 500.0), 92.0, p.dark, p.light.mix(p.warm, 0.4), r);
    }
    c.fill(&rect(mid - 200.0, 500.0, 400.0, 48.0), p.warm.darker(0.3));
    for row in 0..7 {
        let t = row as f32 / 6.0;
        let (rx, ry) = (290.0 + 800.0 * t, 70.0 + 400.0 * t);
        let centre = 560.0;
        let seats = 15 + row * 3;
        let arc = |angle: f32, lift: f32| (mid + rx * angle.cos(), centre + ry * angle.sin() - lift);
        let bench: Vec<(f32, f32)> =
            (0..=40).map(|i| arc(i as f32 / 40.0 * std::f32::consts::PI, 0.0)).collect();
        for i in 0..seats {
            if !r.chance(0.86) {
                continue;
            }
            let angle = (i as f32 + 0.5) / seats as f32 * std::f32::consts::PI;
            let (x, y) = arc(angle, 0.0);
            let h = 62.0 + 120.0 * t;
            let coat = r.pick(&[
                p.dark,
                p.near.darker(0.4),
                p.dark.mix(p.accent, 0.5),
                p.far.darker(0.35),
                p.warm.darker(0.5),
            ]);
            let back = blob(&[
                (x - h * 0.2, y),
                (x - h * 0.19, y - h * 0.4),
                (x, y - h * 0.5),
                (x + h * 0.19, y - h * 0.4),
                (x + h * 0.2, y),
            ]);
            c.fill(&back, coat);
            c.fill(&circle(x, y - h * 0.6, h * 0.13), p.dark.mix(p.warm, r.range(0.1, 0.6)));
            if r.chance(0.18) {
                c.line(&path(&[(x + h * 0.16, y - h * 0.36), (x + h * 0.2, y - h * 0.86)]), coat, h * 0.08);
                c.fill(&rect(x + h * 0.1, y - h * 1.02, h * 0.22, h * 0.16), r.pick(&[p.accent, p.light]));
            }
        }
        c.line(&path(&bench), p.warm.darker(0.3 + 0.1 * (1.0 - t)), 15.0 + 26.0 * t);
        let edge: Vec<(f32, f32)> = bench.iter().map(|q| (q.0, q.1 - 7.0 - 12.0 * t)).collect();
        c.line(&path(&edge), p.warm.mix(p.light, 0.3), 2.0 + 3.0 * t);
    }
}

pub(super) fn classroom(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), p.light.mix(p.sky_low, 0.4));
    c.fill(&rect(0.0, 430.0, c.w, 260.0), p.far.mix(p.near, 0.3));
    let floor = rect(0.0, 660.0, c.w, 350.0);
    c.fill(&floor, p.warm.mix(p.dark, 0.4));
    c.shade(&floor, p.dark, (0.0, 660.0), (0.0, 1200.0));
    let board = rect(c.w * 0.3, 150.0, c.w * 0.42, 300.0);
    c.fill(&rect(c.w * 0.3 - 14.0, 136.0, c.w * 0.42 + 28.0, 328.0), p.warm.darker(0.5));
    c.fill(&board, p.near.darker(0.5));
    c.shade(&board, p.near, (0.0, 480.0), (0.0, 160.0));
    for line in 0..5 {
        let y = 200.0 + 46.0 * line as f32;
        let mut x = c.w * 0.33;
        while x < c.w * (0.5 + 0.16 * r.unit()) {
            let w = r.range(26.0, 78.0);
            c.line(
                &curve(&[(x, y), (x + w * 0.3, y - 9.0), (x + w * 0.6, y + 6.0), (x + w, y - 3.0)]),
                p.light.fade(0.85),
                3.4,
            );
            x += w + 16.0;
        }
    }
    for i in 0..2 {
        let x = if i == 0 { c.w * 0.04 } else { c.w * 0.78 };
        let pane = rect(x, 120.0, c.w * 0.18, 330.0);
        c.fill(&pane, Ink::Blend((0.0, 120.0), (0.0, 450.0), p.sky_top, p.sky_low));
        c.fill(
            &poly(&[
                (x, 450.0),
                (x + 60.0, 330.0),
                (x + 130.0, 400.0),
                (x + c.w * 0.18, 300.0),
                (x + c.w * 0.18, 450.0),
            ]),
            p.far,
        );
        for k in 0..3 {
            let lx = x + c.w * 0.09 * k as f32;
            c.line(&path(&[(lx, 120.0), (lx, 450.0)]), p.light, 9.0);
        }
        c.line(&path(&[(x, 280.0), (x + c.w * 0.18, 280.0)]), p.light, 9.0);
        c.fill(
            &poly(&[(x, 660.0), (x + c.w * 0.18, 660.0), (x + c.w * 0.3, 1000.0), (x + c.w * 0.02, 1000.0)]),
            p.light.fade(0.16),
        );
        for k in 0..8 {
            c.fill(&rounded(x + 14.0 + k as f32 * 30.0, 500.0, 20.0, 110.0, 8.0), p.light.darker(0.06));
        }
    }
    let tx = c.w * r.range(0.36, 0.66);
    person(c, (tx, 720.0), 300.0, r.pick(&[p.accent, p.warm, p.near]), p.light.mix(p.warm, 0.45), r);
    c.line(&path(&[(tx + 40.0, 500.0), (tx + 100.0, 400.0)]), p.light.mix(p.warm, 0.45), 20.0);
    for row in 0..3 {
        let t = row as f32 / 2.0;
        let count = 6 - row;
        let (y, w) = (790.0 + 170.0 * t, 150.0 + 90.0 * t);
        for i in 0..count {
            let x = c.w * (i as f32 + 0.5) / count as f32 + r.range(-16.0, 16.0);
            let h = 190.0 + 110.0 * t;
            let coat = r.pick(&[p.accent, p.near, p.warm, p.dark.lighter(0.15), p.far, p.light.darker(0.15)]);
            let back = blob(&[
                (x - h * 0.22, y),
                (x - h * 0.2, y - h * 0.34),
                (x, y - h * 0.44),
                (x + h * 0.2, y - h * 0.34),
                (x + h * 0.22, y),
            ]);
            c.fill(&back, coat);
            c.shade(&back, coat.darker(0.5), (x, 0.0), (x + h * 0.3, 0.0));
            c.fill(&circle(x, y - h * 0.54, h * 0.13), p.light.mix(p.warm, 0.5));
            let hair = p.dark.mix(p.warm, r.range(0.0, 0.6));
            c.fill(&ellipse(x, y - h * 0.57, h * 0.145, h * 0.13), hair);
            if r.chance(0.4) {
                c.line(
                    &curve(&[
                        (x + h * 0.05, y - h * 0.55),
                        (x + h * 0.12, y - h * 0.38),
                        (x + h * 0.06, y - h * 0.2),
                    ]),
                    hair,
                    h * 0.06,
                );
            }
            let desk = rounded(x - w * 0.5, y - 24.0, w, 40.0, 8.0);
            c.fill(&desk, p.warm.mix(p.light, 0.25));
            c.shade(&desk, p.warm.darker(0.5), (0.0, y - 20.0), (0.0, y + 30.0));
        }
    }
}

pub(super) fn theatre(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), p.dark);
    let (left, right) = (c.w * 0.14, c.w * 0.86);
    let stage = rect(left, 90.0, right - left, 600.0);
    c.fill(&stage, Ink::Blend((0.0, 90.0), (0.0, 690.0), p.near, p.far));
    let moon = (c.w * r.range(0.4, 0.7), 240.0);
    sun(c, moon, 74.0, p.light);
    for layer in 0..3 {
        let t = layer as f32 / 2.0;
        let mut x = left;
        let mut roofs = vec![(left, 700.0)];
        while x < right {
            let (w, h) = (r.range(50.0, 120.0), r.range(40.0, 190.0) * (1.1 - t * 0.4));
            let base = 600.0 + 40.0 * t;
            roofs.extend([(x, base - h), (x + w * 0.5, base - h - 40.0 * r.unit()), (x + w, base - h)]);
            x += w;
        }
        roofs.push((right, 700.0));
        c.fill(&poly(&roofs), p.near.darker(0.2 + 0.25 * t));
    }
    let boards = poly(&[(left - 30.0, 640.0), (right + 30.0, 640.0), (c.w, 770.0), (0.0, 770.0)]);
    c.fill(&boards, p.warm.mix(p.dark, 0.55));
    for i in 0..3 {
        let lx = c.w * (0.3 + 0.2 * i as f32);
        let target = c.w * r.range(0.3, 0.7);
        c.fill(&poly(&[(lx, 60.0), (target - 130.0, 700.0), (target + 130.0, 700.0)]), p.light.fade(0.13));
        c.fill(&ellipse(target, 700.0, 150.0, 30.0), p.light.fade(0.4));
    }
    for _ in 0..r.int(2, 4) {
        let x = c.w * r.range(0.3, 0.7);
        let coat = r.pick(&[p.light, p.accent, p.warm]);
        person(c, (x, r.range(690.0, 730.0)), r.range(205.0, 240.0), coat, p.light.mix(p.warm, 0.35), r);
    }
    let curtain = p.warm.mix(p.accent, 0.25).darker(0.35);
    for (side, edge) in [(-1.0, left), (1.0, right)] {
        for fold in 0..6 {
            let x =
                edge - side * (fold as f32 * 46.0 - 60.0) - 23.0 - if side > 0.0 { 0.0 } else { 46.0 } + 23.0;
            let drape = blob(&[
                (x - 34.0, -20.0),
                (x + 34.0, -20.0),
                (x + 26.0 + side * 20.0, 380.0),
                (x + 36.0, 740.0),
                (x - 30.0, 745.0),
                (x - 26.0 + side * 20.0, 380.0),
            ]);
            c.fill(&drape, curtain);
            c.shade(&drape, p.dark, (x - 4.0, 0.0), (x + 40.0, 0.0));
        }
    }
    for i in 0..12 {
        let x = c.w * (i as f32 + 0.5) / 12.0;
        let swag = ellipse(x, 40.0, c.w / 20.0, 84.0);
        c.fill(&swag, curtain);
        c.shade(&swag, p.dark, (x - 10.0, 0.0), (x + c.w / 17.0, 0.0));
    }
    for row in 0..3 {
        let y = 850.0 + 74.0 * row as f32;
        let count = 17 - row * 2;
        for i in 0..count {
            let x = c.w * (i as f32 + 0.5) / count as f32 + if row % 2 == 0 { 0.0 } else { 22.0 };
            let s = 54.0 + 14.0 * row as f32;
            c.fill(&circle(x, y - s * 0.7, s * 0.3), p.dark.darker(0.4));
            c.fill(
                &rounded(x - s * 0.52, y - s * 0.42, s * 1.04, s * 2.4, s * 0.3),
                p.dark.mix(curtain, 0.2 - 0.05 * row as f32),
            );
        }
    }
}

pub(super) fn newsroom(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    c.fill(&rect(0.0, 0.0, c.w, 1000.0), p.near.mix(p.far, 0.3));
    c.shade(&rect(0.0, 0.0, c.w, 640.0), p.dark, (0.0, 600.0), (0.0, -200.0));
    let pane = rect(c.w * 0.08, 90.0, c.w * 0.84, 360.0);
    c.fill(&pane, Ink::Blend((0.0, 90.0), (0.0, 450.0), p.sky_top, p.sky_low));
    let mut x = c.w * 0.08;
    while x < c.w * 0.9 {
        let (w, h) = (r.range(40.0, 90.0), r.range(60.0, 230.0));
        let w = w.min(c.w * 0.92 - x);
        c.fill(&rect(x, 450.0 - h, w, h), p.near.darker(r.range(0.1, 0.4)));
        for _ in 0..7 {
            c.fill(
                &rect(x + w * r.range(0.1, 0.75), 450.0 - h * r.range(0.1, 0.95), 6.0, 9.0),
                p.accent.mix(p.light, 0.4),
            );
        }
        x += w;
    }
    for i in 0..6 {
        let lx = c.w * (0.08 + 0.168 * i as f32);
        c.line(&path(&[(lx, 90.0), (lx, 450.0)]), p.dark, 10.0);
    }
    c.line(&path(&[(c.w * 0.08, 90.0), (c.w * 0.92, 90.0)]), p.dark, 10.0);
    c.line(&path(&[(c.w * 0.08, 450.0), (c.w * 0.92, 450.0)]), p.dark, 12.0);
    for i in 0..4 {
        let lx = c.w * (0.15 + 0.235 * i as f32);
        c.line(&path(&[(lx, 0.0), (lx, 150.0)]), p.dark, 4.0);
        c.fill(
            &poly(&[(lx - 54.0, 190.0), (lx - 20.0, 146.0), (lx + 20.0, 146.0), (lx + 54.0, 190.0)]),
            p.accent,
        );
        c.fill(&circle(lx, 300.0, 240.0), Ink::Glow((lx, 196.0), 240.0, p.light.fade(0.55)));
    }
    for row in 0..2 {
        let t = row as f32;
        let count = 4 - row;
        let (y, s) = (690.0 + 230.0 * t, 1.0 + 0.45 * t);
        for i in 0..count {
            let x = c.w * (i as f32 + 0.5) / count as f32 + r.range(-20.0, 20.0);
            let coat = r.pick(&[p.accent, p.warm, p.far, p.near.lighter(0.2), p.light.darker(0.1)]);
            let h = 250.0 * s;
            let back = blob(&[
                (x - h * 0.2, y),
                (x - h * 0.19, y - h * 0.34),
                (x, y - h * 0.45),
                (x + h * 0.19, y - h * 0.34),
                (x + h * 0.2, y),
            ]);
            c.fill(&back, coat);
            c.shade(&back, coat.darker(0.5), (x - h * 0.1, 0.0), (x + h * 0.25, 0.0));
            c.fill(&circle(x, y - h * 0.55, h * 0.12), p.light.mix(p.warm, r.range(0.35, 0.6)));
            c.fill(&ellipse(x, y - h * 0.6, h * 0.13, h * 0.09), p.dark.mix(p.warm, r.range(0.0, 0.5)));
            let w = 150.0 * s;
            let desk = rounded(x - w, y - 20.0 * s, w * 2.0, 46.0 * s, 8.0);
            let screen = rounded(x + 36.0 * s, y - 150.0 * s, 130.0 * s, 92.0 * s, 8.0);
            c.fill(&rect(x + 94.0 * s, y - 60.0 * s, 14.0 * s, 44.0 * s), p.dark);
            c.fill(&screen, p.dark);
            c.fill(
                &rounded(x + 43.0 * s, y - 143.0 * s, 116.0 * s, 78.0 * s, 5.0),
                p.light.mix(p.sky_low, 0.4),
            );
            for line in 0..5 {
                let ly = y - (130.0 - 13.0 * line as f32) * s;
                c.line(
                    &path(&[(x + 54.0 * s, ly), (x + (54.0 + r.range(40.0, 92.0)) * s, ly)]),
                    p.near.fade(0.7),
                    4.0 * s,
                );
            }
            c.fill(&desk, p.warm.darker(0.5));
            c.shade(&desk, p.dark, (0.0, y - 20.0), (0.0, y + 60.0));
            for k in 0..r.int(1, 3) {
                c.fill(
                    &rect(x - w * 0.9, y - (30.0 + 11.0 * k as f32) * s, 70.0 * s, 9.0 * s),
                    p.light.darker(0.05 * k as f32),
                );
            }
        }
    }
}

pub(super) fn stadium(c: &mut Canvas, p: &Palette, r: &mut Rng) {
    sky(c, p, 300.0);
    clouds(c, p.light, 3, 40.0, 160.0, r);
    for row in 0..13 {
        let t = row as f32 / 12.0;
        let y = 235.0 + 250.0 * t;
        let stand: Vec<(f32, f32)> = (0..=30)
            .map(|i| i as f32 / 30.0)
            .map(|u| (u * c.w, y + 70.0 * (1.0 - t * 0.6) * (1.0 - (u * 2.0 - 1.0).powi(2)) - 70.0))
            .collect();
        c.line(&path(&stand), p.near.darker(0.25 + 0.2 * t), 26.0);
        for i in 0..120 {
            if r.chance(0.85) {
                let u = (i as f32 + r.unit()) / 120.0;
                let py = y + 70.0 * (1.0 - t * 0.6) * (1.0 - (u * 2.0 - 1.0).powi(2)) - 82.0;
                c.fill(
                    &circle(u * c.w, py, 5.4 + 2.6 * t),
                    r.pick(&[p.accent, p.light, p.warm, p.far, p.near.lighter(0.3), p.accent]),
                );
            }
        }
    }
    let turf = poly(&[
        (0.0, 560.0),
        (c.w * 0.12, 490.0),
        (c.w * 0.88, 490.0),
        (c.w, 560.0),
        (c.w, 1010.0),
        (0.0, 1010.0),
    ]);
    let green = crate::demo::draw::colour::Colour::hex(0x3e7d4a).mix(p.near, 0.35);
    c.fill(&turf, green);
    for i in 0..9 {
        if i % 2 == 0 {
            let (a, b) = (i as f32 / 9.0, (i + 1) as f32 / 9.0);
            let far = |t: f32| c.w * (0.12 + 0.76 * t);
            let near = |t: f32| c.w * (-0.35 + 1.7 * t);
            c.fill(
                &poly(&[(far(a), 490.0), (far(b), 490.0), (near(b), 1010.0), (near(a), 1010.0)]),
                green.lighter(0.14),
            );
        }
    }
    c.shade(&turf, p.dark.fade(0.7), (0.0, 600.0), (0.0, 1300.0));
    c.line(&ellipse(c.w * 0.5, 690.0, 230.0, 74.0), p.light.fade(0.85), 5.0);
    c.line(&path(&[(c.w * 0.5, 490.0), (c.w * 0.5, 1010.0)]), p.light.fade(0.85), 5.0);
    for i in 0..4 {
        let x = c.w * (0.08 + 0.28 * i as f32);
        c.line(&path(&[(x, 420.0), (x, 70.0)]), p.dark, 8.0);
        c.fill(&circle(x, 60.0, 170.0), Ink::Glow((x, 60.0), 170.0, p.light.fade(0.9)));
        c.fill(&rounded(x - 40.0, 40.0, 80.0, 40.0, 5.0), p.light);
    }
    let home = p.accent;
    for i in 0..11 {
        let t = r.unit();
        let (x, y) = (c.w * r.range(0.08, 0.92), 570.0 + 330.0 * t * t);
        let shirt = if i % 2 == 0 { home } else { p.light };
        c.fill(&ellipse(x + 30.0, y + 2.0, 50.0 + 20.0 * t, 7.0), p.dark.fade(0.35));
        person(c, (x, y), 120.0 + 110.0 * t, shirt, p.light.mix(p.warm, r.range(0.3, 0.7)), r);
    }
    let ball = (c.w * r.range(0.4, 0.6), r.range(700.0, 800.0));
    c.fill(&ellipse(ball.0 + 10.0, ball.1 + 20.0, 20.0, 5.0), p.dark.fade(0.4));
    c.fill(&circle(ball.0, ball.1, 16.0), p.light);
    c.fill(&circle(ball.0 - 3.0, ball.1 - 2.0, 5.0), p.dark);
}
