use std::borrow::Cow;

use zonedesk_jsonpath::regex::{Groups, Regex, RegexError};

use super::arguments::Arguments;
use super::{FunctionError, MAX_SIZE};
use crate::template::{Lookup, Template};

/// A regular expression, compiled once unless it names variables.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    Ready(Regex),
    Open(Template),
}

/// One that can be run.
pub(super) struct Ready<'p>(Cow<'p, Regex>);

impl Pattern {
    pub fn compile(text: Template) -> Result<Self, FunctionError> {
        match text.plain() {
            Some(pattern) => Ok(Self::Ready(compile(pattern)?)),
            None => Ok(Self::Open(text)),
        }
    }

    /// For a call that asks for one of its groups.
    pub fn with_group(self, group: usize) -> Result<Self, FunctionError> {
        match &self {
            Self::Ready(regex) if group >= regex.groups() => Err(FunctionError::NoGroup(group)),
            _ => Ok(self),
        }
    }

    pub fn ready(&self, variables: &Lookup<'_>) -> Result<Ready<'_>, FunctionError> {
        Ok(Ready(match self {
            Self::Ready(regex) => Cow::Borrowed(regex),
            Self::Open(text) => Cow::Owned(compile(&text.fill(variables))?),
        }))
    }
}

fn compile(pattern: &str) -> Result<Regex, FunctionError> {
    Regex::new(pattern).map_err(failed)
}

#[allow(clippy::needless_pass_by_value)] // for map_err
fn failed(error: RegexError) -> FunctionError {
    FunctionError::Regex(error.to_string())
}

impl Ready<'_> {
    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> Result<bool, FunctionError> {
        self.0.matches(text).map_err(failed)
    }

    /// A group of the match of the whole text.
    pub fn group(&self, text: &str, group: usize) -> Result<Option<String>, FunctionError> {
        if group >= self.0.groups() {
            return Err(FunctionError::NoGroup(group));
        }
        let found = self.0.match_whole(text).map_err(failed)?;
        Ok(found
            .and_then(|groups| groups.get(group).copied().flatten())
            .map(|(start, end)| text[start..end].to_owned()))
    }
}

/// Which matches are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    All,
    First,
    Last,
}

#[derive(Debug, Clone)]
pub(super) struct Replace {
    pattern: Pattern,
    replacement: Template,
    which: Which,
}

impl Replace {
    pub fn compile(given: &Arguments<'_>, which: Which) -> Result<Self, FunctionError> {
        let pattern = Pattern::compile(given.text("regex")?)?;
        let replacement = given.text("replacement")?;
        if let (Pattern::Ready(regex), Some(text)) = (&pattern, replacement.plain()) {
            parts(text, regex)?;
        }
        Ok(Self { pattern, replacement, which })
    }

    pub fn run(&self, text: &str, variables: &Lookup<'_>) -> Result<String, FunctionError> {
        let ready = self.pattern.ready(variables)?;
        let regex = &*ready.0;
        let replacement = self.replacement.fill(variables);
        let parts = parts(&replacement, regex)?;
        let mut out = String::with_capacity(text.len());
        let mut kept = 0;
        let mut put = |groups: &Groups| {
            let Some(&Some((start, end))) = groups.first() else { return Ok(()) };
            out.push_str(&text[kept..start]);
            for part in &parts {
                match part {
                    Part::Text(literal) => out.push_str(literal),
                    // A group that took no part is nothing, as in Java.
                    Part::Group(n) => {
                        if let Some(&Some((from, to))) = groups.get(*n) {
                            out.push_str(&text[from..to]);
                        }
                    }
                }
            }
            kept = end;
            if out.len() > MAX_SIZE { Err(FunctionError::TooLarge) } else { Ok(()) }
        };
        let mut last = None;
        for groups in regex.find(text) {
            let groups = groups.map_err(failed)?;
            match self.which {
                Which::All => put(&groups)?,
                Which::First => {
                    put(&groups)?;
                    break;
                }
                Which::Last => last = Some(groups),
            }
        }
        if let Some(groups) = last {
            put(&groups)?;
        }
        out.push_str(&text[kept..]);
        Ok(out)
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Group(usize),
}

/// `Matcher.appendReplacement`: `$1` and `${name}` are groups, a backslash takes the meaning of the next character. Of
/// the digits behind `$` as many count as there are groups for.
fn parts(replacement: &str, regex: &Regex) -> Result<Vec<Part>, FunctionError> {
    let bad =
        |problem: &str| FunctionError::ParameterValue { name: "replacement", problem: problem.to_owned() };
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut chars = replacement.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => literal.push(chars.next().ok_or_else(|| bad("a backslash stands at the end"))?),
            '$' => {
                let group = if chars.next_if_eq(&'{').is_some() {
                    let name: String = chars.by_ref().take_while(|&c| c != '}').collect();
                    regex.group_named(&name).ok_or_else(|| bad(&format!("there is no group {name}")))?
                } else {
                    let digit = |c: &char| c.is_ascii_digit();
                    let first =
                        chars.next_if(digit).ok_or_else(|| bad("a $ that is meant is written \\$"))?;
                    let mut group = first as usize - '0' as usize;
                    if group >= regex.groups() {
                        return Err(FunctionError::NoGroup(group));
                    }
                    while let Some(next) = chars.peek().copied().filter(digit) {
                        let longer = group * 10 + (next as usize - '0' as usize);
                        if longer >= regex.groups() {
                            break;
                        }
                        group = longer;
                        chars.next();
                    }
                    group
                };
                if !literal.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut literal)));
                }
                parts.push(Part::Group(group));
            }
            c => literal.push(c),
        }
    }
    if !literal.is_empty() {
        parts.push(Part::Text(literal));
    }
    Ok(parts)
}
