//! The calls for one entity, each one request.

use serde_json::Value;
use zonedesk_scim::{Group, GroupPatch, Member, Resource, User, WireError};

use crate::{Account, Call, CallError, Error, ErrorKind, IfMatch, Method};

impl Account {
    pub async fn user(&self, id: &str) -> Result<User, Error> {
        self.resource(Call::user(id)).await
    }

    /// As created, with id and version.
    pub async fn create_user(&self, user: &User) -> Result<User, Error> {
        self.resource(Ok(Call::create_user(user))).await
    }

    /// See [`Call::replace_user`].
    pub async fn replace_user(&self, user: &User, version: IfMatch) -> Result<User, Error> {
        self.resource(Call::replace_user(user, version)).await
    }

    /// `body` as [`zonedesk_scim::user_patch`] makes it.
    pub async fn patch_user(&self, id: &str, version: IfMatch, body: Value) -> Result<User, Error> {
        self.resource(Call::patch_user(id, version, body)).await
    }

    /// Memberships go with the user.
    pub async fn delete_user(&self, id: &str) -> Result<(), Error> {
        self.done(Call::delete_user(id)).await
    }

    /// With members.
    pub async fn group(&self, id: &str) -> Result<Group, Error> {
        self.resource(Call::group(id)).await
    }

    pub async fn create_group(&self, group: &Group) -> Result<Group, Error> {
        self.resource(Ok(Call::create_group(group))).await
    }

    /// See [`Call::replace_group`].
    pub async fn replace_group(&self, group: &Group, version: IfMatch) -> Result<Group, Error> {
        self.resource(Call::replace_group(group, version)).await
    }

    /// The changed group where the server shows it; XSUAA may answer with an empty 204.
    pub async fn patch_group(
        &self,
        id: &str,
        version: IfMatch,
        patch: &GroupPatch,
    ) -> Result<Option<Group>, Error> {
        let call = self.call(Call::patch_group(id, version, patch))?;
        let answer = self.send(&call).await?;
        if answer.body.trim_ascii().is_empty() {
            return Ok(None);
        }
        answer.read().map(Some).map_err(|kind| self.error(&call.title(), kind))
    }

    pub async fn delete_group(&self, id: &str) -> Result<(), Error> {
        self.done(Call::delete_group(id)).await
    }

    pub async fn members(&self, group: &str) -> Result<Vec<Member>, Error> {
        let call = self.call(Call::members(group))?;
        self.read(&call, |answer| {
            let items: Vec<Value> = serde_json::from_slice(&answer.body)
                .map_err(|error| answer.unreadable(&WireError::from(error)))?;
            Ok(items.into_iter().filter_map(|item| Member::from_wire(item).ok()).collect())
        })
        .await
    }

    /// None when it is no member, or there is no such group.
    pub async fn member(&self, group: &str, member: &str) -> Result<Option<Member>, Error> {
        let call = self.call(Call::member(group, member))?;
        let answer = match self.send(&call).await {
            Err(error) if error.is_not_found() => return Ok(None),
            answer => answer?,
        };
        let item = serde_json::from_slice(&answer.body).map_err(WireError::from).and_then(Member::from_wire);
        item.map(Some).map_err(|error| self.error(&call.title(), answer.unreadable(&error)))
    }

    pub async fn add_member(&self, group: &str, member: &Member) -> Result<(), Error> {
        self.done(Call::add_member(group, member)).await
    }

    pub async fn remove_member(&self, group: &str, member: &str) -> Result<(), Error> {
        self.done(Call::remove_member(group, member)).await
    }

    /// Nothing of the answer is needed: XSUAA answers deletions with a body or with an empty 204.
    async fn done(&self, call: Result<Call, CallError>) -> Result<(), Error> {
        self.send(&self.call(call)?).await.map(drop)
    }

    async fn resource<T: Resource>(&self, call: Result<Call, CallError>) -> Result<T, Error> {
        let call = self.call(call)?;
        if call.method == Method::Get {
            return self.read(&call, |answer| answer.read()).await;
        }
        let answer = self.send(&call).await?;
        answer.read().map_err(|kind| self.error(&call.title(), kind))
    }

    fn call(&self, call: Result<Call, CallError>) -> Result<Call, Error> {
        call.map_err(|error| self.error("no call", ErrorKind::Id(error)))
    }
}
