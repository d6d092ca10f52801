use zonedesk_app::api::{LandscapeComparison, LandscapeRow};

use super::{Form, plural, words};
use crate::output::Output;
use crate::table::{Align, Table, plain};

/// Whether a system is not as the chosen one.
pub fn differs(row: &LandscapeRow) -> bool {
    !row.same_meaning || row.broken.is_some()
}

/// All systems against one.
pub fn landscape(output: &Output, compared: &LandscapeComparison, kind: &str, form: Form) -> String {
    let rows = &compared.rows;
    let count = rows.iter().filter(|row| differs(row)).count();
    let summary = format!("{count} of {} differ from {}.", plural(rows.len(), "system"), compared.against);
    match form {
        Form::Markdown => {
            let head = format!("### {kind} transformations against {}\n\n", words(&compared.against));
            let mut out = format!("{head}| System | In | Difference |\n|---|---|---|\n");
            for row in rows {
                let cells = [&row.name, &row.path.join(" / "), &difference(row)].map(|cell| words(cell));
                out.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
            format!("{out}\n{}\n", words(&summary))
        }
        Form::Text(paint) => {
            let mut table =
                Table::new(&[("SYSTEM", Align::Left), ("IN", Align::Left), ("DIFFERENCE", Align::Left)]);
            for row in rows {
                table.row([row.name.clone(), row.path.join(" / "), difference(row)]);
            }
            let text = output.render(&table);
            let mut lines = text.lines();
            let mut out = format!("{}\n", lines.next().unwrap_or_default());
            for (line, row) in lines.zip(rows) {
                let line = match (&row.broken, differs(row)) {
                    (Some(_), _) => paint.colour(31, line),
                    (None, true) => paint.colour(33, line),
                    (None, false) => line.to_owned(),
                };
                out.push_str(&line);
                out.push('\n');
            }
            format!("{out}\n{}\n", plain(&summary))
        }
    }
}

/// `+2 -1 ~3 ↕1`, or that there is none.
fn difference(row: &LandscapeRow) -> String {
    let counts = [('+', row.added), ('-', row.removed), ('~', row.changed), ('↕', row.moved)];
    let told: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(sign, count)| format!("{sign}{count}")).collect();
    let said = match (row.same_text, row.same_meaning) {
        (true, _) => "the same".to_owned(),
        (false, true) => "same meaning, other text".to_owned(),
        (false, false) if told.is_empty() => "other entity types".to_owned(),
        (false, false) => told.join(" "),
    };
    match &row.broken {
        Some(broken) => format!("cannot be read whole: {broken}"),
        None if row.is_default => format!("{said} (default)"),
        None => said,
    }
}
