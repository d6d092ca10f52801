use crate::api::{PeopleField, UserDraft};

/// What a row says of a person. Empty: it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Draft {
    pub id: String,
    pub user_name: String,
    pub origin: String,
    pub email: String,
    pub given_name: String,
    pub family_name: String,
    pub external_id: String,
    pub phone_number: String,
    pub active: String,
}

/// What a spreadsheet shows for a formula that failed.
const FAILED: [&str; 9] =
    ["#N/A", "#NV", "#REF!", "#BEZUG!", "#NAME?", "#VALUE!", "#WERT!", "#DIV/0!", "#NULL!"];

impl Draft {
    pub(super) fn of(text: impl Fn(PeopleField) -> String, origin: &str) -> Self {
        let named = text(PeopleField::Origin);
        Self {
            id: text(PeopleField::Id),
            user_name: text(PeopleField::UserName),
            origin: if named.is_empty() { origin.trim().to_owned() } else { named },
            email: text(PeopleField::Email),
            given_name: text(PeopleField::GivenName),
            family_name: text(PeopleField::FamilyName),
            external_id: text(PeopleField::ExternalId),
            phone_number: text(PeopleField::PhoneNumber),
            active: text(PeopleField::Active),
        }
    }

    /// User name; the e-mail address where there is none, as SAP's identity services have it.
    pub fn named(&self) -> &str {
        [&self.user_name, &self.email, &self.id]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", |text| text)
    }

    /// None where the row does not say.
    pub fn active(&self) -> Option<bool> {
        match self.active.to_lowercase().as_str() {
            "true" | "yes" | "1" | "x" | "active" | "enabled" | "ja" | "aktiv" | "wahr" => Some(true),
            "false" | "no" | "0" | "inactive" | "deactivated" | "disabled" | "nein" | "inaktiv"
            | "falsch" => Some(false),
            _ => None,
        }
    }

    /// What is wrong with the row by itself.
    pub(super) fn problem(&self) -> Option<String> {
        let fields = [
            ("ID", &self.id),
            ("User name", &self.user_name),
            ("Origin", &self.origin),
            ("E-mail", &self.email),
            ("First name", &self.given_name),
            ("Last name", &self.family_name),
            ("External ID", &self.external_id),
            ("Phone", &self.phone_number),
        ];
        for (name, text) in fields {
            if text.chars().count() > 255 || text.chars().any(char::is_control) {
                return Some(format!("{name}: longer than 255 characters, or more than one line."));
            }
            if FAILED.contains(&text.as_str()) {
                return Some(format!("{name}: {text} is a formula that failed in the spreadsheet."));
            }
        }
        if self.named().is_empty() {
            return Some("The row names nobody.".into());
        }
        if !self.email.is_empty() && !is_address(&self.email) {
            return Some(format!("E-mail: \"{}\" is no address.", self.email));
        }
        if !self.active.is_empty() && self.active().is_none() {
            return Some(format!("Active: \"{}\" is neither yes nor no.", self.active));
        }
        None
    }

    /// A new user; none where there is no e-mail address.
    pub(super) fn address(&self) -> Option<&str> {
        let found = [&self.email, &self.user_name].into_iter().find(|text| !text.is_empty());
        found.map(String::as_str).filter(|text| is_address(text))
    }

    /// As a form would hold it.
    pub fn new_user(&self) -> UserDraft {
        UserDraft {
            user_name: self.named().to_owned(),
            origin: self.origin.clone(),
            email: self.address().unwrap_or_default().to_owned(),
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            external_id: self.external_id.clone(),
            phone_number: self.phone_number.clone(),
            active: self.active().unwrap_or(true),
        }
    }
}

fn is_address(text: &str) -> bool {
    let (name, host) = text.rsplit_once('@').unwrap_or_default();
    !name.is_empty() && !host.is_empty() && !text.contains([' ', ',', ';', '<', '>'])
}
