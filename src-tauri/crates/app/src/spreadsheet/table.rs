use super::read::{LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, ReadError};

/// Rows of cells, all of them texts, one behind the other in memory.
#[derive(Debug, Default)]
pub(crate) struct Table {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    /// In the file, from 1.
    line: u32,
    /// Behind its last cell.
    end: u32,
}

impl Table {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Line of the file that a row begins in, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| row.line)
    }

    /// Cells of a row.
    pub fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |found| found.end as usize - self.first(row))
    }

    /// Empty where the row is shorter.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width(row) {
            return "";
        }
        let at = self.first(row) + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn first(&self, row: usize) -> usize {
        row.checked_sub(1).map_or(0, |before| self.rows[before].end as usize)
    }

    /// Adds a cell to the row in the making.
    pub(super) fn push(&mut self, cell: &str, line: u32) -> Result<(), ReadError> {
        if cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL {
            return Err(ReadError::CellTooLong { line });
        }
        let begun = self.ends.len() - self.begin();
        if begun == MOST_COLUMNS {
            return if cell.trim().is_empty() { Ok(()) } else { Err(ReadError::TooManyColumns { line }) };
        }
        if self.ends.len() == MOST_CELLS {
            return Err(ReadError::TooManyCells);
        }
        if self.text.len() + cell.len() > MOST_TEXT {
            return Err(ReadError::TooManyCells);
        }
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// Cells of the row in the making.
    pub(super) fn begun(&self) -> usize {
        self.ends.len() - self.begin()
    }

    /// Ends the row in the making; one of empty cells is none.
    pub(super) fn end_row(&mut self, line: u32) -> Result<(), ReadError> {
        let begin = self.begin();
        let start = if begin == 0 { 0 } else { self.ends[begin - 1] as usize };
        if self.text[start..].trim().is_empty() {
            self.text.truncate(start);
            self.ends.truncate(begin);
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(ReadError::TooManyRows);
        }
        self.rows.push(Row { line, end: self.ends.len() as u32 });
        Ok(())
    }

    fn begin(&self) -> usize {
        self.rows.last().map_or(0, |row| row.end as usize)
    }
}
