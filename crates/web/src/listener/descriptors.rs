//! File descriptors: a house with more seats than the process may open would stop accepting instead of choosing who
//! leaves.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors that are not connections or the files sent on them: database, log, theme.
const RESERVED: u64 = 256;

/// How many connections can be had, at most `wanted`. Raises the process' soft limit of open files as far as needed
/// and allowed; each connection may need a second descriptor for the file that is sent on it.
pub(super) fn seats(wanted: usize) -> usize {
    let needed = (wanted as u64).saturating_mul(2).saturating_add(RESERVED);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let mut allowed = current.unwrap_or(u64::MAX);
    if allowed < needed {
        let raised = maximum.unwrap_or(u64::MAX).min(needed);
        if setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }).is_ok() {
            allowed = raised;
        }
    }
    let seats =
        usize::try_from(allowed.saturating_sub(RESERVED) / 2).unwrap_or(usize::MAX).clamp(16, wanted.max(16));
    if seats < wanted / 2 {
        tracing::warn!(
            wanted,
            seats,
            open_files = allowed,
            "fewer connections: the system allows too few open files"
        );
    }
    seats
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_never_more_seats_than_descriptors_for_them() {
        assert_eq!(super::seats(100), 100);
        let all = super::seats(usize::MAX) as u64;
        let allowed = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        assert!(allowed.is_none_or(|allowed| all * 2 <= allowed), "{all} {allowed:?}");
    }
}
