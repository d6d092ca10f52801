//! Files that hold transformations: one itself, or an export of systems. Never fails on what a file holds beside them.

use zonedesk_transform::{Direction, Transformation};

use super::read::{LARGEST_FILE, document, is_system, systems};
use super::shape::Members;
use crate::api::{AppError, ComparedSide, FileSystem, TransformationFile, TransformationKind};
use crate::errors::{Code, error};
use crate::system_transformations::LARGEST_TEXT;
use crate::transformations::Side;

/// What a file holds.
enum Content {
    Transformation(String),
    Systems(Vec<Held>),
}

/// A system of an export.
struct Held {
    name: String,
    read: Option<String>,
    write: Option<String>,
    foreign: Option<String>,
}

/// What a file holds that was dropped or chosen. `name`: of the file, to be told.
///
/// # Errors
/// `ZD8007` where it holds no transformation, with what it is instead.
pub fn transformation_file(name: &str, text: String) -> Result<TransformationFile, AppError> {
    let (systems, kind, foreign) = match content(name, text)? {
        Content::Transformation(text) => {
            let kind =
                zonedesk_transform::guess(&Transformation::load(text).0).map(|direction| match direction {
                    Direction::Read => TransformationKind::Read,
                    Direction::Write => TransformationKind::Write,
                });
            (Vec::new(), kind, None)
        }
        Content::Systems(held) => {
            let foreign = held.iter().find_map(|system| system.foreign.clone());
            let system = |held: Held| FileSystem {
                name: held.name,
                read: held.read.is_some(),
                write: held.write.is_some(),
            };
            (held.into_iter().map(system).collect(), None, foreign)
        }
    };
    Ok(TransformationFile { name: name.to_owned(), systems, kind, foreign })
}

/// The transformation of a file. Of an export that of `system`, or of the only one that there is.
///
/// # Errors
/// `ZD8007` where there is none, or where it is not said which.
pub fn transformation_in_file(
    name: &str,
    text: String,
    system: Option<&str>,
    kind: Option<TransformationKind>,
) -> Result<Side, AppError> {
    let held = match content(name, text)? {
        Content::Transformation(text) => return Ok(Side::named(name, text)),
        Content::Systems(held) => held,
    };
    let names = || {
        let names: Vec<String> = held.iter().take(5).map(|held| format!("“{}”", held.name)).collect();
        let more = if held.len() > names.len() { ", …" } else { "" };
        format!("It holds {}{more}.", names.join(", "))
    };
    let chosen = match (system, held.as_slice()) {
        (Some(system), held) => held
            .iter()
            .find(|held| held.name == system)
            .ok_or_else(|| unread(name, &format!("it holds no system “{system}”")).help(names()))?,
        (None, [one]) => one,
        (None, held) => {
            let said = format!("it holds {} systems, and none of them is chosen", held.len());
            return Err(unread(name, &said).help(names()));
        }
    };
    let text = match (kind, &chosen.read, &chosen.write) {
        (Some(TransformationKind::Read), text, _) | (Some(TransformationKind::Write), _, text) => text,
        (None, Some(_), Some(_)) => {
            return Err(unread(name, "it holds a read and a write transformation")
                .help("Say which of them is meant."));
        }
        (None, read, write) => {
            if read.is_some() {
                read
            } else {
                write
            }
        }
    };
    let text = text.clone().ok_or_else(|| {
        let kind = kind.map_or("", |kind| match kind {
            TransformationKind::Read => "read ",
            TransformationKind::Write => "write ",
        });
        unread(name, &format!("“{}” has no {kind}transformation in it", chosen.name))
    })?;
    let label = format!("{name} · {}", chosen.name);
    Ok(Side {
        text,
        known: ComparedSide { label, foreign: chosen.foreign.clone(), ..ComparedSide::default() },
    })
}

fn content(name: &str, text: String) -> Result<Content, AppError> {
    if text.len() > LARGEST_FILE {
        return Err(unread(name, &format!("it is larger than {} MiB", LARGEST_FILE >> 20)));
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(unread(name, "it is empty"));
    }
    let is_object = start.starts_with('{');
    if !is_object && !start.starts_with('[') {
        return Err(unread(name, "it is no JSON: it does not begin with a { or a ["));
    }
    let mut held = Vec::new();
    let found = match systems(start) {
        Ok(found) => found,
        // What is wrong in it is told beside its lines.
        Err(notice) if is_object && notice.text.code == "notice.importNotJson" => {
            return transformation(name, text);
        }
        Err(notice) => return Err(unread(name, &lower(&notice.text.message))),
    };
    for raw in found {
        let Some(members) = Members::of(raw.get()) else { continue };
        let is_transformation = is_object && has_mappings(&members);
        if is_transformation {
            return transformation(name, text);
        }
        if is_system(&members) {
            held.push(read(&members));
        }
    }
    if held.is_empty() {
        return Err(unread(name, "it holds no mappings, and no system that has some"));
    }
    tell_apart(&mut held);
    Ok(Content::Systems(held))
}

fn transformation(name: &str, text: String) -> Result<Content, AppError> {
    if text.len() > LARGEST_TEXT {
        return Err(unread(name, &format!("it is larger than {} MiB", LARGEST_TEXT >> 20)));
    }
    Ok(Content::Transformation(text))
}

/// Whether a member is an entity type.
fn has_mappings(members: &Members) -> bool {
    members.0.iter().any(|(_, raw)| Members::of(raw.get()).is_some_and(|of| of.get("mappings").is_some()))
}

fn read(members: &Members) -> Held {
    let (document, notices) = document(members);
    let other = ["notice.importNotProxy", "notice.importOtherType"];
    let foreign = notices.into_iter().find(|notice| other.contains(&notice.text.code.as_str()));
    Held {
        foreign: foreign.map(|notice| notice.text.message),
        name: document.name,
        read: document.read,
        write: document.write,
    }
}

/// Gives each a name of its own.
fn tell_apart(held: &mut [Held]) {
    let mut seen = std::collections::HashMap::new();
    for system in held {
        if system.name.trim().is_empty() {
            system.name = "System".to_owned();
        }
        let count = seen.entry(system.name.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count > 1 {
            system.name = format!("{} ({count})", system.name);
        }
    }
}

fn unread(name: &str, why: &str) -> AppError {
    error(Code::FileUnread, format!("“{name}” cannot be compared: {why}."))
        .help("Choose a file with a transformation, or a JSON export of systems.")
        .at(name)
}

/// A sentence as the rest of one.
fn lower(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
