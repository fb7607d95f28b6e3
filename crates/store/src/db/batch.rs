//! Lists of ids in one statement: a single one, or padded with NULL to 8, 32 or 100, so that few texts are prepared.

use crate::{
    Id, Result,
    db::{Conn, Param, Row, Sql},
};

/// One statement in four sizes.
pub(crate) struct Sized {
    pub(crate) of1: Sql,
    pub(crate) of8: Sql,
    pub(crate) of32: Sql,
    pub(crate) of100: Sql,
}

/// Declares a statement in four sizes: `by_ids!(NAME, "text before the marks", "text after")`; the marks may stand twice.
macro_rules! by_ids {
    ($name:ident, $before:expr, $after:expr $(, $last:expr)?) => {
        pub(crate) const $name: $crate::db::batch::Sized = $crate::db::batch::Sized {
            of1: $crate::db::Sql {
                name: concat!(stringify!($name), "_1"),
                text: concat!($before, "?1", $after $(, "?1", $last)?),
                path: $crate::db::Path::Reading,
            },
            of8: $crate::db::Sql {
                name: concat!(stringify!($name), "_8"),
                text: concat!($before, $crate::rows::columns::marks8!(), $after $(, $crate::rows::columns::marks8!(), $last)?),
                path: $crate::db::Path::Reading,
            },
            of32: $crate::db::Sql {
                name: concat!(stringify!($name), "_32"),
                text: concat!($before, $crate::rows::columns::marks32!(), $after $(, $crate::rows::columns::marks32!(), $last)?),
                path: $crate::db::Path::Reading,
            },
            of100: $crate::db::Sql {
                name: concat!(stringify!($name), "_100"),
                text: concat!($before, $crate::rows::columns::marks100!(), $after $(, $crate::rows::columns::marks100!(), $last)?),
                path: $crate::db::Path::Reading,
            },
        };
    };
}
pub(crate) use by_ids;

/// Runs the statement for all ids, a hundred at a time.
pub(crate) fn each(
    conn: &mut Conn,
    sized: &Sized,
    ids: &[Id],
    take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    for chunk in ids.chunks(100) {
        let (sql, size) = match chunk.len() {
            1 => (&sized.of1, 1),
            2..=8 => (&sized.of8, 8),
            9..=32 => (&sized.of32, 32),
            _ => (&sized.of100, 100),
        };
        let mut params = [Param::Null; 100];
        for (param, id) in params.iter_mut().zip(chunk) {
            *param = id.into();
        }
        conn.each_of(sql.text, &params[..size], take)?;
    }
    Ok(())
}
