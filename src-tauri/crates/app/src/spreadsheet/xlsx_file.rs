//! One sheet of an XLSX (ECMA-376, part 1, 18): its parts are unpacked and read as streams, each up to a limit, so that
//! a small file cannot grow without bound.

use std::io::{self, BufRead, BufReader, Cursor};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::Table;
use super::read::{LONGEST_CELL, MOST_CELLS, MOST_TEXT, Read, ReadError};

/// Unpacked bytes of a part that names others.
const SMALL_PART: u64 = 4 << 20;
/// Unpacked bytes of a sheet, and of the texts that cells share.
const LARGE_PART: u64 = 256 << 20;
/// Bytes without the beginning of a tag: quick-xml holds them at once.
const LONGEST_RUN: u64 = 1 << 20;

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Read, ReadError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let workbook = relationships(&mut zip, "_rels/.rels", "")?
        .into_iter()
        .find(|relationship| relationship.kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relationship| relationship.target);
    if zip.index_for_name(&workbook).is_none() {
        return Err(ReadError::NotXlsx);
    }
    let sheets = sheets(&mut zip, &workbook)?;
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let parts = relationships(&mut zip, &format!("{prefix}_rels/{name}.rels"), &prefix)?;
    let sheet = chosen(&sheets, wanted)?;
    let part = parts.iter().find(|part| part.id == sheet.relationship).ok_or(ReadError::NotXlsx)?;
    let strings = match parts.iter().find(|part| part.kind.ends_with("/sharedStrings")) {
        Some(strings) => shared_strings(&mut zip, &strings.target)?,
        None => Strings::default(),
    };
    Ok(Read {
        table: table(&mut zip, &part.target, &strings)?,
        sheet: Some(sheet.name.clone()),
        sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    })
}

struct Sheet {
    name: String,
    relationship: String,
    hidden: bool,
}

fn chosen<'s>(sheets: &'s [Sheet], wanted: Option<&str>) -> Result<&'s Sheet, ReadError> {
    let found = match wanted {
        Some(name) => sheets.iter().find(|sheet| sheet.name.to_lowercase() == name.to_lowercase()),
        None => sheets.iter().find(|sheet| !sheet.hidden).or(sheets.first()),
    };
    found.ok_or_else(|| match wanted {
        Some(name) => ReadError::NoSheet {
            wanted: name.to_owned(),
            sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        },
        None => ReadError::NotXlsx,
    })
}

/// What a part names another by.
struct Relationship {
    id: String,
    kind: String,
    /// Path in the file.
    target: String,
}

/// None where the part is missing.
fn relationships(zip: &mut Zip<'_>, part: &str, folder: &str) -> Result<Vec<Relationship>, ReadError> {
    let mut found = Vec::new();
    if zip.index_for_name(part).is_none() {
        return Ok(found);
    }
    each_start(zip, part, &mut |element| {
        if element.local_name().as_ref() == "Relationship" {
            let target = attribute(element, "Target")?.unwrap_or_default();
            found.push(Relationship {
                id: attribute(element, "Id")?.unwrap_or_default(),
                kind: attribute(element, "Type")?.unwrap_or_default(),
                target: match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}{target}"),
                },
            });
        }
        Ok(())
    })?;
    Ok(found)
}

fn sheets(zip: &mut Zip<'_>, workbook: &str) -> Result<Vec<Sheet>, ReadError> {
    let mut sheets = Vec::new();
    each_start(zip, workbook, &mut |element| {
        if element.local_name().as_ref() == "sheet" {
            sheets.push(Sheet {
                name: attribute(element, "name")?.unwrap_or_default(),
                relationship: attribute(element, "id")?.unwrap_or_default(),
                hidden: attribute(element, "state")?.is_some_and(|state| state != "visible"),
            });
        }
        Ok(())
    })?;
    Ok(sheets)
}

fn each_start(
    zip: &mut Zip<'_>,
    part: &str,
    see: &mut dyn FnMut(&BytesStart<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut xml = open(zip, part, SMALL_PART)?;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => see(&element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Texts that cells name by their place.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(start..end)
    }
}

fn shared_strings(zip: &mut Zip<'_>, part: &str) -> Result<Strings, ReadError> {
    let mut xml = open(zip, part, LARGE_PART)?;
    let mut strings = Strings::default();
    let (mut buffer, mut text) = (Vec::new(), CellText::default());
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "si" => text = CellText::default(),
            Event::End(element) if element.local_name().as_ref() == "si" => {
                if strings.ends.len() == MOST_CELLS || strings.text.len() + text.value.len() > MOST_TEXT {
                    return Err(ReadError::TooManyCells);
                }
                strings.text.push_str(&text.value);
                strings.ends.push(strings.text.len() as u32);
            }
            Event::Eof => return Ok(strings),
            event => text.take(event, 0)?,
        }
    }
}

/// What is between `<t>` or `<v>` and its end, readings of Japanese texts left out.
#[derive(Default)]
struct CellText {
    value: String,
    inside: bool,
    reading: bool,
}

impl CellText {
    fn take(&mut self, event: &Event<'_>, line: u32) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" | "v" => self.inside = !self.reading,
                "rPh" => self.reading = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" | "v" => self.inside = false,
                "rPh" => self.reading = false,
                _ => {}
            },
            Event::Text(text) if self.inside => self.value.push_str(&text.xml10_content()),
            Event::CData(text) if self.inside => self.value.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.inside => self.value.push_str(&resolved(reference)),
            _ => {}
        }
        if self.value.len() > 4 * LONGEST_CELL { Err(ReadError::CellTooLong { line }) } else { Ok(()) }
    }
}

fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(char)) => char.to_string(),
        _ => resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}

fn table(zip: &mut Zip<'_>, part: &str, strings: &Strings) -> Result<Table, ReadError> {
    let mut xml = open(zip, part, LARGE_PART)?;
    let mut table = Table::default();
    let mut buffer = Vec::new();
    let mut line = 0u32;
    let (mut text, mut kind, mut column) = (CellText::default(), String::new(), None);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "row" => {
                line = match attribute(element, "r")? {
                    Some(number) => number.parse().map_err(|_| place(&number))?,
                    None => line.saturating_add(1),
                };
            }
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                text = CellText::default();
                kind = attribute(element, "t")?.unwrap_or_default();
                column = attribute(element, "r")?.map(|cell| column_of(&cell)).transpose()?;
            }
            Event::End(element) if element.local_name().as_ref() == "c" => {
                let value = value(&text.value, &kind, strings)?;
                // One that stands before what is there already is a second one of the same place.
                if column.is_none_or(|column| column >= table.begun()) {
                    if !value.is_empty() {
                        while column.is_some_and(|column| table.begun() < column) {
                            let before = table.begun();
                            table.push("", line)?;
                            if table.begun() == before {
                                return Err(ReadError::TooManyColumns { line });
                            }
                        }
                        table.push(&value, line)?;
                    } else if column.is_none() {
                        table.push("", line)?;
                    }
                }
            }
            Event::End(element) if element.local_name().as_ref() == "row" => table.end_row(line)?,
            Event::Eof => return Ok(table),
            event => text.take(event, line)?,
        }
    }
}

/// `BC12` is in column 54, counted from 0.
fn column_of(cell: &str) -> Result<usize, ReadError> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(1..=3).contains(&letters) {
        return Err(place(cell));
    }
    let number =
        cell.bytes().take(letters).fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    Ok(number - 1)
}

fn place(cell: &str) -> ReadError {
    ReadError::Damaged(format!("\"{}\" is no place in a sheet", cell.chars().take(20).collect::<String>()))
}

/// As a person sees it, dates aside: those are numbers.
fn value(text: &str, kind: &str, strings: &Strings) -> Result<String, ReadError> {
    Ok(match kind {
        "s" => {
            let shared = text.trim().parse().ok().and_then(|at| strings.get(at));
            let shared =
                shared.ok_or_else(|| ReadError::Damaged("a cell names a text that is not there".into()))?;
            unescaped(shared)
        }
        "b" => if text.trim() == "1" { "true" } else { "false" }.to_owned(),
        "" | "n" => match text.parse::<f64>() {
            // 4.9301234567E10 is a phone number.
            Ok(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            _ => text.to_owned(),
        },
        _ => unescaped(text),
    })
}

/// `_x000A_` stands for a character that XML cannot hold (ECMA-376, part 1, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(char) => {
                out.push(char);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| damaged(&error))?;
        if attribute.key.local_name().as_ref() == name {
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| damaged(&error))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn damaged(error: &impl std::fmt::Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}

fn broken(error: &quick_xml::Error) -> ReadError {
    match error {
        quick_xml::Error::Io(source) if source.kind() == io::ErrorKind::FileTooLarge => ReadError::Unpacked,
        other => damaged(other),
    }
}

fn open<'z>(
    zip: &'z mut Zip<'_>,
    part: &str,
    most: u64,
) -> Result<quick_xml::Reader<impl BufRead + 'z>, ReadError> {
    let file = zip.by_name(part).map_err(|error| damaged(&error))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Bounded { file, left: most, run: 0 }));
    xml.config_mut().expand_empty_elements = true;
    Ok(xml)
}

/// Ends with an error where a part is longer than it may be, or holds no tag for long.
struct Bounded<R> {
    file: R,
    left: u64,
    run: u64,
}

impl<R: io::Read> io::Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.run = match memchr::memrchr(b'<', &buffer[..read]) {
            Some(at) => (read - at) as u64,
            None => self.run + read as u64,
        };
        if read as u64 > self.left || self.run > LONGEST_RUN {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
