//! Files as systems. Never fails: what was understood, and what is wrong. Nothing is decided here that needs to know
//! what is in the workspace.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;
use serde_json::value::RawValue;

use super::shape::{
    ACCESS_MODE, CONNECTOR, DESCRIPTION, ENCRYPTED, Extra, ID, Members, NAME, PROPERTIES, READ, STATE, WRITE,
    ZONEDESK, dedent, is_ours,
};
use crate::api::{Notice, Severity};
use crate::landscape;
use crate::properties::check;
use crate::properties::destination_file::{holds_secret, is_masked};
use crate::properties::known::known;
use crate::system_transformations::LARGEST_TEXT;
use crate::texts::notice;

/// Bytes of the largest file.
pub const LARGEST_FILE: usize = 64 << 20;

/// Objects and lists within one another.
const DEEPEST: usize = 100;

/// Systems of one file.
const MOST_SYSTEMS: usize = 2_000;

/// Properties of one system.
const MOST_PROPERTIES: usize = 1_000;

/// Names that are told one by one.
const TOLD: usize = 20;

/// What a file says of one system.
#[derive(Default)]
pub struct Document {
    pub id: Option<String>,
    pub name: String,
    pub description: String,
    pub enabled: bool,
    /// Never a credential.
    pub properties: BTreeMap<String, String>,
    /// Credentials that stood in the file as they are.
    pub credentials: BTreeMap<String, SecretString>,
    /// Names of credentials that the file only names.
    pub masked: BTreeSet<String>,
    pub read: Option<String>,
    pub write: Option<String>,
    pub extra: Extra,
    /// What [`super::write::Exported::imported`] will be.
    pub imported: String,
}

/// The systems of a file, each as its own text, or why it has none.
pub fn systems(text: &str) -> Result<Vec<&RawValue>, Notice> {
    let error = |code: &str| notice(Severity::Error, code, []);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(error("notice.importEmpty"));
    }
    if depth(text) > DEEPEST {
        let limit = [("limit", DEEPEST.to_string())];
        return Err(notice(Severity::Error, "notice.importTooDeep", limit));
    }
    let broken = |bad: serde_json::Error| {
        let place = [("line", bad.line().to_string()), ("column", bad.column().to_string())];
        notice(Severity::Error, "notice.importNotJson", place)
    };
    let systems: Vec<&RawValue> = match text.as_bytes()[0] {
        b'[' => serde_json::from_str(text).map_err(broken)?,
        _ => vec![serde_json::from_str(text).map_err(broken)?],
    };
    match systems.len() {
        0 => Err(error("notice.importNoSystems")),
        many if many > MOST_SYSTEMS => {
            let limit = [("limit", MOST_SYSTEMS.to_string())];
            Err(notice(Severity::Error, "notice.importTooMany", limit))
        }
        _ => Ok(systems),
    }
}

/// How deep objects and lists lie within one another; brackets in strings do not count.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether an object is meant as a system, not as something else that is JSON.
pub fn is_system(members: &Members) -> bool {
    [ACCESS_MODE, CONNECTOR, PROPERTIES, READ, WRITE, ZONEDESK].iter().any(|name| members.get(name).is_some())
}

/// Reads one system. A notice of severity error: it cannot be imported.
pub fn document(members: &Members) -> (Document, Vec<Notice>) {
    let mut reader = Reader { members, notices: Vec::new() };
    if let Some(name) = members.twice() {
        reader.error("notice.importTwice", [("member", name.to_owned())]);
    }
    let mut document = Document {
        id: reader.text(ID),
        name: reader.text(NAME).unwrap_or_default(),
        description: reader.text(DESCRIPTION).unwrap_or_default(),
        enabled: reader.state(),
        read: reader.transformation(READ),
        write: reader.transformation(WRITE),
        extra: reader.extra(),
        ..Document::default()
    };
    reader.properties(&mut document);
    reader.encrypted(&mut document);
    reader.is_ours(&document);
    document.imported = reader.imported(&document);
    (document, reader.notices)
}

struct Reader<'m, 'a> {
    members: &'m Members<'a>,
    notices: Vec<Notice>,
}

impl Reader<'_, '_> {
    fn tell<const N: usize>(&mut self, severity: Severity, code: &str, params: [(&str, String); N]) {
        self.notices.push(notice(severity, code, params));
    }

    fn error<const N: usize>(&mut self, code: &str, params: [(&str, String); N]) {
        self.tell(Severity::Error, code, params);
    }

    fn wrong(&mut self, member: &str) {
        self.error("notice.importWrongKind", [("member", member.to_owned())]);
    }

    /// A member that is a text; `null` counts as absent.
    fn text(&mut self, member: &str) -> Option<String> {
        let raw = self.members.get(member).filter(|raw| *raw != "null")?;
        match serde_json::from_str(raw) {
            Ok(text) => Some(text),
            Err(_) => {
                self.wrong(member);
                None
            }
        }
    }

    fn state(&mut self) -> bool {
        match self.text(STATE).as_deref() {
            None | Some("ENABLED") => true,
            Some("DISABLED") => false,
            Some(_) => {
                self.wrong(STATE);
                true
            }
        }
    }

    fn transformation(&mut self, member: &str) -> Option<String> {
        let raw = self.members.get(member).filter(|raw| *raw != "null")?;
        if !raw.starts_with('{') {
            self.wrong(member);
            return None;
        }
        if raw.len() > LARGEST_TEXT {
            let limit = (LARGEST_TEXT >> 20).to_string();
            self.error("notice.importLargeText", [("member", member.to_owned()), ("limit", limit)]);
            return None;
        }
        Some(dedent(raw))
    }

    fn extra(&mut self) -> Extra {
        let Some(raw) = self.members.get(ZONEDESK).filter(|raw| *raw != "null") else {
            return Extra::default();
        };
        let read = Some(raw).filter(|raw| raw.starts_with('{')).map(serde_json::from_str::<Extra>);
        let Some(Ok(mut extra)) = read else {
            self.wrong(ZONEDESK);
            return Extra::default();
        };
        let one_line = |text: &str| text.chars().count() <= 255 && !text.chars().any(char::is_control);
        let lines = |text: &str| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        let colour = extra.colour.is_none_or(|colour| (1..=10).contains(&colour));
        let notes = landscape::notes(&extra.notes);
        let tags = landscape::tags(std::mem::take(&mut extra.tags));
        let history = extra.history.iter().flat_map(|history| history.read.iter().chain(&history.write)).all(
            |version| {
                one_line(&version.who)
                    && lines(&version.description)
                    && version.text.len() <= LARGEST_TEXT
                    && Members::of(&version.text).is_some()
            },
        );
        for (good, name) in
            [(colour, "colour"), (notes.is_ok(), "notes"), (tags.is_ok(), "tags"), (history, "history")]
        {
            if !good {
                self.wrong(&format!("{ZONEDESK}.{name}"));
            }
        }
        Extra { notes: notes.unwrap_or_default(), tags: tags.unwrap_or_default(), ..extra }
    }

    fn properties(&mut self, document: &mut Document) {
        let Some(raw) = self.members.get(PROPERTIES).filter(|raw| *raw != "null") else { return };
        let Some(properties) = self.named(PROPERTIES, raw) else { return };
        let mut unknown = Vec::new();
        for (name, raw) in &properties.0 {
            let Some(value) = plain(raw.get()) else {
                self.wrong(&format!("{PROPERTIES}.{name}"));
                continue;
            };
            if holds_secret(name) || value.contains("PRIVATE KEY-----") {
                self.credential(document, name, value);
                continue;
            }
            let findings = check::value(name, &value);
            let bad = ["finding.name", "finding.lines", "finding.control", "finding.long"];
            for finding in findings {
                let hostile = bad.contains(&finding.text.code.as_str());
                let severity =
                    if hostile { Severity::Error } else { finding.severity.min(Severity::Warning) };
                let problem = [("name", name.clone()), ("problem", finding.text.message)];
                self.tell(severity, "notice.importProperty", problem);
            }
            if known(name).is_none() {
                unknown.push(name.clone());
            }
            document.properties.insert(name.clone(), value);
        }
        if !unknown.is_empty() {
            let more = if unknown.len() > TOLD { ", …" } else { "" };
            let names = format!("{}{more}", unknown[..unknown.len().min(TOLD)].join(", "));
            let params = [("count", unknown.len().to_string()), ("names", names)];
            self.tell(Severity::Information, "notice.importUnknown", params);
        }
    }

    /// A member that holds values by their names.
    fn named<'r>(&mut self, member: &str, raw: &'r str) -> Option<Members<'r>> {
        let Some(named) = Members::of(raw) else {
            self.wrong(member);
            return None;
        };
        if named.0.len() > MOST_PROPERTIES {
            let params = [("member", member.to_owned()), ("limit", MOST_PROPERTIES.to_string())];
            self.error("notice.importTooManyOf", params);
            return None;
        }
        if let Some(name) = named.twice() {
            self.error("notice.importTwice", [("member", format!("{member}.{name}"))]);
        }
        Some(named)
    }

    fn encrypted(&mut self, document: &mut Document) {
        let Some(raw) = self.members.get(ENCRYPTED).filter(|raw| *raw != "null") else { return };
        let Some(encrypted) = self.named(ENCRYPTED, raw) else { return };
        for (name, raw) in &encrypted.0 {
            match plain(raw.get()) {
                _ if check::value(name, "").iter().any(|found| found.text.code == "finding.name") => {
                    self.wrong(&format!("{ENCRYPTED}.{name}"));
                }
                Some(value) => self.credential(document, name, value),
                None => self.wrong(&format!("{ENCRYPTED}.{name}")),
            }
        }
    }

    /// What stands in the file as it is goes to where secrets go, or nowhere.
    fn credential(&mut self, document: &mut Document, name: &str, value: String) {
        if is_masked(&value) {
            document.masked.insert(name.to_owned());
        } else {
            self.tell(Severity::Warning, "notice.importCredential", [("name", name.to_owned())]);
            document.credentials.insert(name.to_owned(), value.into());
        }
    }

    /// The members as they are, `null` in the place of what the system itself will say; of credentials the names.
    fn imported(&mut self, document: &Document) -> String {
        let mut kept = Vec::new();
        for (name, raw) in &self.members.0 {
            let text = match name.as_str() {
                ENCRYPTED => {
                    let names = document.masked.iter().chain(document.credentials.keys());
                    let names: BTreeMap<&str, ()> = names.map(|name| (name.as_str(), ())).collect();
                    serde_json::json!(names).to_string()
                }
                name if is_ours(name) => "null".to_owned(),
                name => {
                    if serde_json::from_str(raw.get()).is_ok_and(|value| hides_secret(name, &value)) {
                        self.tell(
                            Severity::Warning,
                            "notice.importSecretMember",
                            [("member", name.to_owned())],
                        );
                        continue;
                    }
                    raw.get().to_owned()
                }
            };
            kept.push(format!("{}:{text}", serde_json::Value::from(name.as_str())));
        }
        format!("{{{}}}", kept.join(","))
    }

    /// Only a proxy system of this type has a meaning here.
    fn is_ours(&mut self, document: &Document) {
        let (mode, connector) = (self.text(ACCESS_MODE), self.text(CONNECTOR));
        if let Some(mode) = mode.filter(|mode| mode != "PROXY") {
            return self.error("notice.importNotProxy", [("mode", mode)]);
        }
        let connector = connector.unwrap_or_default();
        let of_type = connector.to_ascii_uppercase().contains("XS_ADVANCED_UAA")
            || self.members.get(ZONEDESK).is_some()
            || document.properties.keys().any(|name| name.starts_with("xsuaa."))
            || ["URL", "OAuth2TokenServiceURL"]
                .iter()
                .filter_map(|name| document.properties.get(*name))
                .any(|url| url.contains("authentication.") || url.contains("accounts.cloud.sap"));
        if !of_type {
            self.error("notice.importOtherType", [("type", connector)]);
        }
    }
}

/// A text, or what is written like one; `null` is an empty one.
fn plain(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'{' | b'[' => None,
        _ if raw == "null" => Some(String::new()),
        _ => Some(raw.to_owned()),
    }
}

/// Whether a member that nobody here knows holds a secret, as far as its names tell.
fn hides_secret(name: &str, value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => {
            holds_secret(name) && !is_masked(text) || text.contains("PRIVATE KEY-----")
        }
        serde_json::Value::Array(items) => items.iter().any(|item| hides_secret(name, item)),
        serde_json::Value::Object(members) => members.iter().any(|(name, value)| hides_secret(name, value)),
        _ => false,
    }
}
