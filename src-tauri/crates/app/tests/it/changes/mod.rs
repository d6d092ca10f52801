//! Changes from plan to journal, each kind end to end against a simulator over HTTP.

mod collections;
mod conflicts;
mod guards;
mod people;

use crate::support::{Bench, Shop};
use zonedesk_app::api::{
    ActivityDetail, ActivityQuery, AppError, Approval, Change, Job, JobState, Plan, PlanVersion, Settings,
    SystemEdit, UndoState, UserDraft, UserFilter, UserSelection,
};
use zonedesk_app::{Code, activity, changes, jobs, landscape, role_collections, session, users};
use zonedesk_scim::{GroupPatch, Member, Origin, User};
use zonedesk_simulator::Landscape;
use zonedesk_xsuaa::IfMatch;

const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "nesting": true, "users": [
        {"id": "u1", "userName": "jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}], "phoneNumbers": [{"value": "+49 1"}]},
        {"id": "u2", "userName": "max@acme.example", "origin": "acme-ias", "emails": [{"value": "max@acme.example"}]},
        {"id": "u3", "userName": "amy@acme.example", "origin": "acme-ias", "emails": [{"value": "amy@acme.example"}]}],
     "roleCollections": [
        {"name": "Subaccount Administrator", "members": [{"userName": "jo@acme.example", "origin": "sap.default"}]},
        {"name": "Viewer", "description": "Looks", "members": [{"userName": "max@acme.example", "origin": "acme-ias"}]},
        {"name": "Outer", "members": [{"roleCollection": "Viewer"}]},
        {"name": "Empty"}]}]}"#;

async fn shop() -> Shop {
    Shop::of(LANDSCAPE).await
}

fn draft(user_name: &str) -> UserDraft {
    UserDraft {
        user_name: user_name.into(),
        origin: "acme-ias".into(),
        email: user_name.into(),
        active: true,
        ..UserDraft::default()
    }
}

fn ids(ids: &[&str]) -> UserSelection {
    UserSelection::Ids { ids: texts(ids) }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn codes(plan: &Plan) -> Vec<&str> {
    plan.notices.iter().map(|notice| notice.text.code.as_str()).collect()
}

fn requests(plan: &Plan) -> Vec<String> {
    plan.rows.iter().map(|row| format!("{} {}", row.method, row.path)).collect()
}

impl Shop {
    fn system(&self) -> String {
        self.id.clone()
    }

    async fn try_plan(&self, change: Change) -> Result<Plan, AppError> {
        changes::plan(&self.bench.app, change).await
    }

    async fn approve(&self, approval: Approval) -> Job {
        let job = changes::apply(&self.bench.app, approval).await.unwrap();
        jobs::job_end(&self.bench.app, &job.id).await.unwrap()
    }

    async fn approved(&self, plan: &Plan) -> Job {
        self.approve(Approval { plan: plan.id.clone(), reason: " ticket 1 ".into(), ..Approval::default() })
            .await
    }

    /// Plans and applies what must succeed; gives the journal entry's number.
    async fn done(&self, change: Change) -> i64 {
        let plan = self.plan(change).await;
        assert_eq!(plan.stale, 0);
        let job = self.approved(&plan).await;
        assert_eq!((job.state, &job.error, job.done), (JobState::Done, &None, u64::from(plan.requests)));
        job.entry.unwrap()
    }

    async fn undo(&self, entry: i64) -> i64 {
        self.done(Change::Undo { entry }).await
    }

    async fn detail(&self, entry: i64) -> ActivityDetail {
        activity::activity_detail(&self.bench.app, entry).await.unwrap()
    }

    /// Members in the account and in the snapshot, which must agree.
    async fn agreed_members(&self, role_collection: &str) -> Vec<String> {
        let there: Vec<String> = self.members(role_collection).await.into_iter().collect();
        let query = zonedesk_app::api::MemberQuery {
            system: self.system(),
            role_collection: role_collection.to_owned(),
            limit: 1_000,
            ..Default::default()
        };
        let page = role_collections::members_page(&self.bench.app, &query).await.unwrap();
        let mut known: Vec<String> = page.rows.into_iter().map(|row| row.id).collect();
        known.sort_unstable();
        assert_eq!(known, there, "the snapshot of {role_collection}");
        there
    }

    async fn row(&self, user: &str) -> Result<zonedesk_app::api::UserDetail, AppError> {
        users::user(&self.bench.app, &self.id, user).await
    }

    /// The user of this name, if the account holds one.
    async fn named(&self, user_name: &str) -> Option<User> {
        let list = zonedesk_xsuaa::List {
            filter: Some(format!("userName eq \"{user_name}\"")),
            ..Default::default()
        };
        self.account.users_head(&list, 1).await.unwrap().items.pop()
    }
}
