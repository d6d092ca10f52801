use super::Span;

/// A place as people and editors count it. Lines and columns start with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    pub line: usize,
    /// In characters (Unicode scalar values).
    pub column: usize,
    /// In UTF-16 code units, as editors in a browser count.
    pub column_utf16: usize,
    /// From the start of the text, in UTF-16 code units, from 0.
    pub offset_utf16: usize,
}

/// Places of a text, close enough together that the way from one to any offset is short, however long a line is.
#[derive(Debug, Clone)]
pub struct Lines {
    marks: Vec<(usize, Position)>,
}

const MARK_EVERY: usize = 1024;

impl Lines {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut here = Position { line: 1, column: 1, column_utf16: 1, offset_utf16: 0 };
        let mut marks = vec![(0, here)];
        let mut marked = 0;
        for (i, c) in text.char_indices() {
            if i - marked >= MARK_EVERY {
                marks.push((i, here));
                marked = i;
            }
            here.pass(c, text.as_bytes().get(i + 1).copied());
        }
        Self { marks }
    }

    /// `text` is the one that the index was made of; an offset behind it means its end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let (start, mut here) = self.marks[self.marks.partition_point(|&(start, _)| start <= offset) - 1];
        for (i, c) in Span::new(start, offset).of(text).char_indices() {
            here.pass(c, text.as_bytes().get(start + i + 1).copied());
        }
        here
    }
}

impl Position {
    /// Moves behind `c`, which `next` follows.
    fn pass(&mut self, c: char, next: Option<u8>) {
        self.offset_utf16 += c.len_utf16();
        // A CR alone ends a line too: editors count so.
        if c == '\n' || (c == '\r' && next != Some(b'\n')) {
            self.line += 1;
            self.column = 1;
            self.column_utf16 = 1;
        } else {
            self.column += 1;
            self.column_utf16 += c.len_utf16();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_code_units() {
        let text = "a\r\né😀x\rz";
        let lines = Lines::new(text);
        let at = |needle| {
            let p = lines.position(text, text.find(needle).expect("in the text"));
            (p.line, p.column, p.column_utf16, p.offset_utf16)
        };
        assert_eq!(at("a"), (1, 1, 1, 0));
        assert_eq!(at("é"), (2, 1, 1, 3));
        assert_eq!(at("x"), (2, 3, 4, 6));
        assert_eq!(at("z"), (3, 1, 1, 8));
        assert_eq!(lines.position(text, 999).offset_utf16, 9);
    }
}
