//! Writing the addresses at which another theme is seen.

use crate::{Id, Millis, Result, ThemePreview, Writer, db::Param, rows::theme_preview, writer::refuse_nul};

impl Writer {
    /// Makes an address at which the site is seen in a theme; those that have ended are swept out. Readers see nothing of it.
    pub fn add_theme_preview(
        &mut self,
        token_hash: &str,
        preview: &ThemePreview,
        by: Option<&Id>,
        now: Millis,
    ) -> Result<()> {
        refuse_nul("theme preview", &[(&preview.theme).into(), (&preview.texts).into()])?;
        self.run(&theme_preview::SWEEP, &[now.into()])?;
        let by = by.map_or(Param::Null, Param::from);
        let params = [
            token_hash.into(),
            (&preview.theme).into(),
            (&preview.texts).into(),
            by,
            now.into(),
            preview.expires_at.into(),
        ];
        self.run(&theme_preview::ADD, &params)?;
        Ok(())
    }

    /// Ends every such address of a theme.
    pub fn remove_theme_previews(&mut self, theme: &str) -> Result<u64> {
        self.run(&theme_preview::REMOVE_OF, &[theme.into()])
    }
}
