//! NQL, Ghost's filter language: text to tree to SQL condition and bound values.
//!
//! ```text
//! filter  = and *( "," and )                    or; binds looser than and
//! and     = term *( "+" term )
//! term    = "(" filter ")" / property value
//! property= ( ALPHA / "_" ) *( ALPHA / DIGIT / "_" / "." ) ":"
//! value   = [ "-" / ">" / ">=" / "<" / "<=" ] literal
//!         / [ "-" ] "[" literal *( "," literal ) "]"      in, not in
//!         / "[" literal 1*( "+" literal ) "]"             all of
//!         / [ "-" ] ( "~" / "~^" / "~$" ) string          contains, starts with, ends with
//! literal = "null" / "true" / "false" / number / relative / string / word
//! number  = 1*DIGIT [ "." 1*DIGIT ]              the fraction is dropped, as Ghost does
//! relative= "now" ( "-" / "+" ) 1*DIGIT ( "d" / "w" / "M" / "y" / "h" / "m" / "s" )
//! string  = "'" 1*( "\'" / "\"" / any but quotes ) "'"
//! word    = any but white space ' " + , ( ) > < = [ ] ~, which a backslash lets in; does not begin with "-"
//! ```
//!
//! White space between tokens means nothing. A filter longer than [`MAX_LENGTH`], nested deeper than [`MAX_DEPTH`] or of
//! more than [`MAX_TERMS`] terms is refused. Which properties exist, and what they are in the database, is the caller's
//! matter: it implements [`Schema`].
//!
//! Relations follow Ghost: in a group of AND, conditions on different columns of one relation must hold for one related
//! row, conditions on the same column each for a row of their own, and a negated condition for no row at all.

mod error;
mod expr;
mod lexer;
mod parser;
mod row;
mod schema;
mod sql;
mod time;

pub use error::Error;
pub use expr::{Compare, Expr, Match, Test, Unit, Value};
pub use parser::{MAX_DEPTH, MAX_LENGTH, MAX_TERMS, parse};
pub use row::{Cell, Row, holds, text};
pub use schema::{Kind, Property, Relation, Schema};
pub use sql::{Bind, Sql};
