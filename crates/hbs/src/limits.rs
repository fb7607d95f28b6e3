//! What one render may cost.

/// Bounds of one render. Templates are not trusted: each bound that is passed ends the render with an error that
/// names the file and line.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Bytes of output, layouts and captured blocks included.
    pub output: usize,
    /// Statements, calls and iterations executed, and inline partials looked through.
    pub steps: u64,
    /// Blocks, partials and sub-expressions open at the same time.
    pub depth: usize,
    /// Asked every few hundred steps; the render ends when it answers true.
    pub deadline: Option<&'a dyn Fn() -> bool>,
}

impl Default for Limits<'_> {
    /// 16 MiB of output, 5,000,000 steps, 120 levels, no deadline.
    fn default() -> Self {
        Limits { output: 16 << 20, steps: 5_000_000, depth: 120, deadline: None }
    }
}
