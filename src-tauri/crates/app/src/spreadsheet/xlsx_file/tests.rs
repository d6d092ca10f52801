use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::api::ExportFormat;
use crate::spreadsheet::{Cell, Head, Writer};

const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Old" sheetId="1" state="hidden" r:id="a"/><sheet name="People &amp; more" sheetId="2" r:id="b"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STRINGS: &str = r#"<sst uniqueCount="99999999999999999"><si><t>User Name</t></si><si><r><t>Jo</t></r><r><t xml:space="preserve"> D&amp;e &#x263A;</t></r><rPh><t>no</t></rPh></si><si/><si><t>a_x000A_b</t></si></sst>"#;

fn file(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook(sheet: &[u8]) -> Vec<u8> {
    file(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", PARTS.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            br#"<worksheet><sheetData><row><c t="str"><v>old</v></c></row></sheetData></worksheet>"#,
        ),
        ("xl/worksheets/sheet2.xml", sheet),
    ])
}

fn rows(table: &Table) -> Vec<(u32, Vec<&str>)> {
    let cells = |row| (0..table.width(row)).map(|column| table.cell(row, column)).collect();
    (0..table.len()).map(|row| (table.line(row), cells(row))).collect()
}

#[test]
fn cells_of_every_kind_are_read_at_their_place() {
    let sheet = br#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Phone</t></is></c></row>
        <row r="3"/>
        <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="b"><v>1</v></c><c r="C4"><v>4.9301234567E10</v></c><c r="D4" t="str"><f>A1&amp;"x"</f><v>done</v></c><c r="E4"><v>1.5</v></c><c r="AA4" s="3"/></row>
        <row><c t="s"><v>3</v></c><c t="s"><v>2</v></c><c t="e"><v>#N/A</v></c></row>
        </sheetData></worksheet>"#;
    let read = read(&workbook(sheet), None).unwrap();
    assert_eq!((read.sheet.as_deref(), read.sheets.len()), (Some("People & more"), 2));
    assert_eq!(
        rows(&read.table),
        [
            (1, vec!["User Name", "", "Phone"]),
            (4, vec!["Jo D&e ☺", "true", "49301234567", "done", "1.5"]),
            (5, vec!["a\nb", "", "#N/A"]),
        ]
    );
}

#[test]
fn a_sheet_is_chosen_by_name() {
    let file = workbook(b"<worksheet/>");
    assert_eq!(rows(&read(&file, Some("OLD")).unwrap().table), [(1, vec!["old"])]);
    let missing = read(&file, Some("New")).unwrap_err();
    assert_eq!(missing.to_string(), "The workbook has no sheet \"New\"; it has: Old, People & more");
}

#[test]
fn what_was_exported_comes_back() {
    let columns = [Head { id: "a", title: "A", width: 9 }, Head { id: "b", title: "B", width: 9 }];
    let mut file = Vec::new();
    let mut writer = Writer::new(ExportFormat::Xlsx, "Users", columns.to_vec(), &mut file).unwrap();
    let texts = ["=1+1", " blank ", "Jörg ☺ <&>", "line\nline", "_x0041_", "'=x"];
    for text in texts {
        writer.row(&[Cell::Text(text), Cell::Number(7)]).unwrap();
    }
    writer.end().unwrap();
    let read = read(&file, None).unwrap();
    assert_eq!(read.table.len(), 7);
    for (row, text) in (1..).zip(texts) {
        assert_eq!((read.table.cell(row, 0), read.table.cell(row, 1)), (text, "7"));
    }
}

#[test]
fn hostile_files_are_told_and_never_grow() {
    let cell = |place: &str| {
        format!(
            r#"<worksheet><sheetData><row><c r="{place}" t="str"><v>x</v></c></row></sheetData></worksheet>"#
        )
    };
    let no_tag = [b"<worksheet><sheetData>".as_slice(), &vec![b'x'; 3 << 20]].concat();
    for (file, expected) in [
        (workbook(&no_tag), ReadError::Unpacked),
        (workbook(cell("XFD1").as_bytes()), ReadError::TooManyColumns { line: 1 }),
        (workbook(cell("1A").as_bytes()), ReadError::Damaged("\"1A\" is no place in a sheet".into())),
        (
            workbook(br#"<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>"#),
            ReadError::Damaged("a cell names a text that is not there".into()),
        ),
        (file(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), ReadError::NotXlsx),
    ] {
        assert_eq!(read(&file, None).unwrap_err(), expected);
    }
    let whole = workbook(b"<worksheet/>");
    for end in [4, 40, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(read(&whole[..end], None), Err(ReadError::Damaged(_))), "{end}");
    }
    let open = workbook(b"<worksheet><sheetData><row><c></row>");
    assert!(matches!(read(&open, None), Err(ReadError::Damaged(_))));
}

#[test]
fn a_part_ends_at_its_limit_whatever_it_holds() {
    let tags = b"<a/>".repeat(100);
    let mut xml =
        quick_xml::Reader::from_reader(BufReader::new(Bounded { file: &tags[..], left: 399, run: 0 }));
    let mut buffer = Vec::new();
    let error = loop {
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => panic!("read to its end"),
            Ok(_) => {}
            Err(error) => break broken(&error),
        }
    };
    assert_eq!(error, ReadError::Unpacked);
}
