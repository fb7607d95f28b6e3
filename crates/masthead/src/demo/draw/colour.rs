//! Colours, and the palettes that hold a picture together.

/// Red, green, blue and opacity, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    pub(super) r: f32,
    pub(super) g: f32,
    pub(super) b: f32,
    pub(super) a: f32,
}

impl Colour {
    pub(super) const fn hex(rgb: u32) -> Self {
        Self { r: part_of(rgb, 16), g: part_of(rgb, 8), b: part_of(rgb, 0), a: 1.0 }
    }

    /// The same colour at `a` opacity.
    pub(super) fn fade(self, a: f32) -> Self {
        Self { a: self.a * a, ..self }
    }

    /// `t` of the way to `other`.
    pub(super) fn mix(self, other: Self, t: f32) -> Self {
        let blend = |from: f32, to: f32| from + (to - from) * t;
        Self {
            r: blend(self.r, other.r),
            g: blend(self.g, other.g),
            b: blend(self.b, other.b),
            a: blend(self.a, other.a),
        }
    }

    pub(super) fn darker(self, t: f32) -> Self {
        self.mix(Self { r: 0.04, g: 0.04, b: 0.09, a: self.a }, t)
    }

    pub(super) fn lighter(self, t: f32) -> Self {
        self.mix(Self { r: 1.0, g: 0.98, b: 0.94, a: self.a }, t)
    }

    pub(super) fn skia(self) -> tiny_skia::Color {
        tiny_skia::Color::from_rgba(self.r, self.g, self.b, self.a).unwrap_or(tiny_skia::Color::BLACK)
    }
}

const fn part_of(rgb: u32, shift: u32) -> f32 {
    ((rgb >> shift) & 255) as f32 / 255.0
}

/// Eight colours with a duty each. Every scene is painted from one palette only.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    pub(super) sky_top: Colour,
    pub(super) sky_low: Colour,
    pub(super) light: Colour,
    pub(super) far: Colour,
    pub(super) near: Colour,
    pub(super) dark: Colour,
    pub(super) accent: Colour,
    pub(super) warm: Colour,
}

const fn palette(c: [u32; 8]) -> Palette {
    Palette {
        sky_top: Colour::hex(c[0]),
        sky_low: Colour::hex(c[1]),
        light: Colour::hex(c[2]),
        far: Colour::hex(c[3]),
        near: Colour::hex(c[4]),
        dark: Colour::hex(c[5]),
        accent: Colour::hex(c[6]),
        warm: Colour::hex(c[7]),
    }
}

const PALETTES: [(&str, Palette); 12] = [
    ("dawn", palette([0x86a3b8, 0xf5d5b5, 0xfff3de, 0xa9b6c4, 0x466078, 0x213243, 0xd9573f, 0xf2a65a])),
    ("dusk", palette([0x2f3e6e, 0xf19a6b, 0xffe6c0, 0x75658f, 0x34345c, 0x191b38, 0xf9c74f, 0xe4572e])),
    ("night", palette([0x0f2033, 0x3c5c78, 0xf6ebcf, 0x2f4a63, 0x182c42, 0x0b1622, 0xf4bd55, 0xe07a3f])),
    ("storm", palette([0x4d5d68, 0xb2bdba, 0xeceee7, 0x84939a, 0x42535b, 0x202c33, 0xe3a92a, 0xc65d3b])),
    ("summer", palette([0x5ba6bf, 0xd6ebe1, 0xfdf8e6, 0x86b5ab, 0x33746a, 0x173f42, 0xe8632c, 0xf4c152])),
    ("autumn", palette([0xc3d0ce, 0xf6e5c8, 0xfbf3e0, 0xbfae8c, 0x92603a, 0x3f2b24, 0xc8402d, 0xe39a35])),
    ("winter", palette([0xa3b8ca, 0xe9eff2, 0xffffff, 0xb8c8d5, 0x5d7a94, 0x25394d, 0xc8413a, 0xe8b25e])),
    ("ember", palette([0x1f1519, 0xdb4d1e, 0xffe0a3, 0x742e21, 0x331a17, 0x140c0e, 0xffb238, 0xff6b1a])),
    ("sea", palette([0xb4d6d9, 0xf0f1e3, 0xfffaf0, 0x84b6b9, 0x22747d, 0x103f4b, 0xef6f4c, 0xf5c26b])),
    ("moss", palette([0xc8d3b8, 0xf1ecd2, 0xfbf8e8, 0x9db08a, 0x4f6b45, 0x22332b, 0xd8552f, 0xe6b547])),
    ("paper", palette([0xe6dcc8, 0xf6f0e2, 0xfffdf5, 0xccc0a6, 0x5b6770, 0x24292f, 0xd1432f, 0xe0a63a])),
    ("rose", palette([0xe6b6ad, 0xf9e6da, 0xfff6ee, 0xcc9393, 0x7d475c, 0x3a2034, 0x1f6f78, 0xf0a857])),
];

impl Palette {
    /// The palette of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        PALETTES.iter().find(|(known, _)| *known == name).map(|(_, palette)| *palette)
    }
}
