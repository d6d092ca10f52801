//! The entity that a try begins with.

use zonedesk_jsonpath::{Kind, Name, Node, SyntaxError, Tape};
use zonedesk_transform::{Ended, Runner, Transformation};
use zonedesk_workspace::{System, Workspace};

use super::ready;
use crate::api::{
    AppError, Attempt, SampleChoice, TextRange, TransformationKind, TransformationOperation, TryEnd,
};
use crate::errors::{Code, error};
use crate::system_transformations::in_use;
use crate::system_transformations::wire::Places;
use crate::transformations::World;

/// Bytes of the largest sample that is taken. An account's largest role collections are about a third of it.
const LARGEST_SAMPLE: usize = 16 << 20;

/// An entity, or why there is none to run.
pub struct Input {
    pub json: Vec<u8>,
    /// Of the entity that is addressed.
    pub id: Option<String>,
    pub problem: Option<TryEnd>,
}

pub fn of(
    workspace: &Workspace,
    system: &System,
    attempt: &Attempt,
    groups: bool,
) -> Result<Input, AppError> {
    match &attempt.sample {
        SampleChoice::Text { text } => given(text),
        SampleChoice::Stored { id } => {
            let json = stored(workspace, system, id, groups)?;
            let id = Some(id.clone());
            if attempt.kind == TransformationKind::Read {
                return Ok(Input { json, id, problem: None });
            }
            match as_read(workspace, system, attempt, groups, &json)? {
                Ok(read) => {
                    let json = if attempt.operation == TransformationOperation::Patch {
                        patch(&read, groups)
                    } else {
                        read
                    };
                    Ok(Input { json, id, problem: None })
                }
                Err(message) => {
                    Ok(Input { json, id, problem: Some(TryEnd::Unreadable { message, range: None }) })
                }
            }
        }
    }
}

/// A sample that was typed or pasted.
fn given(text: &str) -> Result<Input, AppError> {
    if text.len() > LARGEST_SAMPLE {
        return Err(error(
            Code::ValueInvalid,
            format!("The sample is larger than {} MiB.", LARGEST_SAMPLE >> 20),
        )
        .help("Paste a single entity.")
        .at("sample"));
    }
    let json = text.as_bytes().to_vec();
    let mut tape = Tape::new();
    let (id, problem) = match tape.parse_str(text) {
        Ok(document) if Node::from(&document).kind() == Kind::Object => {
            let id =
                Node::from(&document).member(&Name::new("id")).and_then(|id| Some(id.as_str()?.into_owned()));
            (id, None)
        }
        Ok(_) => (None, Some(unreadable("The sample is no JSON object: an entity begins with {.", None))),
        Err(_) if text.trim().is_empty() => (None, Some(unreadable("The sample is empty.", None))),
        Err(syntax) => {
            let message = format!("The sample is no JSON: {syntax}.");
            (None, Some(unreadable(&message, place(text, &syntax))))
        }
    };
    Ok(Input { json, id, problem })
}

fn unreadable(message: &str, range: Option<TextRange>) -> TryEnd {
    TryEnd::Unreadable { message: message.to_owned(), range }
}

/// Where a sample cannot be read.
fn place(text: &str, syntax: &SyntaxError) -> Option<TextRange> {
    let mut start = syntax.at()?.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Some(Places::of(text).range(zonedesk_transform::text::Span::new(start, end)))
}

/// An entity of the snapshot, as the account's API gives it.
pub fn stored(workspace: &Workspace, system: &System, id: &str, groups: bool) -> Result<Vec<u8>, AppError> {
    let snapshot = workspace.existing_snapshot(system.id)?;
    let mut json = Vec::new();
    let found = if groups {
        snapshot.role_collection(id, u32::MAX)?.map(|group| group.write_json(&mut json))
    } else {
        snapshot.user(id)?.map(|user| user.write_json(&mut json))
    };
    let what = if groups { "role collection" } else { "user" };
    found.ok_or_else(|| {
        error(Code::NotFound, format!("The snapshot of {} holds no {what} {id:?}.", system.name))
            .help("Refresh it, or choose another.")
            .at(id)
    })?;
    Ok(json)
}

/// What a client of the proxy sees of an entity: that of the read transformation in use; else why there is nothing.
fn as_read(
    workspace: &Workspace,
    system: &System,
    attempt: &Attempt,
    groups: bool,
    json: &[u8],
) -> Result<Result<Vec<u8>, String>, AppError> {
    let (_, text) = in_use(workspace, system.id, TransformationKind::Read)?;
    let properties = ready::properties(system, attempt)?;
    let (document, findings) = Transformation::load(text);
    let program = match ready::program(&document, &findings, &attempt.entity, &properties) {
        Ok(program) => program,
        Err(why) => return Ok(Err(format!("The read transformation in use gives no entity. {why}"))),
    };
    let request =
        ready::of_proxy(workspace, system, TransformationKind::Read, TransformationOperation::Read, groups)?;
    let mut read = Vec::new();
    Ok(match Runner::new(&program).run(json, &request, &mut World, &mut read) {
        Ok(Ended::Entity(())) => Ok(read),
        Ok(_) => Err("The read transformation in use skips this entity: no client sees it.".to_owned()),
        Err(failure) => {
            Err(format!("The read transformation in use fails with this entity: {}.", failure.reason))
        }
    })
}

/// A PATCH (RFC 7644, 3.5.2) that a client may send: of a role collection one that adds its members, of a user one that
/// sets what it has.
pub fn patch(entity: &[u8], groups: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(entity.len() + 128);
    out.extend_from_slice(br#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"#);
    let mut tape = Tape::new();
    let Ok(document) = tape.parse(entity) else { return entity.to_vec() };
    let root = Node::from(&document);
    if groups {
        out.extend_from_slice(br#""op":"add","path":"members","value":"#);
        match root.member(&Name::new("members")) {
            Some(members) => members.write_json(&mut out),
            None => out.extend_from_slice(b"[]"),
        }
    } else {
        out.extend_from_slice(br#""op":"replace","value":{"#);
        let mut first = true;
        for (name, value) in root.children() {
            let name = name.name();
            // What a client cannot set (RFC 7643, 3.1 and 4.1).
            if matches!(&*name, "id" | "meta" | "schemas" | "groups") {
                continue;
            }
            if !std::mem::take(&mut first) {
                out.push(b',');
            }
            zonedesk_jsonpath::write_string(&name, &mut out);
            out.push(b':');
            value.write_json(&mut out);
        }
        out.push(b'}');
    }
    out.extend_from_slice(b"}]}");
    out
}
