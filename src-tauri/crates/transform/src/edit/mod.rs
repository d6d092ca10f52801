//! Changes of a document as an editor asks for them, given as edits of its text. What is not changed stays byte for
//! byte.

mod rename;

#[cfg(test)]
mod tests;

use crate::text::{self, EditError, Json, Kind, Lines, MAX_DEPTH, Span, TextEdit};

/// One change. Pointers are RFC 6901.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Replaces a value, or adds it as the last member of an object that is there. Without JSON the member is taken
    /// out, if it is there.
    Set {
        pointer: String,
        json: Option<String>,
    },
    /// Into the list or object at `pointer`, before its `index`th (behind the last where there are fewer). A member of
    /// an object has a name.
    Insert {
        pointer: String,
        index: usize,
        name: Option<String>,
        json: String,
    },
    Remove {
        pointer: String,
    },
    /// An item of the list at `pointer`, so that it is the `to`th afterwards.
    Move {
        pointer: String,
        from: usize,
        to: usize,
    },
    /// Lays the whole text out.
    Format,
    /// A variable, wherever it is set or read.
    RenameVariable {
        from: String,
        to: String,
    },
}

/// Why a text cannot be changed so. Nothing of the acts is done then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    #[error("the text cannot be read in line {line}: {message}")]
    Unreadable { line: usize, message: String },
    #[error("\"{0}\" is no JSON pointer")]
    NoPointer(String),
    #[error("the value is no JSON, line {line}: {message}")]
    NoJson { line: usize, message: String },
    #[error("the value lies deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("a member of an object needs a name, an item of a list has none")]
    Name,
    #[error("there is a \"{0}\" already")]
    NameTaken(String),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error("{0} is set by the engine and keeps its name")]
    Predefined(String),
    #[error("\"{0}\" is no name of a variable: letters, digits, _ . - and a letter first")]
    VariableName(String),
    #[error("no mapping sets or reads a variable {0}")]
    NoVariable(String),
    #[error("there is a variable {0} already: the two would become one")]
    VariableTaken(String),
}

/// The edits of `text` that make all acts, each on what the one before left.
///
/// # Errors
/// A text that cannot be read, or an act that has no place in it.
pub fn edits(text: &str, acts: &[Act]) -> Result<Vec<TextEdit>, ActError> {
    let (root, _) = readable(text, |line, message| ActError::Unreadable { line, message })?;
    let (Some((first, rest)), true) = (acts.split_first(), acts.len() > 1) else {
        return acts.first().map_or(Ok(Vec::new()), |act| one(text, &root, act));
    };
    let mut after = text::apply(text, &one(text, &root, first)?)?;
    for act in rest {
        let (root, _) = text::read(&after);
        let edits = one(&after, &root, act)?;
        after = text::apply(&after, &edits)?;
    }
    Ok(difference(text, &after).into_iter().collect())
}

fn one(text: &str, root: &Json, act: &Act) -> Result<Vec<TextEdit>, ActError> {
    match act {
        Act::Set { pointer, json: Some(json) } => {
            let depth = value(json)? + checked(pointer)?;
            if depth > MAX_DEPTH {
                return Err(ActError::TooDeep);
            }
            Ok(vec![text::set(text, root, pointer, json.trim())?])
        }
        Act::Set { pointer, json: None } => {
            checked(pointer)?;
            if root.at(pointer).is_none() { Ok(Vec::new()) } else { remove(text, root, pointer) }
        }
        Act::Insert { pointer, index, name, json } => {
            let depth = value(json)? + checked(pointer)? + 1;
            if depth > MAX_DEPTH {
                return Err(ActError::TooDeep);
            }
            let json = json.trim();
            let holder = root.at(pointer).ok_or_else(|| EditError::NotThere(pointer.clone()))?;
            let edit = match (&holder.kind, name) {
                (Kind::Object(_), Some(name)) if holder.get(name).is_some() => {
                    return Err(ActError::NameTaken(name.clone()));
                }
                (Kind::Object(_), Some(name)) => {
                    text::insert_member(text, root, pointer, *index, name, json)?
                }
                (Kind::Object(_), None) | (Kind::Array(_), Some(_)) => return Err(ActError::Name),
                _ => text::insert_item(text, root, pointer, *index, json)?,
            };
            Ok(vec![edit])
        }
        Act::Remove { pointer } => {
            checked(pointer)?;
            remove(text, root, pointer)
        }
        Act::Move { pointer, from, to } => {
            checked(pointer)?;
            Ok(text::move_item(text, root, pointer, *from, *to)?)
        }
        Act::Format => {
            let laid_out = text::pretty(text);
            Ok(laid_out.and_then(|after| difference(text, &after)).into_iter().collect())
        }
        Act::RenameVariable { from, to } => rename::rename(text, root, from, to),
    }
}

/// Of members of one name all: the last one counts, but without it the one before would.
fn remove(text: &str, root: &Json, pointer: &str) -> Result<Vec<TextEdit>, ActError> {
    let (parent, token) = pointer.rsplit_once('/').ok_or_else(|| EditError::NotThere(pointer.to_owned()))?;
    let name = token.replace("~1", "/").replace("~0", "~");
    let same = root.at(parent).map_or(0, |holder| holder.members().iter().filter(|m| m.name == name).count());
    if same < 2 {
        return Ok(vec![text::remove(root, pointer)?]);
    }
    let mut after = text.to_owned();
    for _ in 0..same {
        let (root, _) = text::read(&after);
        after = text::apply(&after, &[text::remove(&root, pointer)?])?;
    }
    Ok(difference(text, &after).into_iter().collect())
}

/// How deep a pointer leads.
fn checked(pointer: &str) -> Result<usize, ActError> {
    let escaped = |token: &str| token.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    let good =
        pointer.is_empty() || pointer.strip_prefix('/').is_some_and(|rest| rest.split('/').all(escaped));
    if good { Ok(pointer.matches('/').count()) } else { Err(ActError::NoPointer(pointer.to_owned())) }
}

/// How deep a value is that comes in.
fn value(json: &str) -> Result<usize, ActError> {
    let (json, _) = readable(json, |line, message| ActError::NoJson { line, message })?;
    Ok(depth(&json))
}

fn depth(json: &Json) -> usize {
    let inner = json.members().iter().map(|m| &m.value).chain(json.items()).map(depth).max();
    inner.map_or(usize::from(matches!(json.kind, Kind::Array(_) | Kind::Object(_))), |deepest| deepest + 1)
}

fn readable(
    text: &str,
    error: impl Fn(usize, String) -> ActError,
) -> Result<(Json, Vec<crate::finding::Found>), ActError> {
    let (root, found) = text::read(text);
    match found.iter().find(|f| f.code.is_syntax()) {
        Some(first) => {
            Err(error(Lines::new(text).position(text, first.span.start).line, first.message.clone()))
        }
        None => Ok((root, found)),
    }
}

/// One edit over all that is different; it cuts no CR LF in two, which is one sign to an editor.
fn difference(before: &str, after: &str) -> Option<TextEdit> {
    if before == after {
        return None;
    }
    let mut start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let cuts = |text: &str, at: usize| {
        !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n'))
    };
    while cuts(before, start) || cuts(after, start) {
        start -= 1;
    }
    let (left, right) = (before[start..].bytes().rev(), after[start..].bytes().rev());
    let mut kept = left.zip(right).take_while(|(a, b)| a == b).count();
    while cuts(before, before.len() - kept) || cuts(after, after.len() - kept) {
        kept -= 1;
    }
    Some(TextEdit {
        span: Span::new(start, before.len() - kept),
        text: after[start..after.len() - kept].to_owned(),
    })
}
