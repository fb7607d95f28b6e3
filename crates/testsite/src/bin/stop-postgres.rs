//! Stops the private PostgreSQL that the tests of this target folder have started. `make test` calls it at its end.

fn main() {
    testsite::postgres::stop();
}
