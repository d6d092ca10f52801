//! What consumers write.

mod groups;
mod users;

use serde_json::Value;
use zonedesk_transform::Operation;
use zonedesk_xsuaa::{Answer, Call, IfMatch, Method};

use crate::backend::address;
use crate::body;
use crate::context::{Context, Made, names_version, version};
use crate::kind::Kind;
use crate::problem::{During, Problem};
use crate::read::stored;
use crate::reply::Reply;
use crate::select::Select;

/// A write, as it was asked for.
pub struct Write<'w> {
    pub kind: Kind,
    /// Empty where something is created.
    pub id: &'w str,
    pub body: &'w [u8],
    pub if_match: Option<&'w str>,
    pub select: Select,
}

impl Write<'_> {
    /// The body in the spelling of the schemas, its name as the account has it.
    fn resource(&self, cx: &Context) -> Result<Value, Problem> {
        let mut resource = body::resource(body::object(self.body)?)?;
        if let Some(Value::String(name)) = resource.get_mut("displayName") {
            *name = cx.rules.without_prefix(self.kind, name)?.to_owned();
        }
        Ok(resource)
    }

    /// The lock of a change of what is there, if that is what the consumer has seen.
    fn lock(&self, there: &Answer) -> Result<IfMatch, Problem> {
        match (self.if_match, version(there)) {
            (Some(header), Some(version)) if !names_version(header, version) => Err(Problem::stale()),
            (Some(header), Some(version)) if header.trim() != "*" => Ok(IfMatch::Version(version)),
            _ => Ok(IfMatch::Any),
        }
    }
}

impl Context {
    /// As [`crate::backend::Backend::ask`]; what was read before is stale from then on.
    async fn change(&self, call: &Call, during: During) -> Result<Answer, Problem> {
        let answer = self.backend.ask(call, during).await;
        self.wrote();
        answer
    }

    /// What the write transformation makes of a resource, as a body for the account.
    fn written(
        &self,
        kind: Kind,
        operation: Operation,
        id: Option<&str>,
        entity: &Value,
    ) -> Result<Value, Problem> {
        let made = self.to_account(kind, operation, id, entity.to_string().as_bytes())?;
        let Made::Entity(text) = made else {
            return Err(Problem::new(500, "The write transformation deletes where it is to write."));
        };
        let value: Value = serde_json::from_slice(&text)
            .map_err(|_| Problem::new(500, "The write transformation gives no JSON."))?;
        match value.get("origin").and_then(Value::as_str) {
            Some(origin) if kind == Kind::Users && (origin == "null" || origin.contains(';')) => {
                let told = format!(
                    "The write transformation gives the origin {origin:?}: set the property xsuaa.origin to one origin, \
                     or take the origin from the consumer's $.origin."
                );
                Err(Problem::new(500, told))
            }
            _ => Ok(value),
        }
    }
}

fn with_body(method: Method, path: String, if_match: Option<IfMatch>, body: Value) -> Call {
    Call { method, path, query: Vec::new(), if_match, body: Some(body) }
}

/// `POST /Users` and `POST /Groups`.
pub async fn create(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let kind = write.kind;
    // What would be made could not be shown.
    cx.rules.read(kind)?;
    let mut body = cx.written(kind, Operation::Create, None, &write.resource(cx)?)?;
    match kind {
        Kind::Users => users::complete(&mut body, None)?,
        Kind::Groups => groups::complete_new(&mut body)?,
    }
    let call = with_body(Method::Post, format!("/{}", kind.endpoint()), None, body);
    let answer = match cx.change(&call, During::Create).await {
        Err(problem) if kind == Kind::Groups => {
            let members = call.body.as_ref().map(groups::member_ids).unwrap_or_default();
            return Err(groups::explained(cx, problem, &members).await);
        }
        answer => answer?,
    };
    cx.resource(201, kind, &answer, &write.select)
}

/// `PUT /Users/{id}` and `PUT /Groups/{id}`.
pub async fn replace(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    cx.rules.read(write.kind)?;
    match write.kind {
        Kind::Users => users::replace(cx, write).await,
        Kind::Groups => groups::replace(cx, write).await,
    }
}

/// `PATCH /Users/{id}` and `PATCH /Groups/{id}`.
pub async fn patch(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    cx.rules.read(write.kind)?;
    match write.kind {
        Kind::Users => users::patch(cx, write).await,
        Kind::Groups => groups::patch(cx, write).await,
    }
}

/// `DELETE /Users/{id}` and `DELETE /Groups/{id}`. With a mapping of the scope `deleteEntity` for the entity's id, what
/// would be deleted is updated instead.
pub async fn delete(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let (kind, id) = (write.kind, write.id);
    cx.rules.read(kind)?;
    let made = cx.to_account(kind, Operation::Delete, Some(id), b"{}")?;
    let narrowed = kind == Kind::Users && cx.rules.origins()?.is_some();
    if made == Made::Deleted && write.if_match.is_none() && !narrowed {
        return gone(cx, kind, id, false).await;
    }
    let there = stored(cx, kind, id).await?;
    write.lock(&there)?;
    let Made::Entity(text) = made else {
        // Compared here: to UAA's own comparison a group loses its members.
        return gone(cx, kind, id, true).await;
    };
    let parsed = |text: &[u8]| serde_json::from_slice::<Value>(text).ok();
    let mut body = parsed(&there.body).unwrap_or_default();
    if let (Some(Value::Object(changes)), Value::Object(members)) = (parsed(&text), &mut body) {
        members.extend(changes);
    }
    let lock = version(&there).map_or(IfMatch::Any, IfMatch::Version);
    let call = with_body(Method::Put, address(kind, id)?.path, Some(lock), body);
    cx.change(&call, During::Change).await?;
    Ok(Reply::empty(204))
}

/// `known`: it was there a moment ago.
async fn gone(cx: &Context, kind: Kind, id: &str, known: bool) -> Result<Reply, Problem> {
    let call = Call { method: Method::Delete, ..address(kind, id)? };
    match cx.change(&call, During::Change).await {
        // UAA answers with what was deleted. XSUAA says nothing where nothing was there.
        Ok(answer) if answer.body.trim_ascii().is_empty() && kind == Kind::Users && !known => {
            Err(Problem::no_entity(kind, id))
        }
        Ok(_) => Ok(Reply::empty(204)),
        Err(problem) if problem.status == 404 => Err(Problem::no_entity(kind, id)),
        Err(problem) => Err(problem),
    }
}
