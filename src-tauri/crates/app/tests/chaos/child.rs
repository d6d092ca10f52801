//! The process that makes one change and is killed for it.

use std::path::Path;

use zonedesk_app::api::{Approval, Change};
use zonedesk_app::{changes, jobs, landscape, session};

/// The change, as JSON.
pub const TASK: &str = "ZONEDESK_CHAOS_TASK";
pub const WORKSPACE: &str = "ZONEDESK_CHAOS_WORKSPACE";
pub const SECRET: &str = "ZONEDESK_CHAOS_SECRET";

pub fn run(task: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(make(task));
}

async fn make(task: &str) {
    let change: Change = serde_json::from_str(task).unwrap();
    let app = super::open(Path::new(&std::env::var_os(WORKSPACE).unwrap()));
    session::secrets_this_run(&app).await.unwrap();
    let system = landscape::landscape(&app).await.unwrap().systems.remove(0);
    session::secret_for_system(&app, &system.id, std::env::var(SECRET).unwrap()).await.unwrap();
    // What the account refuses while it is planned, in passing, a person would try again.
    let plan = loop {
        match changes::plan(&app, change.clone()).await {
            Ok(plan) => break plan,
            Err(error) => println!("{error}"),
        }
    };
    // What somebody else has taken away is left out, as a person would.
    let left_out = plan.rows.iter().filter(|row| row.difference.is_some()).map(|row| row.first).collect();
    if plan.requests == 0 {
        return;
    }
    let confirm = plan.confirm.clone().unwrap_or_default();
    let approval = Approval { plan: plan.id, confirm, left_out, ..Approval::default() };
    let job = changes::apply(&app, approval).await.unwrap();
    // However it ended: the journal says what became of each request, and the account what was carried out.
    let job = jobs::job_end(&app, &job.id).await.unwrap();
    println!("{:?} {:?}", job.state, job.error);
}
