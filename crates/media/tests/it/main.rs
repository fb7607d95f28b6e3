//! What comes in and what readers get, with files that exiftool (Debian: `libimage-exiftool-perl`) filled with secrets.

mod drawings;
mod exiftool;
mod hostile;
mod made;
mod papers;
mod pictures;
mod streams;
mod told;
