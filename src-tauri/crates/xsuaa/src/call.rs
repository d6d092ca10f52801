use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use zonedesk_scim::{Group, GroupPatch, Member, User};

use crate::{ApiUrl, encode_segment};

/// A request to an account, before it is sent: plain data. The same value is shown in a preview and sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    pub method: Method,
    /// Percent-encoded, begins with `/`: `/Groups/Retail%20Viewer`.
    pub path: String,
    /// Not encoded.
    pub query: Vec<(String, String)>,
    pub if_match: Option<IfMatch>,
    pub body: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The optimistic lock of `PUT` and `PATCH`, which UAA demands (UAA API, *Users: Update*, *Groups: Update*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IfMatch {
    Version(i64),
    /// `*`: whatever the version.
    Any,
}

impl std::fmt::Display for IfMatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Version(version) => write!(f, "{version}"),
            Self::Any => f.write_str("*"),
        }
    }
}

/// An id that cannot stand in a path: it would address another resource.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id:?} cannot be an id: no path can name it")]
pub struct CallError {
    pub id: String,
}

impl Call {
    fn new(method: Method, path: String) -> Self {
        Self { method, path, query: Vec::new(), if_match: None, body: None }
    }

    fn with_body(method: Method, path: String, body: Value) -> Self {
        Self { body: Some(body), ..Self::new(method, path) }
    }

    pub(crate) fn get(path: &str, query: Vec<(String, String)>) -> Self {
        Self { query, ..Self::new(Method::Get, path.to_owned()) }
    }

    pub fn user(id: &str) -> Result<Self, CallError> {
        Ok(Self::new(Method::Get, entity("Users", id)?))
    }

    pub fn create_user(user: &User) -> Self {
        Self::with_body(Method::Post, "/Users".to_owned(), user.to_body())
    }

    /// Replaces the user; what `user` leaves out falls back to UAA's defaults.
    pub fn replace_user(user: &User, version: IfMatch) -> Result<Self, CallError> {
        let call = Self::with_body(Method::Put, entity("Users", &user.id)?, user.to_body());
        Ok(Self { if_match: Some(version), ..call })
    }

    /// `body` as [`zonedesk_scim::user_patch`] makes it.
    pub fn patch_user(id: &str, version: IfMatch, body: Value) -> Result<Self, CallError> {
        let call = Self::with_body(Method::Patch, entity("Users", id)?, body);
        Ok(Self { if_match: Some(version), ..call })
    }

    /// Sends no `If-Match`: with a stale one, UAA 4.30 answers 500, keeps the user and drops the memberships.
    pub fn delete_user(id: &str) -> Result<Self, CallError> {
        Ok(Self::new(Method::Delete, entity("Users", id)?))
    }

    pub fn group(id: &str) -> Result<Self, CallError> {
        Ok(Self::new(Method::Get, entity("Groups", id)?))
    }

    pub fn create_group(group: &Group) -> Self {
        Self::with_body(Method::Post, "/Groups".to_owned(), group.to_body())
    }

    /// Replaces the group; without members it has none afterwards. Where it fails, its version may have risen all the
    /// same and members may have been added: it is read again before it is sent again.
    pub fn replace_group(group: &Group, version: IfMatch) -> Result<Self, CallError> {
        let call = Self::with_body(Method::Put, entity("Groups", &group.id)?, group.to_body());
        Ok(Self { if_match: Some(version), ..call })
    }

    pub fn patch_group(id: &str, version: IfMatch, patch: &GroupPatch) -> Result<Self, CallError> {
        let call = Self::with_body(Method::Patch, entity("Groups", id)?, patch.to_body());
        Ok(Self { if_match: Some(version), ..call })
    }

    /// Sends no `If-Match`: a stale one fails after the members are gone.
    pub fn delete_group(id: &str) -> Result<Self, CallError> {
        Ok(Self::new(Method::Delete, entity("Groups", id)?))
    }

    pub fn members(group: &str) -> Result<Self, CallError> {
        Ok(Self::new(Method::Get, format!("{}/members", entity("Groups", group)?)))
    }

    /// 404 `member_not_found` when it is none, or there is no such group.
    pub fn member(group: &str, member: &str) -> Result<Self, CallError> {
        let path = format!("{}/members/{}", entity("Groups", group)?, segment(member)?);
        Ok(Self::new(Method::Get, path))
    }

    /// Leaves the group's version alone; 409 `member_already_exists` when it is one.
    pub fn add_member(group: &str, member: &Member) -> Result<Self, CallError> {
        let path = format!("{}/members", entity("Groups", group)?);
        Ok(Self::with_body(Method::Post, path, member.to_wire()))
    }

    pub fn remove_member(group: &str, member: &str) -> Result<Self, CallError> {
        Ok(Self { method: Method::Delete, ..Self::member(group, member)? })
    }

    /// The full address at this account.
    pub fn url(&self, api: &ApiUrl) -> Url {
        let mut url = api.join(&self.path);
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }

    /// All headers but `Authorization` that are meant, in the order sent. The transport adds its own (`Host`,
    /// `Content-Length`, `Accept-Encoding`).
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Accept", "application/json".to_owned())];
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        if let Some(version) = self.if_match {
            headers.push(("If-Match", version.to_string()));
        }
        headers
    }

    /// `GET /Users`, for messages: without the query, which may be long.
    pub fn title(&self) -> String {
        [self.method.as_str(), " ", &self.path].concat()
    }
}

fn entity(collection: &str, id: &str) -> Result<String, CallError> {
    Ok(format!("/{collection}/{}", segment(id)?))
}

/// One path segment. `.` and `..` are resolved by URL parsers even when encoded, and an empty id addresses the whole list.
fn segment(id: &str) -> Result<String, CallError> {
    if matches!(id, "" | "." | "..") {
        return Err(CallError { id: id.to_owned() });
    }
    Ok(encode_segment(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_one_path_segment_or_refused() {
        for (id, path) in [
            ("5a3f-9c", Some("/Groups/5a3f-9c")),
            ("Retail Viewer", Some("/Groups/Retail%20Viewer")),
            ("a/b?c#d;e%20", Some("/Groups/a%2Fb%3Fc%23d%3Be%2520")),
            ("Prüfer", Some("/Groups/Pr%C3%BCfer")),
            ("...", Some("/Groups/...")),
            ("..", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(Call::group(id).map(|call| call.path).ok().as_deref(), path, "{id:?}");
        }
    }

    #[test]
    fn the_address_is_what_is_previewed() {
        let api: ApiUrl = "https://x.example/base".parse().unwrap();
        let call = Call::get("/Users", vec![("filter".into(), r#"userName eq "a+b c""#.into())]);
        assert_eq!(call.url(&api).as_str(), "https://x.example/base/Users?filter=userName+eq+%22a%2Bb+c%22");
        let delete = Call::remove_member("Retail Viewer", "u/1").unwrap();
        assert_eq!(delete.url(&api).as_str(), "https://x.example/base/Groups/Retail%20Viewer/members/u%2F1");
        assert_eq!(delete.title(), "DELETE /Groups/Retail%20Viewer/members/u%2F1");
    }

    #[test]
    fn headers_carry_the_lock_only_where_one_is_asked_for() {
        let header = |call: &Call, name| call.headers().into_iter().find(|(n, _)| *n == name).map(|(_, v)| v);
        let patch = Call::patch_group("g", IfMatch::Version(3), &GroupPatch::default()).unwrap();
        assert_eq!(header(&patch, "If-Match").as_deref(), Some("3"));
        assert_eq!(header(&patch, "Content-Type").as_deref(), Some("application/json"));
        let any = Call::patch_user("u", IfMatch::Any, Value::Null).unwrap();
        assert_eq!(header(&any, "If-Match").as_deref(), Some("*"));
        for delete in [
            Call::delete_user("u").unwrap(),
            Call::delete_group("g").unwrap(),
            Call::remove_member("g", "u").unwrap(),
        ] {
            assert_eq!(header(&delete, "If-Match"), None, "{}", delete.title());
            assert_eq!(header(&delete, "Content-Type"), None, "{}", delete.title());
        }
    }
}
