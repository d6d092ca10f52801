//! What one request works with.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zonedesk_transform::{
    Draft, Ended, MAX_OUTPUT, Operation, Outline, Request, RunError, Runner, Skip, TARGET_ID,
};
use zonedesk_xsuaa::{Answer, Turns, encode_segment};

use crate::backend::Backend;
use crate::kind::Kind;
use crate::limit::Limit;
use crate::page::{Maker, Page, Shown};
use crate::problem::Problem;
use crate::record::{Notes, Ran};
use crate::reply::Reply;
use crate::rules::{Ready, Rules};
use crate::select::{Look, META, Members, Select};
use crate::server::Proxy;
use crate::source::Served;

/// What is known of an account, whichever system asks it, for as long as the server runs.
#[derive(Debug)]
pub struct Memory {
    /// Writes of ours so far: what was read before the last one is stale.
    pub writes: AtomicU64,
    pub at_once: Arc<tokio::sync::Semaphore>,
    /// One writer at a time for each group.
    pub writers: Turns<()>,
}

/// What goes through a system.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Calls to the account so far.
    pub calls: Arc<AtomicU64>,
    /// What comes in.
    pub limit: Limit,
}

/// One request of a consumer who was let in.
pub struct Context {
    pub proxy: Arc<Proxy>,
    pub served: Arc<Served>,
    pub rules: Arc<Rules>,
    pub backend: Backend,
    pub memory: Arc<Memory>,
    pub notes: Arc<Notes>,
    /// Id of the consumer.
    pub consumer: String,
    /// The system's address, as the consumer calls it, without a slash at its end.
    pub address: String,
}

/// What a transformation made of an entity.
#[derive(Debug, PartialEq, Eq)]
pub enum Made {
    Entity(Vec<u8>),
    Deleted,
}

impl Context {
    /// Where resources of a kind stand, with a slash at its end.
    pub fn location(&self, kind: Kind) -> String {
        [&self.address, "/", kind.endpoint(), "/"].concat()
    }

    pub fn wrote(&self) {
        self.memory.writes.fetch_add(1, Ordering::AcqRel);
    }

    fn request(&self, kind: Kind, operation: Operation, id: Option<&str>) -> Request {
        let mut request = Request::new(operation);
        request.proxy = operation != Operation::Read;
        request.variables.insert("entityBaseLocation".to_owned(), self.location(kind).into());
        if let Some(id) = id {
            request.variables.insert(TARGET_ID.to_owned(), id.into());
        }
        request
    }

    fn ran(&self, kind: Kind, is_write: bool) -> Ran {
        Ran { rules: self.rules.clone(), kind, is_write }
    }

    /// Appends entities of the account, one after the other, as the consumer sees them. Whether there was one to be
    /// seen: what does not meet the condition is not.
    pub fn reader<'r>(
        &self,
        ready: &'r Ready,
        kind: Kind,
        select: &'r Select,
    ) -> impl FnMut(&[u8], &mut Vec<u8>) -> Result<bool, RunError> + use<'r> {
        let request = self.request(kind, Operation::Read, None);
        let mut world = self.proxy.source.world();
        let mut runner = Runner::new(&ready.program);
        let (location, prefix) = (self.location(kind), self.rules.prefix(kind).to_owned());
        let (notes, ran) = (self.notes.clone(), self.ran(kind, false));
        move |entity, out| {
            notes.read.fetch_add(1, Ordering::Relaxed);
            let look = Look { kind, location: &location, prefix: &prefix, select };
            let write = |made: &Draft<'_>, out: &mut Vec<u8>, limit| look.write(made, out, limit);
            let ended = notes.run(&ran, &mut runner, entity, &request, &mut *world, out, write)?;
            Ok(matches!(ended, Ended::Entity(())))
        }
    }

    /// Like [`Context::reader`], for the entities of an outline of a text, by their numbers: what is only copied is not
    /// read, and nothing is noted. None where one fails.
    fn quiet_reader<'r>(
        &self,
        (text, outline): (&'r str, &'r Outline),
        ready: &'r Ready,
        kind: Kind,
        select: &'r Select,
    ) -> impl FnMut(usize, &mut Vec<u8>) -> Option<bool> + use<'r> {
        let request = self.request(kind, Operation::Read, None);
        let mut world = self.proxy.source.world();
        let mut copier = ready.copies.as_ref().map(|copies| copies.copier(text, outline));
        let mut runner = Runner::new(&ready.program);
        let (location, prefix) = (self.location(kind), self.rules.prefix(kind).to_owned());
        move |entity, out| {
            let look = Look { kind, location: &location, prefix: &prefix, select };
            let before = out.len();
            let copied = copier.as_mut().and_then(|copier| {
                copier.run(entity, &request, &mut *world, |made, copied| {
                    look.write_with(made, &copied.iter(), out, before + MAX_OUTPUT)
                })
            });
            match copied {
                Some(Ended::Entity(true)) => return Some(true),
                // Too large: that is for the program to tell.
                Some(Ended::Entity(false)) => out.truncate(before),
                Some(_) => return Some(false),
                None => {}
            }
            let write = |made: &Draft<'_>, out: &mut Vec<u8>, limit| look.write(made, out, limit);
            let entity = text[outline.place(entity)?].as_bytes();
            let ended = runner.run_written(entity, &request, &mut *world, &mut (), out, write);
            ended.ok().map(|ended| matches!(ended, Ended::Entity(())))
        }
    }

    /// Like [`Context::reader`], for the entities of an outline of a text, by their numbers.
    pub fn outline_reader<'r>(
        &'r self,
        (text, outline): (&'r str, &'r Outline),
        ready: &'r Ready,
        kind: Kind,
        select: &'r Select,
    ) -> impl FnMut(usize, &mut Vec<u8>) -> Result<bool, RunError> + use<'r> {
        let mut quiet = self.quiet_reader((text, outline), ready, kind, select);
        let mut read = None;
        move |entity, out| {
            let seen = if self.notes.notes_next_run() { None } else { quiet(entity, out) };
            match seen {
                Some(seen) => {
                    self.notes.read.fetch_add(1, Ordering::Relaxed);
                    Ok(seen)
                }
                None => read.get_or_insert_with(|| self.reader(ready, kind, select))(
                    text[outline.place(entity).unwrap_or_default()].as_bytes(),
                    out,
                ),
            }
        }
    }

    /// What decides how the consumer sees entities.
    pub fn maker(&self, kind: Kind, select: &Select) -> Maker {
        Maker { rules: self.rules.clone(), location: self.location(kind), select: select.clone() }
    }

    /// All of a page as the consumer sees it. None where one entity fails: that is to be noted.
    pub fn shown(&self, page: &Page, by: &Maker, ready: &Ready, kind: Kind) -> Option<Shown> {
        page.shown(by.clone(), self.quiet_reader(page.outlined(), ready, kind, &by.select))
    }

    /// What the account is to be given.
    ///
    /// # Errors
    /// What keeps it from being written, named.
    pub fn to_account(
        &self,
        kind: Kind,
        operation: Operation,
        id: Option<&str>,
        entity: &[u8],
    ) -> Result<Made, Problem> {
        let ready = self.rules.write(kind)?;
        let request = self.request(kind, operation, id);
        let mut out = Vec::new();
        let (ran, mut runner) = (self.ran(kind, true), Runner::new(&ready.program));
        let mut world = self.proxy.source.world();
        let write = |made: &Draft<'_>, out: &mut Vec<u8>, limit| made.write_json_within(out, limit);
        let ended = self.notes.run(&ran, &mut runner, entity, &request, &mut *world, &mut out, write);
        match ended {
            Ok(Ended::Entity(())) => Ok(Made::Entity(out)),
            Ok(Ended::Deleted) => Ok(Made::Deleted),
            Ok(Ended::Skipped(Skip::Ignored)) => {
                Err(Problem::new(501, format!("The write transformation ignores {}s.", kind.word())))
            }
            Ok(Ended::Skipped(Skip::Operation)) => Err(Problem::new(
                403,
                format!(
                    "The write transformation skips the operation \"{}\" of {}s.",
                    operation.name(),
                    kind.word()
                ),
            )),
            Ok(Ended::Skipped(Skip::Condition)) => {
                let condition = ready.entity.condition.as_ref().map_or("", |text| text.value.as_str());
                let told = format!(
                    "The resource does not meet the condition of the write transformation: {condition}"
                );
                Err(Problem::bad("invalidValue", told))
            }
            Err(failure) => {
                tracing::warn!(system = self.served.name, %failure, "the write transformation failed");
                let told = format!("The write transformation failed at {failure}.");
                Err(Problem::bad("invalidValue", told))
            }
        }
    }

    /// The answer with a resource of the account, as it stands there.
    pub fn resource(
        &self,
        status: u16,
        kind: Kind,
        answer: &Answer,
        select: &Select,
    ) -> Result<Reply, Problem> {
        let ready = self.rules.read(kind)?;
        let raw = answer.body.as_slice();
        let mut body = Vec::with_capacity(raw.len() + 256);
        let text = std::str::from_utf8(raw).unwrap_or_default();
        let outline = Outline::of_entity(text, META);
        let seen = match &outline {
            Ok(outline) => self.outline_reader((text, outline), ready, kind, select)(0, &mut body),
            // It tells what is wrong with it.
            Err(_) => self.reader(ready, kind, select)(raw, &mut body),
        };
        let seen = seen.map_err(|failure| self.unreadable(&failure))?;
        let own_id = || Members::of(raw).and_then(|members| members.text("id")).unwrap_or_default();
        if !seen {
            // What was created is told of, also where it is not shown in lists.
            if status != 201 {
                return Err(Problem::no_entity(kind, &own_id()));
            }
            let entity = serde_json::json!({"id": own_id()}).to_string();
            Look { kind, location: &self.location(kind), prefix: "", select }
                .rewrite(entity.as_bytes(), &mut body);
        }
        self.notes.shown.store(1, Ordering::Relaxed);
        let shown = || Members::of(&body).and_then(|members| members.text("id")).unwrap_or_else(own_id);
        let created = (status == 201).then(|| format!("{}{}", self.location(kind), encode_segment(&shown())));
        let mut reply = Reply::json(status, body);
        let told = || outline.ok().and_then(|outline| version_of(text, &outline));
        if let Some(version) = answer.version.or_else(told) {
            reply = reply.with("etag", etag(version));
        }
        if let Some(location) = created {
            reply = reply.with("location", location);
        }
        Ok(reply)
    }

    pub fn unreadable(&self, failure: &RunError) -> Problem {
        tracing::warn!(system = self.served.name, %failure, "the read transformation failed");
        Problem::new(500, format!("The read transformation failed at {failure}."))
    }
}

pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// The version of what the account answered: by its `ETag`, else as the entity says.
pub fn version(answer: &Answer) -> Option<i64> {
    let told = || {
        let text = std::str::from_utf8(&answer.body).ok()?;
        version_of(text, &Outline::of_entity(text, META).ok()?)
    };
    answer.version.or_else(told)
}

/// `meta.version` of an entity of the account.
fn version_of(text: &str, outline: &Outline) -> Option<i64> {
    let version = outline.among(outline.opened(0)?, "version")?;
    text[version.value()].parse().ok()
}

/// A list of entity tags (RFC 9110 §13.1) names this version.
pub fn names_version(header: &str, version: i64) -> bool {
    header
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/").trim_matches('"').parse() == Ok(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entity_tags_name_versions() {
        for (header, named) in [
            ("\"7\"", true),
            ("7", true),
            ("W/\"7\"", true),
            ("\"6\", \"7\"", true),
            ("*", true),
            ("\"6\"", false),
            ("\"abc\"", false),
            ("", false),
        ] {
            assert_eq!(names_version(header, 7), named, "{header}");
        }
        for (body, expected) in [(r#"{"meta":{"version":3}}"#, Some(3)), ("{}", None), ("", None)] {
            let answer = Answer { status: 200, version: None, body: body.into() };
            assert_eq!(version(&answer), expected, "{body}");
        }
    }
}
