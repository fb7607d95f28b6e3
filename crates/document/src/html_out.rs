/// How HTML is rendered.
#[derive(Debug, Clone, Default)]
pub struct HtmlOptions {
    /// Address of the site without trailing slash, for cards that must name it; empty for relative addresses.
    pub site_url: String,
}
