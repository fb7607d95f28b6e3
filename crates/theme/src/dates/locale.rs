//! What a language must say to print a date.

/// The names and habits of one language. Formats are moment tokens.
pub(crate) struct Locale {
    /// BCP 47 tag, lower case.
    pub(crate) tag: &'static str,
    /// Month names standing alone.
    pub(crate) months: [&'static str; 12],
    /// Month names after a day ("3 января"), where they differ.
    pub(crate) months_in_date: Option<[&'static str; 12]>,
    /// Abbreviated month names.
    pub(crate) months_short: [&'static str; 12],
    /// Abbreviated month names after a day, where they differ.
    pub(crate) months_short_in_date: Option<[&'static str; 12]>,
    /// Weekday names, Sunday first.
    pub(crate) weekdays: [&'static str; 7],
    /// Abbreviated weekday names, Sunday first.
    pub(crate) weekdays_short: [&'static str; 7],
    /// Shortest weekday names, Sunday first.
    pub(crate) weekdays_min: [&'static str; 7],
    /// Time of day (`LT`).
    pub(crate) lt: &'static str,
    /// Time of day with seconds (`LTS`).
    pub(crate) lts: &'static str,
    /// Date in figures (`L`).
    pub(crate) l: &'static str,
    /// Date in words (`LL`); `ll` is derived from it.
    pub(crate) ll: &'static str,
    /// Date in words and time (`LLL`).
    pub(crate) lll: &'static str,
    /// Weekday, date in words and time (`LLLL`).
    pub(crate) llll: &'static str,
    /// First day of the week: 0 Sunday, 1 Monday.
    pub(crate) first_weekday: u8,
    /// The day of January that is always in week 1.
    pub(crate) first_week_has: u8,
    /// The word for this part of the day; `true` asks for the lower-case form.
    pub(crate) meridiem: fn(hour: i8, lower: bool) -> &'static str,
    /// The number as an ordinal, for this token (`D`, `M`, `Q`, `w`, `d`, `DDD`).
    pub(crate) ordinal: fn(number: i64, token: Token) -> String,
    /// How long ago, or how long until.
    pub(crate) relative: fn(span: Span, when: When) -> String,
}

/// What an ordinal number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Token {
    /// Day of the month.
    Day,
    /// Month or quarter.
    Month,
    /// Week of the year.
    Week,
    /// Day of the week or day of the year.
    OtherDay,
}

/// A span of time rounded to the unit a person would use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Span {
    /// Up to 44 seconds.
    Seconds,
    /// Minutes (1 = "a minute").
    Minutes(i64),
    /// Hours.
    Hours(i64),
    /// Days.
    Days(i64),
    /// Months.
    Months(i64),
    /// Years.
    Years(i64),
}

/// On which side of now a moment lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When {
    /// Before now, or now.
    Past,
    /// After now.
    Future,
}

/// AM and PM.
pub(crate) fn am_pm(hour: i8, lower: bool) -> &'static str {
    match (hour > 11, lower) {
        (true, true) => "pm",
        (true, false) => "PM",
        (false, true) => "am",
        (false, false) => "AM",
    }
}

/// The number followed by a full stop.
pub(crate) fn with_full_stop(number: i64, _: Token) -> String {
    format!("{number}.")
}
