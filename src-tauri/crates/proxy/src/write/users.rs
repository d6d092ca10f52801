//! Users: replaced and patched, both by UAA's PUT.

use serde_json::{Value, json};
use zonedesk_transform::Operation;
use zonedesk_xsuaa::{IfMatch, Method};

use super::{Write, with_body};
use crate::backend::address;
use crate::body;
use crate::context::{Context, version};
use crate::discovery::sources;
use crate::kind::Kind;
use crate::patch::{apply, operations};
use crate::problem::{During, Problem};
use crate::read::stored;
use crate::reply::Reply;
use crate::select::Select;

const KIND: Kind = Kind::Users;
/// What UAA sets itself where a PUT leaves it out: an origin to `uaa`, the flags to true.
const ALWAYS: [&str; 3] = ["origin", "active", "verified"];

/// What a body for UAA must have: `name` as an object (without it UAA fails), one e-mail that is primary (another one
/// is not heeded), and what falls back to UAA's defaults otherwise, as it is now: the origin always, since a user who is
/// written with another one is moved to that identity provider. What is null is not given (RFC 7643 §2.5).
///
/// # Errors
/// `invalidValue`.
pub fn complete(body: &mut Value, there: Option<&Value>) -> Result<(), Problem> {
    let Value::Object(members) = body else { return Ok(()) };
    members.retain(|_, value| !value.is_null());
    match members.get("name") {
        None => drop(members.insert("name".to_owned(), json!({}))),
        Some(Value::Object(_)) => {}
        Some(_) => return Err(Problem::bad("invalidValue", "name must be an object.")),
    }
    if let Some(there) = there {
        members.remove("origin");
        for name in ALWAYS {
            if let Some(value) = there.get(name).filter(|_| !members.contains_key(name)) {
                members.insert(name.to_owned(), value.clone());
            }
        }
    }
    if let Some(Value::Array(emails)) = members.get_mut("emails") {
        let is_primary = |email: &Value| email.get("primary") == Some(&json!(true));
        // UAA takes exactly one.
        if let Some(at) = emails.iter().position(is_primary) {
            emails.swap(0, at);
        }
        emails.truncate(1);
        if !emails.iter().any(is_primary)
            && let Some(Value::Object(first)) = emails.first_mut()
        {
            first.insert("primary".to_owned(), json!(true));
        }
    }
    Ok(())
}

pub async fn replace(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let mut body = cx.written(KIND, Operation::Update, Some(write.id), &write.resource(cx)?)?;
    let there = stored(cx, KIND, write.id).await?;
    let lock = write.lock(&there)?;
    complete(&mut body, serde_json::from_slice(&there.body).ok().as_ref())?;
    let call = with_body(Method::Put, address(KIND, write.id)?.path, Some(lock), body);
    let answer = cx.change(&call, During::Change).await.map_err(|problem| named(problem, write.id))?;
    cx.resource(200, KIND, &answer, &write.select)
}

fn named(problem: Problem, id: &str) -> Problem {
    match problem.status {
        404 => Problem::no_entity(KIND, id),
        _ => problem,
    }
}

/// The operations are applied to what the consumer sees, and the result is written, guarded by its version. Where
/// somebody else was faster it is done once more, from the read on.
pub async fn patch(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let operations = operations(&body::object(write.body)?, write.id)?;
    let taken = sources(&cx.rules.write(KIND)?.entity);
    let mut again = write.if_match.is_none();
    loop {
        let there = stored(cx, KIND, write.id).await?;
        write.lock(&there)?;
        let mut seen = Vec::new();
        let read = {
            let ready = cx.rules.read(KIND)?;
            cx.reader(ready, KIND, &Select::All)(&there.body, &mut seen)
        };
        if !read.map_err(|failure| cx.unreadable(&failure))? {
            return Err(Problem::no_entity(KIND, write.id));
        }
        let seen: Value = serde_json::from_slice(&seen)
            .map_err(|_| Problem::new(500, "The read transformation gives no JSON."))?;
        let mut patched = seen.clone();
        let ignored = apply(&mut patched, &operations, &taken)?;
        if !ignored.is_empty() {
            tracing::info!(
                system = cx.served.name,
                ?ignored,
                "a PATCH names attributes that are not written"
            );
        }
        if patched == seen {
            return cx.resource(200, KIND, &there, &write.select);
        }
        let mut body = cx.written(KIND, Operation::Update, Some(write.id), &patched)?;
        let own: Value = serde_json::from_slice(&there.body).unwrap_or_default();
        complete(&mut body, Some(&own))?;
        let lock = version(&there).map_or(IfMatch::Any, IfMatch::Version);
        let call = with_body(Method::Put, address(KIND, write.id)?.path, Some(lock), body);
        match cx.change(&call, During::Change).await {
            Err(problem) if problem.status == 412 && again => again = false,
            answer => {
                let answer = answer.map_err(|problem| named(problem, write.id))?;
                return cx.resource(200, KIND, &answer, &write.select);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_what_uaa_needs() {
        let there = json!({"origin": "o", "active": false, "verified": true, "externalId": "e"});
        for (body, expected) in [
            (
                json!({"userName": "a", "emails": [{"value": "a@x"}]}),
                json!({"userName": "a", "emails": [{"value": "a@x", "primary": true}], "name": {}, "origin": "o",
                    "active": false, "verified": true}),
            ),
            (
                json!({"name": {"familyName": "D"}, "origin": "p", "active": true, "verified": null, "emails": null}),
                json!({"name": {"familyName": "D"}, "origin": "o", "active": true, "verified": true}),
            ),
            (
                json!({"name": null, "active": true, "verified": false,
                    "emails": [{"value": "a"}, {"value": "b", "primary": true}]}),
                json!({"name": {}, "origin": "o", "active": true, "verified": false,
                    "emails": [{"value": "b", "primary": true}]}),
            ),
        ] {
            let mut told = body.clone();
            assert_eq!(complete(&mut told, Some(&there)), Ok(()));
            assert_eq!(told, expected, "{body}");
        }
        let mut new = json!({"origin": "p"});
        assert_eq!(complete(&mut new, None), Ok(()));
        assert_eq!(new, json!({"origin": "p", "name": {}}));
        let refused = complete(&mut json!({"name": "Jo"}), None).unwrap_err();
        assert_eq!(refused.scim_type, Some("invalidValue"));
    }
}
