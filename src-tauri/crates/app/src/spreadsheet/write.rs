//! Rows into a file, one by one: what is written is not held.

use std::io::{self, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use zonedesk_scim::Timestamp;

use super::guarded;
use crate::api::ExportFormat;

/// Excel opens a CSV file as UTF-8 only where it begins with it.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Rows that an XLSX can have, its head among them (ECMA-376).
const XLSX_ROWS: u32 = 1_048_576;

/// One column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    /// Its key in JSON.
    pub id: &'static str,
    /// Its title in CSV and XLSX.
    pub title: &'static str,
    /// In an XLSX, in characters.
    pub width: u8,
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    Text(&'a str),
    Number(u64),
    Flag(bool),
    /// In UTC. None: an empty cell.
    Moment(Option<Timestamp>),
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    #[error("an XLSX file has at most {XLSX_ROWS} rows")]
    TooManyRows,
}

impl From<csv::Error> for WriteError {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}

/// A file in the making.
pub(crate) struct Writer<W: Write + Send> {
    columns: Vec<Head>,
    rows: u32,
    kind: Kind<W>,
}

enum Kind<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Xlsx { workbook: Box<Workbook>, moment: Format, out: W },
    Json(io::BufWriter<W>),
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file with its head. `sheet`: what the sheet of an XLSX is called.
    pub fn new(
        format: ExportFormat,
        sheet: &str,
        columns: Vec<Head>,
        mut out: W,
    ) -> Result<Self, WriteError> {
        let kind = match format {
            ExportFormat::Csv => {
                out.write_all(BOM)?;
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                csv.write_record(columns.iter().map(|column| column.title))?;
                Kind::Csv(Box::new(csv))
            }
            ExportFormat::Xlsx => Kind::Xlsx {
                workbook: Box::new(workbook(sheet, &columns)?),
                moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
                out,
            },
            ExportFormat::Json => {
                let mut out = io::BufWriter::new(out);
                out.write_all(b"[")?;
                Kind::Json(out)
            }
        };
        Ok(Self { columns, rows: 0, kind })
    }

    /// A row, with a cell for each column.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        match &mut self.kind {
            Kind::Csv(csv) => {
                for cell in cells {
                    match cell {
                        Cell::Text(text) => csv.write_field(guarded(text).as_bytes())?,
                        Cell::Number(number) => csv.write_field(number.to_string())?,
                        Cell::Flag(flag) => csv.write_field(flag.to_string())?,
                        Cell::Moment(at) => {
                            csv.write_field(at.map_or_else(String::new, |at| at.to_string()))?;
                        }
                    }
                }
                csv.write_record(None::<&[u8]>)?;
            }
            Kind::Xlsx { workbook, moment, .. } => {
                let row = self.rows + 1;
                if row >= XLSX_ROWS {
                    return Err(WriteError::TooManyRows);
                }
                let sheet = workbook.worksheet_from_index(0)?;
                for (column, cell) in (0..).zip(cells) {
                    match cell {
                        Cell::Text("") | Cell::Moment(None) => {}
                        Cell::Text(text) => drop(sheet.write_string(row, column, *text)?),
                        Cell::Number(number) => drop(sheet.write_number(row, column, *number as f64)?),
                        Cell::Flag(flag) => drop(sheet.write_boolean(row, column, *flag)?),
                        Cell::Moment(Some(at)) => {
                            let at = ExcelDateTime::from_timestamp(at.0.div_euclid(1000))?;
                            sheet.write_datetime_with_format(row, column, at, moment)?;
                        }
                    }
                }
            }
            Kind::Json(out) => {
                out.write_all(if self.rows == 0 { b"\n{" } else { b",\n{" })?;
                for (place, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
                    write!(out, "{}\"{}\":", if place == 0 { "" } else { "," }, column.id)?;
                    match cell {
                        Cell::Text(text) => {
                            serde_json::to_writer(&mut *out, text).map_err(io::Error::from)?;
                        }
                        Cell::Number(number) => write!(out, "{number}")?,
                        Cell::Flag(flag) => write!(out, "{flag}")?,
                        Cell::Moment(Some(at)) => write!(out, "\"{at}\"")?,
                        Cell::Moment(None) => out.write_all(b"null")?,
                    }
                }
                out.write_all(b"}")?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what is left. Gives the number of rows.
    pub fn end(self) -> Result<u32, WriteError> {
        match self.kind {
            Kind::Csv(mut csv) => csv.flush()?,
            Kind::Xlsx { mut workbook, out, .. } => workbook.save_to_writer(out)?,
            Kind::Json(mut out) => {
                out.write_all(b"\n]\n")?;
                out.flush()?;
            }
        }
        Ok(self.rows)
    }
}

/// With the head written; its rows go to a temporary file, one by one.
fn workbook(sheet: &str, columns: &[Head]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold();
    let worksheet = workbook.add_worksheet_with_constant_memory()?;
    worksheet.set_name(sheet)?.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(columns) {
        worksheet.set_column_width(place, column.width)?;
    }
    for (place, column) in (0..).zip(columns) {
        worksheet.write_string_with_format(0, place, column.title, &head)?;
    }
    Ok(workbook)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Head; 3] = [
        Head { id: "name", title: "Name", width: 20 },
        Head { id: "count", title: "Count", width: 8 },
        Head { id: "at", title: "At (UTC)", width: 20 },
    ];

    fn written(format: ExportFormat) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = Writer::new(format, "Things", COLUMNS.to_vec(), &mut file).unwrap();
        writer.row(&[Cell::Text("=a, \"b\"\nc"), Cell::Number(3), Cell::Moment(Some(Timestamp(0)))]).unwrap();
        writer.row(&[Cell::Text(""), Cell::Flag(true), Cell::Moment(None)]).unwrap();
        assert_eq!(writer.end().unwrap(), 2);
        file
    }

    #[test]
    fn a_csv_begins_with_its_mark_and_quotes_what_needs_it() {
        assert_eq!(
            String::from_utf8(written(ExportFormat::Csv)).unwrap(),
            "\u{feff}Name,Count,At (UTC)\r\n\"'=a, \"\"b\"\"\nc\",3,1970-01-01T00:00:00.000Z\r\n,true,\r\n"
        );
    }

    #[test]
    fn json_is_an_array_of_objects() {
        let rows: serde_json::Value = serde_json::from_slice(&written(ExportFormat::Json)).unwrap();
        let expected = serde_json::json!([
            {"name": "=a, \"b\"\nc", "count": 3, "at": "1970-01-01T00:00:00.000Z"},
            {"name": "", "count": true, "at": null}
        ]);
        assert_eq!(rows, expected);
    }

    #[test]
    fn an_empty_list_is_a_head_or_an_empty_array() {
        for (format, expected) in
            [(ExportFormat::Csv, "\u{feff}Name,Count,At (UTC)\r\n"), (ExportFormat::Json, "[\n]\n")]
        {
            let mut file = Vec::new();
            Writer::new(format, "Things", COLUMNS.to_vec(), &mut file).unwrap().end().unwrap();
            assert_eq!(String::from_utf8(file).unwrap(), expected);
        }
    }
}
