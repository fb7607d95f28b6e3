//! `pagination` of a `{{#get}}`: its total is counted only when the template looks at it.

use std::borrow::Cow;
use std::cell::OnceCell;

use hbs::{Object, Value};

use crate::page::Pagination;
use crate::views;

/// Where a fetched list stands in the whole.
pub(super) struct LazyPagination<F> {
    pub(super) page: u64,
    pub(super) limit: u64,
    pub(super) count: F,
    pub(super) total: OnceCell<u64>,
}

impl<F: Fn() -> u64> LazyPagination<F> {
    /// `count` is asked at most once.
    pub(super) fn value<'a>(page: u64, limit: u32, count: F) -> Value<'a>
    where
        F: 'a,
    {
        Value::object(LazyPagination { page, limit: u64::from(limit), count, total: OnceCell::new() })
    }
}

impl<'a, F: Fn() -> u64> Object<'a> for LazyPagination<F> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        match key {
            "page" => Some(Value::from(self.page)),
            "limit" => Some(Value::from(self.limit)),
            _ => {
                let total = *self.total.get_or_init(&self.count);
                views::pagination(&Pagination::new(self.page, self.limit, total)).get(key)
            }
        }
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        ["page", "pages", "limit", "total", "next", "prev"].map(Cow::Borrowed).into()
    }
}
