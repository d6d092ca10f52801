//! Packages for Linux: built, packed with their papers, unpacked again in an empty folder and started there.
//!
//! Tauri's own bundler packs (it comes with the front end's packages and fetches nothing for these two kinds); what it
//! takes from `tauri.conf.json` stands there, what depends on the build is handed to it here.

mod depends;
mod installed;

use std::path::{Path, PathBuf};

use crate::program::{MINUTE, exists, run};
use crate::{Result, fresh, page, root, rust, setup, target};

/// Both programs, as the installed system has them.
const PROGRAMS: [&str; 2] = ["zonedesk", "zonedesk-desktop"];

/// What is written by `papers` of the package `zonedesk-structure`.
const PAPERS: [&str; 2] = ["THIRD-PARTY-LICENSES.txt", "sbom.cdx.json"];

/// `dist`, or `dist --debug` to try the packing without the minutes of a release build.
pub fn all(arguments: &[String]) -> Result {
    let debug = match arguments {
        [] => false,
        [only] if only == "--debug" => true,
        _ => return Err("dist takes nothing but --debug".into()),
    };
    if !cfg!(target_os = "linux") {
        return Err("only .deb and .rpm are made so far, and those on Linux".into());
    }
    setup::all()?;
    page::build()?;
    let wanted = PROGRAMS.map(|name| ["--bin", name]).concat();
    if debug {
        rust::build(&wanted)?;
    } else {
        rust::build_release(&wanted)?;
    }
    let built = target().join(if debug { "debug" } else { "release" });
    let papers = fresh("dist/papers")?;
    run(rust::papers().arg(&papers), 10 * MINUTE)?;

    let kinds = kinds();
    let config = papers.with_file_name("tauri.json");
    std::fs::write(&config, configuration(&built, &papers)?)
        .map_err(|error| format!("{}: {error}", config.display()))?;
    let mut bundler = page::tool("tauri");
    bundler
        .args(["bundle", "--ci", "--no-sign", "--features", "custom-protocol", "--bundles"])
        .arg(kinds.join(","));
    bundler
        .args(debug.then_some("--debug"))
        .arg("--config")
        .arg(&config)
        .current_dir(root().join("src-tauri"));
    run(&mut bundler, 10 * MINUTE)?;

    let mut made = Vec::new();
    for kind in &kinds {
        made.push(newest(&built.join("bundle").join(kind), kind)?);
    }
    match made.iter().find(|file| file.extension().is_some_and(|kind| kind == "deb")) {
        Some(deb) => installed::check(deb, &fresh("dist/root")?)?,
        None => println!(
            "\nno .deb: without dpkg-deb and dpkg-shlibdeps (Debian's dpkg-dev) nobody can say what it needs"
        ),
    }
    println!("\nmade:");
    for file in made {
        println!("  {}", file.display());
    }
    println!(
        "not made: AppImage (its bundler fetches a part of it), and what macOS and Windows install (each on its own \
         system, never tried)"
    );
    Ok(())
}

/// What can be packed here. A .rpm needs no program of its own.
fn kinds() -> Vec<&'static str> {
    let deb = ["dpkg-deb", "dpkg-shlibdeps"].into_iter().all(exists).then_some("deb");
    deb.into_iter().chain(["rpm"]).collect()
}

/// What is not in `tauri.conf.json`, as JSON: the second program, the papers, and what the programs need of a system.
fn configuration(built: &Path, papers: &Path) -> Result<String> {
    const DOC: &str = "/usr/share/doc/zonedesk";
    let of_root = |file: &str| root().join(file);
    let mut files = vec![
        ("/usr/bin/zonedesk".to_owned(), built.join("zonedesk")),
        ("/usr/share/icons/hicolor/scalable/apps/zonedesk-desktop.svg".to_owned(), of_root("icons/icon.svg")),
    ];
    files.extend(["LICENSE", "NOTICE", "CHANGELOG.md"].map(|file| (format!("{DOC}/{file}"), of_root(file))));
    files.extend(PAPERS.map(|file| (format!("{DOC}/{file}"), papers.join(file))));
    let rpm = packed(&files, &depends::sonames(built)?);
    // where Debian's tools look for it (Debian Policy 12.5)
    files.push((format!("{DOC}/copyright"), of_root("NOTICE")));
    let deb = packed(&files, &depends::packages(built)?);
    Ok(format!(r#"{{"bundle":{{"linux":{{"deb":{deb},"rpm":{rpm}}}}}}}"#))
}

fn packed(files: &[(String, PathBuf)], depends: &[String]) -> String {
    let files: Vec<String> = files
        .iter()
        .map(|(to, from)| format!("{}:{}", quoted(to), quoted(&from.to_string_lossy())))
        .collect();
    let depends: Vec<String> = depends.iter().map(|name| quoted(name)).collect();
    format!(r#"{{"files":{{{}}},"depends":[{}]}}"#, files.join(","), depends.join(","))
}

/// As JSON has it; control characters are in no path of ours.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// The package that was made last.
fn newest(folder: &Path, kind: &str) -> Result<PathBuf> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let packages = files.filter(|path| path.extension().is_some_and(|ending| ending == kind));
    packages
        .max_by_key(|path| path.metadata().and_then(|file| file.modified()).ok())
        .ok_or_else(|| format!("{} holds no .{kind}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundler_is_told_files_and_needs_as_json() {
        let files = [("/usr/bin/a".to_owned(), PathBuf::from(r#"/x "y"\z"#))];
        let needs = ["libc6 (>= 2.34)".to_owned(), "libgtk-3-0".to_owned()];
        assert_eq!(
            packed(&files, &needs),
            r#"{"files":{"/usr/bin/a":"/x \"y\"\\z"},"depends":["libc6 (>= 2.34)","libgtk-3-0"]}"#
        );
    }
}
