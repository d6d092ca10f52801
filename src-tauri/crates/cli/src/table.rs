//! Tables of a terminal: columns as wide as their widest cell, the last one cut at the terminal's edge.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A table that grows row by row.
pub struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

const GAP: &str = "  ";

impl Table {
    pub fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// One cell a column.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.columns.len());
        // Names come from accounts: a control character in one must not reach the terminal.
        self.rows.push(cells.into_iter().map(|cell| plain(&cell)).collect());
    }

    /// The table as text. `width`: of the terminal; none where the output is no terminal and nothing is cut.
    pub fn render(&self, width: Option<usize>) -> String {
        let mut widths: Vec<usize> = self.columns.iter().map(|(title, _)| title.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        if let Some(width) = width {
            fit(&mut widths, width);
        }
        let titles: Vec<String> = self.columns.iter().map(|(title, _)| (*title).to_owned()).collect();
        let mut text = String::new();
        for row in std::iter::once(&titles).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(&widths).zip(&self.columns) {
                if !line.is_empty() {
                    line.push_str(GAP);
                }
                let cell = cut(cell, *width);
                let pad = " ".repeat(width - cell.width());
                match align {
                    Align::Left => line.extend([cell.as_str(), &pad]),
                    Align::Right => line.extend([pad.as_str(), &cell]),
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Takes from the widest column, one by one, until all fit; no column gets narrower than 8.
fn fit(widths: &mut [usize], terminal: usize) {
    loop {
        let total = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        let Some(widest) = widths.iter_mut().max() else { return };
        if total <= terminal || *widest <= 8 {
            return;
        }
        *widest -= 1;
    }
}

/// The text in at most `width` columns of the terminal, an ellipsis where something was cut.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used >= width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// One line, without controls and escape sequences.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[("NAME", Align::Left), ("USERS", Align::Right), ("NOTE", Align::Left)]);
        table.row(["Retail PROD".into(), "2,014".into(), String::new()]);
        table.row(["東京".into(), "9".into(), "a\u{1b}[31mred\n".into()]);
        table
    }

    #[test]
    fn columns_are_aligned_by_width_on_screen_and_hold_no_controls() {
        assert_eq!(
            table().render(None),
            "NAME         USERS  NOTE\n\
             Retail PROD  2,014\n\
             東京             9  a [31mred\n"
        );
    }

    #[test]
    fn the_widest_column_gives_way() {
        assert_eq!(
            table().render(Some(26)),
            "NAME       USERS  NOTE\n\
             Retail P…  2,014\n\
             東京           9  a [31mr…\n"
        );
    }
}
