//! The kinds of files that are taken.

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// JPEG picture.
    Jpeg,
    /// PNG picture, also animated.
    Png,
    /// GIF picture, also animated.
    Gif,
    /// WebP picture, also animated.
    Webp,
    /// AVIF picture.
    Avif,
    /// SVG drawing.
    Svg,
    /// Icon of a site, in several sizes.
    Ico,
    /// MP4 or QuickTime video.
    Mp4,
    /// WebM video.
    Webm,
    /// MP3 sound.
    Mp3,
    /// AAC or ALAC sound in MP4.
    M4a,
    /// Vorbis or Opus sound in Ogg.
    Ogg,
    /// Sound without compression.
    Wav,
    /// PDF document.
    Pdf,
    /// Word, Excel or PowerPoint document (Office Open XML).
    OfficeXml(Office),
    /// OpenDocument text, table or presentation.
    OpenDocument(Office),
    /// Archive of files.
    Zip,
    /// Plain text; the word says which: `txt`, `csv` …
    Text(Plain),
}

/// What an office document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Office {
    /// Running text.
    Text,
    /// Tables.
    Sheet,
    /// Slides.
    Slides,
}

/// What a plain text is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Plain {
    /// Anything else.
    Txt,
    /// Values with commas or semicolons.
    Csv,
    /// Values with tabs.
    Tsv,
    /// Subtitles.
    Vtt,
    /// Markdown.
    Markdown,
}

/// The public folder that a kind belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Pictures: `content/images`.
    Images,
    /// Sound and video: `content/media`.
    Media,
    /// Documents: `content/files`.
    Files,
}

impl Area {
    /// Name of the folder below `content/`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Media => "media",
            Self::Files => "files",
        }
    }
}

impl Kind {
    /// The extension of the public file, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Svg => "svg",
            Self::Ico => "ico",
            Self::Mp4 => "mp4",
            Self::Webm => "webm",
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Pdf => "pdf",
            Self::OfficeXml(Office::Text) => "docx",
            Self::OfficeXml(Office::Sheet) => "xlsx",
            Self::OfficeXml(Office::Slides) => "pptx",
            Self::OpenDocument(Office::Text) => "odt",
            Self::OpenDocument(Office::Sheet) => "ods",
            Self::OpenDocument(Office::Slides) => "odp",
            Self::Zip => "zip",
            Self::Text(Plain::Txt) => "txt",
            Self::Text(Plain::Csv) => "csv",
            Self::Text(Plain::Tsv) => "tsv",
            Self::Text(Plain::Vtt) => "vtt",
            Self::Text(Plain::Markdown) => "md",
        }
    }

    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Ico => "image/x-icon",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Pdf => "application/pdf",
            Self::OfficeXml(Office::Text) => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::OfficeXml(Office::Sheet) => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            Self::OfficeXml(Office::Slides) => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::OpenDocument(Office::Text) => "application/vnd.oasis.opendocument.text",
            Self::OpenDocument(Office::Sheet) => "application/vnd.oasis.opendocument.spreadsheet",
            Self::OpenDocument(Office::Slides) => "application/vnd.oasis.opendocument.presentation",
            Self::Zip => "application/zip",
            Self::Text(Plain::Csv) => "text/csv",
            Self::Text(Plain::Tsv) => "text/tab-separated-values",
            Self::Text(Plain::Vtt) => "text/vtt",
            Self::Text(Plain::Markdown) => "text/markdown",
            Self::Text(Plain::Txt) => "text/plain",
        }
    }

    /// The public folder.
    pub fn area(self) -> Area {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::Webp | Self::Avif | Self::Svg | Self::Ico => {
                Area::Images
            }
            Self::Mp4 | Self::Webm | Self::Mp3 | Self::M4a | Self::Ogg | Self::Wav => Area::Media,
            _ => Area::Files,
        }
    }

    /// What cards call it: `image`, `video`, `audio` or `file`.
    pub fn card(self) -> &'static str {
        match self {
            Self::Mp4 | Self::Webm => "video",
            Self::Mp3 | Self::M4a | Self::Ogg | Self::Wav => "audio",
            _ if self.area() == Area::Images => "image",
            _ => "file",
        }
    }
}
