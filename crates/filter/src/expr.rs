//! The tree of a filter. Its `Display` is a plain form for tests and logs.

use std::fmt;

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// All hold; at least two.
    And(Vec<Expr>),
    /// One holds; at least two.
    Or(Vec<Expr>),
    /// A property is tested.
    Term {
        /// Name of the property, as written.
        property: String,
        /// Characters before it in the source, for errors.
        at: usize,
        /// What must be true of it.
        test: Test,
    },
}

/// What must be true of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// A comparison with one value.
    Is(Compare, Value),
    /// One of the values.
    In(Vec<Value>),
    /// None of the values.
    NotIn(Vec<Value>),
    /// Every one of the values; only a relation can.
    All(Vec<Value>),
    /// A part of the text, whatever its case.
    Like {
        /// It must not be there.
        negated: bool,
        /// Where it is.
        part: Match,
        /// The text.
        text: String,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Gte,
    /// `<`
    Lt,
    /// `<=`
    Lte,
}

impl Compare {
    pub(crate) fn sql(self) -> &'static str {
        ["=", "!=", ">", ">=", "<", "<="][self as usize]
    }

    pub(crate) fn is_range(self) -> bool {
        !matches!(self, Compare::Eq | Compare::Ne)
    }
}

/// Where a text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Anywhere.
    Contains,
    /// At the start.
    Starts,
    /// At the end.
    Ends,
}

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A moment relative to now; `amount` is negative for the past.
    Relative {
        /// How many units.
        amount: i64,
        /// Of what length.
        unit: Unit,
    },
}

/// A length of time. Months and years are those of the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `d`
    Day,
    /// `w`
    Week,
    /// `M`
    Month,
    /// `y`
    Year,
    /// `h`
    Hour,
    /// `m`
    Minute,
    /// `s`
    Second,
}

impl Expr {
    /// The filter without the terms on some properties; `None` when nothing is left of it.
    #[must_use]
    pub fn without(self, barred: &dyn Fn(&str) -> bool) -> Option<Expr> {
        let (parts, all) = match self {
            Expr::And(parts) => (parts, true),
            Expr::Or(parts) => (parts, false),
            Expr::Term { ref property, .. } => return (!barred(property)).then_some(self),
        };
        let mut parts: Vec<Expr> = parts.into_iter().filter_map(|part| part.without(barred)).collect();
        match parts.len() {
            0 | 1 => parts.pop(),
            _ if all => Some(Expr::And(parts)),
            _ => Some(Expr::Or(parts)),
        }
    }

    /// Every property that the filter names, in order, with repeats.
    pub fn properties(&self) -> Vec<&str> {
        match self {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(Expr::properties).collect(),
            Expr::Term { property, .. } => vec![property],
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, name: &str, parts: &[Expr]| {
            write!(f, "{name}(")?;
            for (index, part) in parts.iter().enumerate() {
                write!(f, "{}{part}", if index == 0 { "" } else { ", " })?;
            }
            f.write_str(")")
        };
        match self {
            Expr::And(parts) => list(f, "and", parts),
            Expr::Or(parts) => list(f, "or", parts),
            Expr::Term { property, test, .. } => write!(f, "{property} {test}"),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, name: &str, values: &[Value]| {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            write!(f, "{name} [{}]", values.join(" "))
        };
        match self {
            Test::Is(compare, value) => write!(f, "{} {value}", compare.sql()),
            Test::In(values) => list(f, "in", values),
            Test::NotIn(values) => list(f, "not in", values),
            Test::All(values) => list(f, "all", values),
            Test::Like { negated, part, text } => {
                let part = ["contains", "starts", "ends"][*part as usize];
                write!(f, "{}{part} {text:?}", if *negated { "not " } else { "" })
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(flag) => write!(f, "{flag}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Relative { amount, unit } => {
                let unit = ["d", "w", "M", "y", "h", "m", "s"][*unit as usize];
                write!(f, "now{amount:+}{unit}")
            }
        }
    }
}
