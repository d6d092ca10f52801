//! A proxy in front of an account of a simulator, and a client that sends what it is told.

#[path = "../../../../xsuaa/tests/it/support/tls.rs"]
pub mod tls;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use zonedesk_proxy::{Client, Log, Options, Served, Source, TokenKey, Unavailable, Waited, start};
use zonedesk_simulator::{Landscape, Simulator};
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_workspace::{Consumer, SignIn, SystemId};
use zonedesk_xsuaa::{Account, AccountConfig, Transport};

pub const SECRET: &str = "s3cret-of-idm";

/// No test waits longer.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Three users, of whom two are one person; two role collections.
pub const SHOP: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [
        {"id": "u1", "userName": "jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u2", "userName": "jo@acme.example", "origin": "acme-ias", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u3", "userName": "max@acme.example", "origin": "acme-ias", "active": false,
         "emails": [{"value": "max@acme.example"}]}],
     "roleCollections": [
        {"name": "Retail Viewer", "members": [{"userName": "jo@acme.example", "origin": "sap.default"}]},
        {"name": "Empty One"}]}]}"#;

/// So many made-up users.
pub fn many(users: usize) -> String {
    made("xsuaa", "shop", users, "")
}

/// As [`many`], in a dialect; an account of UAA has no subdomain. `first`: role collections before those made up.
pub fn made(dialect: &str, subdomain: &str, users: usize, first: &str) -> String {
    format!(
        r#"{{"seed": 7, "dialect": "{dialect}", "accounts": [{{"name": "Shop", "level": "subaccount",
            "subdomain": "{subdomain}", "region": "eu10", "origins": ["sap.default"],
            "roleCollections": [{first}], "generate": {{"users": {users}, "roleCollections": 3}}}}]}}"#
    )
}

pub struct Fixed {
    pub served: Mutex<Option<Served>>,
    /// Others beside it, of the same account.
    pub more: Mutex<Vec<Served>>,
    pub account: Account,
    /// Milliseconds since 1970.
    pub now: AtomicI64,
    pub keys: Mutex<Vec<TokenKey>>,
}

struct World(i64);

impl Outside for World {
    fn now(&mut self) -> i64 {
        self.0
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }

    fn resolve(&mut self, key: &str, _: &str, _: Option<&str>, _: Option<&str>) -> Option<String> {
        Some(key.to_owned())
    }
}

impl Fixed {
    fn all(&self) -> Vec<Served> {
        let one = self.served.lock().unwrap().clone();
        one.into_iter().chain(self.more.lock().unwrap().clone()).collect()
    }
}

impl Source for Fixed {
    fn system(&self, id: SystemId) -> Waited<'_, Result<Option<Arc<Served>>, Unavailable>> {
        let served = self.all().into_iter().find(|served| served.id == id).map(Arc::new);
        Box::pin(async move { Ok(served) })
    }

    fn account(&self, _: SystemId) -> Waited<'_, Result<Account, Unavailable>> {
        let account = self.account.clone();
        Box::pin(async move { Ok(account) })
    }

    fn clients(&self, id: String) -> Waited<'_, Result<Vec<Client>, Unavailable>> {
        let of = |served: Served| {
            let consumer = served.consumers.iter().find(|consumer| consumer.id == id)?;
            Some(Client { system: served.id, consumer: consumer.clone(), name: served.name.clone() })
        };
        let clients = self.all().into_iter().filter_map(of).collect();
        Box::pin(async move { Ok(clients) })
    }

    fn token_keys(&self, _: Option<String>) -> Waited<'_, Result<Vec<TokenKey>, Unavailable>> {
        let keys = self.keys.lock().unwrap().clone();
        Box::pin(async move { Ok(keys) })
    }

    fn ready(&self) -> Waited<'_, Result<(), Unavailable>> {
        Box::pin(async { Ok(()) })
    }

    fn world(&self) -> Box<dyn Outside + Send> {
        Box::new(World(self.now.load(Ordering::Relaxed)))
    }
}

pub fn consumer(id: &str, access: bool) -> Consumer {
    // As little work as the algorithm allows: its cost stands in the hash.
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    let hash: PasswordHash = cheap.hash_password_with_salt(SECRET.as_bytes(), &[7; 16]).unwrap();
    Consumer {
        id: id.to_owned(),
        name: String::new(),
        sign_in: SignIn::Basic,
        hash: Some(hash.to_string()),
        subject: None,
        access,
        created_at: zonedesk_scim::Timestamp(0),
        token_minutes: None,
    }
}

pub struct Bench {
    pub simulator: zonedesk_simulator::Running,
    pub proxy: zonedesk_proxy::Running,
    pub source: Arc<Fixed>,
    pub log: Log,
    pub id: SystemId,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body of a refusal, which has the shape of RFC 7644.
    pub fn problem(&self, status: u16, scim_type: &str) -> String {
        let body = self.json();
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(body["status"], status.to_string(), "{self:?}");
        assert_eq!(body["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error", "{self:?}");
        assert_eq!(body["scimType"].as_str().unwrap_or_default(), scim_type, "{self:?}");
        assert_eq!(self.header("content-type"), "application/scim+json", "{self:?}");
        body["detail"].as_str().unwrap().to_owned()
    }

    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.json()
    }
}

impl Bench {
    pub async fn new(landscape: &str) -> Self {
        Self::with(landscape, |_| ()).await
    }

    pub async fn with(landscape: &str, edit: impl FnOnce(&mut Served)) -> Self {
        Self::behind(landscape, edit, Options::at(SocketAddr::from(([127, 0, 0, 1], 0)))).await
    }

    pub async fn behind(landscape: &str, edit: impl FnOnce(&mut Served), options: Options) -> Self {
        let landscape = Landscape::from_json(landscape).unwrap();
        let simulator = Simulator::start(landscape, Default::default()).await.unwrap();
        let info = &simulator.accounts[0];
        let config = AccountConfig::basic(
            "Shop",
            info.url.parse().unwrap(),
            info.token_url.parse().unwrap(),
            info.client_id.clone(),
            info.client_secret.clone(),
        );
        let config = AccountConfig { limit: None, first_pause: Duration::from_millis(1), ..config };
        let mut served = Served {
            id: SystemId::random(),
            name: "Shop".to_owned(),
            properties: [("scim.support.patch.operation", "true"), ("xsuaa.origin", "sap.default")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            read: DEFAULT_READ.to_owned(),
            write: DEFAULT_WRITE.to_owned(),
            consumers: vec![consumer("idm", true), consumer("off", false)],
        };
        edit(&mut served);
        let id = served.id;
        let account = Account::new(config, Transport::default());
        let source = Arc::new(Fixed {
            served: Mutex::new(Some(served)),
            more: Mutex::default(),
            account,
            now: AtomicI64::new(0),
            keys: Mutex::new(vec![key("first")]),
        });
        let log = Log::default();
        let options = Options { log: Some(log.clone()), ..options };
        let proxy = start(source.clone(), options).await.unwrap();
        Self { simulator, proxy, source, log, id }
    }

    pub fn change(&self, edit: impl FnOnce(&mut Served)) {
        edit(self.source.served.lock().unwrap().as_mut().unwrap());
    }

    pub fn property(&self, name: &str, value: &str) {
        self.change(|served| {
            served.properties.insert(name.to_owned(), value.to_owned());
        });
    }

    /// Requests that the account was sent.
    pub fn requests(&self) -> u64 {
        let account = &self.simulator.accounts[0];
        let name = if account.subdomain.is_empty() { &account.zone_id } else { &account.subdomain };
        self.simulator.control.requests(name).unwrap()
    }

    pub fn path(&self, below: &str) -> String {
        format!("/ipsproxy/service/api/v1/scim/{}{below}", self.id)
    }

    pub async fn get(&self, below: &str) -> Answer {
        self.call("GET", below, &[], "").await
    }

    pub async fn call(&self, method: &str, below: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let authorization = basic("idm", SECRET);
        let mut all = vec![("authorization", authorization.as_str())];
        all.extend(headers);
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type", "application/scim+json"));
        }
        self.raw(method, &self.path(below), &all, body.as_bytes()).await
    }

    pub async fn send(&self, method: &str, below: &str, body: &Value) -> Answer {
        self.call(method, below, &[], &body.to_string()).await
    }

    /// A request as it is.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: proxy\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-length") {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        exchange(TcpStream::connect(self.proxy.address).await.unwrap(), head.as_bytes(), body).await
    }
}

/// Sends a request, and reads what is answered until the connection ends.
pub async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, head: &[u8], body: &[u8]) -> Answer {
    // A server that refuses does not read on.
    let _ = stream.write_all(head).await;
    let _ = stream.write_all(body).await;
    let _ = stream.flush().await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Answer { status, headers, text: body.to_owned() }
}

/// What comes of it, and in how many seconds, while the clock stands still and jumps to the next limit of time whenever
/// everyone waits.
pub async fn lasting<T>(ends: impl Future<Output = T>) -> (T, u64) {
    tokio::time::pause();
    let began = tokio::time::Instant::now();
    let ended = tokio::time::timeout(PATIENCE, ends).await.expect("nothing limits it");
    let took = began.elapsed().as_secs();
    tokio::time::resume();
    (ended, took)
}

/// What is left to be read of a connection.
pub async fn rest(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A key of tokens.
pub fn key(id: &str) -> TokenKey {
    TokenKey { id: id.to_owned(), secret: format!("the key {id}").into_bytes().into() }
}

pub fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{id}:{secret}")))
}

/// A text as it stands in a query.
pub fn quoted(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// One member of each resource of a list.
pub fn each(list: &Value, member: &str) -> Vec<String> {
    let resources = list["Resources"].as_array().unwrap();
    resources.iter().map(|resource| resource[member].as_str().unwrap_or_default().to_owned()).collect()
}
