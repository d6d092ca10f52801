//! A new credential in the place of an old one: first looked at, then tested, then swapped.

use zonedesk_workspace::{Contact, SecretKey, System, SystemEdit};

use super::entry::Credential;
use super::store::{check, connection, properties_of, secret_of};
use super::{held, test};
use crate::api::{AppError, Event, OtherAccount, Rotation, RotationConsent, TestOutcome};
use crate::app::{App, now, system_id};
use crate::connect::{Connection, is_folder, property, reached_by_simulator};
use crate::errors::{Code, error};
use crate::landscape::configure;
use crate::secret_keeping::{forget_credential, keep_credential};

/// Puts a held credential in the place of a system's. The old one stays in use until the new one has passed the
/// connection test, or the person insists. Sends what a connection test sends.
pub async fn system_rotate(
    app: &App,
    id: &str,
    handle: &str,
    consent: RotationConsent,
) -> Result<Rotation, AppError> {
    let id = system_id(id)?;
    let system = app.workspace(move |workspace| workspace.system(id)).await?;
    if system.demo.is_some() {
        return Err(reached_by_simulator(&system, system.name.to_string()));
    }
    if is_folder(&system) {
        return Err(error(Code::SystemIsFolder, format!("{} is a folder without an account.", system.name))
            .help("Add a system below it instead.")
            .at(system.name.to_string()));
    }
    let before = Connection::of(&system);
    let mut credential = held(app, handle)?;
    // What the new one does not say stays as it is.
    credential.url.get_or_insert_with(|| before.url.clone());
    credential.token_url.get_or_insert_with(|| before.token_url.clone());
    check(&credential)?;
    let after = connection(&credential);
    if !consent.other_account && account(&before) != account(&after) {
        let other = OtherAccount { before: place(&before), after: place(&after) };
        return Ok(Rotation { swapped: false, other_account: Some(other), steps: Vec::new() });
    }
    let mut contact = None;
    let mut steps = Vec::new();
    if !consent.untested {
        let (tested, read_only) = test(app, &credential, system.name.as_str(), handle).await?;
        steps = tested;
        if steps.iter().any(|step| step.outcome == TestOutcome::Failed) {
            return Ok(Rotation { swapped: false, other_account: None, steps });
        }
        contact = Some(Contact { at: now(), problem: None, read_only });
    }
    swap(app, system, &credential).await?;
    app.held().discard(handle);
    if let Some(contact) = contact {
        app.workspace(move |workspace| workspace.set_contact(id, &contact)).await?;
    }
    app.emit(Event::Landscape);
    app.emit(Event::System { system: id.to_string() });
    Ok(Rotation { swapped: true, other_account: None, steps })
}

/// Whose API and whose tokens: addresses without the part of a host that only tells certificates from secrets.
fn account(connection: &Connection) -> [String; 2] {
    [&connection.url, &connection.token_url].map(|address| {
        address.trim_end_matches('/').to_lowercase().replace(".authentication.cert.", ".authentication.")
    })
}

/// Where tokens come from, for a person to compare.
fn place(connection: &Connection) -> String {
    let address = connection.token_url.trim_end_matches("/oauth/token");
    address.split_once("://").map_or(address, |(_, rest)| rest).to_owned()
}

/// Stores the new one and forgets the old one; where the new one cannot be kept, all is as before.
async fn swap(app: &App, system: System, credential: &Credential) -> Result<(), AppError> {
    let id = system.id;
    let Some((name, secret, certificate)) = secret_of(credential) else { return Ok(()) };
    let (mut before, mut after) = (SystemEdit::default(), SystemEdit::default());
    for (name, value) in properties_of(credential) {
        // What a destination says already is not said twice.
        if system.property(&name) != Some(&value) {
            before.properties.insert(name.clone(), system.properties.get(&name).cloned());
            after.properties.insert(name, Some(value));
        }
    }
    let had = app.workspace(move |workspace| workspace.credentials(&id.to_string())).await?;
    configure(app, id, after).await?;
    let key = SecretKey::new(id, name);
    if let Err(error) = keep_credential(app, &key, secret, certificate).await {
        configure(app, id, before).await?;
        app.0.connections.forget(id);
        return Err(error);
    }
    // One system has one credential: what it had of the other kind is of no use any more.
    for other in [property::SECRET, property::PRIVATE_KEY] {
        if other != name && had.contains_key(other) {
            forget_credential(app, &SecretKey::new(id, other)).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_s_host_is_of_the_same_account() {
        let of = |token: &str| Connection {
            url: "https://api.authentication.eu10.hana.ondemand.com".into(),
            token_url: format!("https://{token}/oauth/token"),
            client_id: String::new(),
        };
        let secret = of("shop.authentication.eu10.hana.ondemand.com");
        assert_eq!(account(&secret), account(&of("shop.authentication.cert.eu10.hana.ondemand.com")));
        for other in
            ["shop.authentication.us10.hana.ondemand.com", "shop2.authentication.eu10.hana.ondemand.com"]
        {
            assert_ne!(account(&secret), account(&of(other)));
        }
    }
}
