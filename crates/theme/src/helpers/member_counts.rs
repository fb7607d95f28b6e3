//! `{{total_members}}` and `{{total_paid_members}}`: how many there are, rounded down as Ghost does.

use hbs::{Call, Result, Value};

use crate::scope::Ghost;

/// How many members there are; in a context with a `total`, that.
pub(super) fn total_members<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(counted(call, "total", |(all, _)| all))
}

/// How many of them pay; in a context with `paid`, that.
pub(super) fn total_paid_members<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(counted(call, "paid", |(_, paid)| paid))
}

fn counted<'a>(call: &Call<'_, 'a, Ghost>, own: &str, of: impl Fn((u64, u64)) -> u64) -> Value<'a> {
    let given = call.this().get(own).as_ref().and_then(Value::as_number).filter(|given| *given >= 1.0);
    let number = match given {
        Some(given) => given as u64,
        None => {
            let scope = call.scope();
            scope.note_singular();
            of(scope.noting(scope.reader.member_totals()).unwrap_or_default())
        }
    };
    Value::safe(rounded(number))
}

/// Up to 50 as it is, then with a plus: `90+`, `650+`, `1,200+`, `12,000+`, `120k+`, `1.2m+`.
fn rounded(number: u64) -> String {
    let step = match number {
        0..=50 => return number.to_string(),
        51..=100 => 10,
        101..=1_000 => 50,
        1_001..=10_000 => 100,
        10_001..=100_000 => 1_000,
        100_001..=1_000_000 => 10_000,
        _ => 100_000,
    };
    let down = number / step * step;
    match down {
        0..=999 => format!("{down}+"),
        1_000..=99_999 => format!("{},{:03}+", down / 1_000, down % 1_000),
        100_000 if step == 1_000 => "100,000+".to_owned(),
        100_000..=999_999 => format!("{}k+", down / 1_000),
        _ if down.is_multiple_of(1_000_000) => format!("{}m+", down / 1_000_000),
        _ => format!("{}.{}m+", down / 1_000_000, down % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn rounded_down_as_ghost_does() {
        // From Ghost's own `member-count.js`.
        for (number, expected) in [
            (0, "0"),
            (50, "50"),
            (51, "50+"),
            (99, "90+"),
            (100, "100+"),
            (101, "100+"),
            (999, "950+"),
            (1_000, "1,000+"),
            (1_001, "1,000+"),
            (1_199, "1,100+"),
            (10_000, "10,000+"),
            (12_345, "12,000+"),
            (100_000, "100,000+"),
            (100_001, "100k+"),
            (129_999, "120k+"),
            (1_000_000, "1m+"),
            (1_000_001, "1m+"),
            (1_299_999, "1.2m+"),
            (12_345_678, "12.3m+"),
        ] {
            assert_eq!(rounded(number), expected);
        }
    }
}
