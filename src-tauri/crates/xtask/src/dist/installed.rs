//! Whether a .deb works: unpacked into an empty folder, its programs asked for their version, its window driven in an
//! empty home to its first page and along a link.

use std::path::Path;

use super::{PAPERS, PROGRAMS};
use crate::program::{MINUTE, ask, program, run};
use crate::{Result, display, rust};

pub fn check(deb: &Path, root: &Path) -> Result {
    run(program("dpkg-deb").arg("--extract").arg(deb).arg(root), MINUTE)?;
    for name in PROGRAMS {
        let expected = format!("{name} {}", env!("CARGO_PKG_VERSION"));
        let told = ask(program(root.join("usr/bin").join(name)).arg("--version")).unwrap_or_default();
        if told.trim() != expected {
            return Err(format!("{name} --version says “{}”, not “{expected}”", told.trim()));
        }
        println!("{expected}");
    }
    let doc = root.join("usr/share/doc/zonedesk");
    for paper in PAPERS.iter().chain(&["LICENSE", "NOTICE", "copyright"]) {
        if std::fs::metadata(doc.join(paper)).map_or(0, |file| file.len()) == 0 {
            return Err(format!("{} is missing or empty", doc.join(paper).display()));
        }
    }
    if let Some(why) = display::missing() {
        println!("the installed window was not started: {why}");
        return Ok(());
    }
    let mut flows = rust::test("installed");
    flows.args(["--", "--test-threads=1"]);
    flows.env("ZONEDESK_BINARY", root.join("usr/bin/zonedesk-desktop"));
    flows.env("ZONEDESK_DESKTOP_FILE", root.join("usr/share/applications/Zonedesk.desktop"));
    run(&mut display::around(&flows)?, 20 * MINUTE)
}
