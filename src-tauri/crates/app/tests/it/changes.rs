//! Changes from plan to journal, each kind end to end against a simulator over HTTP.

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

#[tokio::test]
async fn a_user_is_created_with_role_collections_and_deleted_by_undo() {
    let shop = shop().await;
    let change = Change::CreateUser {
        system: shop.system(),
        user: draft("new@acme.example"),
        role_collections: texts(&["Viewer", "Empty"]),
    };
    let plan = shop.plan(change.clone()).await;
    assert_eq!(requests(&plan), ["POST /Users", "PATCH /Groups/Viewer", "PATCH /Groups/Empty"]);
    assert_eq!(
        (plan.title.message.as_str(), plan.destructive, &plan.confirm),
        ("Create User new@acme.example", false, &None)
    );
    assert_eq!(plan.rows[0].version, PlanVersion::New);
    let job = shop.approved(&plan).await;
    assert_eq!(job.state, JobState::Done);
    let user = shop.named("new@acme.example").await.unwrap();
    assert_eq!(shop.agreed_members("Viewer").await, {
        let mut ids = vec![user.id.clone(), "u2".into()];
        ids.sort();
        ids
    });
    assert_eq!(shop.row(&user.id).await.unwrap().grants.len(), 3);

    // The same again is refused, and says who is in the way.
    let refused = shop.try_plan(change).await.unwrap_err();
    assert!(refused.is(Code::Exists), "{refused}");
    assert_eq!(refused.place.as_deref(), Some(user.id.as_str()));

    let entry = job.entry.unwrap();
    let plan = shop.plan(Change::Undo { entry }).await;
    // Memberships go with the user.
    assert_eq!(requests(&plan), [format!("DELETE /Users/{}", user.id)]);
    shop.approved(&plan).await;
    assert_eq!(shop.named("new@acme.example").await, None);
    assert_eq!(shop.agreed_members("Viewer").await, ["u2"]);
    assert!(shop.row(&user.id).await.is_err());
    assert_eq!(shop.detail(entry).await.entry.undo, UndoState::Undone);
    assert!(shop.try_plan(Change::Undo { entry }).await.unwrap_err().is(Code::NotUndoable));
}

#[tokio::test]
async fn an_edit_writes_what_was_changed_and_undo_writes_it_back() {
    let shop = shop().await;
    let wanted = UserDraft {
        user_name: "jo@acme.example".into(),
        origin: "sap.default".into(),
        email: "jo@acme.example".into(),
        given_name: "Joanna".into(),
        family_name: String::new(),
        external_id: " x ".into(),
        phone_number: "+49 1".into(),
        active: true,
    };
    let change = Change::EditUser { system: shop.system(), id: "u1".into(), user: wanted };
    let plan = shop.plan(change.clone()).await;
    assert_eq!(plan.rows[0].what.message, "jo@acme.example: given name, family name, external ID");
    let request = changes::plan_request(&shop.bench.app, &plan.id, 1).await.unwrap();
    let header =
        |name: &str| request.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    assert_eq!((header("If-Match"), header("Authorization")), (Some("0"), Some("Bearer ••••••••")));
    assert!(!request.curl.contains("Bearer e") && request.curl.contains("$TOKEN"), "{}", request.curl);
    let entry = shop.approved(&plan).await.entry.unwrap();
    let user = shop.account.user("u1").await.unwrap();
    assert_eq!((user.given_name.as_deref(), user.family_name.as_deref()), (Some("Joanna"), None));
    assert_eq!(
        (user.external_id.as_deref(), user.phone_numbers.as_slice()),
        (Some("x"), &["+49 1".to_owned()][..])
    );
    assert_eq!(shop.row("u1").await.unwrap().given_name, "Joanna");

    let nothing = shop.plan(change).await;
    assert_eq!((nothing.requests, codes(&nothing)), (0, vec!["notice.nothing"]));

    shop.undo(entry).await;
    let user = shop.account.user("u1").await.unwrap();
    assert_eq!((user.given_name.as_deref(), user.family_name.as_deref()), (Some("Jo"), Some("Doe")));
    assert_eq!(user.external_id, None);
    assert_eq!(shop.row("u1").await.unwrap().activity.len(), 2);
}

#[tokio::test]
async fn what_others_changed_is_stale_until_it_is_reloaded_and_survives() {
    let shop = shop().await;
    let other = User { family_name: Some("Roe".into()), ..shop.account.user("u1").await.unwrap() };
    shop.account.replace_user(&other, IfMatch::Any).await.unwrap();
    let wanted = UserDraft {
        origin: "sap.default".into(),
        given_name: "Joanna".into(),
        family_name: "Doe".into(),
        phone_number: "+49 1".into(),
        ..draft("jo@acme.example")
    };
    let change = Change::EditUser { system: shop.system(), id: "u1".into(), user: wanted };
    let plan = shop.plan(change).await;
    assert_eq!(plan.rows[0].version, PlanVersion::Stale { snapshot: 0, now: 1 });
    assert_eq!(plan.rows[0].difference.as_deref(), Some("family name: Doe → Roe"));
    let approval = Approval { plan: plan.id.clone(), ..Approval::default() };
    assert!(changes::apply(&shop.bench.app, approval).await.unwrap_err().is(Code::PlanStale));

    let plan = changes::plan_reload(&shop.bench.app, &plan.id).await.unwrap();
    assert_eq!((plan.stale, &plan.rows[0].version), (0, &PlanVersion::Same { version: 1 }));
    shop.approved(&plan).await;
    let user = shop.account.user("u1").await.unwrap();
    assert_eq!((user.given_name.as_deref(), user.family_name.as_deref()), (Some("Joanna"), Some("Roe")));
    let gone = changes::plan_reload(&shop.bench.app, &plan.id).await.unwrap_err();
    assert!(gone.is(Code::PlanGone));
}

#[tokio::test]
async fn every_way_to_and_from_administration_is_pointed_out() {
    let shop = shop().await;
    let settings = Settings { email: "jo@acme.example".into(), ..Settings::default() };
    session::settings_save(&shop.bench.app, settings).await.unwrap();
    const ADMIN: &str = "Subaccount Administrator";
    let system = || shop.system();
    let inactive = UserDraft {
        user_name: "jo@acme.example".into(),
        origin: "sap.default".into(),
        email: "jo@acme.example".into(),
        given_name: "Jo".into(),
        family_name: "Doe".into(),
        phone_number: "+49 1".into(),
        ..UserDraft::default()
    };
    let come = ["notice.predefined", "notice.administrators"];
    let leave = ["notice.predefined", "notice.yourself", "notice.lastAdministrator"];
    let rest = ["notice.yourself", "notice.lastActiveAdministrator"];
    let add = Change::AddMembers {
        system: system(),
        role_collection: ADMIN.into(),
        users: ids(&["u2"]),
        create: vec![draft("new@acme.example")],
        nested: Vec::new(),
        paste: None,
    };
    let (u1, admin) = (|| ids(&["u1"]), || texts(&[ADMIN]));
    for (change, wanted) in [
        (add, &[&["notice.created"][..], &come].concat()[..]),
        (Change::Assign { system: system(), users: ids(&["u2"]), role_collections: admin() }, &come),
        (
            Change::CreateUser {
                system: system(),
                user: draft("new@acme.example"),
                role_collections: admin(),
            },
            &come,
        ),
        (
            Change::RemoveMembers {
                system: system(),
                role_collection: ADMIN.into(),
                members: texts(&["u1"]),
            },
            &leave,
        ),
        (Change::Unassign { system: system(), users: u1(), role_collections: admin() }, &leave),
        (
            Change::DeleteUsers { system: system(), users: u1() },
            &[&["notice.membershipsLost", "notice.userComesBack"][..], &leave[1..]].concat(),
        ),
        (Change::SetActive { system: system(), users: u1(), active: false }, &rest),
        (Change::EditUser { system: system(), id: "u1".into(), user: inactive }, &rest),
    ] {
        let plan = shop.plan(change.clone()).await;
        assert_eq!(codes(&plan), wanted, "{change:?}");
    }
    // Also on the way back: who was created as the only administrator goes by undo.
    shop.done(Change::Assign { system: system(), users: ids(&["u2"]), role_collections: admin() }).await;
    let entry =
        shop.done(Change::Unassign { system: system(), users: u1(), role_collections: admin() }).await;
    let plan = shop.plan(Change::Undo { entry }).await;
    assert_eq!(codes(&plan), come);
    let entry = shop.done(Change::Assign { system: system(), users: u1(), role_collections: admin() }).await;
    shop.done(Change::Unassign { system: system(), users: ids(&["u2"]), role_collections: admin() }).await;
    assert_eq!(codes(&shop.plan(Change::Undo { entry }).await), leave);
}

#[tokio::test]
async fn deleted_users_come_back_with_their_role_collections_and_another_id() {
    let shop = shop().await;
    let settings = Settings { email: "JO@acme.example".into(), name: "Kim".into(), ..Settings::default() };
    session::settings_save(&shop.bench.app, settings).await.unwrap();
    let plan = shop
        .plan(Change::DeleteUsers { system: shop.system(), users: ids(&["u1", "u2", "u1", "nobody"]) })
        .await;
    assert_eq!(plan.title.message, "Delete 2 Users");
    assert_eq!(requests(&plan), ["DELETE /Users/u1", "DELETE /Users/u2"]);
    assert_eq!(
        codes(&plan),
        [
            "notice.missing",
            "notice.membershipsLost",
            "notice.userComesBack",
            "notice.yourself",
            "notice.lastAdministrator"
        ]
    );
    // Token and list of users by id; nothing was sent for each.
    let job = shop.approved(&plan).await;
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let detail = shop.detail(job.entry.unwrap()).await;
    assert_eq!((detail.entry.who.as_str(), detail.entry.reason.as_str()), ("Kim", "ticket 1"));
    assert_eq!(shop.agreed_members("Viewer").await, [""; 0]);

    let plan = shop.plan(Change::Undo { entry: job.entry.unwrap() }).await;
    assert!(codes(&plan).contains(&"notice.idLost"));
    assert_eq!(shop.approved(&plan).await.state, JobState::Done);
    let max = shop.named("max@acme.example").await.unwrap();
    assert_ne!(max.id, "u2");
    assert_eq!(shop.agreed_members("Viewer").await, [max.id]);
    let jo = shop.named("jo@acme.example").await.unwrap();
    assert_eq!(shop.agreed_members("Subaccount Administrator").await, [jo.id]);
    assert_eq!((jo.given_name.as_deref(), jo.phone_numbers.len()), (Some("Jo"), 1));
}

#[tokio::test]
async fn users_are_deactivated_by_filter_and_activated_by_undo() {
    let shop = shop().await;
    let filter = UserFilter { search: "acme".into(), ..UserFilter::default() };
    let users = UserSelection::Matching { filter, except: texts(&["u1"]) };
    let change = |active| Change::SetActive { system: shop.system(), users: users.clone(), active };
    let entry = shop.done(change(false)).await;
    let active = async |id: &str| shop.account.user(id).await.unwrap().active;
    assert!(active("u1").await && !active("u2").await && !active("u3").await);
    let again = shop.plan(change(false)).await;
    assert_eq!((again.requests, codes(&again)), (0, vec!["notice.alreadyInactive", "notice.nothing"]));
    shop.undo(entry).await;
    assert!(active("u2").await && active("u3").await);
}

#[tokio::test]
async fn a_role_collection_is_created_described_deleted_and_brought_back() {
    let shop = shop().await;
    let create = |name: &str| Change::CreateRoleCollection {
        system: shop.system(),
        name: name.into(),
        description: " First ".into(),
    };
    assert!(shop.try_plan(create("a/b")).await.unwrap_err().is(Code::ValueInvalid));
    let entry = shop.done(create("Über %20Rolle")).await;
    assert!(shop.try_plan(create("Über %20Rolle")).await.unwrap_err().is(Code::Exists));
    shop.undo(entry).await;
    assert!(shop.account.group("Über %20Rolle").await.unwrap_err().is_not_found());

    let edit =
        Change::EditRoleCollection { system: shop.system(), id: "Viewer".into(), description: "New".into() };
    let entry = shop.done(edit).await;
    assert_eq!(shop.account.group("Viewer").await.unwrap().description.as_deref(), Some("New"));
    shop.undo(entry).await;
    assert_eq!(shop.account.group("Viewer").await.unwrap().description.as_deref(), Some("Looks"));
    assert_eq!(shop.agreed_members("Viewer").await, ["u2"]);

    let plan =
        shop.plan(Change::DeleteRoleCollections { system: shop.system(), ids: texts(&["Viewer"]) }).await;
    assert_eq!(codes(&plan), ["notice.rolesLost", "notice.membersLose"]);
    let entry = shop.approved(&plan).await.entry.unwrap();
    assert_eq!(shop.agreed_members("Outer").await, [""; 0]);
    shop.undo(entry).await;
    assert_eq!(shop.agreed_members("Viewer").await, ["u2"]);
    assert_eq!(shop.agreed_members("Outer").await, ["Viewer"]);
    let back = shop.account.group("Viewer").await.unwrap();
    assert_eq!(back.description.as_deref(), Some("Looks"));
}

#[tokio::test]
async fn members_come_and_go_and_undo_reverses_both() {
    let shop = shop().await;
    let add = Change::AddMembers {
        system: shop.system(),
        role_collection: "Viewer".into(),
        users: ids(&["u1", "u2"]),
        create: vec![draft("new@acme.example"), draft("NEW@acme.example"), draft("amy@acme.example")],
        nested: texts(&["Empty"]),
        paste: None,
    };
    let plan = shop.plan(add).await;
    assert_eq!(plan.title.message, "Add 4 Members to Viewer");
    assert_eq!(requests(&plan), ["POST /Users", "PATCH /Groups/Viewer"]);
    assert_eq!(plan.rows[1].what.message, "Viewer: add 4 members, 1 → 5");
    assert_eq!(codes(&plan), ["notice.existsAlready", "notice.created", "notice.alreadyMembers"]);
    let job = shop.approved(&plan).await;
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let new = shop.named("new@acme.example").await.unwrap().id;
    let members = shop.agreed_members("Viewer").await;
    assert_eq!(members.len(), 5);
    for id in ["u1", "u2", "u3", "Empty", new.as_str()] {
        assert!(members.iter().any(|member| member == id), "{id}");
    }
    shop.undo(job.entry.unwrap()).await;
    assert_eq!(shop.agreed_members("Viewer").await, ["u2"]);
    assert_eq!(shop.named("new@acme.example").await, None);

    let remove = Change::RemoveMembers {
        system: shop.system(),
        role_collection: "Outer".into(),
        members: texts(&["Viewer", "u1"]),
    };
    let plan = shop.plan(remove).await;
    assert_eq!(codes(&plan), ["notice.notMembers"]);
    let entry = shop.approved(&plan).await.entry.unwrap();
    assert_eq!(shop.agreed_members("Outer").await, [""; 0]);
    shop.undo(entry).await;
    assert_eq!(shop.agreed_members("Outer").await, ["Viewer"]);
}

#[tokio::test]
async fn users_are_assigned_and_unassigned_by_one_patch_a_role_collection() {
    let shop = shop().await;
    let role_collections = texts(&["Viewer", "Empty"]);
    let users = ids(&["u1", "u2", "u3"]);
    let assign = Change::Assign {
        system: shop.system(),
        users: users.clone(),
        role_collections: role_collections.clone(),
    };
    let before = shop.bench.simulator.control.requests("shop").unwrap();
    let plan = shop.plan(assign).await;
    assert_eq!(
        shop.bench.simulator.control.requests("shop").unwrap() - before,
        1,
        "role collections by id in one"
    );
    assert_eq!(plan.requests, 2);
    assert_eq!(codes(&plan), ["notice.alreadyMembers"]);
    let entry = shop.approved(&plan).await.entry.unwrap();
    assert_eq!(shop.bench.simulator.control.requests("shop").unwrap() - before, 3);
    assert_eq!(shop.agreed_members("Viewer").await, ["u1", "u2", "u3"]);
    let unassign = Change::Unassign { system: shop.system(), users, role_collections };
    shop.done(unassign).await;
    assert_eq!(shop.agreed_members("Empty").await, [""; 0]);
    let plan = shop.plan(Change::Undo { entry }).await;
    // Nothing is left to reverse.
    assert_eq!((plan.requests, codes(&plan)), (0, vec!["notice.nothing"]));
}

#[tokio::test]
async fn nesting_that_would_close_a_circle_is_refused_with_the_way_round() {
    let shop = shop().await;
    let nest = |role_collection: &str, nested: &str| Change::AddMembers {
        system: shop.system(),
        role_collection: role_collection.into(),
        users: ids(&[]),
        create: Vec::new(),
        nested: texts(&[nested]),
        paste: None,
    };
    let refused = shop.try_plan(nest("Viewer", "Outer")).await.unwrap_err();
    assert!(refused.is(Code::NestingCycle));
    assert_eq!(refused.message, "The role collections would contain each other: Viewer → Outer → Viewer.");
    assert!(shop.try_plan(nest("Viewer", "Viewer")).await.unwrap_err().is(Code::NestingCycle));
    shop.done(nest("Empty", "Viewer")).await;
    assert_eq!(shop.agreed_members("Empty").await, ["Viewer"]);
}

#[tokio::test]
async fn a_member_added_by_others_makes_a_membership_change_stale() {
    let shop = shop().await;
    let patch =
        GroupPatch { add: vec![Member::user("u3", Origin("acme-ias".into()))], ..GroupPatch::default() };
    shop.account.patch_group("Viewer", IfMatch::Any, &patch).await.unwrap();
    let assign = Change::Assign {
        system: shop.system(),
        users: ids(&["u1"]),
        role_collections: texts(&["Viewer", "Empty"]),
    };
    let plan = shop.plan(assign).await;
    assert_eq!(plan.stale, 1);
    assert_eq!(plan.rows[0].difference.as_deref(), Some("members added: amy@acme.example"));
    let job =
        shop.approve(Approval { plan: plan.id.clone(), left_out: vec![1], ..Approval::default() }).await;
    assert_eq!((job.state, job.total), (JobState::Done, Some(1)));
    assert_eq!(shop.account.group("Viewer").await.unwrap().members.unwrap().len(), 2);
    assert_eq!(shop.agreed_members("Empty").await, ["u1"]);
}

#[tokio::test]
async fn a_conflict_stops_its_row_and_the_others_go_on() {
    let shop = shop().await;
    let deactivate = Change::SetActive { system: shop.system(), users: ids(&["u1", "u2"]), active: false };
    let plan = shop.plan(deactivate).await;
    let other = User { family_name: Some("Roe".into()), ..shop.account.user("u1").await.unwrap() };
    shop.account.replace_user(&other, IfMatch::Any).await.unwrap();
    let job = shop.approved(&plan).await;
    assert_eq!(job.state, JobState::Failed);
    assert!(job.error.unwrap().is(Code::ChangeFailed));
    let detail = shop.detail(job.entry.unwrap()).await;
    assert_eq!((detail.entry.requests, detail.entry.failed), (2, 1));
    assert_eq!((detail.results[0].status, detail.results[1].status), (Some(409), Some(200)));
    assert_eq!(detail.results[0].difference.as_deref(), Some("family name: Doe → Roe"));
    assert!(detail.results[0].error.is_some() && detail.results[1].error.is_none());
    assert!(shop.account.user("u1").await.unwrap().active);
    assert!(!shop.account.user("u2").await.unwrap().active);

    // Undo reverses what succeeded.
    let plan = shop.plan(Change::Undo { entry: job.entry.unwrap() }).await;
    assert_eq!((requests(&plan), codes(&plan)), (vec!["PUT /Users/u2".to_owned()], vec!["notice.undoPart"]));

    // What failed is tried again on its own, and what others wrote meanwhile stays.
    let plan = shop.plan(Change::Retry { entry: job.entry.unwrap() }).await;
    assert_eq!((requests(&plan), plan.stale), (vec!["PUT /Users/u1".to_owned()], 1));
    let plan = changes::plan_reload(&shop.bench.app, &plan.id).await.unwrap();
    assert_eq!((plan.stale, shop.approved(&plan).await.state), (0, JobState::Done));
    let user = shop.account.user("u1").await.unwrap();
    assert_eq!((user.active, user.family_name.as_deref()), (false, Some("Roe")));
}

/// XSUAA looks at no version of a role collection, so nothing but a look beforehand saves what others wrote.
#[tokio::test]
async fn a_description_written_by_others_meanwhile_is_not_overwritten() {
    let shop = shop().await;
    let edit =
        Change::EditRoleCollection { system: shop.system(), id: "Viewer".into(), description: "Mine".into() };
    let plan = shop.plan(edit).await;
    let theirs = GroupPatch { description: Some(Some("Theirs".into())), ..GroupPatch::default() };
    shop.account.patch_group("Viewer", IfMatch::Any, &theirs).await.unwrap();
    let job = shop.approved(&plan).await;
    let detail = shop.detail(job.entry.unwrap()).await;
    assert_eq!((job.state, detail.results[0].status), (JobState::Failed, None));
    assert_eq!(detail.results[0].difference.as_deref(), Some("description: Looks → Theirs"));
    assert_eq!(shop.account.group("Viewer").await.unwrap().description.as_deref(), Some("Theirs"));
}

#[tokio::test]
async fn an_entity_that_is_gone_fails_alone_and_leaves_the_snapshot() {
    let shop = shop().await;
    let plan = shop.plan(Change::DeleteUsers { system: shop.system(), users: ids(&["u2", "u3"]) }).await;
    shop.account.delete_user("u2").await.unwrap();
    let job = shop.approved(&plan).await;
    let results = shop.detail(job.entry.unwrap()).await.results;
    // XSUAA's way of saying that there is no such user any more.
    assert_eq!((results[0].status, results[1].status), (Some(204), Some(200)));
    assert!(shop.row("u2").await.is_err() && shop.row("u3").await.is_err());

    let plan = shop.plan(Change::DeleteUsers { system: shop.system(), users: ids(&["u1"]) }).await;
    shop.account.delete_user("u1").await.unwrap();
    let plan = changes::plan_reload(&shop.bench.app, &plan.id).await.unwrap();
    assert_eq!(plan.rows[0].version, PlanVersion::Gone);
    let plan = changes::plan_reload(&shop.bench.app, &plan.id).await.unwrap();
    assert_eq!((plan.requests, plan.rows.len()), (0, 0));
}

#[tokio::test]
async fn members_wait_for_users_that_are_created_first() {
    let shop = shop().await;
    let add = Change::AddMembers {
        system: shop.system(),
        role_collection: "Empty".into(),
        users: ids(&["u1"]),
        create: vec![draft("a@acme.example"), draft("b@acme.example")],
        nested: Vec::new(),
        paste: None,
    };
    let plan = shop.plan(add.clone()).await;
    // Somebody else is faster with the first; the second is left out.
    let faster = User {
        user_name: "a@acme.example".into(),
        origin: Origin("acme-ias".into()),
        emails: vec![zonedesk_scim::Email { value: "a@acme.example".into(), primary: false }],
        active: true,
        ..User::default()
    };
    shop.account.create_user(&faster).await.unwrap();
    let job =
        shop.approve(Approval { plan: plan.id.clone(), left_out: vec![2], ..Approval::default() }).await;
    let results = shop.detail(job.entry.unwrap()).await.results;
    assert_eq!(results.iter().map(|result| result.status).collect::<Vec<_>>(), [Some(409), Some(200)]);
    assert_eq!(shop.agreed_members("Empty").await, ["u1"]);

    let only_new = Change::AddMembers {
        system: shop.system(),
        role_collection: "Empty".into(),
        users: ids(&[]),
        create: vec![draft("c@acme.example")],
        nested: Vec::new(),
        paste: None,
    };
    let plan = shop.plan(only_new).await;
    let job =
        shop.approve(Approval { plan: plan.id.clone(), left_out: vec![1], ..Approval::default() }).await;
    let results = shop.detail(job.entry.unwrap()).await.results;
    assert_eq!(results[0].error.as_deref(), Some("Not sent: what it would add was not created."));
}

#[tokio::test]
async fn thousands_of_members_go_in_patches_of_a_thousand_each_with_the_next_version() {
    let mut landscape = Landscape::of_size(2_500, 3);
    landscape.accounts[0].name = "Big".into();
    let bench = Bench::of(landscape).await;
    let id = bench.add("Big").await.id;
    bench.refreshed(&id).await;
    let create =
        Change::CreateRoleCollection { system: id.clone(), name: "All".into(), description: String::new() };
    let run = async |change: Change| {
        let plan = changes::plan(&bench.app, change).await.unwrap();
        let approval = Approval { plan: plan.id.clone(), confirm: "Big".into(), ..Approval::default() };
        let job = changes::apply(&bench.app, approval).await.unwrap();
        let job = jobs::job_end(&bench.app, &job.id).await.unwrap();
        assert_eq!((job.state, job.error), (JobState::Done, None));
        (plan, job.entry.unwrap())
    };
    run(create).await;
    let everybody = UserSelection::Matching { filter: UserFilter::default(), except: Vec::new() };
    let add =
        Change::Assign { system: id.clone(), users: everybody.clone(), role_collections: texts(&["All"]) };
    let (plan, entry) = run(add).await;
    assert_eq!(plan.requests, 3);
    assert_eq!(plan.rows[2].what.message, "All: add 500 members, 2,000 → 2,500");
    let detail = role_collections::role_collection(&bench.app, &id, "All").await.unwrap();
    assert_eq!(detail.row.members, 2_500);
    run(Change::Undo { entry }).await;
    let detail = role_collections::role_collection(&bench.app, &id, "All").await.unwrap();
    assert_eq!(detail.row.members, 0);

    // Many deletions ask for the name, and read the account in pages where that is cheaper.
    let before = bench.simulator.control.requests("benchmark").unwrap();
    let plan = changes::plan(&bench.app, Change::DeleteUsers { system: id, users: everybody }).await.unwrap();
    assert_eq!(bench.simulator.control.requests("benchmark").unwrap() - before, 5);
    assert_eq!((plan.rows.len(), plan.requests, plan.confirm.as_deref()), (1, 2_500, Some("Big")));
    let approval = Approval { plan: plan.id.clone(), confirm: "big".into(), ..Approval::default() };
    assert!(changes::apply(&bench.app, approval).await.unwrap_err().is(Code::ConfirmMissing));

    // Cancelling says what has happened.
    let approval = Approval { plan: plan.id, confirm: "Big".into(), ..Approval::default() };
    let job = changes::apply(&bench.app, approval).await.unwrap();
    jobs::job_cancel(&bench.app, &job.id).await.unwrap();
    let job = jobs::job_end(&bench.app, &job.id).await.unwrap();
    assert_eq!(job.state, JobState::Cancelled);
    let said = job.error.unwrap().message;
    // On a busy machine before the first.
    let in_time = said == "Cancelled before anything was sent.";
    assert!(in_time || said.contains(" of 2,500 requests had been carried out."), "{said}");
    assert!(job.done < 2_500);
}

#[tokio::test]
async fn a_credential_that_may_only_read_changes_nothing() {
    let shop = shop().await;
    let info = shop.bench.account("Shop");
    let edit = SystemEdit {
        client_id: info.read_only_client_id.clone(),
        secret: info.read_only_client_secret.clone(),
        ..SystemEdit::default()
    };
    landscape::system_update(&shop.bench.app, &shop.id, edit).await.unwrap();
    let refused =
        shop.try_plan(Change::DeleteUsers { system: shop.system(), users: ids(&["u1"]) }).await.unwrap_err();
    assert!(refused.is(Code::ReadOnly), "{refused}");
}

#[tokio::test]
async fn unknown_origins_and_production_systems_are_pointed_out() {
    let shop = shop().await;
    let tags = SystemEdit { tags: Some(texts(&["Production"])), ..SystemEdit::default() };
    landscape::system_update(&shop.bench.app, &shop.id, tags).await.unwrap();
    let create = |origin: &str| Change::CreateUser {
        system: shop.system(),
        user: UserDraft { origin: origin.into(), ..draft("n@acme.example") },
        role_collections: Vec::new(),
    };
    let plan = shop.plan(create("acme-isa")).await;
    assert_eq!((codes(&plan), plan.confirm.as_deref()), (vec!["notice.unknownOrigin"], Some("Shop")));
    // What older subaccounts call the default identity provider.
    assert_eq!(codes(&shop.plan(create("ldap")).await), [""; 0]);
    for (user, field) in [
        (UserDraft { origin: " ".into(), ..draft("n@acme.example") }, "origin"),
        (UserDraft { email: String::new(), ..draft("n@acme.example") }, "email"),
        (draft(""), "userName"),
        (draft("two\nlines"), "userName"),
    ] {
        let refused = shop
            .try_plan(Change::CreateUser { system: shop.system(), user, role_collections: Vec::new() })
            .await
            .unwrap_err();
        assert_eq!(refused.place.as_deref(), Some(field), "{refused}");
    }
}

#[tokio::test]
async fn the_journal_tells_all_of_it_in_a_chain() {
    let shop = shop().await;
    let assign = |role: &str| Change::Assign {
        system: shop.system(),
        users: ids(&["u3"]),
        role_collections: texts(&[role]),
    };
    let first = shop.done(assign("Viewer")).await;
    shop.done(assign("Empty")).await;
    let page = |query: ActivityQuery| {
        let app = &shop.bench.app;
        async move { activity::activity_page(app, &query).await.unwrap() }
    };
    let all = page(ActivityQuery { limit: 10, ..ActivityQuery::default() }).await;
    assert_eq!((all.total, all.failed, all.rows[1].entry), (2, 0, first));
    assert_eq!(all.rows[1].title.message, "Assign Viewer to amy@acme.example");
    let found = page(ActivityQuery { search: "viewer".into(), limit: 10, ..ActivityQuery::default() }).await;
    assert_eq!(found.rows.len(), 1);
    let check = activity::journal_verify(&shop.bench.app).await.unwrap();
    assert_eq!((check.entries, check.intact), (2, true));
    assert_eq!(shop.row("u3").await.unwrap().activity.len(), 2);
    let detail = role_collections::role_collection(&shop.bench.app, &shop.id, "Viewer").await.unwrap();
    assert_eq!(detail.activity.len(), 1);
}
