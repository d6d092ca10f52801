//! `README.md` of this crate: what `--help` prints for every verb, so that it can be read and searched in one piece.

use clap::{Command, CommandFactory as _};

use crate::Arguments;

const INTRODUCTION: &str = "\
# `zonedesk`, verb by verb

Written by `cargo test -p zonedesk-cli reference` from what `zonedesk VERB --help` prints. Examples are in the project's
[README](../../../README.md#in-the-terminal), error codes [there too](../../../README.md#when-something-fails).
";

/// The heading of the options that every verb takes; they stand in the reference once.
const EVERYWHERE: &str = "Everywhere:";

#[test]
fn the_reference_is_what_help_prints() {
    let mut command = Arguments::command().term_width(100);
    command.build();
    let mut written = INTRODUCTION.to_owned();
    add(&mut written, &mut command, 1);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    if std::fs::read_to_string(file).unwrap_or_default() != written {
        std::fs::write(file, written).unwrap();
        panic!("{file} was not up to date and is now: commit it");
    }
}

fn add(written: &mut String, command: &mut Command, depth: usize) {
    // every verb takes it
    *command = std::mem::take(command).mut_arg("help", |help| help.hide(true));
    let help = command.render_long_help().to_string();
    let name = command.get_bin_name().unwrap_or(command.get_name());
    if depth > 1 {
        *written += &format!("\n{} `{name}`\n", "#".repeat(depth));
    }
    let help = without(&help, (depth > 1).then_some(EVERYWHERE));
    *written += &format!("\n```text\n{}\n```\n", help.trim_end());
    for verb in command.get_subcommands_mut().filter(|verb| verb.get_name() != "help") {
        add(written, verb, depth + 1);
    }
}

/// Less the section of this heading, which ends before the next line that is not indented, and blanks at the ends of
/// lines.
fn without(help: &str, heading: Option<&str>) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in help.lines() {
        if !line.is_empty() && !line.starts_with(' ') {
            inside = Some(line) == heading;
        }
        if !inside {
            kept += line.trim_end();
            kept.push('\n');
        }
    }
    kept
}
