//! Portraits of staff: a bust cut out of paper, told apart by hair, clothes, face and ground.

use super::{
    canvas::{Canvas, Ink},
    colour::{Colour, Palette},
    rng::Rng,
    shape::{arch, blob, circle, curve, ellipse, path, poly, rect},
};

const SKINS: [u32; 6] = [0xf1cfae, 0xe3b58e, 0xd49c72, 0xb97f58, 0xf5d9c0, 0xc88f64];
const HAIRS: [u32; 7] = [0x2a1d18, 0x4a2f20, 0x17161a, 0x7a5230, 0xa8a29b, 0x8c3f22, 0x5b4a42];
const GROUNDS: [&str; 7] = ["dawn", "sea", "moss", "rose", "paper", "summer", "autumn"];

/// Paints a bust.
pub(super) fn paint(c: &mut Canvas, r: &mut Rng) {
    let p = Palette::named(r.pick(&GROUNDS)).expect("a palette");
    let skin = Colour::hex(r.pick(&SKINS));
    let hair = Colour::hex(r.pick(&HAIRS));
    let coat = r.pick(&[p.near, p.accent.darker(0.15), p.dark, p.warm.darker(0.2), p.near.darker(0.3)]);
    let all = rect(0.0, 0.0, c.w, 1000.0);
    c.fill(&all, p.sky_low);
    c.shade(&all, p.sky_top, (0.0, 900.0), (c.w * 0.3, -100.0));
    c.fill(&circle(c.w * r.range(0.25, 0.75), r.range(260.0, 420.0), r.range(300.0, 380.0)), p.far.fade(0.4));
    let (x, y) = (c.w * 0.5, 430.0);
    let (w, h) = (r.range(150.0, 172.0), r.range(196.0, 218.0));
    let style = r.int(0, 6);
    let long = style < 3;
    if long {
        let drop = r.range(170.0, 330.0);
        let back = blob(&[
            (x - w * 1.25, y + drop),
            (x - w * 1.4, y - 40.0),
            (x - w * 0.8, y - h * 1.3),
            (x + w * 0.8, y - h * 1.3),
            (x + w * 1.4, y - 40.0),
            (x + w * 1.25, y + drop),
        ]);
        c.fill(&back, hair.darker(0.2));
    }
    let shoulders = blob(&[
        (x - 430.0, 1080.0),
        (x - 380.0, 830.0),
        (x - 190.0, 735.0),
        (x, 715.0),
        (x + 190.0, 735.0),
        (x + 380.0, 830.0),
        (x + 430.0, 1080.0),
    ]);
    let neck =
        blob(&[(x - 76.0, y + 90.0), (x + 76.0, y + 90.0), (x + 92.0, 745.0), (x, 815.0), (x - 92.0, 745.0)]);
    c.fill(&shoulders, coat);
    c.shade(&shoulders, coat.darker(0.5), (x - 60.0, 700.0), (x + 420.0, 1000.0));
    match r.int(0, 3) {
        0 => {
            c.fill(&poly(&[(x - 120.0, 738.0), (x, 960.0), (x + 120.0, 738.0)]), p.light);
            c.fill(
                &poly(&[(x - 150.0, 742.0), (x - 100.0, 728.0), (x - 10.0, 930.0), (x - 60.0, 1000.0)]),
                coat.darker(0.3),
            );
            c.fill(
                &poly(&[(x + 150.0, 742.0), (x + 100.0, 728.0), (x + 10.0, 930.0), (x + 60.0, 1000.0)]),
                coat.darker(0.35),
            );
        }
        1 => c.fill(
            &blob(&[
                (x - 130.0, 720.0),
                (x, 690.0),
                (x + 130.0, 720.0),
                (x + 120.0, 800.0),
                (x, 835.0),
                (x - 120.0, 800.0),
            ]),
            coat.lighter(0.15),
        ),
        2 => {
            for i in 0..7 {
                let yy = 800.0 + 34.0 * i as f32;
                c.line(
                    &curve(&[(x - 400.0, yy + 60.0), (x, yy), (x + 400.0, yy + 60.0)]),
                    p.light.fade(0.55),
                    9.0,
                );
            }
        }
        _ => c.line(&curve(&[(x - 150.0, 745.0), (x, 850.0), (x + 150.0, 745.0)]), p.accent, 34.0),
    }
    c.fill(&neck, skin.darker(0.14));
    for side in [-1.0, 1.0] {
        c.fill(&ellipse(x + side * w * 0.98, y + 10.0, 24.0, 40.0), skin.darker(0.1));
    }
    let face = blob(&[
        (x - w, y - 60.0),
        (x - w * 0.72, y - h),
        (x + w * 0.72, y - h),
        (x + w, y - 60.0),
        (x + w * 0.86, y + h * 0.55),
        (x + w * 0.3, y + h * 0.98),
        (x - w * 0.3, y + h * 0.98),
        (x - w * 0.86, y + h * 0.55),
    ]);
    c.fill(&face, skin);
    c.shade(&face, skin.darker(0.3), (x - w * 0.1, y), (x + w * 1.25, y + 90.0));
    if !long && r.chance(0.5) {
        let beard = blob(&[
            (x - w * 0.96, y + 20.0),
            (x - w * 0.72, y + 76.0),
            (x, y + 62.0),
            (x + w * 0.72, y + 76.0),
            (x + w * 0.96, y + 20.0),
            (x + w * 0.84, y + h * 0.72),
            (x, y + h * 1.13),
            (x - w * 0.84, y + h * 0.72),
        ]);
        c.fill(&beard, hair);
        c.shade(&beard, hair.darker(0.4), (x - 30.0, 0.0), (x + w, 0.0));
    }
    let eye = y - 22.0;
    for side in [-1.0, 1.0] {
        let ex = x + side * w * 0.42;
        c.fill(&ellipse(ex, eye, 15.0, 17.0), p.dark.darker(0.3));
        c.fill(&circle(ex + 5.0, eye - 6.0, 4.5), p.light);
        let lift = r.range(-5.0, 5.0);
        c.line(
            &curve(&[(ex - 34.0, eye - 40.0 + lift), (ex, eye - 52.0), (ex + 34.0, eye - 42.0 - lift)]),
            hair.darker(0.2),
            11.0,
        );
    }
    c.line(
        &curve(&[(x + 4.0, eye + 10.0), (x + 22.0, y + 52.0), (x - 8.0, y + 60.0)]),
        skin.darker(0.38),
        7.0,
    );
    let smile = r.range(4.0, 20.0);
    c.line(
        &curve(&[
            (x - 46.0, y + 108.0 - smile * 0.4),
            (x, y + 108.0 + smile * 0.5),
            (x + 46.0, y + 108.0 - smile * 0.4),
        ]),
        p.accent.mix(skin, 0.3).darker(0.35),
        10.0,
    );
    crown(c, style, (x, y), (w, h), hair, r);
    if r.chance(0.42) {
        let frame = p.dark.darker(0.2);
        for side in [-1.0, 1.0] {
            c.line(&ellipse(x + side * w * 0.43, eye + 2.0, 54.0, 46.0), frame, 8.0);
        }
        c.line(&curve(&[(x - 16.0, eye - 2.0), (x, eye - 10.0), (x + 16.0, eye - 2.0)]), frame, 8.0);
        for side in [-1.0, 1.0] {
            c.line(&path(&[(x + side * w * 0.78, eye), (x + side * w, eye - 8.0)]), frame, 8.0);
        }
    }
}

/// The hair that stands over the face.
fn crown(c: &mut Canvas, style: usize, (x, y): (f32, f32), (w, h): (f32, f32), hair: Colour, r: &mut Rng) {
    let top = y - h;
    let part = r.pick(&[-1.0, 1.0]);
    let cap = match style {
        0 | 3 => blob(&[
            (x - w * 1.1, y - 30.0),
            (x - w * 1.06, top - 10.0),
            (x - w * 0.3, top - 74.0),
            (x + w * 0.6, top - 62.0),
            (x + w * 1.1, top + 30.0),
            (x + w * 1.1, y - 30.0),
            (x + w * 0.86, y - 110.0),
            (x + part * w * 0.3, top + 64.0),
            (x - w * 0.86, y - 100.0),
        ]),
        1 | 4 => blob(&[
            (x - w * 1.12, y + 10.0),
            (x - w * 1.1, top),
            (x, top - 88.0),
            (x + w * 1.1, top),
            (x + w * 1.12, y + 10.0),
            (x + w * 0.88, y - 94.0),
            (x + w * 0.4, y - 128.0),
            (x - w * 0.4, y - 128.0),
            (x - w * 0.88, y - 94.0),
        ]),
        2 => blob(&[
            (x - w * 1.16, y + 90.0),
            (x - w * 1.14, top + 10.0),
            (x - w * 0.2, top - 76.0),
            (x + w * 0.9, top - 30.0),
            (x + w * 1.16, y + 90.0),
            (x + w * 0.94, y - 40.0),
            (x + part * w * 0.5, top + 50.0),
            (x - w * 0.8, y - 80.0),
        ]),
        5 => blob(&[
            (x - w * 1.04, y - 40.0),
            (x - w * 0.94, top + 10.0),
            (x, top - 34.0),
            (x + w * 0.94, top + 10.0),
            (x + w * 1.04, y - 40.0),
            (x + w * 0.9, y - 120.0),
            (x, top + 34.0),
            (x - w * 0.9, y - 120.0),
        ]),
        _ => arch(x - w * 1.02, y - 96.0, w * 2.04, h * 0.72),
    };
    c.fill(&cap, hair);
    c.shade(&cap, hair.darker(0.5), (x - w * 0.2, top), (x + w * 1.2, y));
    c.fill(&cap, Ink::Glow((x - w * 0.4, top), w, hair.lighter(0.5).fade(0.35)));
    if style == 1 {
        c.fill(&circle(x, top - 108.0, 64.0), hair.darker(0.1));
    }
}
