use zonedesk_app::transformations::{EntityEffect, Summary};

use super::super::diff::Effected;
use super::{Form, code};
use crate::table::plain;

/// What is different in effect.
pub fn effects(summary: &Summary, seen: &[Effected], form: Form) -> String {
    let (heading, item) = match form {
        Form::Markdown => ("\n#### Effect\n\n", "- "),
        Form::Text(_) => ("\nEffect\n", "  "),
    };
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
        let value = if matches!(form, Form::Markdown) { code(&c.value) } else { plain(&c.value) };
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
        out.push_str(&format!("{item}line {line}{}\n", plain(&what)));
        if let EntityEffect::Changed { differences } = effect {
            for d in differences {
                for (sign, colour, value) in [('-', 31, &d.before), ('+', 32, &d.after)] {
                    let Some(value) = value else { continue };
                    let pointer = plain(&d.pointer);
                    out.push_str(&match form {
                        Form::Text(paint) => {
                            let text = format!("{sign} {pointer}: {}", plain(&value.to_string()));
                            format!("      {}\n", paint.colour(colour, &text))
                        }
                        Form::Markdown => format!("  - {sign} {pointer}: {}\n", code(&value.to_string())),
                    });
                }
            }
        }
    }
    out
}
