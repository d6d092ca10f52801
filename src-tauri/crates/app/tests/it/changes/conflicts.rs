//! What others changed meanwhile.

use super::*;

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
