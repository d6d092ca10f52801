//! Credentials out of a text that a person pastes or drops. Pure.
//!
//! Accepted: a service key (JSON, bare or below `credentials`, `uaa`, a binding, `VCAP_SERVICES`), the output of `btp
//! create security/api-credential` (JSON or `key: value` lines), a BTP destination (`Key=Value` lines or JSON); one,
//! a list, or several behind one another, with prose or a terminal's other lines between them. Sources: SAP BTP
//! *Retrieve Credentials for Remote Applications*, *Get Access to the APIs*, *Export Destinations*.

use secrecy::zeroize::{Zeroize, Zeroizing};
use serde_json::{Map, Value};

use super::entry::{Credential, Pairs, is_client_id, plain};
use crate::properties::lines::unescape;

/// What was understood of a text, and what was not.
#[derive(Debug, Default)]
pub struct Paste {
    /// In the order of the text.
    pub found: Vec<Credential>,
    pub problems: Vec<PasteError>,
}

/// Where in the text, both from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Why a text or a part of it is no credential. Never holds any of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    #[error("the text is empty")]
    Empty,
    #[error("the text has {0} characters; a service key has a few thousand")]
    TooLong(usize),
    /// It begins like JSON but is none.
    #[error("line {}, column {}: this is no JSON ({reason})", at.line, at.column)]
    Json { at: Position, reason: String },
    #[error("from line {}, column {} on there is no client id", at.line, at.column)]
    NoClient { at: Position },
    /// Of a list.
    #[error("entry {number} of {of} in the list at line {} has no client id", at.line)]
    EntryWithoutClient { at: Position, number: usize, of: usize },
}

/// Hundreds of keys are far below this; more is something else.
const LONGEST: usize = 4 << 20;

/// Braces that begin no JSON and are tried all the same, in a text that holds some JSON.
const TRIES: usize = 64;

/// Reads all credentials of a text.
pub fn read(text: &str) -> Paste {
    let mut paste = Paste::default();
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        paste.problems.push(PasteError::Empty);
    } else if text.len() > LONGEST {
        paste.problems.push(PasteError::TooLong(text.chars().count()));
    } else {
        read_documents(text, &mut paste);
    }
    paste
}

fn read_documents(text: &str, paste: &mut Paste) {
    let (mut after, mut from, mut tries) = (0, 0, 0);
    let mut passed_over = None;
    while let Some(start) = json_start(text, from, after).filter(|_| tries < TRIES) {
        let mut documents = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
        match documents.next() {
            Some(Ok(mut document)) => {
                read_lines(&text[after..start], paste);
                read_document(&document, position(text, start), paste);
                wipe(&mut document);
                after = start + documents.byte_offset();
                from = after;
            }
            Some(Err(error)) => {
                let problem = json_error(text, start, &error);
                if is_blank(&text[after..start]) {
                    // What stands behind it may be a part of it: to read on would find half a key.
                    paste.problems.push(problem);
                    return;
                }
                // A brace in prose or in a value of a `key: value` line.
                passed_over.get_or_insert(problem);
                tries += 1;
                from = start + 1;
            }
            None => break,
        }
    }
    read_lines(&text[after..], paste);
    if paste.found.is_empty() && paste.problems.is_empty() {
        let start = text.len() - text.trim_start().len();
        let no_client = PasteError::NoClient { at: position(text, start) };
        paste.problems.push(passed_over.unwrap_or(no_client));
    }
}

/// Between two documents of one text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == ',' || c == ';')
}

/// The next brace or bracket that can begin a document with members, or that is the first thing of the text.
fn json_start(text: &str, from: usize, after: usize) -> Option<usize> {
    text[from..].match_indices(['{', '[']).map(|(at, _)| from + at).find(|&at| {
        let next = text[at + 1..].trim_start().chars().next();
        matches!(next, Some('"' | '{')) || is_blank(&text[after..at])
    })
}

fn json_error(text: &str, start: usize, error: &serde_json::Error) -> PasteError {
    // The parser counts bytes, from where it began.
    let before = &text[start..];
    let line_start: usize =
        before.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut offset = (start + line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    // Its text names the syntax only, never what stands in the document.
    let said = error.to_string();
    let reason = said.split(" at line").next().unwrap_or_default().to_owned();
    PasteError::Json { at: position(text, offset), reason }
}

fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

/// Overwrites the copies of secrets that the reading made.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(list) => list.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn read_document(document: &Value, at: Position, paste: &mut Paste) {
    let Value::Array(entries) = document else {
        let before = paste.found.len();
        read_value(document, &Pairs::default(), &mut paste.found);
        if paste.found.len() == before {
            paste.problems.push(PasteError::NoClient { at });
        }
        return;
    };
    if entries.is_empty() {
        paste.problems.push(PasteError::NoClient { at });
    }
    for (index, entry) in entries.iter().enumerate() {
        let before = paste.found.len();
        read_value(entry, &Pairs::default(), &mut paste.found);
        if paste.found.len() == before {
            let (number, of) = (index + 1, entries.len());
            paste.problems.push(PasteError::EntryWithoutClient { at, number, of });
        }
    }
}

/// An object with a client id is a credential; others are looked into. `above`: names and ids that wrappers give.
/// The parser bounds the depth.
fn read_value(value: &Value, above: &Pairs, found: &mut Vec<Credential>) {
    match value {
        Value::Array(list) => list.iter().for_each(|entry| read_value(entry, above, found)),
        Value::Object(members) => {
            let mut own = Pairs::default();
            scalars(members, &mut own);
            if own.iter().any(|(name, value)| is_client_id(name) && !value.trim().is_empty()) {
                nested(members, &mut own);
                own.extend_from(above);
                found.push(Credential::of(&own));
                return;
            }
            let mut context = own.context();
            context.extend_from(above);
            for (name, inner) in members {
                let mut context = context.clone();
                if !WRAPPERS.contains(&plain(name).as_str()) {
                    context.push("name", name);
                }
                read_value(inner, &context, found);
            }
        }
        _ => {}
    }
}

/// Members that say nothing about what is in them.
const WRAPPERS: [&str; 6] =
    ["credentials", "uaa", "xsuaa", "destination", "destinationconfiguration", "resources"];

fn scalars(members: &Map<String, Value>, pairs: &mut Pairs) {
    for (name, value) in members {
        match value {
            Value::String(text) => pairs.push(name, text),
            Value::Bool(flag) => pairs.push(name, if *flag { "true" } else { "false" }),
            _ => {}
        }
    }
}

/// What stands one deeper, as an X.509 pair may.
fn nested(members: &Map<String, Value>, pairs: &mut Pairs) {
    members.values().filter_map(Value::as_object).for_each(|inner| scalars(inner, pairs));
}

/// `key: value` and `Key=Value` lines. A second client id begins the next credential; PEM blocks go over lines.
fn read_lines(text: &str, paste: &mut Paste) {
    let mut pairs = Pairs::default();
    let mut open_pem: Option<(&str, String)> = None;
    for line in text.lines().map(str::trim) {
        if let Some((name, mut pem)) = open_pem.take() {
            pem.push('\n');
            pem.push_str(line);
            if line.contains("-----END") {
                pairs.append_pem(name, &pem);
                pem.zeroize();
            } else {
                open_pem = Some((name, pem));
            }
            continue;
        }
        if let Some(begin) = line.find("-----BEGIN ") {
            let block = line[begin..].trim_end_matches([',', ';']).trim_end_matches(['"', '\'']);
            let label = block.trim_start_matches('-');
            let first = label.split("-----").next().unwrap_or_default();
            let name = if first.ends_with("PRIVATE KEY") { "key" } else { "certificate" };
            if block.contains("-----END") {
                pairs.append_pem(name, block);
            } else {
                open_pem = Some((name, block.to_owned()));
            }
            continue;
        }
        if line.starts_with(['#', '!']) {
            continue;
        }
        let Some(separator) = line.find([':', '=']) else { continue };
        let name = line[..separator].trim();
        let name = name.strip_prefix("export ").unwrap_or(name);
        if is_client_id(&plain(name)) && pairs.has(name) {
            finish(&mut pairs, paste);
        }
        let value = unquoted(&line[separator + 1..]);
        if line[separator..].starts_with('=') {
            // A destination is exported as Java's property file: `https\://`, `sb-x\!a1`.
            pairs.push(name, &Zeroizing::new(unescape(value)));
        } else {
            pairs.push(name, value);
        }
    }
    finish(&mut pairs, paste);
}

fn finish(pairs: &mut Pairs, paste: &mut Paste) {
    let pairs = std::mem::take(pairs);
    if pairs.iter().any(|(name, value)| is_client_id(name) && !value.trim().is_empty()) {
        paste.found.push(Credential::of(&pairs));
    }
}

/// Without the quotes and the comma of a line that was copied out of JSON.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = value.strip_suffix(',').unwrap_or(value).trim_end();
    let quoted = |quote: char| inner.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}
