//! What the server tells of itself: RFC 7643 §5 to §7, RFC 7644 §4.

mod attributes;

use serde_json::{Value, json};

use crate::context::Context;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::reply::Reply;
use attributes::schemas_of;
pub use attributes::sources;

fn reply(value: &Value) -> Reply {
    Reply::json(200, value.to_string())
}

fn listed(items: &[Value]) -> Reply {
    reply(&json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": items.len(),
        "startIndex": 1,
        "itemsPerPage": items.len(),
        "Resources": items,
    }))
}

/// `GET /ServiceProviderConfig`. Nothing is left out: some clients take a missing member for a capability less.
pub fn service_provider_config(cx: &Context) -> Reply {
    reply(&json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUri": "https://help.sap.com/docs/cloud-identity-services",
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": 100},
        "changePassword": {"supported": false},
        "sort": {"supported": true},
        "etag": {"supported": true},
        "authenticationSchemes": [{
            "type": "httpbasic",
            "name": "HTTP Basic",
            "description": "Id and secret of a consumer of this system",
            "specUri": "https://www.rfc-editor.org/info/rfc7617",
            "documentationUri": "https://www.rfc-editor.org/info/rfc7617",
            "primary": true,
        }],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{}/ServiceProviderConfig", cx.address),
        },
    }))
}

/// The resource types that this system's read transformation gives.
fn kinds(cx: &Context) -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| cx.rules.side(*kind).read.is_ok())
}

fn of_kind(cx: &Context, kind: Kind) -> Value {
    let name = kind.resource_type();
    let extensions: Vec<Value> = schemas_of(&cx.rules, kind)
        .iter()
        .filter_map(|schema| schema["id"].as_str())
        .filter(|urn| *urn != kind.schema())
        .map(|urn| json!({"schema": urn, "required": false}))
        .collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": name,
        "name": name,
        "description": format!("The {}s of the account", kind.word()),
        "endpoint": format!("/{}", kind.endpoint()),
        "schema": kind.schema(),
        "schemaExtensions": extensions,
        "meta": {"resourceType": "ResourceType", "location": format!("{}/ResourceTypes/{name}", cx.address)},
    })
}

/// `GET /ResourceTypes`.
pub fn resource_types(cx: &Context) -> Reply {
    listed(&kinds(cx).map(|kind| of_kind(cx, kind)).collect::<Vec<_>>())
}

/// `GET /ResourceTypes/{name}`.
pub fn resource_type(cx: &Context, name: &str) -> Result<Reply, Problem> {
    let found = kinds(cx).find(|kind| kind.resource_type() == name);
    found
        .map(|kind| reply(&of_kind(cx, kind)))
        .ok_or_else(|| Problem::new(404, format!("There is no resource type {name:?}.")))
}

fn all_schemas(cx: &Context) -> Vec<Value> {
    let mut schemas: Vec<Value> = kinds(cx).flat_map(|kind| schemas_of(&cx.rules, kind)).collect();
    for schema in &mut schemas {
        let location = format!("{}/Schemas/{}", cx.address, schema["id"].as_str().unwrap_or_default());
        schema["meta"] = json!({"resourceType": "Schema", "location": location});
    }
    schemas
}

/// `GET /Schemas`.
pub fn schemas(cx: &Context) -> Reply {
    listed(&all_schemas(cx))
}

/// `GET /Schemas/{urn}`.
pub fn schema(cx: &Context, urn: &str) -> Result<Reply, Problem> {
    let is_it = |schema: &Value| schema["id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(urn));
    let found = all_schemas(cx).into_iter().find(is_it);
    found
        .map(|schema| reply(&schema))
        .ok_or_else(|| Problem::new(404, format!("There is no schema {urn:?}.")))
}
