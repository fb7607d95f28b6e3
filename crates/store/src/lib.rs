//! Every SQL statement of Masthead: SQLite and PostgreSQL behind one small type.
