//! What `masthead doctor` finds: said on the command line in English, on the room's health page in the reader's language.

use super::words::Words;

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// It works, but not for ever.
    Warning,
    /// It does not work.
    Problem,
}

impl Verdict {
    /// Its name in the room's markup.
    pub(crate) fn as_str(self) -> &'static str {
        ["fine", "warning", "problem"][self as usize]
    }
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There is no data folder.
    FolderMissing,
    /// The data folder cannot be written.
    FolderReadOnly,
    /// A folder in it cannot be written.
    PartReadOnly,
    /// Files of a command that was stopped.
    LeftBehind,
    /// The data folder is in order.
    FolderUsable,
    /// A server has the folder.
    ServerRuns,
    /// No server has it.
    ServerRests,
    /// Hardly anything can be written any more.
    DiskFull,
    /// Little space is left.
    DiskNarrow,
    /// There is space.
    DiskRoomy,
    /// The system does not say.
    DiskUnknown,
    /// Not made yet.
    DatabaseMissing,
    /// It cannot be opened.
    DatabaseClosed,
    /// In order.
    DatabaseHealthy,
    /// Something in it is wrong.
    DatabaseIll,
    /// It cannot be used.
    ThemeBroken,
    /// It can, and something is doubtful.
    ThemeWarned,
    /// In order.
    ThemeUsable,
    /// No other was asked for, and it is in order.
    ThemeBuiltIn,
    /// The `routes.yaml` in the data folder has a mistake.
    RoutesWrong,
    /// Without encryption.
    AddressOpen,
    /// As configured.
    AddressSet,
    /// None is set, and nobody else reaches it.
    AddressLocal,
    /// None is set, and others may reach it.
    AddressBare,
    /// It cannot be right.
    ClockPast,
    /// It may be.
    ClockRight,
}

impl Found {
    /// The key of its sentence in the room's messages.
    fn key(self) -> &'static str {
        match self {
            Found::FolderMissing => "health.folder_missing",
            Found::FolderReadOnly => "health.folder_read_only",
            Found::PartReadOnly => "health.part_read_only",
            Found::LeftBehind => "health.left_behind",
            Found::FolderUsable => "health.folder_usable",
            Found::ServerRuns => "health.server_runs",
            Found::ServerRests => "health.server_rests",
            Found::DiskFull => "health.disk_full",
            Found::DiskNarrow => "health.disk_narrow",
            Found::DiskRoomy => "health.disk_roomy",
            Found::DiskUnknown => "health.disk_unknown",
            Found::DatabaseMissing => "health.database_missing",
            Found::DatabaseClosed => "health.database_closed",
            Found::DatabaseHealthy => "health.database_healthy",
            Found::DatabaseIll => "health.database_ill",
            Found::ThemeBroken => "health.theme_broken",
            Found::ThemeWarned => "health.theme_warned",
            Found::ThemeUsable => "health.theme_usable",
            Found::ThemeBuiltIn => "health.theme_built_in",
            Found::RoutesWrong => "health.routes_wrong",
            Found::AddressOpen => "health.address_open",
            Found::AddressSet => "health.address_set",
            Found::AddressLocal => "health.address_local",
            Found::AddressBare => "health.address_bare",
            Found::ClockPast => "health.clock_past",
            Found::ClockRight => "health.clock_right",
        }
    }
}

/// One thing that was examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it was found.
    pub verdict: Verdict,
    /// What it is.
    pub found: Found,
    /// What fills the places of its sentence. `technical` is what a program said, and is quoted.
    pub places: Vec<(&'static str, String)>,
}

impl Finding {
    /// What was found and what to do about it, in a language of the room (`en`, `ru`, `ka`).
    pub fn sentence(&self, language: &str) -> String {
        let places: Vec<_> = self.places.iter().map(|(place, value)| (*place, value.as_str())).collect();
        Words::of(language).with(self.found.key(), &places)
    }
}
