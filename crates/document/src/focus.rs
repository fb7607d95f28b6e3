//! The point of a picture that stays in sight when the picture is cropped.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::attr::Attr;

/// A point of a picture, in hundredths from the left and from the top. It is written `30% 55%`, as `object-position` takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    x: u8,
    y: u8,
}

/// A text that is no [`Focus`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a point of the picture, such as 30% 55%")]
pub struct NoFocus;

impl Focus {
    /// The point; `None` when it lies outside of the picture.
    pub fn new(x: u8, y: u8) -> Option<Self> {
        (x <= 100 && y <= 100).then_some(Self { x, y })
    }
}

impl fmt::Display for Focus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}% {}%", self.x, self.y)
    }
}

impl FromStr for Focus {
    type Err = NoFocus;

    /// Reads what [`fmt::Display`] writes and nothing else: what is read may stand in a style without a second look.
    fn from_str(text: &str) -> Result<Self, NoFocus> {
        let hundredths = |text: &str| text.strip_suffix('%')?.parse().ok();
        let read = || {
            let (x, y) = text.split_once(' ')?;
            Self::new(hundredths(x)?, hundredths(y)?)
        };
        read().filter(|focus| focus.to_string() == text).ok_or(NoFocus)
    }
}

impl Serialize for Focus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Focus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Attr for Option<Focus> {
    fn foreign(value: &Value) -> Option<Self> {
        value.as_str()?.parse().ok().map(Some)
    }

    fn to_foreign(&self) -> Value {
        self.map(|focus| focus.to_string()).into()
    }
}

/// How the point is written into a picture's `style`.
const STYLE: &str = "object-position:";

impl Focus {
    /// The `style` of a picture with this point.
    pub(crate) fn to_style(self) -> String {
        format!("{STYLE}{self}")
    }

    /// The point in a `style` that is as we write it: with anything else in it, there is none.
    pub(crate) fn from_style(style: &str) -> Option<Self> {
        style.strip_prefix(STYLE)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Focus;

    #[test]
    fn a_point_is_written_in_one_way() {
        for good in ["0% 0%", "30% 55%", "100% 100%"] {
            assert_eq!(good.parse::<Focus>().map(|focus| focus.to_string()).as_deref(), Ok(good));
            let style = format!("object-position:{good}");
            assert_eq!(Focus::from_style(&style).map(Focus::to_style), Some(style));
        }
        for bad in [
            "",
            "5%",
            "5 5",
            "5% 101%",
            "-1% 5%",
            "+1% 5%",
            "033% 5%",
            "5.5% 1%",
            "5%  5%",
            " 5% 5%",
            "5% 5% ",
            "left top",
            "5% 5%;color:red",
            "5% 5% !important",
            "256% 1%",
            "٣% 1%",
            "5%\u{a0}5%",
        ] {
            assert!(bad.parse::<Focus>().is_err(), "{bad:?}");
            assert_eq!(Focus::from_style(&format!("object-position:{bad}")), None, "{bad:?}");
        }
        for bad in ["object-position: 5% 5%", "object-position:5% 5%;", "OBJECT-POSITION:5% 5%", "5% 5%"] {
            assert_eq!(Focus::from_style(bad), None, "{bad:?}");
        }
        assert_eq!(Focus::new(101, 0), None);
    }
}
