//! `/oauth/token` for client credentials (RFC 6749 §4.4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use zonedesk_scim::Timestamp;

use super::accept::for_json;
use super::access::{Access, Credentials};
use super::{Call, Params, Reply, percent_decoded};
use crate::random::{Random, fnv};

/// Grants that UAA knows beside client credentials; none of our clients may use them.
const OTHER_GRANTS: [&str; 6] = [
    "authorization_code",
    "implicit",
    "refresh_token",
    "user_token",
    "urn:ietf:params:oauth:grant-type:saml2-bearer",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
];

pub(super) fn respond(access: &Access, call: &Call<'_>, now: Timestamp) -> Reply {
    let accept = call.header("accept");
    let params = Params::parse(&parameters(call));
    let client = match client(access, call, &params) {
        Ok(client) => client,
        Err(why) => {
            let members = [("error", "unauthorized"), ("error_description", why)];
            return Reply::security(401, accept, Some("Basic realm=\"UAA/client\", "), &members);
        }
    };
    if !matches!(call.method, "GET" | "POST") {
        let why = format!("Request method &#39;{}&#39; not supported", call.method);
        return Reply::security(
            405,
            accept,
            None,
            &[("error", "method_not_allowed"), ("error_description", &why)],
        );
    }
    let bad = |error: &str, why: &str| {
        Reply::security(400, accept, None, &[("error", error), ("error_description", why)])
    };
    match params.get("grant_type") {
        None => return bad("invalid_request", "Missing grant type"),
        Some("client_credentials") => {}
        Some("password") => {
            let members = [("error", "unauthorized"), ("error_description", "Bad credentials")];
            return Reply::security(401, accept, Some("Basic realm=\"UAA/client\", "), &members);
        }
        Some(grant) if OTHER_GRANTS.contains(&grant) => {
            let why = format!("Unauthorized grant type: {grant}");
            let members = [("error", "invalid_client"), ("error_description", why.as_str())];
            return Reply::security(401, accept, Some("Basic realm=\"UAA/client\", "), &members);
        }
        Some(grant) => return bad("unsupported_grant_type", &format!("Unsupported grant type: {grant}")),
    }
    let wanted: Vec<String> =
        params.get("scope").into_iter().flat_map(str::split_whitespace).map(Into::into).collect();
    if let Some(other) = wanted.iter().find(|scope| !client.scopes.contains(scope)) {
        let why = format!("Invalid scope: {other}");
        let all = client.scopes.join(" ");
        let members =
            [("error", "invalid_scope"), ("error_description", why.as_str()), ("scope", all.as_str())];
        return Reply::security(400, accept, None, &members);
    }
    if for_json(accept).is_none() {
        return Reply::html(406, "Not Acceptable");
    }
    let scopes = if wanted.is_empty() { &client.scopes } else { &wanted };
    let seconds = if access.token_seconds > 0 { access.token_seconds } else { client.seconds };
    let jti = Random::new(fnv(client.id.as_bytes()) ^ now.0.unsigned_abs()).uuid().replace('-', "");
    let token = access.issue(client, scopes, seconds, &jti, now);
    let body = json!({"access_token": token, "token_type": "bearer", "expires_in": seconds - 1,
        "scope": scopes.join(" "), "jti": jti});
    Reply::json(200, body.to_string().into_bytes())
        .with("cache-control", "no-store".to_owned())
        .with("pragma", "no-cache".to_owned())
}

/// A form counts only as such.
fn parameters(call: &Call<'_>) -> String {
    let form =
        call.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let mut text = call.query.to_owned();
    if form && call.method == "POST" {
        text.push('&');
        text.push_str(&String::from_utf8_lossy(call.body));
    }
    text
}

fn client<'a>(access: &'a Access, call: &Call<'_>, params: &Params) -> Result<&'a Credentials, &'static str> {
    let basic = call.header("authorization").and_then(|header| {
        let (scheme, value) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case("basic").then_some(value.trim())
    });
    let (id, secret) = match basic {
        Some(value) => {
            let bytes = STANDARD.decode(value).map_err(|_| "Failed to decode basic authentication token")?;
            let text = String::from_utf8(bytes).map_err(|_| "Failed to decode basic authentication token")?;
            let (id, secret) = text.split_once(':').ok_or("Invalid basic authentication token")?;
            (id.to_owned(), secret.to_owned())
        }
        None => match (params.get("client_id"), params.get("client_secret")) {
            (Some(id), Some(secret)) => (id.to_owned(), secret.to_owned()),
            _ => return Err("Bad credentials"),
        },
    };
    // RFC 6749 §2.3.1 has both form-encoded before base64; many callers do not
    let same = |ours: &str, theirs: &str| ours == theirs || ours == percent_decoded(theirs, true);
    let found = access.clients.iter().find(|client| same(&client.id, &id) && same(&client.secret, &secret));
    found.ok_or("Bad credentials")
}
