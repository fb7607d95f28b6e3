//! Tree to SQL.

use crate::expr::{Compare, Expr, Match, Test, Value};
use crate::schema::{Kind, Property, Relation, Schema};
use crate::{Error, time};

/// A condition for `WHERE`, in parentheses where it needs them, and the values of its parameters in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sql {
    /// SQL with numbered parameters.
    pub condition: String,
    /// The values, first parameter first.
    pub values: Vec<Bind>,
}

/// A value to bind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bind {
    /// Text.
    Text(String),
    /// A whole number or a moment in milliseconds.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
}

impl Expr {
    /// The filter as SQL. `now` is the moment in milliseconds that relative dates count from; parameters are numbered
    /// from `first` (`?3`, `?4`, …).
    ///
    /// # Errors
    /// [`Error`] at a property that the schema does not give.
    pub fn to_sql(&self, schema: &dyn Schema, now: i64, first: usize) -> Result<Sql, Error> {
        let mut writer = Writer { schema, now, first, values: Vec::new() };
        let condition = match self {
            Expr::Or(parts) => format!("({})", writer.group(parts, Joint::Or)?),
            Expr::And(parts) => writer.group(parts, Joint::And)?,
            term => writer.group(std::slice::from_ref(term), Joint::And)?,
        };
        Ok(Sql { condition, values: writer.values })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

impl Joint {
    fn join(self, parts: &[String]) -> String {
        parts.join(match self {
            Joint::And => " AND ",
            Joint::Or => " OR ",
        })
    }
}

/// One condition on a relation.
struct OnRelation<'a> {
    sql: String,
    kind: Kind,
    test: &'a Test,
}

/// Conditions that one related row must meet (or, negated, no related row may meet).
struct Group<'a> {
    relation: Relation,
    negated: bool,
    tests: Vec<OnRelation<'a>>,
}

struct Writer<'s> {
    schema: &'s dyn Schema,
    now: i64,
    first: usize,
    values: Vec<Bind>,
}

impl Writer<'_> {
    fn bind(&mut self, value: Bind) -> String {
        self.values.push(value);
        format!("?{}", self.first + self.values.len() - 1)
    }

    /// The conditions of one group of AND or OR. Those on relations are gathered and written last.
    fn group(&mut self, parts: &[Expr], joint: Joint) -> Result<String, Error> {
        let mut written = Vec::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut narrowing: Vec<(Relation, OnRelation<'_>)> = Vec::new();
        for part in parts {
            let (property, at, test) = match part {
                Expr::And(inner) => {
                    written.push(format!("({})", self.group(inner, Joint::And)?));
                    continue;
                }
                Expr::Or(inner) => {
                    written.push(format!("({})", self.group(inner, Joint::Or)?));
                    continue;
                }
                Expr::Term { property, at, test } => (property, *at, test),
            };
            let unknown = || Error { at, why: format!("no property \"{property}\" to ask for") };
            match self.schema.property(property).ok_or_else(unknown)? {
                Property::Column { sql, kind } => written.push(self.column(&sql, kind, test)),
                Property::Beside { sql, kind } => written.push(self.beside(&sql, kind, test)),
                Property::Related { relation, sql, kind } => match test {
                    Test::All(values) => written.push(self.all(&relation, &sql, kind, values)),
                    test => gather(&mut groups, relation, OnRelation { sql, kind, test }, joint),
                },
                Property::Joining { relation, sql, kind } if joint == Joint::And => {
                    narrowing.push((relation, OnRelation { sql, kind, test }));
                }
                Property::Joining { relation, sql, kind } => {
                    gather(&mut groups, relation, OnRelation { sql, kind, test }, joint);
                }
            }
        }
        for group in &groups {
            let narrow = narrowing.iter().filter(|(relation, _)| relation.name == group.relation.name);
            let narrow: Vec<&OnRelation<'_>> = narrow.map(|(_, test)| test).collect();
            written.push(self.relation(group, joint, &narrow));
        }
        if written.is_empty() {
            return Ok(ALWAYS.to_owned());
        }
        Ok(joint.join(&written))
    }

    fn relation(&mut self, group: &Group<'_>, joint: Joint, narrow: &[&OnRelation<'_>]) -> String {
        let mut tests = Vec::new();
        for on in &group.tests {
            tests.push(match (group.negated, on.test) {
                // “is not null” of a relation: there is no related row that has a value.
                (true, test @ Test::Is(Compare::Ne, Value::Null)) => self.column(&on.sql, on.kind, test),
                // No row is such: the condition stands in its positive form.
                (true, test) => self.column(&on.sql, on.kind, &positive(test)),
                (_, test) => self.column(&on.sql, on.kind, test),
            });
        }
        let several = tests.len() > 1 && joint == Joint::Or;
        let tests = joint.join(&tests);
        let mut all = Vec::new();
        let itself =
            |on: &OnRelation<'_>| group.tests.iter().any(|test| test.sql == on.sql && test.test == on.test);
        for on in narrow.iter().filter(|on| !itself(on)) {
            all.push(self.column(&on.sql, on.kind, on.test));
        }
        all.push(if several && !all.is_empty() { format!("({tests})") } else { tests });
        let Relation { outer, inner, from, .. } = &group.relation;
        let not = if group.negated { "NOT " } else { "" };
        format!("{outer} {not}IN (SELECT {inner} FROM {from} WHERE {})", all.join(" AND "))
    }

    /// Every value in a related row of its own.
    fn all(&mut self, relation: &Relation, sql: &str, kind: Kind, values: &[Value]) -> String {
        let mut parts = Vec::new();
        for value in values {
            let test = Test::Is(Compare::Eq, value.clone());
            let mut groups = Vec::new();
            gather(
                &mut groups,
                relation.clone(),
                OnRelation { sql: sql.to_owned(), kind, test: &test },
                Joint::And,
            );
            parts.extend(groups.iter().map(|group| self.relation(group, Joint::And, &[])));
        }
        format!("({})", parts.join(" AND "))
    }

    /// A value that may be missing: what is missing is not what was asked for.
    fn beside(&mut self, sql: &str, kind: Kind, test: &Test) -> String {
        match test {
            Test::Is(Compare::Ne, value) if *value != Value::Null => {}
            Test::NotIn(_) => {}
            test => return self.column(sql, kind, test),
        }
        format!("({}) IS NOT TRUE", self.column(sql, kind, &positive(test)))
    }

    fn column(&mut self, sql: &str, kind: Kind, test: &Test) -> String {
        match test {
            Test::Is(Compare::Eq, Value::Null) => format!("{sql} IS NULL"),
            Test::Is(Compare::Ne, Value::Null) => format!("{sql} IS NOT NULL"),
            // Nothing is greater or less than null.
            Test::Is(_, Value::Null) => NEVER.to_owned(),
            Test::Is(compare, value) => match self.convert(value, kind) {
                Some(value) => format!("{sql} {} {}", compare.sql(), self.bind(value)),
                // A value that is none of the column's kind equals none of its values.
                None if *compare == Compare::Ne => format!("{sql} IS NOT NULL"),
                None => NEVER.to_owned(),
            },
            Test::In(values) => self.list(sql, kind, values, false),
            Test::NotIn(values) => self.list(sql, kind, values, true),
            Test::All(values) => {
                let each: Vec<String> = values
                    .iter()
                    .map(|value| self.column(sql, kind, &Test::Is(Compare::Eq, value.clone())))
                    .collect();
                format!("({})", each.join(" AND "))
            }
            // What is no text has no parts.
            Test::Like { negated: true, .. } if kind != Kind::Text => format!("{sql} IS NOT NULL"),
            Test::Like { .. } if kind != Kind::Text => NEVER.to_owned(),
            Test::Like { negated, part, text } => {
                let pattern = self.bind(Bind::Text(pattern(*part, text)));
                let not = if *negated { "NOT " } else { "" };
                format!("{} {not}LIKE {pattern} ESCAPE '*'", self.schema.lower(sql))
            }
        }
    }

    fn list(&mut self, sql: &str, kind: Kind, values: &[Value], negated: bool) -> String {
        // As in the database, null is equal to nothing, and not equal to nothing either.
        if negated && values.contains(&Value::Null) {
            return NEVER.to_owned();
        }
        let bound: Vec<Bind> = values.iter().filter_map(|value| self.convert(value, kind)).collect();
        let places: Vec<String> = bound.into_iter().map(|value| self.bind(value)).collect();
        let list = places.join(", ");
        match (negated, places.is_empty()) {
            (false, true) => NEVER.to_owned(),
            (true, true) => format!("{sql} IS NOT NULL"),
            (false, false) => format!("{sql} IN ({list})"),
            (true, false) => format!("{sql} NOT IN ({list})"),
        }
    }

    /// The value as one of the column's kind.
    fn convert(&self, value: &Value, kind: Kind) -> Option<Bind> {
        let moment = |amount: i64, unit| time::shift(self.now, amount, unit);
        Some(match (kind, value) {
            (_, Value::Null) => return None,
            (Kind::Text, Value::Text(text)) => Bind::Text(text.clone()),
            (Kind::Text, Value::Number(number)) => Bind::Text(number.to_string()),
            (Kind::Text, Value::Bool(flag)) => Bind::Text(flag.to_string()),
            (Kind::Text, Value::Relative { amount, unit }) => Bind::Text(time::write(moment(*amount, *unit))),
            (Kind::Integer, Value::Text(text)) => Bind::Integer(text.trim().parse().ok()?),
            (Kind::Integer, Value::Number(number)) => Bind::Integer(*number),
            (Kind::Integer, Value::Bool(flag)) => Bind::Integer(i64::from(*flag)),
            (Kind::Boolean, Value::Bool(flag)) => Bind::Boolean(*flag),
            (Kind::Boolean, Value::Number(number @ (0 | 1))) => Bind::Boolean(*number == 1),
            (Kind::Boolean, Value::Text(text)) => match text.as_str() {
                "1" => Bind::Boolean(true),
                "0" => Bind::Boolean(false),
                _ => return None,
            },
            (Kind::Time, Value::Relative { amount, unit }) => Bind::Integer(moment(*amount, *unit)),
            (Kind::Time, Value::Text(text)) => Bind::Integer(time::read(text)?),
            (Kind::Time, Value::Number(year)) if (1000..=9999).contains(year) => {
                Bind::Integer(time::read(&format!("{year}-01-01"))?)
            }
            (Kind::Time, Value::Number(number)) => Bind::Integer(*number),
            (Kind::Integer | Kind::Boolean, Value::Relative { .. }) | (Kind::Boolean, Value::Number(_)) => {
                return None;
            }
            (Kind::Time, Value::Bool(_)) => return None,
        })
    }
}

/// A condition that nothing meets, and one that everything does.
const NEVER: &str = "1 = 0";
const ALWAYS: &str = "1 = 1";

/// What a negated test must not find.
fn positive(test: &Test) -> Test {
    match test {
        Test::Is(Compare::Ne, value) => Test::Is(Compare::Eq, value.clone()),
        Test::NotIn(values) => Test::In(values.clone()),
        test => test.clone(),
    }
}

/// Puts a condition into the group that shares its related row, by Ghost's rules.
fn gather<'a>(groups: &mut Vec<Group<'a>>, relation: Relation, on: OnRelation<'a>, joint: Joint) {
    let negated = matches!(on.test, Test::Is(Compare::Ne, _) | Test::NotIn(_));
    let range = |test: &Test| matches!(test, Test::Is(compare, _) if compare.is_range());
    let shared =
        groups.iter_mut().find(|group| group.relation == relation && !group.negated).filter(|group| {
            joint == Joint::Or
                || !group
                    .tests
                    .iter()
                    .any(|other| other.sql == on.sql && !(range(other.test) && range(on.test)))
        });
    match shared {
        Some(group) if !negated => group.tests.push(on),
        _ => groups.push(Group { relation, negated, tests: vec![on] }),
    }
}

/// The pattern of `LIKE` for a part of a text, in lower case; `*` escapes.
fn pattern(part: Match, text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    if part != Match::Starts {
        pattern.push('%');
    }
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '*') {
            pattern.push('*');
        }
        pattern.push(c);
    }
    if part != Match::Ends {
        pattern.push('%');
    }
    pattern
}
