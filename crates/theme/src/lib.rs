//! Ghost themes over hbs: contexts, helpers, assets, theme check.
