//! From a system to the account behind it: address from the properties, secret from the keychain, token kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;
use zonedesk_workspace::{System, SystemId};
use zonedesk_xsuaa::{Account, AccountConfig, AddressError, ApiUrl, SapHost, TokenUrl};

use crate::account_config::Means;
use crate::api::AppError;
use crate::app::App;
use crate::errors::{Code, error};
use crate::secret_keeping::credential;
use crate::session::read_settings;
use crate::{demo, pace};

/// Names of a system's properties, as SAP Cloud Identity Services names them (*SAP BTP XS Advanced UAA*).
pub(crate) mod property {
    pub const URL: &str = "URL";
    pub const TOKEN_URL: &str = "OAuth2TokenServiceURL";
    pub const CLIENT_ID: &str = "User";
    /// Another name of it.
    pub const CLIENT_ID_ALIAS: &str = "client_id";
    /// The client secret: a credential.
    pub const SECRET: &str = "Password";
    pub const PROXY_TYPE: &str = "ProxyType";
    /// The values of [`PROXY_TYPE`] that can be used.
    pub const PROXY_TYPES: &[&str] = &["Internet"];
    pub const AUTHENTICATION: &str = "Authentication";
    /// The value of [`AUTHENTICATION`] that wants [`SECRET`].
    pub const BASIC: &str = "BasicAuthentication";
    /// The value of [`AUTHENTICATION`] that wants [`PRIVATE_KEY`] in place of [`SECRET`].
    pub const CLIENT_CERTIFICATE: &str = "ClientCertificateAuthentication";
    /// The values of [`AUTHENTICATION`], the usual one first.
    pub const AUTHENTICATIONS: &[&str] = &[BASIC, CLIENT_CERTIFICATE];
    /// PEM: a credential, whose public half is its certificate.
    pub const PRIVATE_KEY: &str = "PrivateKey";
    pub const AUTH_TYPE: &str = "AuthType";
    /// The values of [`AUTH_TYPE`], the usual one first.
    pub const AUTH_TYPES: &[&str] = &["Basic", "Form"];
    pub const SCOPE: &str = "OAuth2TokenScope";
    pub const TRUST_ALL: &str = "TrustAll";
    /// What follows is the name of an HTTP header.
    pub const HEADER: &str = "ips.http.header.";
    /// Seconds until there is a connection. SAP names no property for it.
    pub const CONNECT_TIMEOUT: &str = "zonedesk.timeout.connect";
    /// The most seconds of [`CONNECT_TIMEOUT`].
    pub const LONGEST_CONNECT: u32 = 120;
    /// Seconds between two pieces of an answer. SAP names no property for it.
    pub const READ_TIMEOUT: &str = "zonedesk.timeout.read";
    /// The most seconds of [`READ_TIMEOUT`].
    pub const LONGEST_READ: u32 = 600;
    /// Requests a second that the account is sent at most; 0: no limit. SAP names no property for it.
    pub const RATE_LIMIT: &str = "zonedesk.rate.limit";
    /// The most of [`RATE_LIMIT`].
    pub const HIGHEST_RATE: u32 = 1000;
}

/// Accounts spoken with since the start, with their tokens.
#[derive(Default)]
pub(crate) struct Connections(Mutex<HashMap<SystemId, Account>>);

impl Connections {
    /// After the credentials of a system changed.
    pub fn forget(&self, id: SystemId) {
        self.lock().remove(&id);
    }

    pub fn forget_all(&self) {
        self.lock().clear();
    }

    /// Of one system, or of all.
    fn take(&self, only: Option<SystemId>) -> Vec<SystemId> {
        self.lock().extract_if(|id, _| only.is_none_or(|only| only == *id)).map(|(id, _)| id).collect()
    }

    pub fn all(&self) -> Vec<(SystemId, Account)> {
        self.lock().iter().map(|(id, account)| (*id, account.clone())).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SystemId, Account>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// The account of a system that was asked before.
    pub(crate) fn connected(&self, id: SystemId) -> Option<Account> {
        self.0.vault_used.note(std::time::Instant::now());
        self.0.connections.lock().get(&id).cloned()
    }

    /// The account of a system, ready to be asked. Asks the keychain at the first time only.
    pub(crate) async fn account(&self, id: SystemId) -> Result<Account, AppError> {
        self.0.vault_used.note(std::time::Instant::now());
        let system = self.workspace(move |workspace| workspace.system(id)).await?;
        if !system.enabled {
            return Err(error(Code::SystemDisabled, format!("{} is disabled.", system.name))
                .help("Enable it to ask the account.")
                .at(system.name.to_string()));
        }
        if is_folder(&system) {
            return Err(error(
                Code::SystemIsFolder,
                format!("{} is a folder without an account.", system.name),
            )
            .help("Enter a URL and credentials to make it a system.")
            .at(system.name.to_string()));
        }
        if let Some(account) = self.connected(id) {
            return Ok(account);
        }
        let config = if let Some(demo) = &system.demo {
            demo::account(self, demo, system.name.as_str()).await?
        } else {
            self.means(&system).await?.config(system.name.as_str())?
        };
        let config = AccountConfig { first_pause: self.0.first_pause, ..config };
        let account = Account::new(config, self.0.transport.clone());
        pace::tell(self);
        Ok(self.0.connections.lock().entry(id).or_insert(account).clone())
    }

    /// After what connections are made of changed, of one system or of all. Those that were spoken with are spoken with
    /// anew: a new pace counts at once, also for requests that wait.
    pub(crate) fn reconnect(&self, only: Option<SystemId>) {
        for id in self.0.connections.take(only) {
            let app = self.clone();
            // What stands in its way is told to whoever asks next.
            tokio::spawn(async move { app.account(id).await.map(drop) });
        }
    }

    /// Asks the keychain for the one credential that the system's way to log on needs.
    async fn means(&self, system: &System) -> Result<Means, AppError> {
        let settings = self.workspace(read_settings).await?;
        let mut means = Means {
            properties: system.effective_properties(),
            usual_limit: settings.requests_per_second,
            ..Means::default()
        };
        if means.uses_certificate() {
            if let Some((key, certificate)) = credential(self, system, property::PRIVATE_KEY).await? {
                (means.key, means.certificate) = (Some(key), certificate);
            }
        } else {
            let found = credential(self, system, property::SECRET).await?;
            means.secret = found.map(|(secret, _)| secret);
        }
        Ok(means)
    }
}

/// What a connection is made of, as typed or stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Connection {
    pub url: String,
    pub token_url: String,
    pub client_id: String,
}

impl Connection {
    pub fn of(system: &System) -> Self {
        Self::from_properties(&system.effective_properties())
    }

    pub fn from_properties(properties: &BTreeMap<String, String>) -> Self {
        let given = |name| properties.get(name).filter(|value| !value.trim().is_empty());
        let property = |name| given(name).cloned().unwrap_or_default();
        Self {
            url: property(property::URL),
            token_url: property(property::TOKEN_URL),
            client_id: given(property::CLIENT_ID)
                .cloned()
                .unwrap_or_else(|| property(property::CLIENT_ID_ALIAS)),
        }
    }

    /// Host and port of the URL and of the token URL: where a token and a credential would go.
    pub fn hosts(&self) -> (Option<String>, Option<String>) {
        (
            self.url.parse().ok().map(|url: ApiUrl| url.authority().to_owned()),
            self.token_url.parse().ok().map(|url: TokenUrl| url.authority().to_owned()),
        )
    }

    /// What the hosts of the URL and of the token URL say, where they are of SAP's pattern.
    pub fn sap_hosts(&self) -> (Option<SapHost>, Option<SapHost>) {
        (
            self.url.parse().ok().and_then(|url: ApiUrl| SapHost::parse(url.host())),
            self.token_url.parse().ok().and_then(|url: TokenUrl| SapHost::parse(url.host())),
        )
    }
}

/// Reads the fields as addresses; an error names the field.
pub(crate) fn config(
    connection: &Connection,
    name: &str,
    secret: SecretString,
) -> Result<AccountConfig, AppError> {
    let api = connection.url.parse().map_err(|error| bad_address(&error, "url"))?;
    let token = connection.token_url.parse().map_err(|error| bad_address(&error, "tokenUrl"))?;
    if connection.client_id.trim().is_empty() {
        return Err(error(Code::FieldMissing, "The client id is missing.")
            .help("It stands in the service key or API credential as \"clientid\".")
            .at("clientId"));
    }
    Ok(AccountConfig::basic(name, api, token, connection.client_id.trim(), secret))
}

fn bad_address(source: &AddressError, field: &str) -> AppError {
    let (name, key) = if field == "url" { ("URL", "apiurl") } else { ("token URL", "url") };
    let code = if *source == AddressError::Empty { Code::FieldMissing } else { Code::AddressInvalid };
    let help = match source {
        AddressError::NotTheTokenPath => {
            "Append /oauth/token to the \"url\" of the service key or API credential.".to_owned()
        }
        _ => format!("It stands in the service key or API credential as \"{key}\"."),
    };
    error(code, format!("{name}: {source}.")).help(help).at(field)
}

/// A node without an account, kept for order.
pub(crate) fn is_folder(system: &System) -> bool {
    match &system.demo {
        Some(account) => account.subdomain.is_empty(),
        None => system.property(property::URL).is_none_or(str::is_empty),
    }
}

/// Refuses to change how a demo system is reached: the simulator says that. `place`: what was to be changed.
pub(crate) fn reached_by_simulator(system: &System, place: impl Into<String>) -> AppError {
    error(Code::DemoSystem, format!("{} belongs to the demo landscape.", system.name))
        .help("Add a system of your own to connect to an account.")
        .at(place)
}
