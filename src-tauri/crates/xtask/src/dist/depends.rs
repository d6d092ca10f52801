//! What the programs need of a system, read from the programs: a package that says less is installed and does not
//! start, one that says more cannot be installed.

use std::collections::BTreeSet;
use std::path::Path;

use super::PROGRAMS;
use crate::program::{ask, exists, program};
use crate::{Result, fresh};

/// Debian's packages with the versions that they are needed in (dpkg-shlibdeps(1)); none where that is not installed.
pub fn packages(built: &Path) -> Result<Vec<String>> {
    if !exists("dpkg-shlibdeps") {
        return Ok(Vec::new());
    }
    // it wants to stand beside the control file of a source package
    let folder = fresh("dist/shlibdeps")?;
    let control = "Source: zonedesk\n\nPackage: zonedesk\nArchitecture: any\n";
    let write = std::fs::create_dir(folder.join("debian"))
        .and_then(|()| std::fs::write(folder.join("debian/control"), control));
    write.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = program("dpkg-shlibdeps");
    command.arg("-O").args(PROGRAMS.map(|name| built.join(name))).current_dir(&folder);
    let told = ask(&mut command).ok_or("dpkg-shlibdeps does not know a library that the programs need")?;
    listed(&told).ok_or_else(|| format!("dpkg-shlibdeps answered: {told}"))
}

fn listed(told: &str) -> Option<Vec<String>> {
    let list = told.lines().find_map(|line| line.strip_prefix("shlibs:Depends="))?;
    Some(list.split(", ").map(str::to_owned).collect())
}

/// The libraries and the versions of their symbols, as every distribution with RPM knows them.
pub fn sonames(built: &Path) -> Result<Vec<String>> {
    let mut needed = BTreeSet::new();
    for name in PROGRAMS {
        let mut command = program("readelf");
        command.args(["--wide", "--dynamic", "--version-info"]).arg(built.join(name));
        needed.extend(required(&ask(&mut command).ok_or("readelf (binutils) cannot read the programs")?));
    }
    Ok(needed.into_iter().collect())
}

/// Out of what readelf(1) prints: `libc.so.6()(64bit)`, `libc.so.6(GLIBC_2.34)(64bit)`.
fn required(told: &str) -> BTreeSet<String> {
    let bits = if cfg!(target_pointer_width = "64") { "(64bit)" } else { "" };
    let mut required = BTreeSet::new();
    let mut library = None;
    for line in told.lines() {
        if let Some((_, name)) = line.split_once("(NEEDED)") {
            let name = name.split_once('[').map_or("", |(_, name)| name.trim_end_matches(']'));
            required.insert(format!("{name}(){bits}"));
        } else if let Some((_, rest)) = line.split_once(" File: ") {
            library = rest.split_whitespace().next();
        } else if let (Some(library), Some((_, rest))) = (library, line.split_once(" Name: ")) {
            let version = rest.split_whitespace().next().unwrap_or_default();
            required.insert(format!("{library}({version}){bits}"));
        }
    }
    required
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_read_as_the_tools_print_them() {
        let told = " 0x0000000000000001 (NEEDED)             Shared library: [libgtk-3.so.0]\n \
             0x000000000000000e (SONAME)             Library soname: [x.so]\n\
             Version needs section '.gnu.version_r' contains 1 entry:\n\
             \x20 000000: Version: 1  File: libc.so.6  Cnt: 2\n\
             \x20 0x0010:   Name: GLIBC_2.34  Flags: none  Version: 9\n\
             \x20 0x0020:   Name: GLIBC_2.2.5  Flags: none  Version: 8\n";
        let required: Vec<_> = required(told).into_iter().collect();
        let bits = if cfg!(target_pointer_width = "64") { "(64bit)" } else { "" };
        let expected = ["libc.so.6(GLIBC_2.2.5)", "libc.so.6(GLIBC_2.34)", "libgtk-3.so.0()"];
        assert_eq!(required, expected.map(|name| format!("{name}{bits}")));
        assert_eq!(
            listed("shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.22)\n"),
            Some(vec!["libc6 (>= 2.34)".to_owned(), "libgtk-3-0 (>= 3.22)".to_owned()])
        );
        assert_eq!(listed("shlibs:Recommends=x\n"), None);
    }
}
