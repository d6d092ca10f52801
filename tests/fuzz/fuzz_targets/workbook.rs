//! A sheet and, behind the first NUL, the texts that its cells share, as the parts of a sound workbook: they are a table,
//! or are told what is wrong with them. Whole files are read by the target `table`, which hardly ever meets a sound zip.
#![no_main]

#[path = "../spreadsheet.rs"]
mod spreadsheet;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::CompressionMethod::Stored;
use zip::write::SimpleFileOptions;

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet.xml"/><Relationship Id="s" Type="x/sharedStrings" Target="strings.xml"/></Relationships>"#;

fuzz_target!(|input: &[u8]| {
    let mut halves = input.splitn(2, |byte| *byte == 0);
    let (sheet, strings) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", PARTS.as_bytes()),
        ("xl/sheet.xml", sheet),
        ("xl/strings.xml", strings),
    ] {
        zip.start_file(name, SimpleFileOptions::default().compression_method(Stored)).expect("a part");
        zip.write_all(content).expect("memory");
    }
    let file = zip.finish().expect("a zip").into_inner();
    if let Ok(read) = spreadsheet::read(&file, None) {
        spreadsheet::look(&read);
    }
});
