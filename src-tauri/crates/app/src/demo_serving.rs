//! The proxy in front of the demo landscape, for a person at a terminal and for programs that try a SCIM client.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};

use crate::api::{AppError, ConsumerEdit, NewConsumer, PropertiesEdit, ProxySettings, SignIn};
use crate::app::App;
use crate::connect::is_folder;
use crate::consumers::{consumer_add, consumer_delete, consumer_update, consumers};
use crate::demo::first_subaccount;
use crate::errors::{Code, error};
use crate::properties::properties_save;
use crate::proxy_front::Front;
use crate::serve::{Serving, serving};

/// Who may call.
const CONSUMER: &str = "demo";
/// Whom new users belong to.
const ORIGIN: (&str, &str) = ("xsuaa.origin", "sap.default");

/// A proxy that answers for the demo landscape for as long as this is held.
#[derive(Debug)]
pub struct DemoServing {
    /// The account that is called.
    pub name: String,
    /// Its SCIM address, without a slash at its end.
    pub base: String,
    pub user: String,
    /// Made for this run: the one before is worth nothing any more.
    pub password: String,
    serving: Serving,
}

impl DemoServing {
    /// Lets the requests that run come to their end, and keeps what was changed.
    pub async fn stop(self, app: &App) -> Result<(), AppError> {
        self.serving.stop(app).await
    }
}

/// Serves the demo landscape, which is open, at any free port of this computer, with a consumer for the first
/// subaccount that may write.
pub async fn demo_serve(app: &App) -> Result<DemoServing, AppError> {
    let first = first_subaccount(app).await?;
    let (systems, id) = app
        .workspace(move |workspace| {
            let demo = workspace.systems()?.into_iter().filter(|system| system.demo.is_some());
            let accounts: Vec<_> = demo.filter(|system| !is_folder(system)).collect();
            let is_first = |account: &zonedesk_workspace::DemoAccount| account.subdomain == first;
            let found = accounts.iter().find(|system| system.demo.as_ref().is_some_and(is_first));
            let id = found.map(|system| system.id);
            Ok::<_, AppError>((accounts, id))
        })
        .await?;
    let closed = || error(Code::DemoFailed, "The demo landscape is not open.");
    let system = systems.iter().find(|system| Some(system.id) == id).ok_or_else(closed)?;
    let key = system.id.to_string();
    if system.property(ORIGIN.0).is_none_or(str::is_empty) {
        let properties = BTreeMap::from([(ORIGIN.0.to_owned(), Some(ORIGIN.1.to_owned()))]);
        properties_save(app, &key, PropertiesEdit { properties, ..PropertiesEdit::default() }).await?;
    }
    let password = password(app, &key).await?;
    let only = Arc::new(RwLock::new(systems.iter().map(|system| system.id).collect()));
    let anywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
    let front = Front { listen: Some(anywhere), ..Front::default() };
    let serving = serving(app, ProxySettings::default(), &front, Some(only)).await?;
    let served = serving.systems.iter().find(|served| served.id == key).ok_or_else(closed)?;
    Ok(DemoServing {
        name: served.name.clone(),
        base: served.url.clone(),
        user: CONSUMER.to_owned(),
        password,
        serving,
    })
}

/// A new password of the consumer, who is added where the system has none.
async fn password(app: &App, system: &str) -> Result<String, AppError> {
    let known = consumers(app, system).await?.into_iter().find(|consumer| consumer.id == CONSUMER);
    let basic = known.as_ref().is_some_and(|consumer| consumer.sign_in == SignIn::Basic);
    let made = if basic {
        let edit = ConsumerEdit { access: Some(true), new_secret: true, ..ConsumerEdit::default() };
        consumer_update(app, system, CONSUMER, edit).await?
    } else {
        if known.is_some() {
            consumer_delete(app, system, CONSUMER).await?;
        }
        let new = NewConsumer { id: CONSUMER.to_owned(), access: true, ..NewConsumer::default() };
        consumer_add(app, system, new).await?
    };
    Ok(made.secret.unwrap_or_default())
}
