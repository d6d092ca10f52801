//! Writes what an installer must hold about its contents into a folder: `papers DIR`. `cargo xtask dist` runs it, on
//! the machine that builds.

use std::path::PathBuf;
use std::process::ExitCode;

use zonedesk_structure::{Packages, bill, texts};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("papers: a folder is wanted");
        return ExitCode::from(2);
    };
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let packages = Packages::read(&[&platform]);
    let papers = [
        ("sbom.cdx.json", format!("{:#}\n", bill(&packages, env!("CARGO_PKG_VERSION")))),
        ("THIRD-PARTY-LICENSES.txt", texts(&packages)),
    ];
    for (name, text) in papers {
        if let Err(error) = std::fs::write(folder.join(name), text) {
            eprintln!("papers: {}: {error}", folder.join(name).display());
            return ExitCode::FAILURE;
        }
    }
    println!("{} packages are named with their licences", packages.all.len());
    ExitCode::SUCCESS
}
