//! Pictures, sound, video and files.

use serde_json::Value;

use crate::Focus;
use crate::attr::{Attr, Field, Visitor, card};

card! {
    /// A picture with its caption.
    Image {
        /// Address of the file.
        src "src": String as Source = "",
        /// Inline HTML.
        caption "caption": String as Rich = "",
        /// Who made it, plain text; printed after the caption.
        credit "credit": String as Text = "",
        /// Tool tip.
        title "title": String as Text = "",
        /// What there is to see, for those who cannot.
        alt "alt": String as Text = "",
        /// `regular`, `wide` or `full`.
        card_width "cardWidth": String as Token = "regular",
        /// Pixels of the file.
        width "width": Option<u32> as Text = None::<u32>,
        /// Pixels of the file.
        height "height": Option<u32> as Text = None::<u32>,
        /// Where a click leads.
        href "href": String as Link = "",
        /// What stays in sight when it is cropped.
        focus "focus": Option<Focus> as Text = None::<Focus>,
    }
}

impl Image {
    /// What stands under the picture, as HTML: its caption, and behind it who made it.
    pub fn caption_with_credit(&self) -> String {
        crate::html::caption(self)
    }
}

card! {
    /// One picture of a gallery.
    GalleryImage {
        /// Address of the file.
        src "src": String as Source = "",
        /// Name of the file.
        file_name "fileName": String as Text = "",
        /// What there is to see.
        alt "alt": String as Text = "",
        /// Tool tip.
        title "title": String as Text = "",
        /// Inline HTML; Ghost keeps it and prints it nowhere.
        caption "caption": String as Rich = "",
        /// Where a click leads.
        href "href": String as Link = "",
        /// Row of the gallery, from 0.
        row "row": u32 as Text = 0u32,
        /// Pixels of the file.
        width "width": Option<u32> as Text = None::<u32>,
        /// Pixels of the file.
        height "height": Option<u32> as Text = None::<u32>,
        /// What stays in sight when it is cropped.
        focus "focus": Option<Focus> as Text = None::<Focus>,
    }
}

impl Attr for Vec<GalleryImage> {
    fn foreign(value: &Value) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(Value::as_object).map(GalleryImage::from_payload).collect())
    }

    fn to_foreign(&self) -> Value {
        self.iter().map(GalleryImage::to_payload).collect()
    }

    fn visit(&mut self, _field: Field, _key: &'static str, visitor: Visitor<'_>) {
        self.iter_mut().for_each(|image| image.visit(visitor));
    }
}

card! {
    /// Several pictures.
    Gallery {
        /// The pictures, in order.
        images "images": Vec<GalleryImage> as Text = Vec::<GalleryImage>::new(),
        /// Inline HTML.
        caption "caption": String as Rich = "",
    }
}

card! {
    /// A video file with our player.
    Video {
        /// Address of the file.
        src "src": String as Source = "",
        /// Inline HTML.
        caption "caption": String as Rich = "",
        /// Name of the file.
        file_name "fileName": String as Text = "",
        /// Media type of the file.
        mime_type "mimeType": String as Text = "",
        /// Pixels.
        width "width": Option<u32> as Text = None::<u32>,
        /// Pixels.
        height "height": Option<u32> as Text = None::<u32>,
        /// Seconds.
        duration "duration": f64 as Text = 0.0f64,
        /// Still picture made by the uploader.
        thumbnail_src "thumbnailSrc": String as Source = "",
        /// Still picture chosen by an editor.
        custom_thumbnail_src "customThumbnailSrc": String as Source = "",
        /// Pixels of the still picture.
        thumbnail_width "thumbnailWidth": Option<u32> as Text = None::<u32>,
        /// Pixels of the still picture.
        thumbnail_height "thumbnailHeight": Option<u32> as Text = None::<u32>,
        /// `regular`, `wide` or `full`.
        card_width "cardWidth": String as Token = "regular",
        /// Plays by itself, silently, again and again.
        looped "loop": bool as Text = false,
    }
}

card! {
    /// A sound file with our player.
    Audio {
        /// Address of the file.
        src "src": String as Source = "",
        /// Title.
        title "title": String as Text = "",
        /// Media type of the file.
        mime_type "mimeType": String as Text = "",
        /// Seconds.
        duration "duration": f64 as Text = 0.0f64,
        /// Picture beside the player.
        thumbnail_src "thumbnailSrc": String as Source = "",
    }
}

card! {
    /// A file to download.
    File {
        /// Address of the file.
        src "src": String as Link = "",
        /// Title.
        file_title "fileTitle": String as Text = "",
        /// Description.
        file_caption "fileCaption": String as Text = "",
        /// Name of the file.
        file_name "fileName": String as Text = "",
        /// Bytes.
        file_size "fileSize": f64 as Text = 0.0f64,
    }
}
