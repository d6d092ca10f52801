//! scim2-tester, which knows the RFCs of SCIM better than we do, against the built proxy: where Python is installed and
//! reaches its registry.

use std::fs;
use std::path::Path;

use crate::budget::Done;
use crate::program::{MINUTE, ask, exists, program, run};
use crate::{Result, target};

const FOLDER: &str = "tests/contract/scim2-tester";

/// Runs its checks; those that are not passed are listed with the reason in `check.py`.
pub fn check() -> Result<Done> {
    let Some(python) = ["python3", "python"].iter().find(|name| exists(name)) else {
        return Ok(Done::Skipped("Python is not installed".into()));
    };
    let venv = target().join("scim2-tester");
    let own = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if let Err(why) = install(python, &venv, &own) {
        return Ok(Done::Skipped(format!("scim2-tester is not here and could not be had ({why})")));
    }
    let zonedesk = target().join("debug").join(format!("zonedesk{}", std::env::consts::EXE_SUFFIX));
    run(program(&own).arg(format!("{FOLDER}/check.py")).arg(zonedesk), 10 * MINUTE)?;
    Ok(Done::Done)
}

/// What is required, once for each change of it.
fn install(python: &str, venv: &Path, own: &Path) -> Result {
    let list = format!("{FOLDER}/requirements.txt");
    let required =
        fs::read_to_string(crate::root().join(&list)).map_err(|error| format!("{list}: {error}"))?;
    let mark = venv.join("installed.txt");
    let installed = fs::read_to_string(&mark).is_ok_and(|installed| installed == required);
    if installed && ask(program(own).arg("--version")).is_some() {
        return Ok(());
    }
    run(program(python).args(["-m", "venv", "--clear"]).arg(venv), 5 * MINUTE)?;
    let mut pip = program(own);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--requirement",
        &list,
    ]);
    run(&mut pip, 5 * MINUTE)?;
    fs::write(&mark, required).map_err(|error| format!("{}: {error}", mark.display()))
}
