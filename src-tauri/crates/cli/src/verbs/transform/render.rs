//! Differences as text, in colours where a person looks at a terminal, and as Markdown.

use zonedesk_app::transformations::{
    ChangeKind, Compared, EntityComparison, EntityEffect, MappingChange, MemberChange, Presence, Summary,
};

use super::diff::Effected;

#[derive(Debug, Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// In colours, unless NO_COLOR asks for none (no-color.org).
    pub fn when(terminal: bool) -> Self {
        Self(terminal && std::env::var_os("NO_COLOR").is_none())
    }

    /// `code` of SGR (ECMA-48): 31 red, 32 green, 33 yellow, 36 cyan.
    pub fn colour(self, code: u8, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Form {
    Text(Paint),
    Markdown,
}

pub fn plural(count: usize, what: &str) -> String {
    let many = what.strip_suffix('y').map_or_else(|| format!("{what}s"), |stem| format!("{stem}ies"));
    if count == 1 { format!("1 {what}") } else { format!("{count} {many}") }
}

/// What is different in meaning.
pub fn comparison(a: &str, b: &str, compared: &Compared, form: Form) -> String {
    let mut out = match form {
        Form::Text(_) => format!("{a} → {b}\n"),
        Form::Markdown => format!("### {a} → {b}\n"),
    };
    for (name, findings) in [(a, &compared.broken_before), (b, &compared.broken_after)] {
        for f in findings {
            out.push_str(&format!(
                "{name}:{}:{}: [{}] {}\n",
                f.start.line, f.start.column, f.code, f.message
            ));
        }
    }
    if compared.same_meaning {
        out.push_str(&match (compared.same_text, compared.differing_lines) {
            (true, _) => "The same.\n".to_owned(),
            (false, 0) => "Same meaning. Only blanks or the order of lines differ.\n".to_owned(),
            (false, lines) => format!("Same meaning. Text differs in {}.\n", plural(lines, "line")),
        });
        return out;
    }
    for entity in compared.comparison.entities.iter().filter(|e| !e.is_same()) {
        section(entity, form, &mut out);
    }
    for change in &compared.comparison.others {
        member(change, "", form, &mut out);
    }
    let unchanged: usize = compared.comparison.entities.iter().map(|e| e.unchanged).sum();
    out.push_str(&match form {
        Form::Text(_) => format!("Unchanged: {}\n", plural(unchanged, "mapping")),
        Form::Markdown => format!("\nUnchanged: {}\n", plural(unchanged, "mapping")),
    });
    out
}

fn section(entity: &EntityComparison, form: Form, out: &mut String) {
    let count = match entity.presence {
        Presence::Added => format!("added, {}", plural(entity.after, "mapping")),
        Presence::Removed => format!("removed, {}", plural(entity.before, "mapping")),
        Presence::Both if entity.before == entity.after => plural(entity.after, "mapping"),
        Presence::Both => format!("{} → {}", entity.before, plural(entity.after, "mapping")),
    };
    match form {
        Form::Text(_) => out.push_str(&format!("\n{}  {count}\n", entity.name)),
        Form::Markdown => out.push_str(&format!("\n#### {} ({count})\n\n", entity.name)),
    }
    for change in &entity.members {
        member(change, "  ", form, out);
    }
    for change in &entity.mappings {
        mapping(change, form, out);
    }
}

fn mapping(change: &MappingChange, form: Form, out: &mut String) {
    let (sign, colour) = match change.kind {
        ChangeKind::Added => ('+', 32),
        ChangeKind::Removed => ('-', 31),
        ChangeKind::Changed => ('~', 33),
        ChangeKind::Moved => ('↕', 36),
    };
    let number = |index: Option<usize>| index.map_or(0, |i| i + 1);
    let place = match (&change.moved, change.before, change.after) {
        (Some(_), before, after) => format!("moved {} → {}", number(before), number(after)),
        (None, before, after) => format!("mapping {}", number(after.or(before))),
    };
    match form {
        Form::Text(paint) => {
            let head = paint.colour(colour, &format!("{sign} {}", change.title));
            out.push_str(&format!("  {head}  ({place})\n"));
        }
        Form::Markdown => out.push_str(&format!("- **{sign} {}** ({place})\n", code(&change.title))),
    }
    for m in &change.members {
        member(m, "      ", form, out);
    }
    let Some(moved) = &change.moved else { return };
    let indent = if matches!(form, Form::Markdown) { "  - " } else { "      " };
    if moved.matters.is_empty() {
        out.push_str(&format!(
            "{indent}The new place has no effect: nothing that was passed touches the same.\n"
        ));
    }
    for reason in &moved.matters {
        out.push_str(&format!("{indent}The new place can matter: {}.\n", lower(&reason.why)));
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn member(change: &MemberChange, indent: &str, form: Form, out: &mut String) {
    let sides = [('-', 31, &change.before), ('+', 32, &change.after)];
    for (sign, colour, value) in sides {
        let Some(value) = value else { continue };
        match form {
            Form::Text(paint) => {
                let line = paint.colour(colour, &format!("{sign} {}: {value}", change.name));
                out.push_str(&format!("{indent}{line}\n"));
            }
            Form::Markdown => {
                out.push_str(&format!("  - {sign} {}: {}\n", change.name, code(&value.to_string())));
            }
        }
    }
}

/// Code in Markdown: in more backticks than it has itself.
fn code(text: &str) -> String {
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1);
    if fence.len() == 1 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}

/// What is different in effect.
pub fn effects(summary: &Summary, seen: &[Effected], form: Form) -> String {
    let heading = if matches!(form, Form::Markdown) { "\n#### Effect\n\n" } else { "\nEffect\n" };
    let item = if matches!(form, Form::Markdown) { "- " } else { "  " };
    let mut out = heading.to_owned();
    out.push_str(&format!(
        "{item}{} of {} differ, {} fail now, {} pass now, {} appear, {} vanish\n",
        summary.changed,
        summary.entities,
        summary.failing,
        summary.passing,
        summary.appearing,
        summary.vanishing
    ));
    for c in &summary.collisions {
        let lines: Vec<String> = c.entities.iter().take(10).map(|n| (n + 1).to_string()).collect();
        let value = if matches!(form, Form::Markdown) { code(&c.value) } else { c.value.clone() };
        out.push_str(&format!(
            "{item}{} becomes equal for {}: {value} (entities {})\n",
            c.attribute,
            c.entities.len(),
            lines.join(", ")
        ));
    }
    for Effected { line, effect } in seen {
        let what = match effect {
            EntityEffect::Same => continue,
            EntityEffect::Changed { .. } => String::new(),
            EntityEffect::Fails { pointer, error } => format!(" fails at {pointer}: {error}"),
            EntityEffect::Passes => " passes now".to_owned(),
            EntityEffect::Appears => " appears".to_owned(),
            EntityEffect::Vanishes => " vanishes".to_owned(),
        };
        out.push_str(&format!("{item}line {line}{what}\n"));
        if let EntityEffect::Changed { differences } = effect {
            for d in differences {
                let change = MemberChange {
                    name: d.pointer.clone(),
                    before: d.before.clone(),
                    after: d.after.clone(),
                };
                member(&change, "      ", form, &mut out);
            }
        }
    }
    out
}
