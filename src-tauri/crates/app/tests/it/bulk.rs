//! Members by the thousand: few requests, one writer at a time, and each member's fate told.

use std::collections::BTreeSet;

use crate::support::{Bench, Shop};
use zonedesk_app::api::{
    ActivityDetail, Approval, Change, Job, JobState, Plan, PropertiesEdit, UserFilter, UserSelection,
};
use zonedesk_app::{Code, activity, changes, jobs, properties};
use zonedesk_simulator::{Failure, Landscape};

fn landscape(dialect: &str, subdomain: &str, users: usize) -> String {
    let users: Vec<String> = (0..users)
        .map(|n| {
            format!(
                r#"{{"id": "u{n}", "userName": "p{n}@acme.example", "origin": "ias", "emails": [{{"value": "p{n}@acme.example"}}]}}"#
            )
        })
        .collect();
    // UAA puts everybody into the first ones by itself.
    let others: String = (0..14).map(|n| format!(r#"{{"name": "Other {n}"}}, "#)).collect();
    format!(
        r#"{{"seed": 7, "dialect": "{dialect}", "accounts": [{{"name": "Shop", "level": "subaccount",
            "subdomain": "{subdomain}", "region": "eu10", "users": [{}],
            "roleCollections": [{others}{{"name": "Viewer"}}]}}]}}"#,
        users.join(",")
    )
}

async fn shop(users: usize) -> Shop {
    Shop::of(&landscape("xsuaa", "shop", users)).await
}

fn everybody() -> UserSelection {
    UserSelection::Matching { filter: UserFilter::default(), except: Vec::new() }
}

impl Shop {
    async fn set(&self, property: &str, value: &str) {
        let properties = [(property.to_owned(), Some(value.to_owned()))].into();
        let edit = PropertiesEdit { properties, ..PropertiesEdit::default() };
        properties::properties_save(&self.bench.app, &self.id, edit).await.unwrap();
    }

    fn adding(&self, users: UserSelection) -> Change {
        Change::Assign { system: self.id.clone(), users, role_collections: vec!["Viewer".into()] }
    }

    async fn apply(&self, plan: &Plan) -> (Job, ActivityDetail) {
        let job = self.begin(plan).await;
        self.end(job).await
    }

    async fn end(&self, job: Job) -> (Job, ActivityDetail) {
        let job = jobs::job_end(&self.bench.app, &job.id).await.unwrap();
        let detail = activity::activity_detail(&self.bench.app, job.entry.unwrap()).await.unwrap();
        (job, detail)
    }

    /// How many members each request names.
    async fn sizes(&self, plan: &Plan) -> Vec<usize> {
        let mut sizes = Vec::new();
        for number in 1..=plan.requests {
            let request = changes::plan_request(&self.bench.app, &plan.id, number).await.unwrap();
            sizes.push(request.body.unwrap_or_default().matches("\"value\"").count());
        }
        sizes
    }
}

#[tokio::test]
async fn ten_thousand_come_in_twelve_requests_and_quick_answers_make_the_next_ones_larger() {
    let mut landscape = Landscape::of_size(10_000, 1);
    landscape.accounts[0].name = "Shop".into();
    let name = landscape.accounts[0].subdomain.clone().unwrap();
    let bench = Bench::of(landscape).await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    let apply = async |change: Change| {
        let before = bench.simulator.control.requests(&name).unwrap();
        let plan = changes::plan(&bench.app, change).await.unwrap();
        let approval = Approval { plan: plan.id.clone(), ..Approval::default() };
        let job = changes::apply(&bench.app, approval).await.unwrap();
        let job = jobs::job_end(&bench.app, &job.id).await.unwrap();
        assert_eq!((job.state, job.error), (JobState::Done, None));
        (plan.requests, bench.simulator.control.requests(&name).unwrap() - before)
    };
    for name in ["All", "All again"] {
        let (system, description) = (id.clone(), String::new());
        apply(Change::CreateRoleCollection { system, name: name.into(), description }).await;
    }
    let adding = |name: &str| Change::Assign {
        system: id.clone(),
        users: everybody(),
        role_collections: vec![name.to_owned()],
    };
    assert_eq!(apply(adding("All")).await, (10, 11));
    // This machine may be slow, but no answer of the simulator takes as long as a real account's.
    let plan = changes::plan(&bench.app, adding("All again")).await.unwrap();
    assert!(plan.requests < 10, "{}", plan.requests);
}

#[tokio::test]
async fn the_system_says_how_many_members_a_request_may_have() {
    let shop = shop(25).await;
    shop.set("xsuaa.patch.group.members.above.threshold", "9").await;
    let plan = shop.plan(shop.adding(everybody())).await;
    assert_eq!(shop.sizes(&plan).await, [9, 9, 7]);
    // Each is shown with the version that the one before leaves behind.
    let mut versions = Vec::new();
    for number in 1..=plan.requests {
        let request = changes::plan_request(&shop.bench.app, &plan.id, number).await.unwrap();
        let header = request.headers.into_iter().find(|(name, _)| name == "If-Match");
        versions.extend(header.and_then(|(_, version)| version.parse::<i64>().ok()));
    }
    assert_eq!(versions.iter().map(|version| version - versions[0]).collect::<Vec<_>>(), [0, 1, 2]);
    let (job, _) = shop.apply(&plan).await;
    assert_eq!((job.state, shop.members("Viewer").await.len()), (JobState::Done, 25));
}

#[tokio::test]
async fn an_account_that_takes_no_patch_gets_a_call_for_each_member_and_undo_takes_them_back() {
    let shop = shop(6).await;
    shop.set("scim.support.patch.operation", "false").await;
    let plan = shop.plan(shop.adding(everybody())).await;
    let row = &plan.rows[0];
    assert_eq!(
        (plan.requests, row.method.as_str(), row.path.as_str()),
        (6, "POST", "/Groups/Viewer/members")
    );
    // One is a member by the time it is sent, one does not exist any more, and one answer is lost.
    let theirs = zonedesk_scim::Member::user("u0", zonedesk_scim::Origin("ias".into()));
    shop.account.add_member("Viewer", &theirs).await.unwrap();
    shop.account.delete_user("u3").await.unwrap();
    shop.fail([Failure::Status { status: 429, retry_after: Some(0) }, Failure::Lost]);
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!(job.state, JobState::Failed);
    let failed: Vec<_> = detail.results.iter().filter_map(|result| result.error.as_deref()).collect();
    assert_eq!(failed, ["The user does not exist any more."], "{:?}", detail.results);
    assert_eq!(shop.members("Viewer").await, ["u0", "u1", "u2", "u4", "u5"].map(String::from).into());
    let plan = shop.plan(Change::Undo { entry: detail.entry.entry }).await;
    assert!(plan.rows.iter().all(|row| row.method == "DELETE"), "{:?}", plan.rows);
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!((job.state, detail.entry.failed), (JobState::Done, 0));
    // u0 came by somebody else, or by a request whose answer was lost: who was there before stays.
    let left = shop.members("Viewer").await;
    assert!(left.is_subset(&["u0".to_owned()].into()), "{left:?}");
}

#[tokio::test]
async fn a_patch_that_is_too_large_or_too_slow_goes_on_in_halves_and_the_next_plan_knows() {
    let html = |status| Failure::Html { status };
    for (failures, parts) in
        [(vec![html(413)], 2), (vec![html(413), Failure::Slow { milliseconds: 1 }, html(504)], 4)]
    {
        let shop = shop(400).await;
        let plan = shop.plan(shop.adding(everybody())).await;
        assert_eq!(shop.sizes(&plan).await, [400]);
        shop.fail(failures);
        let (job, detail) = shop.apply(&plan).await;
        assert_eq!((job.state, detail.results.len()), (JobState::Done, 1));
        assert_eq!(shop.members("Viewer").await.len(), 400);
        let attempts = &detail.results[0].attempts;
        let sent = attempts.iter().filter(|attempt| attempt.note.is_none()).count();
        assert_eq!(sent, parts, "{attempts:?}");
        // As many at once as it took at last.
        let plan = shop.plan(Change::Undo { entry: detail.entry.entry }).await;
        assert_eq!(shop.sizes(&plan).await, vec![400 / parts; parts]);
    }
}

#[tokio::test]
async fn members_who_vanish_are_told_by_name_and_the_others_come() {
    let shop = shop(30).await;
    let plan = shop.plan(shop.adding(everybody())).await;
    for id in ["u3", "u17"] {
        shop.account.delete_user(id).await.unwrap();
    }
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!(job.state, JobState::Failed);
    let result = &detail.results[0];
    assert_eq!(result.error.as_deref(), Some("28 of 30 members were changed."));
    let left_out = &result.left_out[0];
    assert_eq!(left_out.why, "The user does not exist any more.");
    let names: BTreeSet<&str> = left_out.members.iter().map(String::as_str).collect();
    assert_eq!(names, ["p17@acme.example", "p3@acme.example"].into());
    let members = shop.members("Viewer").await;
    assert_eq!(members.len(), 28);
    // What was done can be undone, and no more.
    let plan = shop.plan(Change::Undo { entry: detail.entry.entry }).await;
    let (job, _) = shop.apply(&plan).await;
    assert_eq!((job.state, shop.members("Viewer").await.len()), (JobState::Done, 0));
}

#[tokio::test]
async fn what_stops_in_the_middle_says_who_is_in() {
    let shop = shop(40).await;
    let plan = shop.plan(shop.adding(everybody())).await;
    // The first half comes, then the credential is worth nothing any more.
    let no = Failure::Status { status: 403, retry_after: None };
    shop.fail([
        Failure::Html { status: 413 },
        Failure::Slow { milliseconds: 0 },
        Failure::Slow { milliseconds: 0 },
    ]);
    shop.fail([Failure::Slow { milliseconds: 0 }, no]);
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!(job.state, JobState::Failed);
    let result = &detail.results[0];
    assert!(result.error.as_deref().unwrap().starts_with("20 of 40 members were changed."), "{result:?}");
    assert_eq!((result.left_out.len(), result.left_out[0].members.len()), (1, 20));
    let members = shop.members("Viewer").await;
    assert_eq!(members.len(), 20);
    let named =
        |name: &String| format!("u{}", name.trim_start_matches('p').trim_end_matches("@acme.example"));
    let out: BTreeSet<String> = result.left_out[0].members.iter().map(named).collect();
    assert!(out.len() == 20 && out.is_disjoint(&members), "{out:?} {members:?}");

    // As a file: a line for each member.
    let entry = detail.entry.entry;
    let csv = activity::activity_csv(&shop.bench.app, entry).await.unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines.len(), lines[0]), (41, "\u{feff}Request,What,Member,Result,Code,Message"));
    assert_eq!(lines.iter().filter(|line| line.ends_with(",done,,")).count(), 20, "{csv}");
    let failed = lines.iter().filter_map(|line| line.split_once(",failed,403,")?.0.rsplit(',').next());
    assert_eq!(failed.map(|name| named(&name.to_owned())).collect::<BTreeSet<_>>(), out);

    // Once it may again, those alone are added.
    let plan = shop.plan(Change::Retry { entry }).await;
    assert_eq!(shop.sizes(&plan).await, [20]);
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!((job.state, shop.members("Viewer").await.len()), (JobState::Done, 40));
    assert_eq!(detail.entry.title.message, "Retry: Assign Viewer to 40 Users");
    assert_eq!(shop.plan(Change::Retry { entry }).await.requests, 0);
    let nothing =
        changes::plan(&shop.bench.app, Change::Retry { entry: detail.entry.entry }).await.unwrap_err();
    assert!(nothing.is(Code::NotResumable), "{nothing:?}");
}

#[tokio::test]
async fn a_user_who_vanishes_under_the_hand_stops_its_own_row_only_and_no_answer_is_taken_for_one() {
    let shop = shop(4).await;
    let change =
        |shop: &Shop| Change::SetActive { system: shop.id.clone(), users: everybody(), active: false };
    // XSUAA answers 204 to a PATCH of nobody; here the answer of a PUT is lost, and the user gone when it is looked at.
    let plan = shop.plan(change(&shop)).await;
    shop.bench.simulator.control.set("shop", |settings| settings.vanishing = 1).unwrap();
    shop.fail([Failure::Lost]);
    let (job, detail) = shop.apply(&plan).await;
    assert_eq!((job.state, detail.entry.changed, detail.entry.failed), (JobState::Failed, 3, 1));
    assert_eq!(detail.results[0].status, Some(404), "{:?}", detail.results[0]);
    // A refusal whose words break off is looked into, and no end of the job.
    let plan = shop.plan(shop.adding(everybody())).await;
    let first = plan.rows.len();
    shop.account.delete_user("u3").await.unwrap();
    shop.fail([Failure::Half]);
    let (_, detail) = shop.apply(&plan).await;
    assert_eq!((first, detail.results[0].left_out.len()), (1, 1), "{:?}", detail.results);
    assert_eq!(shop.members("Viewer").await.len(), 2);
}

#[tokio::test]
async fn two_jobs_write_one_role_collection_after_one_another_and_lose_nobody() {
    for (dialect, subdomain) in [("xsuaa", "shop"), ("uaa", "")] {
        let shop = Shop::of(&landscape(dialect, subdomain, 60)).await;
        let groups = shop.account.groups_head(&Default::default(), 100).await.unwrap().items;
        let group = groups.into_iter().find(|group| group.display_name == "Viewer").unwrap();
        let name =
            if subdomain.is_empty() { &shop.bench.account("Shop").zone_id } else { subdomain }.to_owned();
        let selection = |n: usize| UserSelection::Ids {
            ids: (0..60).filter(|id| id % 4 == n).map(|id| format!("u{id}")).collect(),
        };
        let mut plans = Vec::new();
        for n in 0..4 {
            let system = shop.id.clone();
            plans.push(
                shop.plan(Change::Assign {
                    system,
                    users: selection(n),
                    role_collections: vec![group.id.clone()],
                })
                .await,
            );
        }
        // While one PATCH takes its time, the others wait for it and not for one another's answers.
        shop.bench.simulator.control.set(&name, |settings| settings.delay = 20).unwrap();
        let mut begun = Vec::new();
        for plan in &plans {
            begun.push(shop.begin(plan).await);
        }
        for job in begun {
            let (job, detail) = shop.end(job).await;
            assert_eq!((job.state, job.error), (JobState::Done, None), "{dialect}: {:?}", detail.results);
        }
        assert_eq!(shop.members(&group.id).await.len(), 60, "{dialect}");
    }
}
