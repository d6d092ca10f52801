//! Which column is what: as it is said, or as its title tells.

use crate::api::{AppError, PeopleColumn, PeopleField, PeoplePurpose};
use crate::errors::{Code, error};
use crate::spreadsheet::Table;

pub(super) const FIELDS: [PeopleField; 9] = [
    PeopleField::Id,
    PeopleField::UserName,
    PeopleField::Origin,
    PeopleField::Email,
    PeopleField::GivenName,
    PeopleField::FamilyName,
    PeopleField::ExternalId,
    PeopleField::PhoneNumber,
    PeopleField::Active,
];

/// Titles in small letters, without anything between them; English, German, and as the SCIM API names attributes.
fn titles(field: PeopleField) -> &'static [&'static str] {
    match field {
        PeopleField::Id => &["id", "userid"],
        PeopleField::UserName => {
            &["username", "user", "login", "loginname", "logonname", "account", "benutzername", "benutzer"]
        }
        PeopleField::Origin => &["origin", "originkey", "identityprovider", "idp", "herkunft"],
        PeopleField::Email => &["email", "emailaddress", "mail", "emails", "emailsvalue", "emailadresse"],
        PeopleField::GivenName => &["givenname", "firstname", "namegivenname", "vorname"],
        PeopleField::FamilyName => {
            &["familyname", "lastname", "surname", "namefamilyname", "nachname", "familienname"]
        }
        PeopleField::ExternalId => &["externalid", "personnelnumber", "personalnummer"],
        PeopleField::PhoneNumber => {
            &["phone", "phonenumber", "phonenumbers", "phonenumbersvalue", "telephone", "telefon"]
        }
        PeopleField::Active => &["active", "enabled", "aktiv"],
    }
}

/// The place of each field's column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns([Option<usize>; FIELDS.len()]);

impl Columns {
    /// `named` wins over titles; of two columns with one meaning the first counts.
    pub fn of(table: &Table, named: &[PeopleColumn], purpose: &PeoplePurpose) -> Result<Self, AppError> {
        let mut columns = Self::default();
        let mut said = Vec::new();
        for PeopleColumn { title, field } in named {
            let place = (0..table.width(0)).find(|&place| plain(table.cell(0, place)) == plain(title));
            let place = place.ok_or_else(|| {
                error(Code::ColumnUnknown, format!("The file has no column \"{title}\"."))
                    .help(format!("Its columns are: {}.", heads(table).join(", ")))
                    .at("columns")
            })?;
            said.push(place);
            if let Some(field) = field {
                columns.0[*field as usize].get_or_insert(place);
            }
        }
        for place in 0..table.width(0) {
            if said.contains(&place) {
                continue;
            }
            let title = plain(table.cell(0, place));
            let field = FIELDS.iter().find(|&&field| titles(field).contains(&title.as_str()));
            if let Some(&field) = field {
                columns.0[field as usize].get_or_insert(place);
            }
        }
        let members = matches!(purpose, PeoplePurpose::Members { .. });
        if !members {
            columns.0[PeopleField::Id as usize] = None;
        }
        let names = [PeopleField::UserName, PeopleField::Email, PeopleField::Id];
        if !names.iter().any(|&name| columns.at(name).is_some()) {
            return Err(error(Code::ColumnUnknown, "No column of the file names users.")
                .help(format!(
                    "Say which column holds user names or e-mail addresses. Its columns are: {}.",
                    heads(table).join(", ")
                ))
                .at("columns"));
        }
        Ok(columns)
    }

    pub fn at(&self, field: PeopleField) -> Option<usize> {
        self.0[field as usize]
    }

    /// Titles with what they are.
    pub fn shown(&self, table: &Table) -> Vec<(String, Option<PeopleField>)> {
        let field = |place| FIELDS.into_iter().find(|&field| self.at(field) == Some(place));
        heads(table).into_iter().enumerate().map(|(place, title)| (title, field(place))).collect()
    }
}

fn heads(table: &Table) -> Vec<String> {
    (0..table.width(0)).map(|place| table.cell(0, place).trim().to_owned()).collect()
}

fn plain(title: &str) -> String {
    title.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheet::read;

    fn of(head: &str, named: &[(&str, PeopleField)], purpose: &PeoplePurpose) -> Result<String, AppError> {
        let table = read(format!("{head}\n").as_bytes(), None).unwrap().table;
        let named: Vec<_> = named
            .iter()
            .map(|(title, field)| PeopleColumn { title: (*title).to_owned(), field: Some(*field) })
            .collect();
        let columns = Columns::of(&table, &named, purpose)?;
        let told = columns
            .shown(&table)
            .into_iter()
            .map(|(_, field)| field.map_or("-".into(), |f| format!("{f:?}")));
        Ok(told.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn titles_tell_what_columns_are() {
        let members = PeoplePurpose::Members { role_collection: "r".into() };
        for (head, users, of_members) in [
            ("User Name,E-Mail,First Name,Last Name,Note", "UserName Email GivenName FamilyName -", None),
            (
                "ID;userName;emails.value;name.familyName",
                "- UserName Email FamilyName",
                Some("Id UserName Email FamilyName"),
            ),
            ("Benutzername\tVorname\tNachname\tE-Mail-Adresse", "UserName GivenName FamilyName Email", None),
            ("mail,Mail", "Email -", None),
        ] {
            assert_eq!(of(head, &[], &PeoplePurpose::Users).unwrap(), users);
            assert_eq!(of(head, &[], &members).unwrap(), of_members.unwrap_or(users));
        }
    }

    #[test]
    fn what_is_said_wins_and_must_be_there() {
        let named = [("kürzel", PeopleField::UserName)];
        let users = PeoplePurpose::Users;
        assert_eq!(of("Kürzel,User Name", &named, &users).unwrap(), "UserName -");
        let missing = of("A,B", &named, &users).unwrap_err();
        assert_eq!(
            (missing.code.as_str(), missing.help.as_deref()),
            ("ZD3006", Some("Its columns are: A, B."))
        );
        assert_eq!(of("A,B", &[], &users).unwrap_err().code, "ZD3006");
    }
}
