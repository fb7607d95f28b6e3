//! Masthead: see `masthead --help`.

/// A page is made of a thousand small texts, and freed on another thread than it was made on: the system's allocator takes a sixth
/// of a render's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    masthead::commands::run(std::env::args_os())
}
