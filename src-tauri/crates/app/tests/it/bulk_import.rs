//! People from files, over an account of the simulator.

use std::path::PathBuf;

use crate::support::Shop;
use zonedesk_app::api::{
    AppError, Approval, Change, ExportFormat, ExportedList, JobState, ListExport, PeopleColumn, PeopleEdit,
    PeopleField, PeopleFigures, PeopleFile, PeopleImport, PeoplePage, PeoplePurpose, PeopleQuery,
    PeopleSettings, PlanVersion, UserFilter, UserSelection,
};
use zonedesk_app::bulk_import::{
    people_again, people_change, people_discard, people_edit, people_import, people_result, people_rows,
};
use zonedesk_app::{changes, jobs, list_export, users};
use zonedesk_scim::User;
use zonedesk_xsuaa::IfMatch;

const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [{"name": "Shop", "level": "subaccount", "subdomain": "shop",
    "users": [
        {"id": "u1", "userName": "jo@x.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@x.example"}]},
        {"id": "u2", "userName": "jo@x.example", "origin": "ias", "emails": [{"value": "jo@x.example"}]},
        {"id": "u3", "userName": "max@x.example", "origin": "ias", "name": {"familyName": "=1+1"},
         "emails": [{"value": "max@x.example"}], "phoneNumbers": [{"value": "+49 1"}]}],
    "roleCollections": [{"name": "Viewer", "members": [{"userName": "max@x.example", "origin": "ias"}]}]}]}"#;

fn write(shop: &Shop, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = shop.bench.dir.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn file(shop: &Shop, path: PathBuf, purpose: PeoplePurpose) -> PeopleFile {
    PeopleFile { system: shop.id.clone(), purpose, path, settings: PeopleSettings::default() }
}

async fn read(shop: &Shop, content: &str, purpose: PeoplePurpose) -> Result<PeopleImport, AppError> {
    let path = write(shop, "people.csv", content);
    people_import(&shop.bench.app, file(shop, path, purpose)).await
}

async fn page(shop: &Shop, import: &PeopleImport, problems: bool, offset: u32, limit: u32) -> PeoplePage {
    let query = PeopleQuery { import: import.id.clone(), problems, offset, limit };
    people_rows(&shop.bench.app, &query).await.unwrap()
}

async fn told(shop: &Shop, import: &PeopleImport) -> Vec<String> {
    page(shop, import, false, 0, 1000)
        .await
        .rows
        .into_iter()
        .map(|row| format!("{} {:?} {}", row.line, row.outcome, row.note))
        .collect()
}

/// Plans the change of an import, applies it, and gives the entry of the journal.
async fn applied(shop: &Shop, import: &PeopleImport) -> (JobState, Option<i64>) {
    let app = &shop.bench.app;
    let plan = changes::plan(app, people_change(app, &import.id).await.unwrap()).await.unwrap();
    let approval = Approval { plan: plan.id, reason: "ticket 1".into(), ..Approval::default() };
    let job = changes::apply(app, approval).await.unwrap();
    let job = jobs::job_end(app, &job.id).await.unwrap();
    (job.state, job.entry)
}

async fn result(shop: &Shop, import: &PeopleImport, entry: Option<i64>) -> String {
    let path = shop.bench.dir.path().join("result.csv");
    people_result(&shop.bench.app, &import.id, entry, path.clone()).await.unwrap();
    std::fs::read_to_string(path).unwrap().replace('\u{feff}', "").replace("\r\n", "\n")
}

#[tokio::test]
async fn every_row_is_created_changed_the_same_or_told_why_not() {
    let shop = Shop::of(LANDSCAPE).await;
    let content = "User Name;Origin;E-Mail;First Name;Active\n\
        JO@x.example;sap.default;;Joanna;\n\
        max@x.example;;;;yes\n\
        new@x.example;ias;;Neu;no\n\
        new@x.example;ias;;Neu;no\n\
        new@x.example;ias;;Other;no\n\
        jo@x.example;;;;\n\
        nobody;ias;;;\n\
        ;ias;;;\n\
        a@x.example;ias;#N/A;;\n\
        b@x.example;ias;;;maybe\n\
        c@x.example;;;;\n";
    let import = read(&shop, content, PeoplePurpose::Users).await.unwrap();
    assert_eq!(
        told(&shop, &import).await,
        [
            "2 Change given name",
            "3 Same ",
            "4 Create ",
            "5 Same As line 4.",
            "6 Conflict Line 4 says something else of this user.",
            "7 Conflict Several users have this name, with the origins sap.default, ias: the row must name one.",
            "8 Error A new user needs an e-mail address.",
            "9 Error The row names nobody.",
            "10 Error E-mail: #N/A is a formula that failed in the spreadsheet.",
            "11 Error Active: \"maybe\" is neither yes nor no.",
            "12 Error A new user needs an origin: add a column, or choose one for all.",
        ]
    );
    let expected = PeopleFigures {
        rows: 11,
        create: 1,
        change: 1,
        same: 2,
        conflict: 2,
        error: 5,
        ..Default::default()
    };
    assert_eq!(import.figures, expected);
    let problems = page(&shop, &import, true, 1, 2).await;
    assert_eq!((problems.rows.len(), problems.rows[0].line, problems.total), (2, 7, 7));

    let before = result(&shop, &import, None).await;
    assert!(
        before.starts_with(
            "Line,User Name,Origin,Result,Note\n2,JO@x.example,sap.default,not sent,given name\n"
        )
    );
    let (state, entry) = applied(&shop, &import).await;
    assert_eq!(state, JobState::Done);
    let result = result(&shop, &import, entry).await;
    let words: Vec<_> = result.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(words[..6], ["changed", "same", "created", "same", "conflict", "conflict"]);
    assert!(words[6..].iter().all(|word| *word == "error"));

    // What the account holds.
    let jo = shop.account.user("u1").await.unwrap();
    assert_eq!((jo.given_name.as_deref(), jo.family_name.as_deref()), (Some("Joanna"), Some("Doe")));
    let filter = UserFilter { search: "=new@x.example".into(), ..UserFilter::default() };
    let query =
        zonedesk_app::api::UserQuery { system: shop.id.clone(), filter, limit: 2, ..Default::default() };
    let new = users::users_page(&shop.bench.app, &query).await.unwrap().rows.remove(0);
    let new = shop.account.user(&new.id).await.unwrap();
    assert_eq!((new.origin.0.as_str(), new.active, new.given_name.as_deref()), ("ias", false, Some("Neu")));

    // A second time nothing is left to do.
    let again = read(
        &shop,
        "User Name;Origin;First Name\njo@x.example;sap.default;Joanna\nnew@x.example;ias;Neu\n",
        PeoplePurpose::Users,
    );
    assert_eq!(again.await.unwrap().figures, PeopleFigures { rows: 2, same: 2, ..Default::default() });
}

#[tokio::test]
async fn what_changed_meanwhile_is_stale_and_what_came_meanwhile_is_not_created_again() {
    let shop = Shop::of(LANDSCAPE).await;
    let content =
        "User Name,Origin,Last Name\njo@x.example,ias,Doe\nnew@x.example,ias,New\nlate@x.example,ias,Late\n";
    let import = read(&shop, content, PeoplePurpose::Users).await.unwrap();
    let mut jo = shop.account.user("u2").await.unwrap();
    jo.external_id = Some("9".into());
    shop.account.replace_user(&jo, IfMatch::Version(jo.meta.version)).await.unwrap();
    let late = User {
        user_name: "LATE@x.example".into(),
        origin: zonedesk_scim::Origin("ias".into()),
        family_name: Some("Late".into()),
        active: true,
        ..mail("late@x.example")
    };
    shop.account.create_user(&late).await.unwrap();

    let app = &shop.bench.app;
    let plan = changes::plan(app, people_change(app, &import.id).await.unwrap()).await.unwrap();
    assert_eq!((plan.requests, plan.stale), (2, 1));
    let stale = plan.rows.iter().find(|row| row.difference.is_some()).unwrap();
    assert!(matches!(stale.version, PlanVersion::Stale { .. }), "{stale:?}");
    assert!(plan.notices.iter().any(|notice| notice.text.code == "notice.existsMeanwhile"));
    let approval = Approval { plan: plan.id, left_out: vec![stale.first], ..Approval::default() };
    let job = changes::apply(app, approval).await.unwrap();
    let entry = jobs::job_end(app, &job.id).await.unwrap().entry;
    let result = result(&shop, &import, entry).await;
    let words: Vec<_> = result.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(words, ["not sent", "created", "same"]);
}

fn mail(address: &str) -> User {
    User { emails: vec![zonedesk_scim::Email { value: address.into(), primary: false }], ..User::default() }
}

#[tokio::test]
async fn an_export_is_imported_without_a_change_whatever_its_form() {
    let shop = Shop::of(LANDSCAPE).await;
    let users = UserSelection::Matching { filter: UserFilter::default(), except: Vec::new() };
    for (name, format) in [("users.csv", ExportFormat::Csv), ("users.xlsx", ExportFormat::Xlsx)] {
        let list = ExportedList::Users { system: shop.id.clone(), users: users.clone(), sort: Vec::new() };
        let path = shop.bench.dir.path().join(name);
        let export = ListExport { list, columns: Vec::new(), format };
        list_export::export_list_to(&shop.bench.app, export, path.clone()).await.unwrap();
        let import = people_import(&shop.bench.app, file(&shop, path, PeoplePurpose::Users)).await.unwrap();
        assert_eq!(import.figures, PeopleFigures { rows: 3, same: 3, ..Default::default() }, "{name}");
    }
}

#[tokio::test]
async fn many_rows_cost_no_request_each() {
    let landscape = r#"{"seed": 7, "accounts": [{"name": "Shop", "level": "subaccount", "subdomain": "shop",
        "origins": ["ias"], "generate": {"users": 600, "roleCollections": 0}}]}"#;
    let shop = Shop::of(landscape).await;
    let app = &shop.bench.app;
    let query = zonedesk_app::api::UserQuery { system: shop.id.clone(), limit: 600, ..Default::default() };
    let rows = users::users_page(app, &query).await.unwrap().rows;
    let mut content = String::from("User Name,Origin,Last Name\n");
    for row in &rows {
        content.push_str(&format!("{},{},Same\n", row.user_name, row.origin));
    }
    let import = read(&shop, &content, PeoplePurpose::Users).await.unwrap();
    assert_eq!(import.figures.change, 600);
    let before = shop.bench.simulator.control.requests("shop").unwrap();
    let plan = changes::plan(app, people_change(app, &import.id).await.unwrap()).await.unwrap();
    let asked = shop.bench.simulator.control.requests("shop").unwrap() - before;
    assert_eq!((plan.requests, asked), (600, 2), "two pages hold all of them");
}

#[tokio::test]
async fn members_come_by_name_address_or_id() {
    let shop = Shop::of(LANDSCAPE).await;
    let members = PeoplePurpose::Members { role_collection: "Viewer".into() };
    let content = "ID,E-Mail,Origin\nu1,,\n,max@x.example,\n,jo@x.example,\n,jo@x.example,ias\nu2,,\n,new@x.example,ias\n";
    let import = read(&shop, content, members).await.unwrap();
    assert_eq!(
        told(&shop, &import).await,
        [
            "2 Add ",
            "3 Same A member already.",
            "4 Conflict Several users are meant, with the origins sap.default, ias: the row must name one.",
            "5 Add ",
            "6 Same As line 5.",
            "7 Error No such user in the snapshot.",
        ]
    );
    let settings = PeopleSettings { create: true, ..PeopleSettings::default() };
    let import = people_again(&shop.bench.app, &import.id, settings).await.unwrap();
    let Change::AddMembers { create, paste: Some(figures), .. } =
        people_change(&shop.bench.app, &import.id).await.unwrap()
    else {
        panic!("another change")
    };
    assert_eq!((create.len(), figures.lines, figures.found, figures.left_out), (1, 6, 2, 1));
    let (state, entry) = applied(&shop, &import).await;
    assert_eq!(state, JobState::Done);
    let result = result(&shop, &import, entry).await;
    let words: Vec<_> = result.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(words, ["added", "same", "conflict", "added", "same", "created"]);
    let viewer = shop.account.group("Viewer").await.unwrap();
    assert_eq!(viewer.members.unwrap().len(), 4);
}

#[tokio::test]
async fn columns_are_said_where_their_titles_do_not_tell() {
    let shop = Shop::of(LANDSCAPE).await;
    let path = write(&shop, "people.csv", "Kürzel,Was\njo@x.example,x\n");
    let app = &shop.bench.app;
    let asked = file(&shop, path, PeoplePurpose::Users);
    let refused = people_import(app, asked.clone()).await.unwrap_err();
    assert_eq!(refused.code, "ZD3006");
    assert!(refused.help.unwrap().ends_with("Its columns are: Kürzel, Was."));
    let columns = vec![PeopleColumn { title: "kürzel".into(), field: Some(PeopleField::UserName) }];
    let settings = PeopleSettings { columns, origin: "ias".into(), ..PeopleSettings::default() };
    let import = people_import(app, PeopleFile { settings, ..asked }).await.unwrap();
    assert_eq!(import.figures, PeopleFigures { rows: 1, same: 1, ..Default::default() });
}

#[tokio::test]
async fn a_cell_is_mended_and_a_column_left_out_without_reading_the_file_again() {
    let shop = Shop::of(LANDSCAPE).await;
    let app = &shop.bench.app;
    let content = "User Name,Origin,Last Name\nnew,ias,New\nmax@x.example,ias,Other\n";
    let import = read(&shop, content, PeoplePurpose::Users).await.unwrap();
    assert_eq!((import.figures.error, import.figures.change), (1, 1));
    std::fs::remove_file(shop.bench.dir.path().join("people.csv")).unwrap();
    let in_field =
        |line, field, text: &str| PeopleEdit { import: import.id.clone(), line, field, text: text.into() };
    let edit = |line, text: &str| in_field(line, PeopleField::UserName, text);
    // What the file has no column for can be given too.
    let mended = people_edit(app, in_field(2, PeopleField::Email, "n@x.example")).await.unwrap();
    assert_eq!(mended.figures.create, 1);
    let values = page(&shop, &mended, false, 0, 1).await.rows.remove(0).values;
    assert_eq!(
        values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>(),
        ["new", "ias", "n@x.example", "New"]
    );
    let emptied = people_edit(app, in_field(2, PeopleField::Email, "")).await.unwrap();
    assert_eq!(emptied.figures.error, 1);
    let mended = people_edit(app, edit(2, "new@x.example")).await.unwrap();
    assert_eq!((mended.id.as_str(), mended.figures.create), (import.id.as_str(), 1));
    let row = page(&shop, &mended, false, 0, 1).await.rows.remove(0);
    let values: Vec<_> = row.values.iter().map(|value| value.text.as_str()).collect();
    assert_eq!(values, ["new@x.example", "ias", "", "New"]);
    let columns = vec![PeopleColumn { title: "Last Name".into(), field: None }];
    let settings = PeopleSettings { columns, ..PeopleSettings::default() };
    let without = people_again(app, &import.id, settings).await.unwrap();
    assert_eq!(without.figures, PeopleFigures { rows: 2, create: 1, same: 1, ..Default::default() });
    assert_eq!(people_edit(app, edit(9, "x")).await.unwrap_err().code, "ZD3008");
}

/// Whatever is edited, the rows say what they would say had the file been read so.
#[tokio::test]
async fn an_edited_row_changes_those_that_mean_the_same_and_no_other() {
    let shop = Shop::of(LANDSCAPE).await;
    let app = &shop.bench.app;
    let members = PeoplePurpose::Members { role_collection: "Viewer".into() };
    for purpose in [PeoplePurpose::Users, members] {
        let mut cells = ["a@x.example", "max@x.example", "a@x.example", "b@x.example", "A@x.example", ""];
        let content = |cells: &[&str]| {
            let lines = cells.iter().enumerate();
            let lines = lines.map(|(n, name)| format!("{name},ias,Name {}\n", n % 2));
            format!("User Name,Origin,Last Name\n{}", lines.collect::<String>())
        };
        let settings = PeopleSettings { create: true, ..PeopleSettings::default() };
        let import = read(&shop, &content(&cells), purpose.clone()).await.unwrap();
        let import = people_again(app, &import.id, settings.clone()).await.unwrap();
        for (at, text) in [
            (0, "b@x.example"),
            (3, "a@x.example"),
            (2, "no address"),
            (5, "b@x.example"),
            (0, "nobody"),
            (0, "a@x.example"),
            (1, "a@x.example"),
        ] {
            cells[at] = text;
            let edit = PeopleEdit {
                import: import.id.clone(),
                line: at as u32 + 2,
                field: PeopleField::UserName,
                text: text.into(),
            };
            let edited = people_edit(app, edit).await.unwrap();
            let anew = read(&shop, &content(&cells), purpose.clone()).await.unwrap();
            let anew = people_again(app, &anew.id, settings.clone()).await.unwrap();
            assert_eq!(edited.figures, anew.figures, "{text} in {at}");
            assert_eq!(page(&shop, &edited, false, 0, 9).await, page(&shop, &anew, false, 0, 9).await);
        }
    }
}

#[tokio::test]
async fn hostile_files_are_told_and_nothing_is_sent() {
    let shop = Shop::of(LANDSCAPE).await;
    let app = &shop.bench.app;
    let before = shop.bench.simulator.control.requests("shop").unwrap();
    let huge = write(&shop, "huge.csv", "");
    std::fs::File::options().write(true).open(&huge).unwrap().set_len(1 << 30).unwrap();
    for (path, words) in [
        (huge, "larger than 64 MB"),
        (write(&shop, "nul.csv", "user name\n\0\0x\n"), "no text"),
        (write(&shop, "old.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), ".xls"),
        (write(&shop, "broken.xlsx", b"PK\x03\x04 and more"), "damaged"),
        (write(&shop, "empty.csv", "\r\n;;\r\n"), "empty"),
        (write(&shop, "tall.csv", "user name\n".repeat(200_010)), "more than 200000 rows"),
        (shop.bench.dir.path().join("nowhere.csv"), "cannot be read"),
    ] {
        let refused = people_import(app, file(&shop, path, PeoplePurpose::Users)).await.unwrap_err();
        assert_eq!(refused.code, "ZD7004");
        assert!(refused.message.contains(words), "{refused:?}");
        assert!(refused.help.is_some() && refused.place.is_some());
    }
    assert_eq!(shop.bench.simulator.control.requests("shop").unwrap(), before);
    let kept = read(&shop, "User Name\njo@x.example\n", PeoplePurpose::Users).await.unwrap();
    people_discard(app, &kept.id).await.unwrap();
    let gone = people_change(app, &kept.id).await.unwrap_err();
    assert_eq!(gone.code, "ZD4001");
}
