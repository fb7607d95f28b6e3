//! Tables of plain cells. A table that needs more is kept as an HTML card.

use super::Inline;

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The rows, from the top.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The cells, in reading order.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// It names its row or column.
    pub header: bool,
    /// Columns it covers, at least 1.
    pub colspan: u16,
    /// Rows it covers, at least 1.
    pub rowspan: u16,
    /// The words.
    pub content: Vec<Inline>,
}

impl Default for Cell {
    fn default() -> Self {
        Self { header: false, colspan: 1, rowspan: 1, content: Vec::new() }
    }
}

impl Row {
    /// Whether every cell is a header: such rows at the top are the table's head.
    pub fn is_head(&self) -> bool {
        !self.cells.is_empty() && self.cells.iter().all(|cell| cell.header)
    }
}
