//! CSV as programs write it: separated by `,`, `;` or tab, quoted or not, with rows of any length.

use super::read::ReadError;
use super::{Table, text, unguarded};

pub(super) fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    let text = text::decode(bytes)?;
    let (rest, named) = separator_line(&text);
    let delimiter = named.unwrap_or_else(|| delimiter(rest));
    let mut lines = Lines { text: rest, at: 0, line: if named.is_some() { 2 } else { 1 } };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(rest.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(table),
            // The text is UTF-8, and rows may be of any length: nothing is left that could fail.
            Err(error) => return Err(ReadError::Damaged(error.to_string())),
        }
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        for cell in &record {
            table.push(unguarded(cell), line)?;
        }
        table.end_row(line)?;
    }
}

/// Counts lines on the way through the text: where the reader says that a record begins, ends of lines before it may
/// still come.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// Of the record that begins behind this byte; to be asked in the order of the text.
    fn of(&mut self, byte: u64) -> u32 {
        let bytes = self.text.as_bytes();
        let mut start = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        for at in self.at..start {
            let ends = match bytes[at] {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u32::from(ends);
        }
        self.at = start.max(self.at);
        self.line
    }
}

/// The line `sep=;` that Excel takes for the separator, and what is behind it.
fn separator_line(text: &str) -> (&str, Option<u8>) {
    let Some(named) = text.strip_prefix("sep=") else { return (text, None) };
    let mut chars = named.chars();
    match (chars.next(), chars.as_str()) {
        (Some(separator @ (',' | ';' | '\t' | '|')), rest) if rest.starts_with(['\r', '\n']) => {
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            (rest.strip_prefix('\n').unwrap_or(rest), Some(separator as u8))
        }
        _ => (text, None),
    }
}

/// The one that occurs most in the head, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if quoted => {}
            _ => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(byte == *delimiter);
                }
            }
        }
    }
    // Of equals the last: a comma stands in texts too.
    counts.iter().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = read(text.as_bytes()).unwrap();
        let cells =
            |row| (0..table.width(row)).map(|column| table.cell(row, column).to_owned()).collect::<Vec<_>>();
        (0..table.len()).map(|row| (table.line(row), cells(row))).collect()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn separators_quotes_and_lines_are_found() {
        assert_eq!(
            rows("a;b\r\n\"x\ny;\";\"say \"\"hi\"\"\"\r\n\r\n;;\r\nlast;z"),
            [row(1, &["a", "b"]), row(2, &["x\ny;", "say \"hi\""]), row(6, &["last", "z"])]
        );
        assert_eq!(rows("a\tb, c\n1\t2"), [row(1, &["a", "b, c"]), row(2, &["1", "2"])]);
        assert_eq!(rows("sep=;\r\na;b,c,d\r\n1;2"), [row(2, &["a", "b,c,d"]), row(3, &["1", "2"])]);
        assert_eq!(rows("\"a;b;c\",d\n1,2"), [row(1, &["a;b;c", "d"]), row(2, &["1", "2"])]);
        assert_eq!(rows("only\none"), [row(1, &["only"]), row(2, &["one"])]);
    }

    #[test]
    fn rows_may_be_of_any_length_and_guards_go() {
        assert_eq!(
            rows("a,b\n1\n1,2,3\n'=x,''+y"),
            [row(1, &["a", "b"]), row(2, &["1"]), row(3, &["1", "2", "3"]), row(4, &["=x", "'+y"])]
        );
    }

    #[test]
    fn what_is_too_much_is_told_with_its_line() {
        let wide = format!("a\n{}x", ",".repeat(200));
        assert_eq!(read(wide.as_bytes()).unwrap_err(), ReadError::TooManyColumns { line: 2 });
        let empty_beyond = format!("a\nx{}", ",".repeat(300));
        assert_eq!(read(empty_beyond.as_bytes()).unwrap().width(1), 200);
        let open = format!("a,b\n\"open{}", "x\n".repeat(40_000));
        assert_eq!(read(open.as_bytes()).unwrap_err(), ReadError::CellTooLong { line: 2 });
        let tall = "x\n".repeat(200_002);
        assert_eq!(read(tall.as_bytes()).unwrap_err(), ReadError::TooManyRows);
    }
}
