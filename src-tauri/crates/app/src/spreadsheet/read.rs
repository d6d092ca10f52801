//! A file of unknown origin into a [`Table`]. Whatever it holds: a table, or what is wrong; never more memory than the
//! limits below allow.

use super::{Table, csv_file, xlsx_file};

/// Bytes of a file. Larger ones are refused by their size, unread.
pub(crate) const LARGEST_FILE: u64 = 64 << 20;
/// Rows, the head among them.
pub(super) const MOST_ROWS: usize = 200_001;
pub(super) const MOST_COLUMNS: usize = 200;
pub(super) const MOST_CELLS: usize = 4_000_000;
/// As in Excel. A longer one is a quote that nothing closes.
pub(super) const LONGEST_CELL: usize = 32_767;
/// Bytes of all cells together.
pub(super) const MOST_TEXT: usize = 128 << 20;

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of Excel before 2007, and of an XLSX that a password protects.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("The file is larger than {} MB", LARGEST_FILE >> 20)]
    FileTooLarge,
    #[error("The file is empty")]
    Empty,
    #[error("The file is no text: it holds NUL characters")]
    NotText,
    #[error("The file is an Excel file of the form before 2007 (.xls), or one with a password")]
    OldExcel,
    #[error("The file is a zip, but no Excel workbook (.xlsx)")]
    NotXlsx,
    #[error("The workbook is damaged: {0}")]
    Damaged(String),
    #[error("The workbook unpacks to more than a sheet of people needs")]
    Unpacked,
    #[error("The workbook has no sheet \"{wanted}\"; it has: {}", sheets.join(", "))]
    NoSheet { wanted: String, sheets: Vec<String> },
    #[error("The file has more than {} rows", MOST_ROWS - 1)]
    TooManyRows,
    #[error("Line {line} has more than {MOST_COLUMNS} columns")]
    TooManyColumns { line: u32 },
    #[error("The file has more than {MOST_CELLS} cells")]
    TooManyCells,
    #[error("Line {line} holds a cell of more than {LONGEST_CELL} characters")]
    CellTooLong { line: u32 },
}

impl ReadError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::FileTooLarge | Self::TooManyRows | Self::TooManyCells | Self::Unpacked => {
                "Divide it into several files."
            }
            Self::Empty => "Choose a file with a head and at least one row.",
            Self::OldExcel => "Save it as .xlsx or CSV, without a password.",
            Self::NotText | Self::NotXlsx => "Save it as CSV or .xlsx.",
            Self::Damaged(_) => "Open it in a spreadsheet and save it anew.",
            Self::NoSheet { .. } => "Name one of these.",
            Self::TooManyColumns { .. } => "Remove the columns that are not needed.",
            Self::CellTooLong { .. } => "A quotation mark is probably missing there.",
        }
    }
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Read {
    pub table: Table,
    /// The sheet that was read, and all of the workbook; none of a CSV.
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
}

/// `sheet`: its name, ignoring case; none: the first that is not hidden.
pub(crate) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Read, ReadError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadError::FileTooLarge);
    }
    let read = if bytes.starts_with(ZIP) {
        xlsx_file::read(bytes, sheet)?
    } else if bytes.starts_with(COMPOUND) {
        return Err(ReadError::OldExcel);
    } else {
        Read { table: csv_file::read(bytes)?, sheet: None, sheets: Vec::new() }
    };
    if read.table.len() == 0 { Err(ReadError::Empty) } else { Ok(read) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::api::ExportFormat;
    use crate::spreadsheet::{Cell, Head, Writer};

    fn workbook() -> Vec<u8> {
        let mut file = Vec::new();
        let columns = vec![Head { id: "a", title: "User Name", width: 9 }];
        let mut writer = Writer::new(ExportFormat::Xlsx, "Users", columns, &mut file).unwrap();
        writer.row(&[Cell::Text("jo@x.example")]).unwrap();
        writer.end().unwrap();
        file
    }

    #[test]
    fn what_a_file_is_is_told_by_its_beginning() {
        assert_eq!(read(COMPOUND, None).unwrap_err(), ReadError::OldExcel);
        assert_eq!(read(b"", None).unwrap_err(), ReadError::Empty);
        assert_eq!(read(&workbook(), None).unwrap().sheet.as_deref(), Some("Users"));
        assert_eq!(read(b"User Name\njo", None).unwrap().table.len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_are_a_table_or_told(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(read) = read(&bytes, None) {
                prop_assert!((0..read.table.len()).all(|row| read.table.width(row) > 0));
            }
        }

        #[test]
        fn a_damaged_workbook_is_a_table_or_told(places in proptest::collection::vec((0usize..8_000, any::<u8>()), 1..20)) {
            let mut file = workbook();
            let length = file.len();
            for (place, byte) in places {
                file[place % length] = byte;
            }
            if let Ok(read) = read(&file, None) {
                prop_assert!(read.table.len() > 0);
            }
        }
    }
}
