//! Small deterministic random numbers and the noise that gives the pictures their grain.

use std::sync::OnceLock;

/// SplitMix64: the same seed draws the same picture on every machine.
#[derive(Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from `0.0` up to, not including, `1.0`.
    pub(super) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub(super) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// From `low` to `high`, both possible.
    pub(super) fn int(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    pub(super) fn chance(&mut self, of_one: f32) -> bool {
        self.unit() < of_one
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.int(0, from.len() - 1)]
    }
}

/// Smooth noise along a line, from -1 to 1, with `octaves` layers of ever finer detail.
pub(super) struct Waves {
    values: Vec<f32>,
    octaves: u32,
}

impl Waves {
    pub(super) fn new(rng: &mut Rng, octaves: u32) -> Self {
        Self { values: (0..512).map(|_| rng.range(-1.0, 1.0)).collect(), octaves }
    }

    fn smooth(&self, x: f32) -> f32 {
        let cell = x.floor();
        let t = x - cell;
        let t = t * t * (3.0 - 2.0 * t);
        let index = |i: f32| self.values[(i as i64).rem_euclid(512) as usize];
        index(cell) * (1.0 - t) + index(cell + 1.0) * t
    }

    pub(super) fn rolling(&self, x: f32) -> f32 {
        self.sum(x, |v| v)
    }

    /// Like `rolling`, but with the sharp crests of mountains.
    pub(super) fn craggy(&self, x: f32) -> f32 {
        self.sum(x, |v| 1.0 - 2.0 * v.abs())
    }

    fn sum(&self, x: f32, shape: impl Fn(f32) -> f32) -> f32 {
        let (mut total, mut weight, mut frequency, mut all) = (0.0, 1.0, 1.0, 0.0);
        for octave in 0..self.octaves {
            total += weight * shape(self.smooth(x * frequency + octave as f32 * 37.3));
            all += weight;
            weight *= 0.48;
            frequency *= 2.07;
        }
        total / all
    }
}

/// Side of the square of grain, in pixels; it repeats over the picture.
pub(super) const GRAIN_SIDE: usize = 512;

/// A tile of fine noise, 0 to 1, softened a little so that it prints like paper and packs well as JPEG.
pub(super) fn grain() -> &'static [f32] {
    static TILE: OnceLock<Vec<f32>> = OnceLock::new();
    TILE.get_or_init(|| {
        let mut rng = Rng::new(7);
        let raw: Vec<f32> = (0..GRAIN_SIDE * GRAIN_SIDE).map(|_| rng.unit()).collect();
        let at = |x: usize, y: usize| raw[(y % GRAIN_SIDE) * GRAIN_SIDE + x % GRAIN_SIDE];
        let soft = |x: usize, y: usize| {
            let (left, up) = (x + GRAIN_SIDE - 1, y + GRAIN_SIDE - 1);
            let near = at(left, y) + at(x + 1, y) + at(x, up) + at(x, y + 1);
            let value = at(x, y) * 0.4 + near * 0.15;
            ((value - 0.5) * 1.9 + 0.5).clamp(0.0, 1.0)
        };
        (0..GRAIN_SIDE * GRAIN_SIDE).map(|i| soft(i % GRAIN_SIDE, i / GRAIN_SIDE)).collect()
    })
}
