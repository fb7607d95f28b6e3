//! What came of a file.

use std::collections::BTreeSet;

use crate::{Kind, Told};

/// What a cleaned file is, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// By its content.
    pub kind: Kind,
    /// Pixels, upright; of pictures and videos that say so.
    pub width: Option<u32>,
    /// Pixels, upright.
    pub height: Option<u32>,
    /// What its makers wrote for the editor, read before it was removed.
    pub told: Told,
    /// What was taken out.
    pub removed: BTreeSet<Removed>,
    /// What could not be taken out.
    pub left: BTreeSet<Left>,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident = $key:literal, $words:literal; )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $variant, )* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[ $( Self::$variant, )* ];

            /// A word for stores and message files.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// The one with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $( $key => Some(Self::$variant), )* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $( Self::$variant => $words, )* })
            }
        }
    };
}

words! {
    /// Something that was in a file and is not for readers.
    Removed {
        /// Where it was made.
        Place = "place", "GPS position";
        /// Numbers of camera, lens or device.
        SerialNumbers = "serial-numbers", "serial numbers of camera or lens";
        /// Camera, lens, exposure, program.
        Camera = "camera", "camera, program and settings";
        /// What only the maker of the camera can read.
        MakerNotes = "maker-notes", "notes of the camera's maker";
        /// When it was made or changed.
        Times = "times", "times of making and changing";
        /// A small copy, which may show what was cropped away.
        Thumbnail = "thumbnail", "embedded small copy";
        /// Authors, owners, editors.
        Names = "names", "names of people";
        /// XMP: descriptions and edit history.
        Xmp = "xmp", "XMP metadata";
        /// IPTC: what agencies write.
        Iptc = "iptc", "IPTC metadata";
        /// Titles, albums, comments of sounds and videos; document properties.
        Descriptions = "descriptions", "titles and descriptions";
        /// Free text.
        Comments = "comments", "comments";
        /// Signed history (C2PA).
        Credentials = "credentials", "content credentials (C2PA)";
        /// More pictures, such as a depth map or the frame before.
        MorePictures = "more-pictures", "further pictures in the file";
        /// A track that is neither picture nor sound.
        HiddenTracks = "hidden-tracks", "tracks that are neither picture nor sound";
        /// Bytes behind the end, where other files hide.
        Tail = "tail", "data behind the end of the file";
        /// Anything else that no reader needs.
        Other = "other", "data that no reader needs";
        /// Programs.
        Scripts = "scripts", "scripts";
        /// What would be loaded from elsewhere.
        Links = "links", "references to other places";
        /// Files inside the file.
        Attachments = "attachments", "attached files";
        /// What was there before the last save.
        Versions = "versions", "earlier versions";
    }
}

words! {
    /// Something that stays in a file although it may tell more than was meant.
    Left {
        /// Text under black bars, names in the text.
        PageContent = "page-content", "what the pages say stays, also text under black bars: check it";
        /// Comments and tracked changes of an office document.
        Comments = "comments", "comments and tracked changes of the document stay, without names: check them";
        /// Files in an archive that are not cleaned.
        ArchiveFiles = "archive-files", "files in the archive that are not pictures were left as they are";
    }
}
