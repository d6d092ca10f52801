use unicode_width::UnicodeWidthStr;
use zonedesk_app::api::{ComparedSide, ComparisonNote, Severity};
use zonedesk_app::transformations::{
    ChangeKind, Compared, Comparison, EntityComparison, Line, MappingChange, MemberChange, Presence, shown,
};

use super::{Form, code, longest, lower, plural, words};
use crate::table::plain;

/// Names of members are put into a column that is no wider than this.
const NAMES: usize = 34;

/// What is different in meaning.
pub fn comparison(compared: &Compared, form: Form) -> String {
    let mut out = String::new();
    let writer = Writer { compared, form };
    writer.head(&mut out);
    if compared.same_meaning {
        if matches!(form, Form::Markdown) {
            out.push('\n');
        }
        out.push_str(&match (compared.same_text, compared.differing_lines) {
            (true, _) => "The same.\n".to_owned(),
            (false, 0) => "Same meaning. Only blanks or the order of lines differ.\n".to_owned(),
            (false, lines) => format!("Same meaning. Text differs in {}.\n", plural(lines, "line")),
        });
        writer.notes(None, "", &mut out);
        return out;
    }
    let comparison = &compared.comparison;
    for entity in comparison.entities.iter().filter(|entity| !entity.is_same()) {
        writer.entity(entity, &mut out);
    }
    if !comparison.others.is_empty() {
        out.push_str(match form {
            Form::Text(_) => "\nbeside entity types\n",
            Form::Markdown => "\n#### Beside entity types\n\n",
        });
        writer.members(&comparison.others, "document", &Comparison::other_id, &mut out);
    }
    let unchanged: usize = comparison.entities.iter().map(|entity| entity.unchanged).sum();
    out.push_str(&format!("\nUnchanged: {}\n", plural(unchanged, "mapping")));
    writer.notes(None, "", &mut out);
    out
}

/// A sign before what changed, and its colour.
fn sign(kind: ChangeKind) -> (char, u8) {
    match kind {
        ChangeKind::Added => ('+', 32),
        ChangeKind::Removed => ('-', 31),
        ChangeKind::Changed => ('~', 33),
        ChangeKind::Moved => ('↕', 36),
    }
}

struct Writer<'c> {
    compared: &'c Compared,
    form: Form,
}

impl Writer<'_> {
    fn head(&self, out: &mut String) {
        let (before, after) = (&self.compared.before, &self.compared.after);
        out.push_str(&match self.form {
            Form::Text(_) => format!("{} → {}\n", plain(&before.label), plain(&after.label)),
            Form::Markdown => format!("### {} → {}\n", words(&before.label), words(&after.label)),
        });
        let broken = [&self.compared.broken_before, &self.compared.broken_after];
        for (ComparedSide { label, foreign, errors, .. }, findings) in [before, after].into_iter().zip(broken)
        {
            if let Some(foreign) = foreign {
                self.told(Severity::Information, &format!("{label}: {foreign}"), "", out);
            }
            if *errors > 0 && findings.is_empty() {
                let errors = plural(usize::try_from(*errors).unwrap_or_default(), "error");
                self.told(Severity::Warning, &format!("{label} has {errors}"), "", out);
            }
            for finding in findings {
                let (start, message) = (finding.start, &finding.message);
                let place = format!("{label}:{}:{}: [{}] {message}", start.line, start.column, finding.code);
                self.told(Severity::Error, &place, "", out);
            }
        }
    }

    fn entity(&self, entity: &EntityComparison, out: &mut String) {
        let count = match entity.presence {
            Presence::Added => format!("added, {}", plural(entity.after, "mapping")),
            Presence::Removed => format!("removed, {}", plural(entity.before, "mapping")),
            Presence::Both if entity.before == entity.after => plural(entity.after, "mapping"),
            Presence::Both => format!("{} → {}", entity.before, plural(entity.after, "mapping")),
        };
        out.push_str(&match self.form {
            Form::Text(_) => format!("\n{}  {count}\n", plain(&entity.name)),
            Form::Markdown => format!("\n#### {} ({count})\n\n", words(&entity.name)),
        });
        if entity.presence != Presence::Both {
            self.notes(Some(&entity.id()), "  ", out);
        }
        self.members(&entity.members, "entity", &|change| entity.member_id(change), out);
        for change in &entity.mappings {
            self.mapping(entity, change, out);
        }
    }

    /// Members beside mappings; the parts of one together.
    fn members(
        &self,
        changes: &[MemberChange],
        of: &str,
        id: &dyn Fn(&MemberChange) -> String,
        out: &mut String,
    ) {
        for parts in changes.chunk_by(|a, b| a.member == b.member) {
            let kind = if parts.iter().all(|part| part.before.is_none()) {
                ChangeKind::Added
            } else if parts.iter().all(|part| part.after.is_none()) {
                ChangeKind::Removed
            } else {
                ChangeKind::Changed
            };
            self.title(kind, &parts[0].member, of, out);
            let line = |part: &MemberChange| {
                let shown = |value: &Option<_>| value.as_ref().map(|value| shown(&part.member, value));
                // The title says it already.
                let name = if part.name == part.member { "" } else { &part.name };
                Line {
                    name: name.to_owned(),
                    before: shown(&part.before),
                    after: shown(&part.after),
                    same: false,
                }
            };
            self.lines(&parts.iter().map(line).collect::<Vec<_>>(), out);
            self.notes(Some(&id(&parts[0])), "      ", out);
        }
    }

    fn mapping(&self, entity: &EntityComparison, change: &MappingChange, out: &mut String) {
        let number = |index: Option<usize>| index.map_or(0, |index| index + 1);
        let (from, to) = (number(change.before), number(change.after));
        let mut about = match &change.moved {
            Some(_) => format!("moved {from} → {to}"),
            None => format!("mapping {}", number(change.after.or(change.before))),
        };
        if change.kind == ChangeKind::Changed {
            let mut tags: Vec<&str> = change.members.iter().map(|member| member.member.as_str()).collect();
            tags.dedup();
            about = format!("{about}: {}", tags.join(", "));
        }
        self.title(change.kind, &change.title, &about, out);
        if change.kind != ChangeKind::Moved {
            self.lines(&self.compared.lines(entity, change), out);
        }
        if let Some(moved) = &change.moved {
            if moved.matters.is_empty() {
                let (first, last) = (from.min(to), from.max(to));
                let said = format!(
                    "The new place has no effect: no mapping between {first} and {last} reads or writes {}.",
                    change.title
                );
                self.told(Severity::Information, &said, "      ", out);
            }
            for reason in &moved.matters {
                let said = format!("The new place can matter: {}.", lower(&reason.why));
                self.told(Severity::Warning, &said, "      ", out);
            }
        }
        self.notes(Some(&change.id), "      ", out);
    }

    fn title(&self, kind: ChangeKind, title: &str, about: &str, out: &mut String) {
        let (sign, colour) = sign(kind);
        out.push_str(&match self.form {
            Form::Text(paint) => {
                let head = paint.colour(colour, &format!("{sign} {}", plain(title)));
                format!("  {head}  ({})\n", plain(about))
            }
            Form::Markdown => format!("- **{sign}** {} ({})\n", code(title), words(about)),
        });
    }

    fn lines(&self, lines: &[Line], out: &mut String) {
        let widest = lines.iter().map(|line| line.name.width()).max().unwrap_or(0).min(NAMES);
        let mut rows: Vec<(char, String)> = Vec::new();
        for line in lines {
            let row = |value: &String| {
                let name = plain(&line.name);
                let pad = " ".repeat(widest.saturating_sub(name.width()));
                let gap = if widest == 0 { "" } else { "  " };
                format!("{name}{pad}{gap}{}", plain(value))
            };
            match (line.same, line.after.as_ref().or(line.before.as_ref())) {
                (true, Some(value)) => rows.push((' ', row(value))),
                _ => {
                    rows.extend(line.before.iter().map(|value| ('-', row(value))));
                    rows.extend(line.after.iter().map(|value| ('+', row(value))));
                }
            }
        }
        match self.form {
            Form::Text(paint) => {
                for (sign, row) in rows {
                    let text = format!("{sign} {row}");
                    let text = match sign {
                        '+' => paint.colour(32, &text),
                        '-' => paint.colour(31, &text),
                        _ => paint.colour(2, &text),
                    };
                    out.push_str(&format!("      {text}\n"));
                }
            }
            Form::Markdown => {
                let ticks = rows.iter().map(|(_, row)| longest(row, '`')).max().unwrap_or(0);
                let fence = "`".repeat(ticks.max(2) + 1);
                out.push_str(&format!("  {fence}diff\n"));
                rows.iter().for_each(|(sign, row)| out.push_str(&format!("  {sign} {row}\n")));
                out.push_str(&format!("  {fence}\n"));
            }
        }
    }

    /// The notes on a change; none: those on the whole.
    fn notes(&self, change: Option<&str>, indent: &str, out: &mut String) {
        let of = |note: &&ComparisonNote| note.change.as_deref() == change;
        for note in self.compared.notes.iter().filter(of) {
            self.told(note.severity, &note.text, indent, out);
        }
    }

    fn told(&self, severity: Severity, text: &str, indent: &str, out: &mut String) {
        let (sign, colour) = match severity {
            Severity::Error => ("error", 31),
            Severity::Warning => ("warning", 33),
            Severity::Information => ("note", 36),
        };
        out.push_str(&match self.form {
            Form::Text(paint) => format!("{indent}{}: {}\n", paint.colour(colour, sign), plain(text)),
            Form::Markdown if indent.is_empty() => format!("\n**{sign}:** {}\n", words(text)),
            Form::Markdown => format!("\n  **{sign}:** {}\n", words(text)),
        });
    }
}
