//! Role collections and their members.

use super::*;

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
