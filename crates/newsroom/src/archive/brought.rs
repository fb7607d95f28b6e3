use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use media::{Cleaned, Limits, Unfit};
use sha2::{Digest, Sha256};
use store::{MediaRow, Millis};

use super::Plan;
use crate::verbs::media::{Facts, row};

/// A file that comes with an address of its own, and keeps it: from an archive that was public elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// SHA-256 of the file as it came, in hex.
    pub sha256: String,
    /// What it is, and what was taken out of it.
    pub cleaned: Cleaned,
    /// Of what readers get.
    pub bytes: u64,
}

impl Brought {
    /// Writes to `public` what readers may get of the file at `came`. Pictures keep their size and quality.
    ///
    /// # Errors
    /// Why the file is not for readers; failures of the disk.
    pub fn clean(came: &Path, public: &Path) -> Result<Self, Unfit> {
        let name = came.file_name().unwrap_or_default().to_string_lossy();
        let (cleaned, bytes) = clean(came, public, &name, &Limits::of_archives())?;
        Ok(Self { sha256: hash(came)?, cleaned, bytes })
    }

    /// Its row, when it lies at the public `address`.
    pub fn row(&self, address: &str, now: Millis) -> MediaRow {
        let plan = Plan { paths: vec![address.to_owned()], original: self.original() };
        let name = address.rsplit('/').next().unwrap_or(address);
        let facts = Facts { name, sha256: &self.sha256, cleaned: &self.cleaned, bytes: self.bytes };
        row(None, month(address).filter(|month| *month < now).unwrap_or(now), &plan, facts)
    }

    /// Where it is kept as it came, below the originals.
    fn original(&self) -> String {
        original(&self.sha256, &self.cleaned)
    }
}

/// Where a file is kept as it came, below the originals: the same file once.
pub(crate) fn original(sha256: &str, cleaned: &Cleaned) -> String {
    format!("{}/{sha256}.{}", &sha256[..2], cleaned.kind.extension())
}

/// The month that stands in an address: `/content/images/2024/05/a.jpg`.
fn month(address: &str) -> Option<Millis> {
    let mut parts = address.split('/').skip(3);
    let (year, month) = (parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let first = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
    Some(jiff::tz::TimeZone::UTC.to_timestamp(first.at(0, 0, 0, 0)).ok()?.as_millisecond())
}

/// SHA-256 of a file, in hex.
pub(super) fn hash(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; 128 << 10]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Makes the file for readers out of one that came; gives its bytes.
pub(super) fn clean(
    came: &Path,
    public: &Path,
    name: &str,
    limits: &Limits,
) -> Result<(Cleaned, u64), Unfit> {
    let mut source = io::BufReader::new(File::open(came)?);
    let mut target = io::BufWriter::new(File::create(public)?);
    let cleaned = media::clean(&mut source, name, limits, &mut target)?;
    target.flush()?;
    Ok((cleaned, target.get_ref().metadata()?.len()))
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn an_address_tells_its_month() {
        assert_eq!(month("/content/images/2024/05/a.jpg"), Some(1_714_521_600_000));
        for none in [
            "/content/images/a.jpg",
            "/content/files/2024/a.pdf",
            "/content/images/2024/13/a.jpg",
            "/content/images/20x4/05/a",
        ] {
            assert_eq!(month(none), None, "{none}");
        }
    }
}
