//! Tables as files: CSV (RFC 4180) and XLSX (ECMA-376). Knows cells, not what they mean.

mod csv_file;
mod formula;
mod read;
mod table;
mod text;
mod write;
mod xlsx_file;

pub(crate) use formula::{FORMULA, guarded, unguarded};
pub(crate) use read::{LARGEST_FILE, Read, ReadError, read};
pub(crate) use table::Table;
pub(crate) use write::{Cell, Head, WriteError, Writer};
