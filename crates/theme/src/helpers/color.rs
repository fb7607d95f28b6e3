//! `{{color_to_rgba}}` and `{{contrast_text_color}}`: colours worked out of the accent colour.

use hbs::{Call, Result, Value};

use crate::scope::Ghost;

/// Ghost's ink, when a colour cannot be read.
const INK: [u8; 3] = [21, 23, 26];

/// `rgba(…)` of a colour with the given opacity (0 to 1, 0.25 unless given).
pub(super) fn color_to_rgba<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let opacity = match call.arg(1) {
        Value::Number(n) => Some(*n),
        value => value.as_str().and_then(|text| text.trim().parse().ok()),
    };
    let opacity = opacity.filter(|n: &f64| n.is_finite()).unwrap_or(0.25).clamp(0.0, 1.0);
    let text = call.arg(0).as_str().map(str::trim).filter(|text| !text.is_empty());
    let ([red, green, blue], opacity) = match text.map_or(Some(INK), read) {
        Some(color) => (color, opacity),
        None => (INK, 0.25),
    };
    let color = match opacity {
        1.0 => format!("rgb({red}, {green}, {blue})"),
        opacity => format!("rgba({red}, {green}, {blue}, {opacity})"),
    };
    Ok(Value::from(color))
}

/// Black or white, whichever can be read on the colour.
pub(super) fn contrast_text_color<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(Value::from(contrast_to(call.arg(0).as_str().unwrap_or_default())))
}

/// The same of a colour's text; of none, of Ghost's ink.
pub(crate) fn contrast_to(color: &str) -> &'static str {
    let text = Some(color.trim()).filter(|text| !text.is_empty());
    let dark = text.map_or(Some(INK), read).is_none_or(|[red, green, blue]| {
        // Perceived brightness, as Ghost weighs it.
        let brightness = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        f64::from(brightness) / 1000.0 < 186.0
    });
    if dark { "#FFFFFF" } else { "#000000" }
}

/// `#rgb`, `#rrggbb` (with or without opacity), `rgb(…)`, and the names that settings are likely to hold.
fn read(text: &str) -> Option<[u8; 3]> {
    if let Some(hex) = text.strip_prefix('#') {
        let digits: Vec<u8> =
            hex.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        return match digits.as_slice() {
            [r, g, b] | [r, g, b, _] => Some([r * 17, g * 17, b * 17]),
            [r1, r2, g1, g2, b1, b2] | [r1, r2, g1, g2, b1, b2, _, _] => {
                Some([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2])
            }
            _ => None,
        };
    }
    if let Some(inside) =
        text.strip_prefix("rgb").and_then(|rest| rest.trim_start_matches('a').strip_prefix('('))
    {
        let numbers = inside.trim_end_matches(')').split(|c: char| c == ',' || c == '/' || c.is_whitespace());
        let numbers: Vec<u8> = numbers.filter(|n| !n.is_empty()).filter_map(|n| n.parse().ok()).collect();
        return numbers.get(..3)?.try_into().ok();
    }
    Some(match text.to_ascii_lowercase().as_str() {
        "black" => [0, 0, 0],
        "white" => [255, 255, 255],
        "red" => [255, 0, 0],
        "green" => [0, 128, 0],
        "blue" => [0, 0, 255],
        "yellow" => [255, 255, 0],
        "orange" => [255, 165, 0],
        "purple" => [128, 0, 128],
        "teal" => [0, 128, 128],
        "navy" => [0, 0, 128],
        "maroon" => [128, 0, 0],
        "crimson" => [220, 20, 60],
        "gray" | "grey" => [128, 128, 128],
        _ => return None,
    })
}
