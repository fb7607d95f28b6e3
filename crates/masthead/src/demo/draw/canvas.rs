//! The sheet that scenes are painted on.
//!
//! Coordinates: the sheet is 1000 units high and `w` units wide, whatever its size in pixels; y grows
//! downwards. `shade` is what makes the style: a gradient that breaks up into grain, as in print.

use super::colour::Colour;
use super::rng::{self, GRAIN_SIDE};
use image::codecs::jpeg::JpegEncoder;
use tiny_skia::{
    FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Path, Pixmap, Point,
    RadialGradient, Shader, SpreadMode, Stroke, Transform,
};

/// A point in sheet units.
pub(super) type At = (f32, f32);

/// What a shape is filled with.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Flat(Colour),
    Blend(At, At, Colour, Colour),
    /// Strongest in the middle, gone at the radius.
    Glow(At, f32, Colour),
}

impl From<Colour> for Ink {
    fn from(colour: Colour) -> Self {
        Self::Flat(colour)
    }
}

pub(super) struct Canvas {
    pixels: Pixmap,
    mask: Mask,
    scale: f32,
    /// Width of the sheet in units; its height is 1000.
    pub(super) w: f32,
}

impl Canvas {
    /// A white sheet of so many pixels.
    pub(super) fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width.max(8), height.max(8));
        let mut pixels = Pixmap::new(width, height).expect("a sheet has a size");
        pixels.fill(tiny_skia::Color::WHITE);
        let mask = Mask::new(width, height).expect("a mask has the size of its sheet");
        let scale = height as f32 / 1000.0;
        Self { pixels, mask, scale, w: width as f32 / scale }
    }

    fn transform(&self) -> Transform {
        Transform::from_scale(self.scale, self.scale)
    }

    pub(super) fn fill(&mut self, path: &Path, ink: impl Into<Ink>) {
        let paint = paint(ink.into());
        self.pixels.fill_path(path, &paint, FillRule::Winding, self.transform(), None);
    }

    /// A line of `width` units with round ends.
    pub(super) fn line(&mut self, path: &Path, colour: Colour, width: f32) {
        let stroke =
            Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(path, &paint(colour.into()), &stroke, self.transform(), None);
    }

    /// Grainy shading inside `path`: nothing at `from`, `colour` in full at `to`.
    pub(super) fn shade(&mut self, path: &Path, colour: Colour, from: At, to: At) {
        let transform = self.transform();
        let Some(bounds) = path.clone().transform(transform).map(|p| p.bounds()) else { return };
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let (left, top) = (bounds.left().max(0.0) as usize, bounds.top().max(0.0) as usize);
        let right = (bounds.right().max(0.0).ceil() as usize).min(width);
        let bottom = (bounds.bottom().max(0.0).ceil() as usize).min(height);
        if left >= right || top >= bottom {
            return;
        }
        self.mask.clear();
        self.mask.fill_path(path, FillRule::Winding, true, transform);
        let (from, to) = ((from.0 * self.scale, from.1 * self.scale), (to.0 * self.scale, to.1 * self.scale));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).max(1.0);
        let grain = rng::grain();
        let target = [colour.r * 255.0, colour.g * 255.0, colour.b * 255.0];
        let mask = self.mask.data();
        let data = self.pixels.data_mut();
        for y in top..bottom {
            let noise = &grain[(y % GRAIN_SIDE) * GRAIN_SIDE..][..GRAIN_SIDE];
            let start = ((left as f32 - from.0) * dx + (y as f32 - from.1) * dy) / length;
            let step = dx / length;
            for x in left..right {
                let cover = mask[y * width + x];
                if cover == 0 {
                    continue;
                }
                let along = (start + step * (x - left) as f32).clamp(0.0, 1.0);
                let break_up = (noise[x % GRAIN_SIDE] - 0.5) * 0.8 * (1.0 - (2.0 * along - 1.0).abs());
                let alpha = (along + break_up).clamp(0.0, 1.0) * colour.a * f32::from(cover) / 255.0;
                for (value, goal) in data[(y * width + x) * 4..][..3].iter_mut().zip(target) {
                    let old = f32::from(*value);
                    *value = (old + (goal - old) * alpha + 0.5) as u8;
                }
            }
        }
    }

    /// Paper: fine grain, broad blotches, and edges a touch darker than the middle.
    pub(super) fn finish(&mut self, strength: f32) {
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let grain = rng::grain();
        let blotch = |x: usize, y: usize| grain[(y % GRAIN_SIDE) * GRAIN_SIDE + x % GRAIN_SIDE];
        let columns: Vec<f32> =
            (0..width).map(|x| (x as f32 / width as f32 * 2.0 - 1.0).powi(4) * 9.0).collect();
        let data = self.pixels.data_mut();
        let cell = 48;
        for y in 0..height {
            let edge = (y as f32 / height as f32 * 2.0 - 1.0).powi(4) * 9.0;
            let noise = &grain[((y + 131) % GRAIN_SIDE) * GRAIN_SIDE..][..GRAIN_SIDE];
            let ty = (y % cell) as f32 / cell as f32;
            let row = y / cell;
            for (x, pixel) in data[y * width * 4..][..width * 4].chunks_exact_mut(4).enumerate() {
                let (column, tx) = (x / cell, (x % cell) as f32 / cell as f32);
                let above = blotch(column, row) * (1.0 - tx) + blotch(column + 1, row) * tx;
                let below = blotch(column, row + 1) * (1.0 - tx) + blotch(column + 1, row + 1) * tx;
                let broad = above * (1.0 - ty) + below * ty - 0.5;
                let fine = noise[(x + 67) % GRAIN_SIDE] - 0.5;
                let shift = (fine * 15.0 + broad * 7.0) * strength - edge - columns[x];
                for value in &mut pixel[..3] {
                    *value = (f32::from(*value) + shift).clamp(0.0, 255.0) as u8;
                }
            }
        }
    }

    /// The picture as a JPEG file.
    pub(super) fn into_jpeg(self, quality: u8) -> Result<Vec<u8>, image::ImageError> {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let rgb: Vec<u8> = self.pixels.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        let mut bytes = Vec::with_capacity(256 * 1024);
        JpegEncoder::new_with_quality(&mut bytes, quality).encode(
            &rgb,
            width,
            height,
            image::ExtendedColorType::Rgb8,
        )?;
        Ok(bytes)
    }
}

fn paint(ink: Ink) -> Paint<'static> {
    let point = |(x, y): At| Point::from_xy(x, y);
    let stops =
        |a: Colour, b: Colour| vec![GradientStop::new(0.0, a.skia()), GradientStop::new(1.0, b.skia())];
    let (shader, fallback) = match ink {
        Ink::Flat(colour) => (None, colour),
        Ink::Blend(from, to, a, b) => (
            LinearGradient::new(point(from), point(to), stops(a, b), SpreadMode::Pad, Transform::identity()),
            b,
        ),
        Ink::Glow(middle, radius, colour) => {
            let stops = vec![
                GradientStop::new(0.0, colour.skia()),
                GradientStop::new(0.35, colour.fade(0.45).skia()),
                GradientStop::new(1.0, colour.fade(0.0).skia()),
            ];
            let middle = point(middle);
            let gradient = RadialGradient::new(
                middle,
                0.0,
                middle,
                radius,
                stops,
                SpreadMode::Pad,
                Transform::identity(),
            );
            (gradient, colour.fade(0.0))
        }
    };
    Paint {
        shader: shader.unwrap_or(Shader::SolidColor(fallback.skia())),
        anti_alias: true,
        ..Paint::default()
    }
}
