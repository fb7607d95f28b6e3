use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use newsroom::tables_of_ghost;
use store::Put;

/// Rows of one entity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Were not there before.
    pub new: u64,
    /// Were there and differed.
    pub changed: u64,
    /// Were there already.
    pub unchanged: u64,
}

impl Count {
    /// Counts what a put did.
    pub fn add(&mut self, put: Put) {
        match put {
            Put::Inserted => self.new += 1,
            Put::Updated => self.changed += 1,
            Put::Unchanged => self.unchanged += 1,
        }
    }

    /// All rows.
    pub fn total(&self) -> u64 {
        self.new + self.changed + self.unchanged
    }
}

/// What an import did, for people and for tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// What was imported: the site's title and Ghost's version, as far as known.
    pub title: String,
    /// Rows by entity, in the order of the work.
    pub counts: Vec<(&'static str, Count)>,
    /// Rows that Ghost's programs are told of as they came, and those that nothing shows yet, by entity.
    pub kept: BTreeMap<String, Count>,
    /// What could not be taken exactly as it was, with counts and one example.
    pub notes: BTreeMap<String, (u64, Option<String>)>,
    /// How long it took.
    pub took: Duration,
}

impl Summary {
    /// The counter of an entity.
    pub fn count(&mut self, entity: &'static str) -> &mut Count {
        let index = match self.counts.iter().position(|(name, _)| *name == entity) {
            Some(index) => index,
            None => {
                self.counts.push((entity, Count::default()));
                self.counts.len() - 1
            }
        };
        &mut self.counts[index].1
    }

    /// The count of an entity; zeros when nothing of it was met.
    pub fn counted(&self, entity: &str) -> Count {
        self.counts.iter().find(|(name, _)| *name == entity).map(|(_, count)| *count).unwrap_or_default()
    }

    /// Counts a kept row.
    pub fn keep(&mut self, entity: &str, put: Put) {
        match self.kept.get_mut(entity) {
            Some(count) => count.add(put),
            None => self.kept.entry(entity.to_owned()).or_default().add(put),
        }
    }

    /// Notes that something was not taken exactly as it was.
    pub fn note(&mut self, what: &str) {
        self.note_times(what, 1);
    }

    /// The same, `times` at once.
    pub fn note_times(&mut self, what: &str, times: u64) {
        match self.notes.get_mut(what) {
            Some((count, _)) => *count += times,
            None if times > 0 => {
                self.notes.insert(what.to_owned(), (times, None));
            }
            None => {}
        }
    }

    /// The same, with the first case as an example.
    pub fn note_example(&mut self, what: &str, example: &str) {
        self.note(what);
        if let Some((_, first)) = self.notes.get_mut(what) {
            first.get_or_insert_with(|| example.to_owned());
        }
    }

    /// Adds the notes of another summary.
    pub fn absorb(&mut self, other: Self) {
        for (what, (times, example)) in other.notes {
            self.note_times(&what, times);
            if let (Some((_, first)), Some(example)) = (self.notes.get_mut(&what), example) {
                first.get_or_insert(example);
            }
        }
    }

    /// Whether anything was written.
    pub fn changed_something(&self) -> bool {
        let counts = self.counts.iter().map(|(_, count)| count).chain(self.kept.values());
        counts.into_iter().any(|count| count.new + count.changed > 0)
    }
}

fn line(out: &mut fmt::Formatter<'_>, entity: &str, count: &Count) -> fmt::Result {
    writeln!(out, "  {entity:<24}{:>10}{:>10}{:>11}", count.new, count.changed, count.unchanged)
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "Imported {} in {:.1} s.", self.title, self.took.as_secs_f64())?;
        writeln!(out, "{:<26}{:>10}{:>10}{:>11}", "", "new", "changed", "unchanged")?;
        // Rows of a table of ours are told to programs and themes.
        let shown = |(entity, _): &(&String, &Count)| tables_of_ghost().contains(&entity.as_str());
        let (rows, kept): (Vec<_>, Vec<_>) = self.kept.iter().partition(shown);
        for (entity, count) in &self.counts {
            line(out, entity, count)?;
        }
        for (entity, count) in rows {
            line(out, entity, count)?;
        }
        if !kept.is_empty() {
            writeln!(out, "Kept for later; nothing shows it yet:")?;
            for (entity, count) in kept {
                line(out, entity, count)?;
            }
        }
        if !self.notes.is_empty() {
            writeln!(out, "Not exactly as it was:")?;
            for (what, (count, example)) in &self.notes {
                write!(out, "  {count} × {what}")?;
                match example {
                    Some(example) => writeln!(out, " (first: {example})")?,
                    None => writeln!(out)?,
                }
            }
        }
        if !self.changed_something() {
            writeln!(out, "Nothing had changed since the last import.")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_are_told_of_is_not_called_hidden() {
        let mut summary = Summary::default();
        summary.count("posts").add(Put::Inserted);
        summary.keep("products", Put::Inserted);
        summary.keep("roles", Put::Inserted);
        let text = summary.to_string();
        let (shown, hidden) = text.split_once("nothing shows it yet:").unwrap();
        assert!(shown.contains("posts") && shown.contains("products") && !shown.contains("roles"), "{text}");
        assert!(hidden.contains("roles") && !hidden.contains("products"), "{text}");
    }
}
