//! Outlines in sheet units.

use super::canvas::At;
use super::rng::Waves;
use tiny_skia::{Path, PathBuilder};

fn built(builder: PathBuilder) -> Path {
    builder.finish().unwrap_or_else(|| {
        let mut dot = PathBuilder::new();
        dot.push_circle(-10_000.0, -10_000.0, 1.0);
        dot.finish().expect("a circle is a path")
    })
}

/// A closed polygon.
pub(super) fn poly(points: &[At]) -> Path {
    let mut builder = PathBuilder::new();
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
    }
    builder.close();
    built(builder)
}

/// An open line through the points.
pub(super) fn path(points: &[At]) -> Path {
    let mut builder = PathBuilder::new();
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
    }
    built(builder)
}

/// A soft open line through the points.
pub(super) fn curve(points: &[At]) -> Path {
    let mut builder = PathBuilder::new();
    if let Some(&(x, y)) = points.first() {
        builder.move_to(x, y);
    }
    for i in 1..points.len() {
        let before = points[i.saturating_sub(2)];
        let (from, to) = (points[i - 1], points[i]);
        let after = points[(i + 1).min(points.len() - 1)];
        builder.cubic_to(
            from.0 + (to.0 - before.0) / 6.0,
            from.1 + (to.1 - before.1) / 6.0,
            to.0 - (after.0 - from.0) / 6.0,
            to.1 - (after.1 - from.1) / 6.0,
            to.0,
            to.1,
        );
    }
    built(builder)
}

/// A soft closed outline through the points.
pub(super) fn blob(points: &[At]) -> Path {
    let n = points.len();
    let mut builder = PathBuilder::new();
    if n > 0 {
        builder.move_to(points[0].0, points[0].1);
    }
    for i in 0..n {
        let (before, from) = (points[(i + n - 1) % n], points[i]);
        let (to, after) = (points[(i + 1) % n], points[(i + 2) % n]);
        builder.cubic_to(
            from.0 + (to.0 - before.0) / 6.0,
            from.1 + (to.1 - before.1) / 6.0,
            to.0 - (after.0 - from.0) / 6.0,
            to.1 - (after.1 - from.1) / 6.0,
            to.0,
            to.1,
        );
    }
    builder.close();
    built(builder)
}

pub(super) fn rect(x: f32, y: f32, w: f32, h: f32) -> Path {
    poly(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
}

pub(super) fn circle(x: f32, y: f32, r: f32) -> Path {
    ellipse(x, y, r, r)
}

pub(super) fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Path {
    let mut builder = PathBuilder::new();
    if let Some(oval) = tiny_skia::Rect::from_xywh(x - rx, y - ry, rx * 2.0, ry * 2.0) {
        builder.push_oval(oval);
    }
    built(builder)
}

/// A rectangle with round corners of radius `r`.
pub(super) fn rounded(x: f32, y: f32, w: f32, h: f32, r: f32) -> Path {
    let r = r.min(w / 2.0).min(h / 2.0);
    let mut b = PathBuilder::new();
    b.move_to(x + r, y);
    b.line_to(x + w - r, y);
    b.quad_to(x + w, y, x + w, y + r);
    b.line_to(x + w, y + h - r);
    b.quad_to(x + w, y + h, x + w - r, y + h);
    b.line_to(x + r, y + h);
    b.quad_to(x, y + h, x, y + h - r);
    b.line_to(x, y + r);
    b.quad_to(x, y, x + r, y);
    b.close();
    built(b)
}

/// An upright opening with a round head: `w` wide, its foot at `y`, `h` high in all.
pub(super) fn arch(x: f32, y: f32, w: f32, h: f32) -> Path {
    let r = w / 2.0;
    let k = r * 0.5523;
    let spring = y - h + r;
    let mut b = PathBuilder::new();
    b.move_to(x, y);
    b.line_to(x, spring);
    b.cubic_to(x, spring - k, x + r - k, spring - r, x + r, spring - r);
    b.cubic_to(x + r + k, spring - r, x + w, spring - k, x + w, spring);
    b.line_to(x + w, y);
    b.close();
    built(b)
}

/// The line of hills or mountains across the sheet: points from the left edge to the right one.
pub(super) fn skyline(w: f32, y: f32, height: f32, length: f32, waves: &Waves, sharp: bool) -> Vec<At> {
    let step = 5.0;
    let count = (w / step).ceil() as usize + 2;
    (0..count)
        .map(|i| {
            let x = i as f32 * step - step;
            let lift = if sharp { waves.craggy(x / length) } else { waves.rolling(x / length) };
            (x, y - lift * height)
        })
        .collect()
}

/// Everything below a line.
pub(super) fn below(line: &[At], bottom: f32) -> Path {
    let mut points = line.to_vec();
    let (left, right) = (line[0].0, line[line.len() - 1].0);
    points.extend([(right, bottom), (left, bottom)]);
    poly(&points)
}

/// How high a line stands at `x`.
pub(super) fn height_at(line: &[At], x: f32) -> f32 {
    let after = line.partition_point(|p| p.0 < x).clamp(1, line.len() - 1);
    let (a, b) = (line[after - 1], line[after]);
    a.1 + (b.1 - a.1) * ((x - a.0) / (b.0 - a.0).max(0.001)).clamp(0.0, 1.0)
}
