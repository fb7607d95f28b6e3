//! Document to HTML, in the card markup and classes of Ghost. Icons are our own drawings, nothing is loaded
//! from other hosts and no script is written; our own additions bear classes with `mh-`.

mod blocks;
mod boxes;
mod embed;
mod footnotes;
mod gated;
mod icons;
mod image;
mod inline;
mod inserts;
mod markdown;
mod players;
mod promotion;
mod reserved;
mod slug;
mod table;
pub(crate) mod write;

pub(crate) use footnotes::notes;
pub(crate) use image::{caption, split_caption};
pub(crate) use markdown::has_raw_html;

use self::slug::Ids;
use crate::tree::{Block, List};

/// How HTML is rendered.
#[derive(Debug, Clone)]
pub struct HtmlOptions {
    /// Address of the site without trailing slash; pictures under it count as local. May be empty.
    pub site_url: String,
    /// Widths of the variants that the site makes of a local picture, ascending, in pixels.
    pub image_widths: Vec<u32>,
    /// Widest `width` that is printed for a local picture, in pixels.
    pub max_width: u32,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self { site_url: String::new(), image_widths: vec![600, 1000, 1600, 2400], max_width: 2000 }
    }
}

/// What the rendering of one document needs to remember.
pub(crate) struct Page<'a> {
    pub(crate) out: String,
    pub(crate) options: &'a HtmlOptions,
    ids: Ids,
}

/// Renders the blocks of a document.
pub(crate) fn render(blocks: &[Block], options: &HtmlOptions) -> String {
    let mut page = Page { out: String::with_capacity(4096), options, ids: Ids::default() };
    reserved::reserve(blocks, &mut page.ids);
    blocks::render_whole(&mut page, blocks);
    page.out
}

/// Renders the notes of a document by themselves: what its links name can be found, and nothing leads back.
pub(crate) fn render_notes(list: &List) -> String {
    let options = HtmlOptions::default();
    let mut page = Page { out: String::new(), options: &options, ids: Ids::default() };
    blocks::render_notes(&mut page, list);
    page.out
}

/// Renders Markdown by itself.
pub(crate) fn render_markdown(markdown: &str) -> String {
    markdown::render(markdown, &mut Ids::default())
}
