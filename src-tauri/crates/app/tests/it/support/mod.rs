//! A workspace in a folder of its own, and accounts of a simulator.

use std::collections::BTreeSet;
use std::time::Duration;

use zonedesk_app::api::{Approval, Change, Job, NewSystem, Plan, Settings, SystemNode};
use zonedesk_app::{App, Options, changes, jobs, landscape, refresh, session};
use zonedesk_simulator::{AccountInfo, Failure, Landscape, Running, Simulator};
use zonedesk_xsuaa::{Account, AccountConfig, Transport};

pub struct Bench {
    pub app: App,
    pub dir: tempfile::TempDir,
    pub simulator: Running,
}

/// Two accounts: `Shop` with three users and two role collections, `Void` with none.
const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [
        {"id": "u1", "userName": "jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u2", "userName": "jo@acme.example", "origin": "acme-ias", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u3", "userName": "max@acme.example", "origin": "acme-platform", "emails": [{"value": "max@acme.example"}]}],
     "roleCollections": [
        {"name": "Subaccount Administrator", "members": [{"userName": "jo@acme.example", "origin": "sap.default"}]},
        {"name": "Empty One"}]},
    {"name": "Void", "level": "subaccount", "subdomain": "void", "region": "us10"}]}"#;

impl Bench {
    pub async fn new() -> Self {
        Self::of(Landscape::from_json(LANDSCAPE).unwrap()).await
    }

    pub async fn of(landscape: Landscape) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let app = App::open(Options {
            workspace: Some(dir.path().to_owned()),
            first_pause: Duration::from_millis(1),
        });
        session::secrets_this_run(&app).await.unwrap();
        // Simulators take all at once, and a test waits for nothing.
        let settings = Settings { requests_per_second: 0, ..Settings::default() };
        session::settings_save(&app, settings).await.unwrap();
        let simulator = Simulator::start(landscape, Default::default()).await.unwrap();
        Self { app, dir, simulator }
    }

    pub fn account(&self, name: &str) -> &AccountInfo {
        self.simulator.accounts.iter().find(|account| account.name == name).unwrap()
    }

    pub fn new_system(&self, name: &str) -> NewSystem {
        let account = self.account(name);
        NewSystem {
            name: name.to_owned(),
            url: account.url.clone(),
            token_url: account.token_url.clone(),
            client_id: account.client_id.clone(),
            secret: Some(account.client_secret.clone()),
            ..NewSystem::default()
        }
    }

    pub async fn add(&self, name: &str) -> SystemNode {
        landscape::system_add(&self.app, self.new_system(name)).await.unwrap()
    }

    pub async fn refreshed(&self, system: &str) -> Job {
        let job = refresh::refresh(&self.app, system).await.unwrap();
        jobs::job_end(&self.app, &job.id).await.unwrap()
    }

    pub async fn node(&self, system: &str) -> SystemNode {
        landscape::system(&self.app, system).await.unwrap()
    }
}

/// The account `Shop` of a landscape, read once.
pub struct Shop {
    pub bench: Bench,
    pub id: String,
    /// For what others do, and for looking.
    pub account: Account,
}

impl Shop {
    pub async fn plan(&self, change: Change) -> Plan {
        changes::plan(&self.bench.app, change).await.unwrap()
    }

    /// The job that carries it out.
    pub async fn begin(&self, plan: &Plan) -> Job {
        let approval = Approval { plan: plan.id.clone(), ..Approval::default() };
        changes::apply(&self.bench.app, approval).await.unwrap()
    }

    /// What befalls the next requests.
    pub fn fail(&self, failures: impl IntoIterator<Item = Failure>) {
        self.bench.simulator.control.set("shop", |settings| settings.fail_next.extend(failures)).unwrap();
    }

    /// Ids of the members that the account knows.
    pub async fn members(&self, role_collection: &str) -> BTreeSet<String> {
        let group = self.account.group(role_collection).await.unwrap();
        group.members.unwrap_or_default().into_iter().map(|member| member.value).collect()
    }

    pub async fn of(landscape: &str) -> Self {
        let bench = Bench::of(Landscape::from_json(landscape).unwrap()).await;
        let id = bench.add("Shop").await.id;
        bench.refreshed(&id).await;
        let info = bench.account("Shop");
        let config = AccountConfig::basic(
            "Shop",
            info.url.parse().unwrap(),
            info.token_url.parse().unwrap(),
            info.client_id.clone(),
            info.client_secret.clone(),
        );
        let account = Account::new(AccountConfig { limit: None, ..config }, Transport::default());
        Self { bench, id, account }
    }
}
