//! Who may call the proxy of a system. Secrets are made here, shown once, and kept as hashes only.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, phc::PasswordHash};
use data_encoding::BASE64URL_NOPAD;
use secrecy::{ExposeSecret as _, SecretString};

use crate::api::{AppError, Consumer, ConsumerEdit, ConsumerSecret, LastCall, NewConsumer, SignIn};
use crate::app::{App, blocking, now, system_id};
use crate::errors::{Code, error};
use crate::session::{one_line, who};

/// The consumers of a system by id.
pub async fn consumers(app: &App, system: &str) -> Result<Vec<Consumer>, AppError> {
    let id = system_id(system)?;
    let found = app.workspace(move |workspace| {
        workspace.system(id)?;
        workspace.consumers(id)
    });
    let with_last_call = |consumer| {
        let consumer = of(consumer);
        let last = app.0.proxy.log.last_call(id, &consumer.id);
        Consumer { last_call: last.map(|(at, status)| LastCall { at, status }), ..consumer }
    };
    Ok(found.await?.into_iter().map(with_last_call).collect())
}

/// Adds a consumer. Its secret, where its sign-in has one, is in the answer and nowhere else.
pub async fn consumer_add(app: &App, system: &str, new: NewConsumer) -> Result<ConsumerSecret, AppError> {
    let system = system_id(system)?;
    let (secret, hash) = match new.sign_in {
        SignIn::Basic | SignIn::Oauth => made().await.map(|(secret, hash)| (Some(secret), Some(hash)))?,
        SignIn::Certificate => (None, None),
    };
    let kept = zonedesk_workspace::Consumer {
        id: id(&new.id)?,
        name: one_line("name", &new.name)?,
        sign_in: match new.sign_in {
            SignIn::Basic => zonedesk_workspace::SignIn::Basic,
            SignIn::Oauth => zonedesk_workspace::SignIn::OAuth,
            SignIn::Certificate => zonedesk_workspace::SignIn::Certificate,
        },
        hash,
        subject: match new.sign_in {
            SignIn::Certificate => Some(subject(new.subject.as_deref().unwrap_or_default())?),
            SignIn::Basic | SignIn::Oauth => None,
        },
        access: new.access,
        created_at: now(),
        token_minutes: match (new.sign_in, new.token_minutes) {
            (SignIn::Oauth, minutes) => minutes.map(token_minutes).transpose()?,
            (_, None) => None,
            (_, Some(_)) => return Err(no_tokens()),
        },
    };
    let consumer = kept.clone();
    app.workspace(move |workspace| workspace.add_consumer(system, &kept, now(), &who(workspace)?)).await?;
    Ok(shown(consumer, secret.as_ref()))
}

/// Changes a consumer, or gives it a new secret.
pub async fn consumer_update(
    app: &App,
    system: &str,
    id: &str,
    edit: ConsumerEdit,
) -> Result<ConsumerSecret, AppError> {
    let system = system_id(system)?;
    let name = edit.name.map(|name| one_line("name", &name)).transpose()?;
    let subject = edit.subject.map(|text| self::subject(&text)).transpose()?;
    let minutes = edit.token_minutes.map(token_minutes).transpose()?;
    let id = id.to_owned();
    let known = app.workspace(move |workspace| workspace.consumers(system)).await?;
    let known = known.iter().find(|consumer| consumer.id == id);
    if minutes.is_some() && known.is_some_and(|known| known.sign_in != zonedesk_workspace::SignIn::OAuth) {
        return Err(no_tokens());
    }
    let has_secret = known.is_some_and(|consumer| consumer.hash.is_some());
    let made = match edit.new_secret && has_secret {
        true => Some(made().await?),
        false => None,
    };
    let (secret, hash) = made.unzip();
    let change = move |consumer: &mut zonedesk_workspace::Consumer| {
        consumer.name = name.unwrap_or_else(|| consumer.name.clone());
        consumer.access = edit.access.unwrap_or(consumer.access);
        consumer.token_minutes = minutes.or(consumer.token_minutes);
        if consumer.hash.is_some() {
            consumer.hash = hash.or_else(|| consumer.hash.clone());
        } else {
            consumer.subject = subject.or_else(|| consumer.subject.clone());
        }
    };
    let changed = app
        .workspace(move |workspace| workspace.update_consumer(system, &id, change, now(), &who(workspace)?))
        .await?;
    Ok(shown(changed, secret.as_ref()))
}

/// Deletes a consumer: it is refused from then on.
pub async fn consumer_delete(app: &App, system: &str, id: &str) -> Result<(), AppError> {
    let (system, id) = (system_id(system)?, id.to_owned());
    app.workspace(move |workspace| workspace.delete_consumer(system, &id, now(), &who(workspace)?)).await
}

/// A name that HTTP Basic can carry (no colon, RFC 7617) and no spreadsheet takes for a formula.
pub(crate) fn id(text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(error(Code::FieldMissing, "The consumer needs an id.")
            .help("An example: idm-prod.")
            .at("id"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.@!|".contains(c);
    if text.len() > 64 || !text.starts_with(|c: char| c.is_ascii_alphanumeric()) || !text.chars().all(allowed)
    {
        return Err(error(
            Code::ValueInvalid,
            "An id has 1 to 64 of the letters a-z, digits and - _ . @ ! |, a letter or digit first.",
        )
        .help("An example: idm-prod.")
        .at("id"));
    }
    Ok(text.to_owned())
}

/// A distinguished name (RFC 4514) as it is, a fingerprint as `sha256:` and 64 hex digits.
pub(crate) fn subject(text: &str) -> Result<String, AppError> {
    let text = one_line("subject", text)?;
    if text.is_empty() {
        return Err(error(Code::FieldMissing, "The subject of the certificate is missing.")
            .help("An example: CN=idm-prod, or the SHA-256 fingerprint.")
            .at("subject"));
    }
    let digits =
        text.get(..7).filter(|start| start.eq_ignore_ascii_case("sha256:")).map_or(&*text, |_| &text[7..]);
    let hex: String = digits.chars().filter(|c| *c != ':').collect();
    if hex.len() == 64 && hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return Ok(format!("sha256:{}", hex.to_ascii_lowercase()));
    }
    if !zonedesk_proxy::is_name(&text) {
        return Err(error(Code::ValueInvalid, "This is neither a subject nor a SHA-256 fingerprint.")
            .help(
                "An example: CN=idm-prod,O=Acme, or the 64 hex digits of openssl x509 -fingerprint -sha256.",
            )
            .at("subject"));
    }
    Ok(text)
}

/// How long a token is good for.
pub(crate) fn token_minutes(minutes: u32) -> Result<u16, AppError> {
    let fitting = u16::try_from(minutes).ok();
    fitting.filter(|minutes| zonedesk_workspace::Consumer::TOKEN_MINUTES.contains(minutes)).ok_or_else(|| {
        error(Code::ValueInvalid, "A token is good for 1 to 1440 minutes, a day.")
            .help("An example: 60, an hour.")
            .at("tokenMinutes")
    })
}

fn no_tokens() -> AppError {
    error(Code::ValueInvalid, "Only a consumer that signs in with OAuth has tokens.")
        .help("Leave out how long they are good for, or let it sign in with OAuth.")
        .at("tokenMinutes")
}

/// A secret of 256 bits and its hash.
pub(crate) async fn made() -> Result<(SecretString, String), AppError> {
    let failed =
        |what: &dyn std::fmt::Display| error(Code::SecretNotMade, format!("No secret can be made: {what}."));
    blocking(move || {
        let (mut bytes, mut salt) = ([0; 32], [0; 16]);
        getrandom::fill(&mut bytes).map_err(|source| failed(&source))?;
        getrandom::fill(&mut salt).map_err(|source| failed(&source))?;
        let secret = SecretString::from(BASE64URL_NOPAD.encode(&bytes));
        let hash = hash(&secret, &salt).map_err(|source| failed(&source))?;
        Ok((secret, hash))
    })
    .await
}

/// Argon2id with 19 MiB, 2 passes, 1 lane: the library's defaults are those of OWASP's *Password Storage Cheat Sheet*.
fn hash(secret: &SecretString, salt: &[u8]) -> Result<String, argon2::password_hash::Error> {
    let hash: PasswordHash =
        Argon2::default().hash_password_with_salt(secret.expose_secret().as_bytes(), salt)?;
    Ok(hash.to_string())
}

/// The hash of a secret that was not made here. `of`: whose secret it is; the same gives the same hash.
pub(crate) fn hash_of(of: &str, secret: &SecretString) -> Result<String, AppError> {
    let salt = zonedesk_proxy::digest(&format!("salt\n{of}\n{}", secret.expose_secret()));
    hash(secret, &salt[..16])
        .map_err(|source| error(Code::SecretNotMade, format!("No hash can be made: {source}.")))
}

fn shown(consumer: zonedesk_workspace::Consumer, secret: Option<&SecretString>) -> ConsumerSecret {
    let secret = secret.map(|secret| secret.expose_secret().to_owned());
    ConsumerSecret { consumer: of(consumer), secret }
}

fn of(consumer: zonedesk_workspace::Consumer) -> Consumer {
    use zonedesk_workspace::Consumer as Kept;
    let minutes = consumer.token_minutes.unwrap_or(Kept::USUAL_TOKEN_MINUTES);
    Consumer {
        token_minutes: (consumer.sign_in == zonedesk_workspace::SignIn::OAuth).then_some(minutes),
        id: consumer.id,
        name: consumer.name,
        sign_in: match consumer.sign_in {
            zonedesk_workspace::SignIn::Basic => SignIn::Basic,
            zonedesk_workspace::SignIn::OAuth => SignIn::Oauth,
            zonedesk_workspace::SignIn::Certificate => SignIn::Certificate,
        },
        subject: consumer.subject,
        access: consumer.access,
        created_at: consumer.created_at,
        last_call: None,
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordVerifier as _;

    use super::*;

    #[test]
    fn ids_keep_their_rule() {
        let (longest, too_long) = ("x".repeat(64), "x".repeat(65));
        for (text, good) in [
            ("idm-prod", true),
            (" sb-idm!b123|app@x ", true),
            (longest.as_str(), true),
            ("", false),
            (too_long.as_str(), false),
            ("=cmd", false),
            ("-idm", false),
            ("a:b", false),
            ("a b", false),
            ("idé", false),
            ("a\n", true),
            ("a\nb", false),
        ] {
            assert_eq!(id(text).is_ok(), good, "{text:?}");
        }
    }

    #[test]
    fn fingerprints_are_told_from_subjects() {
        let hex = "0a".repeat(32);
        let colons = vec!["0A"; 32].join(":");
        let kept = format!("sha256:{hex}");
        for (text, expected) in [
            ("CN=idm, O=Acme", Some("CN=idm, O=Acme")),
            (hex.as_str(), Some(kept.as_str())),
            (colons.as_str(), Some(kept.as_str())),
            (&format!("SHA256:{colons}"), Some(kept.as_str())),
            ("sha256:12", None),
            ("idm", None),
            ("", None),
            ("a\nb", None),
        ] {
            assert_eq!(subject(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_token_is_good_for_a_minute_to_a_day() {
        for (minutes, good) in [
            (0, false),
            (1, true),
            (60, true),
            (1440, true),
            (1441, false),
            (65_537, false),
            (u32::MAX, false),
        ] {
            let told = token_minutes(minutes);
            assert_eq!(told.as_ref().ok().copied().map(u32::from), good.then_some(minutes));
            assert!(told.err().is_none_or(|error| error.place.as_deref() == Some("tokenMinutes")));
        }
    }

    #[test]
    fn a_hash_is_argon2id_by_owasp_and_holds_the_secret_to_it() {
        let text = hash(&"s3cret".into(), &[7; 16]).unwrap();
        assert!(text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{text}");
        let parsed = PasswordHash::new(&text).unwrap();
        assert!(Argon2::default().verify_password(b"s3cret", &parsed).is_ok());
        assert!(Argon2::default().verify_password(b"other", &parsed).is_err());
    }
}
