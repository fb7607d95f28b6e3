//! Georgian.

use super::super::locale::{Locale, Span, Token, When, am_pm};

pub(super) static LOCALE: Locale = Locale {
    tag: "ka",
    months: [
        "იანვარი",
        "თებერვალი",
        "მარტი",
        "აპრილი",
        "მაისი",
        "ივნისი",
        "ივლისი",
        "აგვისტო",
        "სექტემბერი",
        "ოქტომბერი",
        "ნოემბერი",
        "დეკემბერი",
    ],
    months_in_date: None,
    months_short: ["იან", "თებ", "მარ", "აპრ", "მაი", "ივნ", "ივლ", "აგვ", "სექ", "ოქტ", "ნოე", "დეკ"],
    months_short_in_date: None,
    weekdays: ["კვირა", "ორშაბათი", "სამშაბათი", "ოთხშაბათი", "ხუთშაბათი", "პარასკევი", "შაბათი"],
    weekdays_short: ["კვი", "ორშ", "სამ", "ოთხ", "ხუთ", "პარ", "შაბ"],
    weekdays_min: ["კვ", "ორ", "სა", "ოთ", "ხუ", "პა", "შა"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY",
    lll: "D MMMM YYYY HH:mm",
    llll: "dddd, D MMMM YYYY HH:mm",
    first_weekday: 1,
    first_week_has: 7,
    meridiem: am_pm,
    ordinal,
    relative,
};

fn ordinal(number: i64, _: Token) -> String {
    match number {
        0 => "0".to_owned(),
        1 => "1-ლი".to_owned(),
        n if n < 20 || n % 100 == 0 || (n <= 100 && n % 20 == 0) => format!("მე-{n}"),
        n => format!("{n}-ე"),
    }
}

/// Georgian puts the unit into a case instead of adding a word: the stem differs for past and future.
fn relative(span: Span, when: When) -> String {
    let (number, past, future) = match span {
        Span::Seconds => {
            return if when == When::Past {
                "რამდენიმე წამის წინ"
            } else {
                "რამდენიმე წამში"
            }
            .to_owned();
        }
        Span::Minutes(n) => (n, "წუთის", "წუთში"),
        Span::Hours(n) => (n, "საათის", "საათში"),
        Span::Days(n) => (n, "დღის", "დღეში"),
        Span::Months(n) => (n, "თვის", "თვეში"),
        Span::Years(n) => (n, "წლის", "წელში"),
    };
    let count = if number == 1 { String::new() } else { format!("{number} ") };
    match when {
        When::Past => format!("{count}{past} წინ"),
        When::Future => format!("{count}{future}"),
    }
}
