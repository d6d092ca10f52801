use serde_json::json;
use zonedesk_scim::Timestamp;

use super::{IfMatch, Refusal, UserRow, Zone, fits, whole_seconds};
use crate::change::What;

/// A user as a call wants it. What is not said is `None`.
#[derive(Debug, Clone, Default)]
pub(crate) struct UserInput {
    pub user_name: Option<String>,
    pub external_id: Option<String>,
    /// `None`: no object at all.
    pub name: Option<NameInput>,
    /// `None` within: an item that is `null`.
    pub emails: Option<Vec<EmailInput>>,
    pub phones: Option<Vec<Option<String>>>,
    pub active: Option<bool>,
    pub verified: Option<bool>,
    pub origin: Option<String>,
    pub password: Option<String>,
    pub version: i64,
    /// `meta.attributes`: what a PATCH takes away.
    pub gone: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct NameInput {
    pub given: Option<String>,
    pub family: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct EmailInput {
    pub value: Option<String>,
    pub primary: bool,
}

impl UserInput {
    fn of(row: &UserRow) -> Self {
        Self {
            user_name: Some(row.user_name.to_string()),
            external_id: row.external_id.as_deref().map(str::to_owned),
            name: Some(NameInput {
                given: row.given_name.as_deref().map(str::to_owned),
                family: row.family_name.as_deref().map(str::to_owned),
            }),
            emails: Some(vec![EmailInput { value: Some(row.email.to_string()), primary: false }]),
            phones: row.phone.as_deref().map(|phone| vec![Some(phone.to_owned())]),
            active: Some(row.active),
            verified: Some(row.verified),
            origin: Some(row.origin.to_string()),
            password: None,
            version: row.version,
            gone: Vec::new(),
        }
    }

    /// The one e-mail address that is kept.
    fn email(&self) -> &str {
        let emails = self.emails.as_deref().unwrap_or_default();
        let kept = emails.iter().find(|email| email.primary).or(emails.first());
        kept.and_then(|email| email.value.as_deref()).unwrap_or_default()
    }

    fn phone(&self) -> Option<&str> {
        let first = self.phones.as_ref()?.first()?;
        first.as_deref().filter(|phone| !phone.is_empty())
    }

    fn validate(&self) -> Result<&str, Refusal> {
        let invalid = |message: &str| Err(Refusal::new(400, "invalid_scim_resource", message));
        let Some(user_name) = self.user_name.as_deref().filter(|name| !name.trim().is_empty()) else {
            return invalid("A username must be provided.");
        };
        let allowed = |c: char| c.is_alphabetic() || c.is_ascii_digit() || "+-_.@'!".contains(c);
        if self.origin.as_deref() == Some("uaa") && !user_name.chars().all(allowed) {
            return invalid(r"Username must match pattern: [\p{L}+0-9+\-_.@'!]+");
        }
        let emails = self.emails.as_deref().unwrap_or_default();
        if emails.len() != 1 {
            return invalid("Exactly one email must be provided.");
        }
        if emails.iter().any(|email| email.value.as_deref().unwrap_or_default().is_empty()) {
            return invalid("An email must be provided.");
        }
        Ok(user_name)
    }

    fn fits(&self) -> Result<(), Refusal> {
        let name = self.name.as_ref();
        fits(&[
            self.user_name.as_deref(),
            self.external_id.as_deref(),
            name.and_then(|name| name.given.as_deref()),
            name.and_then(|name| name.family.as_deref()),
            Some(self.email()),
            self.phone(),
            self.origin.as_deref(),
        ])
    }
}

impl Zone {
    /// `POST /Users`.
    pub fn create_user(&mut self, mut input: UserInput, now: Timestamp) -> Result<u32, Refusal> {
        if input.origin.as_deref().unwrap_or_default().trim().is_empty() {
            input.origin = Some("uaa".to_owned());
        }
        let user_name = input.validate()?;
        let origin = input.origin.as_deref().unwrap_or_default();
        if origin == "uaa" && input.password.as_deref().unwrap_or_default().is_empty() {
            let message = "Password must be at least 1 characters in length.";
            return Err(Refusal::new(400, "invalid_password", message));
        }
        if let Some(taken) = self.named(user_name, origin).and_then(|key| self.users.get(key)) {
            let message = format!("Username already in use: {}", taken.user_name);
            let mut refusal = Refusal::new(409, "scim_resource_already_exists", message);
            refusal.extra = vec![
                ("user_id", json!(taken.id)),
                ("active", json!(taken.active)),
                ("verified", json!(taken.verified)),
            ];
            return Err(refusal);
        }
        input.fits()?;
        let origin = self.origin(input.origin.as_deref().unwrap_or_default());
        let name = input.name.clone().unwrap_or_default();
        let id = self.new_user_id();
        let key = self.insert_user(UserRow {
            id,
            external_id: input.external_id.as_deref().map(Into::into),
            user_name: input.user_name.as_deref().unwrap_or_default().into(),
            given_name: name.given.map(Into::into),
            family_name: name.family.map(Into::into),
            email: input.email().into(),
            phone: input.phone().map(Into::into),
            origin,
            active: input.active.unwrap_or(true),
            verified: input.verified.unwrap_or(true),
            version: input.version,
            created: now.0,
            last_modified: now.0,
            password_modified: whole_seconds(now),
            last_logon: None,
            previous_logon: None,
            groups: Vec::new(),
        });
        self.log_user(key);
        Ok(key)
    }

    /// `PUT /Users/{id}`.
    pub fn update_user(
        &mut self,
        id: &str,
        mut input: UserInput,
        version: IfMatch,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        // in UAA the wildcard reads the user, a number does not
        if version == IfMatch::Any && self.user_key(id).is_none() {
            return Err(Refusal::no_user(id));
        }
        if input.origin.as_deref().unwrap_or_default().trim().is_empty() {
            input.origin = Some("uaa".to_owned());
        }
        let user_name = input.validate()?.to_owned();
        let name = input.name.clone().ok_or_else(Refusal::unexpected)?;
        let key = self.user_key(id).ok_or_else(|| Refusal::no_user(id))?;
        let old = self.users.get(key).ok_or_else(|| Refusal::no_user(id))?;
        if let IfMatch::Version(found) = version
            && !version.holds(old.version)
        {
            let expected = old.version;
            return Err(Refusal::new(
                409,
                "scim_resource_conflict",
                format!(
                    "Attempt to update a user ({id}) with wrong version: expected={expected} but found={found}"
                ),
            ));
        }
        let origin = self.origin(input.origin.as_deref().unwrap_or_default());
        if self.named(&user_name, &origin).is_some_and(|taken| taken != key) {
            return Err(Refusal::database(
                "integrity constraint violation: unique constraint or index violation",
            ));
        }
        input.fits()?;
        self.unname_user(key);
        if let Some(row) = self.users.get_mut(key) {
            row.external_id = input.external_id.as_deref().map(Into::into);
            row.user_name = user_name.into();
            row.given_name = name.given.map(Into::into);
            row.family_name = name.family.map(Into::into);
            row.email = input.email().into();
            row.phone = input.phone().map(Into::into);
            row.origin = origin;
            row.active = input.active.unwrap_or(true);
            row.verified = input.verified.unwrap_or(true);
            row.version += 1;
            row.last_modified = now.0;
        }
        self.name_user(key);
        self.user_orders.forget();
        self.log_user(key);
        Ok(key)
    }

    /// `PATCH /Users/{id}`: UAA's merge patch. An external id and an origin in it are not looked at.
    pub fn patch_user(
        &mut self,
        id: &str,
        patch: UserInput,
        version: IfMatch,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let row =
            self.user_key(id).and_then(|key| self.users.get(key)).ok_or_else(|| Refusal::no_user(id))?;
        let mut merged = UserInput::of(row);
        for gone in &patch.gone {
            take_away(&mut merged, gone, patch.user_name.is_some())?;
        }
        if patch.user_name.is_some() {
            merged.user_name = patch.user_name;
        }
        merged.active = Some(patch.active.unwrap_or(true));
        merged.verified = Some(patch.verified.unwrap_or(true));
        if let Some(name) = patch.name {
            let merged = merged.name.get_or_insert_default();
            merged.given = name.given.or(merged.given.take());
            merged.family = name.family.or(merged.family.take());
        }
        let mut emails = merged.emails.take().unwrap_or_default();
        emails.extend(patch.emails.unwrap_or_default());
        // the primary one is kept, else the first: the one that was there
        let kept = emails.iter().position(|email| email.primary).unwrap_or(0);
        merged.emails = Some(emails.into_iter().skip(kept).take(1).collect());
        if let Some(phones) = patch.phones.filter(|phones| !phones.is_empty()) {
            merged.phones = Some(phones);
        }
        self.update_user(id, merged, version, now)
    }

    /// `DELETE /Users/{id}`. The memberships go first: with a stale version they are gone although the user stays.
    pub fn delete_user(&mut self, id: &str, version: IfMatch, now: Timestamp) -> Result<(), Refusal> {
        let key = self.user_key(id).ok_or_else(|| Refusal::no_user(id))?;
        self.remove_from_all_groups(key, now);
        // UAA looks at no version below 0 here
        let any = matches!(version, IfMatch::Any | IfMatch::Version(..0));
        let stays = !any && self.users.get(key).is_some_and(|row| !version.holds(row.version));
        if stays {
            return Err(Refusal::unexpected());
        }
        self.remove_user(key);
        self.log(What::UserGone { id: id.to_owned() });
        Ok(())
    }

    /// A row as it is, for a landscape and for replay.
    pub fn insert_user(&mut self, row: UserRow) -> u32 {
        let id = row.id.clone();
        let key = self.users.push(row);
        self.user_ids.insert(id, key);
        self.name_user(key);
        self.user_orders.forget();
        key
    }

    /// Puts another row in the place of a user's.
    pub(super) fn replace_user(&mut self, key: u32, row: UserRow) {
        self.unname_user(key);
        if let Some(place) = self.users.get_mut(key) {
            *place = UserRow { groups: std::mem::take(&mut place.groups), ..row };
        }
        self.name_user(key);
        self.user_orders.forget();
    }

    /// Takes a user out that is in no role collection any more.
    pub(super) fn remove_user(&mut self, key: u32) {
        self.unname_user(key);
        if let Some(row) = self.users.take(key) {
            self.user_ids.remove(&row.id);
        }
        self.user_orders.forget();
    }

    pub fn new_user_id(&mut self) -> Box<str> {
        loop {
            let id = self.ids.uuid();
            if !self.user_ids.contains_key(id.as_str()) {
                return id.into();
            }
        }
    }

    /// As if someone else had just written the user.
    pub fn touch_user(&mut self, id: &str, now: Timestamp) {
        if let Some(key) = self.user_key(id) {
            self.raise_user(key, now);
            self.log_user(key);
        }
    }

    pub(super) fn raise_user(&mut self, key: u32, now: Timestamp) {
        if let Some(row) = self.users.get_mut(key) {
            row.version += 1;
            row.last_modified = now.0;
            self.user_orders.forget();
        }
    }

    pub fn users_named(&self, name: &str) -> &[u32] {
        self.user_names.get(name.to_lowercase().as_str()).map_or(&[], Vec::as_slice)
    }

    /// The one that has this name and origin.
    pub fn named(&self, name: &str, origin: &str) -> Option<u32> {
        let of_origin = |key: &u32| self.users.get(*key).is_some_and(|row| row.origin.as_ref() == origin);
        self.users_named(name).iter().copied().find(of_origin)
    }

    fn name_user(&mut self, key: u32) {
        if let Some(row) = self.users.get(key) {
            let name = row.user_name.to_lowercase();
            self.user_names.entry(name.into()).or_default().push(key);
        }
    }

    fn unname_user(&mut self, key: u32) {
        let Some(name) = self.users.get(key).map(|row| row.user_name.to_lowercase()) else { return };
        if let Some(keys) = self.user_names.get_mut(name.as_str()) {
            keys.retain(|other| *other != key);
            if keys.is_empty() {
                self.user_names.remove(name.as_str());
            }
        }
    }

    fn log_user(&mut self, key: u32) {
        if let Some(user) = self.user_state(key) {
            self.log(What::User { user });
        }
    }
}

fn take_away(user: &mut UserInput, gone: &str, new_name: bool) -> Result<(), Refusal> {
    let invalid = |message: String| Err(Refusal::new(400, "invalid_scim_resource", message));
    match gone.to_ascii_uppercase().as_str() {
        "USERNAME" if !new_name => return invalid("Can not drop username, field is required.".to_owned()),
        "USERNAME" => user.user_name = None,
        "EMAILS" => user.emails = None,
        "PHONENUMBERS" => user.phones = None,
        "NAME" => user.name = Some(NameInput::default()),
        "NAME.FAMILYNAME" => user.name.get_or_insert_default().family = None,
        "NAME.GIVENNAME" => user.name.get_or_insert_default().given = None,
        // known to UAA, kept by nobody
        "DISPLAYNAME"
        | "NICKNAME"
        | "PROFILEURL"
        | "TITLE"
        | "PREFERREDLANGUAGE"
        | "LOCALE"
        | "TIMEZONE"
        | "NAME.FORMATTED"
        | "NAME.HONORIFICPREFIX"
        | "NAME.HONORIFICSUFFIX"
        | "NAME.MIDDLENAME" => {}
        _ => return invalid(format!("Attribute {gone} cannot be removed using \"Meta.attributes\"")),
    }
    Ok(())
}
