//! An installed theme to a ZIP that Ghost takes, too.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::source::{Source, embedded_whole, walk};

pub(super) fn write(source: &Source, out: impl Write + Seek) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    match source {
        Source::Embedded => {
            for (path, bytes) in embedded_whole() {
                add(&mut zip, &path, &mut &*bytes)?;
            }
        }
        Source::Dir(folder) => {
            for entry in walk(folder) {
                let entry = entry?;
                if !entry.file_type().is_file() {
                    continue;
                }
                let Ok(inside) = entry.path().strip_prefix(folder) else { continue };
                let path = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                add(&mut zip, &path, &mut File::open(entry.path())?)?;
            }
        }
    }
    zip.finish()?;
    Ok(())
}

fn add(zip: &mut ZipWriter<impl Write + Seek>, path: &str, bytes: &mut dyn Read) -> io::Result<()> {
    zip.start_file(path, SimpleFileOptions::default())?;
    io::copy(bytes, zip)?;
    Ok(())
}
