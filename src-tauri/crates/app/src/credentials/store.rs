//! From a credential to a system that keeps it.

use std::collections::{BTreeMap, HashMap};

use secrecy::SecretString;
use zonedesk_workspace::{NewSystem, SecretKey, System};
use zonedesk_xsuaa::{CertificateChain, CertificateError};

use super::entry::Credential;
use super::held;
use crate::api::{AppError, FoundSystem, SystemNode};
use crate::app::{App, now};
use crate::connect::{Connection, config, property};
use crate::errors::{Code, error};
use crate::landscape;
use crate::properties::known::{ORIGIN, of_new_system};
use crate::secret_keeping::{forget_credential, keep_credential};
use crate::session::{one_line, who};

/// Where the credential is for, empty where the text did not say.
pub(crate) fn connection(credential: &Credential) -> Connection {
    Connection {
        url: credential.url.clone().unwrap_or_default(),
        token_url: credential.token_url.clone().unwrap_or_default(),
        client_id: credential.client_id.clone(),
    }
}

/// Whether an account could be asked with it; an error names the field.
pub(super) fn check(credential: &Credential) -> Result<(), AppError> {
    config(&connection(credential), "The account", String::new().into())?;
    if let Some(pem) = &credential.certificate
        && credential.secret.is_none()
    {
        let chain = CertificateChain::read(pem).map_err(|source| bad_certificate(&source))?;
        let key = credential.key.as_ref().ok_or_else(|| {
            error(Code::FieldMissing, "The private key of the certificate is missing.")
                .help("It stands in the service key as \"key\".")
                .at("key")
        })?;
        return chain.check_key(key).map_err(|source| bad_certificate(&source));
    }
    match (&credential.secret, &credential.key) {
        (Some(_), _) => Ok(()),
        (None, Some(_)) => Err(error(Code::FieldMissing, "The certificate of the private key is missing.")
            .help("It stands in the service key as \"certificate\".")
            .at("certificate")),
        (None, None) => Err(error(Code::FieldMissing, "The client secret is missing.")
            .help("It stands in the service key or API credential as \"clientsecret\".")
            .at("secret")),
    }
}

fn bad_certificate(source: &CertificateError) -> AppError {
    let place = match source {
        CertificateError::NoCertificate | CertificateError::Damaged { .. } => "certificate",
        CertificateError::NoKey
        | CertificateError::KeyEncrypted
        | CertificateError::KeyUnusable
        | CertificateError::KeyOfAnother => "key",
    };
    error(Code::CertificateInvalid, format!("The certificate cannot be used: {source}."))
        .help("Copy \"certificate\" and \"key\" out of one service key, whole.")
        .at(place)
}

/// Properties that the credential gives.
pub(super) fn properties_of(credential: &Credential) -> BTreeMap<String, String> {
    let Connection { url, token_url, client_id } = connection(credential);
    let authentication = match uses_certificate(credential) {
        true => property::CLIENT_CERTIFICATE,
        false => property::BASIC,
    };
    let mut properties = BTreeMap::from([
        (property::URL.to_owned(), url),
        (property::TOKEN_URL.to_owned(), token_url),
        (property::CLIENT_ID.to_owned(), client_id),
        (property::AUTHENTICATION.to_owned(), authentication.to_owned()),
    ]);
    if let Some(scope) = &credential.scope {
        properties.insert(property::SCOPE.to_owned(), scope.clone());
    }
    properties
}

fn uses_certificate(credential: &Credential) -> bool {
    credential.secret.is_none() && credential.key.is_some()
}

/// The one secret of a credential: property, secret, and the certificate where it is a private key.
pub(super) fn secret_of(credential: &Credential) -> Option<(&'static str, SecretString, Option<String>)> {
    match (&credential.secret, &credential.key) {
        (Some(secret), _) => Some((property::SECRET, secret.clone(), None)),
        (None, Some(key)) => Some((property::PRIVATE_KEY, key.clone(), credential.certificate.clone())),
        (None, None) => None,
    }
}

/// Adds a system with its credential, whole or not at all.
pub(crate) async fn add(
    app: &App,
    mut new: NewSystem,
    credential: Option<&Credential>,
) -> Result<System, AppError> {
    let secret = match credential {
        Some(credential) => {
            check(credential)?;
            let given = std::mem::take(&mut new.properties);
            new.properties = properties_of(credential);
            new.properties.extend(of_new_system());
            new.properties.extend(given);
            secret_of(credential)
        }
        None => None,
    };
    let system =
        app.workspace(move |workspace| workspace.create_system(&new, now(), &who(workspace)?)).await?;
    let Some((name, secret, certificate)) = secret else { return Ok(system) };
    let key = SecretKey::new(system.id, name);
    if let Err(error) = keep_credential(app, &key, secret, certificate).await {
        // A system that cannot be asked for want of its secret is not what was wanted.
        forget_credential(app, &key).await?;
        app.workspace(move |workspace| workspace.take_back(&[system.id], &[])).await?;
        return Err(error);
    }
    Ok(system)
}

/// Makes a system of a held credential.
pub(super) async fn add_found(app: &App, found: FoundSystem) -> Result<SystemNode, AppError> {
    let credential = held(app, &found.handle)?;
    let mut properties = found.properties;
    let origins: Vec<_> =
        found.origins.iter().map(|origin| origin.trim()).filter(|origin| !origin.is_empty()).collect();
    if !origins.is_empty() {
        properties.insert(ORIGIN.to_owned(), one_line("origins", &origins.join(";"))?);
    }
    let new = NewSystem {
        name: landscape::name(&found.name)?,
        description: one_line("description", &found.description)?,
        level: landscape::level(found.level),
        parent: landscape::parent(found.parent.as_deref())?,
        tags: landscape::tags(found.tags)?,
        demo: None,
        properties,
    };
    let system = add(app, new, Some(&credential)).await?;
    Ok(landscape::node(app, system, &HashMap::new()))
}
