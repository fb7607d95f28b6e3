//! Text to SQL: `cases/sql.txt` holds a filter and, indented below it, its condition and its values.

use filter::{Bind, Kind, Property, Relation, Schema};

/// Now, in the tests: 2024-03-31 12:00:00 UTC.
const NOW: i64 = 1_711_886_400_000;

struct Posts;

fn relation(name: &str) -> Relation {
    let (table, column) = if name == "authors" { ("authors", "author_id") } else { ("tags", "tag_id") };
    Relation {
        name: name.to_owned(),
        outer: "posts.id".to_owned(),
        inner: "j.post_id".to_owned(),
        from: format!("posts_{table} j JOIN {table} ON {table}.id = j.{column}"),
    }
}

impl Schema for Posts {
    fn property(&self, name: &str) -> Option<Property> {
        let column = |sql: &str, kind| Some(Property::Column { sql: sql.to_owned(), kind });
        let related =
            |relation, sql: &str| Some(Property::Related { relation, sql: sql.to_owned(), kind: Kind::Text });
        match name {
            "slug" | "title" | "status" | "id" => column(&format!("posts.{name}"), Kind::Text),
            "featured" => column("posts.featured", Kind::Boolean),
            "published_at" => column("posts.published_at", Kind::Time),
            "count.tags" => {
                column("(SELECT count(*) FROM posts_tags c WHERE c.post_id = posts.id)", Kind::Integer)
            }
            "tag" | "tags" | "tags.slug" => related(relation("tags"), "tags.slug"),
            "tags.visibility" => related(relation("tags"), "tags.visibility"),
            "tags.size" => Some(Property::Related {
                relation: relation("tags"),
                sql: "tags.size".to_owned(),
                kind: Kind::Integer,
            }),
            "author" | "authors.slug" => related(relation("authors"), "authors.slug"),
            "meta_title" => Some(Property::Beside { sql: "m.meta_title".to_owned(), kind: Kind::Text }),
            "posts_tags.sort_order" => Some(Property::Joining {
                relation: relation("tags"),
                sql: "j.sort_order".to_owned(),
                kind: Kind::Integer,
            }),
            _ => None,
        }
    }
}

fn sql(source: &str) -> String {
    let written = filter::parse(source).and_then(|expr| expr.to_sql(&Posts, NOW, 1));
    match written {
        Err(error) => format!("! {error}"),
        Ok(sql) => {
            let values: Vec<String> = sql
                .values
                .iter()
                .map(|value| match value {
                    Bind::Text(text) => format!("{text:?}"),
                    Bind::Integer(number) => number.to_string(),
                    Bind::Boolean(flag) => flag.to_string(),
                })
                .collect();
            format!("{} | {}", sql.condition, values.join(" "))
        }
    }
}

#[test]
fn filters_become_sql() {
    let cases = include_str!("cases/sql.txt");
    let lines: Vec<&str> = cases.lines().collect();
    let mut wrong = String::new();
    for pair in lines.chunks(2) {
        let found = sql(pair[0]);
        if pair.get(1).map(|line| line.trim()) != Some(found.trim()) {
            wrong.push_str(&format!("{}\n    {found}\n", pair[0]));
        }
    }
    assert!(lines.len() >= 80, "the file of cases was cut");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn parameters_are_numbered_from_where_the_caller_says() {
    let sql = filter::parse("slug:ab,tag:cd").and_then(|expr| expr.to_sql(&Posts, NOW, 7));
    let condition = sql.map(|sql| sql.condition).unwrap_or_default();
    assert!(condition.starts_with("(posts.slug = ?7 OR "), "{condition}");
    assert!(condition.contains("tags.slug = ?8"), "{condition}");
}
