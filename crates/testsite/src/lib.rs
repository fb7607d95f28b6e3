//! A real site on port 0 with a cast of people, for tests.
