//! The file as it is written.

use std::collections::HashSet;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use zonedesk_workspace::{ImportedSystem, SecretKey, Secrets, SignIn, SystemId};

use super::faults::{Faults, part};
use super::systems::systems;
use super::{Caller, Configuration, Given, is_hash};
use crate::api::{AppError, ProxyTls};
use crate::app::now;
use crate::connect::property;
use crate::consumers;
use crate::exchange::shape::Members;
use crate::proxy_front::Front;
use crate::proxy_settings::PublicUrl;

/// Bytes of the largest file of a secret.
const LARGEST_SECRET: u64 = 64 << 10;
/// Characters of the shortest key of tokens.
const SHORTEST_KEY: usize = 32;

const MEMBERS: [&str; 10] = [
    "listen",
    "publicUrl",
    "tls",
    "tlsEndedBy",
    "clientAuthorities",
    "metricsToken",
    "tokenKeys",
    "systems",
    "secrets",
    "consumers",
];

/// Reads the file with all that it names. `dir`: what paths in it are relative to.
pub fn configuration(text: &str, dir: &Path, file: &str) -> Result<Configuration, AppError> {
    let mut reader = Reader { dir, faults: Faults::default() };
    let (members, value) = match (Members::of(text), serde_json::from_str::<Value>(text)) {
        (Some(members), Ok(Value::Object(value))) => (members, value),
        (_, Err(why)) => {
            reader.faults.tell("", format!("this is no JSON ({why})"));
            return Err(reader.faults.end(file).expect_err("a fault was told"));
        }
        _ => {
            reader.faults.tell("", "this is no JSON object");
            return Err(reader.faults.end(file).expect_err("a fault was told"));
        }
    };
    if let Some(name) = members.twice() {
        reader.faults.tell(format!("/{}", part(name)), "this occurs twice");
    }
    reader.only(&value, "", &MEMBERS);
    let raw = match members.get("systems").map(serde_json::from_str::<Vec<&RawValue>>) {
        Some(Ok(raw)) if !raw.is_empty() => raw,
        _ => {
            reader.faults.tell("/systems", "a list of systems is wanted, at least one");
            Vec::new()
        }
    };
    let systems = systems(&raw, file, &mut reader.faults);
    let front = reader.front(&value);
    let credentials = reader.credentials(&value, &systems);
    let consumers = reader.consumers(&value, &systems);
    reader.faults.end(file)?;
    Ok(Configuration { front, systems, credentials, consumers })
}

struct Reader<'r> {
    dir: &'r Path,
    faults: Faults,
}

impl Reader<'_> {
    fn front(&mut self, value: &Map<String, Value>) -> Front {
        let listen = self.text(value, "", "listen").and_then(|text| {
            let address = text.parse().ok();
            if address.is_none() {
                self.faults.tell("/listen", "an address and a port are wanted, as \"0.0.0.0:8443\"");
            }
            address
        });
        let public_url = self.text(value, "", "publicUrl").map(|text| text.trim_end_matches('/').to_owned());
        if let Some(Err(why)) = public_url.as_ref().map(|text| text.parse::<PublicUrl>()) {
            self.faults.tell("/publicUrl", why.message);
        }
        let tls = self.object(value, "", "tls").and_then(|tls| {
            self.only(&tls, "/tls", &["certificate", "key"]);
            let (certificate, key) = (self.path(&tls, "/tls", "certificate"), self.path(&tls, "/tls", "key"));
            for (name, given) in [("certificate", &certificate), ("key", &key)] {
                if given.is_none() && !tls.contains_key(name) {
                    self.faults.tell(format!("/tls/{name}"), "the path of a PEM file is wanted");
                }
            }
            Some(ProxyTls::Pem { certificate: certificate?, key: key? })
        });
        let metrics = value.get("metricsToken").and_then(|given| self.secret(given, "/metricsToken"));
        Front {
            listen,
            public_url,
            tls: Some(tls.unwrap_or(ProxyTls::Off)),
            client_authorities: self.path(value, "", "clientAuthorities"),
            ended_by: self.texts(value, "tlsEndedBy"),
            metrics,
            token_keys: self.token_keys(value),
        }
    }

    fn token_keys(&mut self, value: &Map<String, Value>) -> Vec<SecretString> {
        let mut keys = Vec::new();
        for (at, given) in self.list(value, "tokenKeys").iter().enumerate() {
            let pointer = format!("/tokenKeys/{at}");
            let Some(key) = self.secret(given, &pointer) else { continue };
            if key.expose_secret().chars().count() < SHORTEST_KEY {
                self.faults.tell(pointer, format!("a key has at least {SHORTEST_KEY} characters"));
            }
            keys.push(key);
        }
        keys
    }

    fn credentials(&mut self, value: &Map<String, Value>, systems: &[ImportedSystem]) -> Vec<Given> {
        let mut credentials = Vec::new();
        for (name, given) in self.object(value, "", "secrets").unwrap_or_default() {
            let pointer = format!("/secrets/{}", part(&name));
            let Some(id) = self.system(&name, &pointer, systems) else { continue };
            let pair = given.as_object().filter(|given| given.contains_key("key"));
            let Some(pair) = pair else {
                let key = SecretKey::new(id, property::SECRET);
                let secret = self.secret(&given, &pointer);
                credentials.extend(secret.map(|secret| Given { key, secret, certificate: None }));
                continue;
            };
            self.only(pair, &pointer, &["key", "certificate"]);
            let mut half = |member: &str| {
                let given = pair.get(member).unwrap_or(&Value::Null);
                self.secret(given, &format!("{pointer}/{member}"))
            };
            if let (Some(secret), Some(certificate)) = (half("key"), half("certificate")) {
                let read = zonedesk_xsuaa::ClientIdentity::read(certificate.expose_secret(), &secret);
                if let Err(why) = read {
                    self.faults.tell(pointer, why.to_string());
                }
                let certificate = Some(certificate.expose_secret().to_owned());
                credentials.push(Given {
                    key: SecretKey::new(id, property::PRIVATE_KEY),
                    secret,
                    certificate,
                });
            }
        }
        credentials
    }

    fn consumers(&mut self, value: &Map<String, Value>, systems: &[ImportedSystem]) -> Vec<Caller> {
        let mut seen = HashSet::new();
        let mut callers = Vec::new();
        for (at, given) in self.list(value, "consumers").iter().enumerate() {
            let pointer = format!("/consumers/{at}");
            let Some(given) = given.as_object() else {
                self.faults.tell(pointer, "an object is wanted");
                continue;
            };
            let Some(caller) = self.consumer(given, &pointer, systems) else { continue };
            if !seen.insert((caller.system, caller.consumer.id.clone())) {
                self.faults.tell(format!("{pointer}/id"), "the system has a consumer of this id already");
            }
            callers.push(caller);
        }
        callers
    }

    fn consumer(
        &mut self,
        given: &Map<String, Value>,
        pointer: &str,
        systems: &[ImportedSystem],
    ) -> Option<Caller> {
        let known = ["system", "id", "name", "signIn", "secret", "hash", "subject", "access", "tokenMinutes"];
        self.only(given, pointer, &known);
        let system = self.text(given, pointer, "system").unwrap_or_default();
        let system = self.system(&system, &format!("{pointer}/system"), systems);
        let id = self.text(given, pointer, "id").unwrap_or_default();
        let id = self.kept(&format!("{pointer}/id"), consumers::id(&id));
        let sign_in = match self.text(given, pointer, "signIn").as_deref() {
            None | Some("basic") => SignIn::Basic,
            Some("oauth") => SignIn::OAuth,
            Some("certificate") => SignIn::Certificate,
            Some(_) => {
                self.faults.tell(format!("{pointer}/signIn"), "one of basic, oauth, certificate is wanted");
                return None;
            }
        };
        let access = match given.get("access") {
            None => true,
            Some(Value::Bool(access)) => *access,
            Some(_) => {
                self.faults.tell(format!("{pointer}/access"), "true or false is wanted");
                true
            }
        };
        let name = self.text(given, pointer, "name").unwrap_or_default();
        let subject = self.text(given, pointer, "subject");
        let token_minutes = given.get("tokenMinutes").and_then(|minutes| {
            let place = format!("{pointer}/tokenMinutes");
            if sign_in != SignIn::OAuth {
                self.faults.tell(place, "only one that signs in with oauth has tokens");
                return None;
            }
            let minutes = minutes.as_u64().and_then(|minutes| u32::try_from(minutes).ok());
            self.kept(&place, consumers::token_minutes(minutes.unwrap_or_default()))
        });
        let (mut secret, mut hash) = (None, None);
        if sign_in == SignIn::Certificate {
            self.absent(given, pointer, &["secret", "hash"], "a certificate has none");
        } else {
            self.absent(given, pointer, &["subject"], "only a certificate has one");
            hash = self.text(given, pointer, "hash");
            match (given.get("secret"), &hash) {
                (Some(given), None) => secret = self.secret(given, &format!("{pointer}/secret")),
                (None, Some(hash)) if is_hash(hash) => {}
                (None, Some(_)) => {
                    self.faults
                        .tell(format!("{pointer}/hash"), "a hash of Argon2id is wanted, as PHC writes it");
                }
                _ => self.faults.tell(pointer, "either a secret or a hash is wanted"),
            }
        }
        let subject = match sign_in {
            SignIn::Certificate => {
                let read = consumers::subject(subject.as_deref().unwrap_or_default());
                Some(self.kept(&format!("{pointer}/subject"), read)?)
            }
            _ => None,
        };
        let created_at = now();
        let consumer = zonedesk_workspace::Consumer {
            id: id?,
            name,
            sign_in,
            hash,
            subject,
            access,
            created_at,
            token_minutes,
        };
        Some(Caller { system: system?, consumer, secret })
    }

    /// A system by its id or name.
    fn system(&mut self, named: &str, pointer: &str, systems: &[ImportedSystem]) -> Option<SystemId> {
        let is = |system: &&ImportedSystem| {
            system.id.to_string().eq_ignore_ascii_case(named) || system.new.name.as_str() == named
        };
        let found = systems.iter().find(is).map(|system| system.id);
        if found.is_none() {
            self.faults.tell(pointer, format!("no system of this file has the name or id {named:?}"));
        }
        found
    }

    /// `{"file": PATH}`, `{"env": NAME}`, or `{"keychain": NAME}`.
    fn secret(&mut self, given: &Value, pointer: &str) -> Option<SecretString> {
        let one = given.as_object().filter(|given| given.len() == 1).and_then(|given| given.iter().next());
        let read = match one.map(|(kind, value)| (kind.as_str(), value.as_str())) {
            Some(("file", Some(path))) => self.file(path),
            Some(("env", Some(name))) => {
                std::env::var(name).map_err(|_| format!("the environment has no variable {name}"))
            }
            Some(("keychain", Some(name))) => match Secrets::in_keychain(name) {
                Ok(Some(secret)) => Ok(secret.expose_secret().to_owned()),
                Ok(None) => Err(format!("the keychain has no entry {name:?} of the service \"zonedesk\"")),
                Err(why) => Err(why.to_string()),
            },
            _ => Err("{\"file\": PATH}, {\"env\": NAME} or {\"keychain\": NAME} is wanted".to_owned()),
        };
        let read = read.and_then(|text| match text.trim_end_matches(['\r', '\n']) {
            "" => Err("it is empty".to_owned()),
            text => Ok(SecretString::from(text)),
        });
        read.map_err(|why| self.faults.tell(pointer, why)).ok()
    }

    fn file(&self, path: &str) -> Result<String, String> {
        let path = self.dir.join(path);
        let read = || {
            let size = std::fs::metadata(&path)?.len();
            if size > LARGEST_SECRET {
                return Err(std::io::Error::other("it is larger than 64 kB"));
            }
            std::fs::read_to_string(&path)
        };
        read().map_err(|why| format!("{} cannot be read: {why}", path.display()))
    }

    fn path(&mut self, of: &Map<String, Value>, pointer: &str, name: &str) -> Option<String> {
        let path = self.dir.join(self.text(of, pointer, name)?);
        Some(std::path::absolute(&path).unwrap_or(path).display().to_string())
    }

    fn text(&mut self, of: &Map<String, Value>, pointer: &str, name: &str) -> Option<String> {
        match of.get(name)? {
            Value::String(text) => Some(text.clone()),
            _ => {
                self.faults.tell(format!("{pointer}/{name}"), "a text is wanted");
                None
            }
        }
    }

    fn object(&mut self, of: &Map<String, Value>, pointer: &str, name: &str) -> Option<Map<String, Value>> {
        match of.get(name)? {
            Value::Object(object) => Some(object.clone()),
            _ => {
                self.faults.tell(format!("{pointer}/{name}"), "an object is wanted");
                None
            }
        }
    }

    fn list(&mut self, of: &Map<String, Value>, name: &str) -> Vec<Value> {
        match of.get(name) {
            None => Vec::new(),
            Some(Value::Array(list)) => list.clone(),
            Some(_) => {
                self.faults.tell(format!("/{name}"), "a list is wanted");
                Vec::new()
            }
        }
    }

    fn texts(&mut self, of: &Map<String, Value>, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, value) in self.list(of, name).iter().enumerate() {
            match value.as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.faults.tell(format!("/{name}/{at}"), "a text is wanted"),
            }
        }
        texts
    }

    fn kept<T>(&mut self, pointer: &str, read: Result<T, AppError>) -> Option<T> {
        read.map_err(|why| self.faults.tell(pointer, why.message)).ok()
    }

    fn only(&mut self, of: &Map<String, Value>, pointer: &str, known: &[&str]) {
        for name in of.keys().filter(|name| !known.contains(&name.as_str())) {
            self.faults.tell(format!("{pointer}/{}", part(name)), "nothing of this name is known");
        }
    }

    fn absent(&mut self, of: &Map<String, Value>, pointer: &str, names: &[&str], why: &str) {
        for name in names.iter().filter(|name| of.contains_key(**name)) {
            self.faults.tell(format!("{pointer}/{name}"), why);
        }
    }
}
