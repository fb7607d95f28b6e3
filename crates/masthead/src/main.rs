//! Masthead: see `masthead --help`.

fn main() -> std::process::ExitCode {
    masthead::commands::run(std::env::args_os())
}
