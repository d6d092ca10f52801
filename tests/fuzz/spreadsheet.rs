//! The readers of tables, from their files: the crate that they are part of would bring the whole app, to be built with
//! coverage too.
#![allow(dead_code, reason = "what writes tables is not here")]

#[path = "../../src-tauri/crates/app/src/spreadsheet/csv_file.rs"]
mod csv_file;
#[path = "../../src-tauri/crates/app/src/spreadsheet/formula.rs"]
mod formula;
#[path = "../../src-tauri/crates/app/src/spreadsheet/read.rs"]
mod read;
#[path = "../../src-tauri/crates/app/src/spreadsheet/table.rs"]
mod table;
#[path = "../../src-tauri/crates/app/src/spreadsheet/text.rs"]
mod text;
#[path = "../../src-tauri/crates/app/src/spreadsheet/xlsx_file.rs"]
mod xlsx_file;

use formula::unguarded;
pub(crate) use read::{Read, read};
use table::Table;

/// Asks for every cell, as who shows a table would.
pub(crate) fn look(read: &Read) {
    let table = &read.table;
    assert!(table.len() > 0);
    let mut before = 0;
    for row in 0..table.len() {
        assert!(table.width(row) > 0 && table.line(row) >= before);
        before = table.line(row);
        let cells = (0..table.width(row)).map(|column| table.cell(row, column));
        assert!(cells.into_iter().any(|cell| !cell.trim().is_empty()));
    }
}
