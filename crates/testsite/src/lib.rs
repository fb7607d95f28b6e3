//! What tests need: a private PostgreSQL, Ghost exports of any size, a real site on a free port.

pub mod corpus;
pub mod postgres;
pub mod program;
mod site;
pub mod together;

pub use site::{Answer, Engine, Ground, Site, publish};

/// Makes a module of two tests, `sqlite` and `postgres`, of a function that takes an [`Engine`].
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                super::check::$name($crate::Engine::Sqlite);
            }
            #[test]
            fn postgres() {
                super::check::$name($crate::Engine::Postgres);
            }
        }
    )+};
}
