//! Writes a Ghost export of invented articles: `corpus NUMBER FILE [SEED]`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [number, file, rest @ ..] = args.as_slice() else { return usage() };
    let seed = rest.first().map_or(Ok(1), |seed| seed.parse());
    let (Ok(number), Ok(seed)) = (number.parse(), seed) else { return usage() };
    match testsite::corpus::write_export(Path::new(file), number, seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: corpus NUMBER FILE [SEED]");
    ExitCode::from(2)
}
