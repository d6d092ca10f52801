//! Users: created, edited, deleted, brought back.

use super::*;

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
