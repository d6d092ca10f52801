//! axe-core in the real window, where shadow roots are laid out and colours are final.

use serde_json::{Value, json};

use crate::{App, Result};

/// Relative to the project's root; a development dependency of `ui`.
const SOURCE: &str = "ui/node_modules/axe-core/axe.min.js";

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        (r) => done(r.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\\n` +
            v.nodes.map((n) => `    ${n.target.flat().join(' > ')}: ${n.failureSummary.replaceAll('\\n', ' ')}`).join('\\n'))),
        (e) => done([`axe failed: ${e}`]));";

pub async fn check(app: &App) -> Result<()> {
    let source = std::fs::read_to_string(crate::flow::root().join(SOURCE))?;
    app.js(&format!("if (!window.axe) {{ {source} }}"), json!([])).await?;
    let found = app.js_async(RUN, json!([])).await?;
    match found.as_array() {
        Some(findings) if findings.is_empty() => Ok(()),
        Some(findings) => {
            let lines: Vec<&str> = findings.iter().filter_map(Value::as_str).collect();
            Err(format!("{} accessibility findings:\n{}", lines.len(), lines.join("\n")).into())
        }
        None => Err(format!("axe answered {found}").into()),
    }
}
