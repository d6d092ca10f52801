//! Lists as files, over an account of the simulator.

use std::sync::{Arc, Mutex};

use crate::support::Bench;
use zonedesk_app::api::{AppError, ExportFormat, ExportedList, ListExport, Sort, UserFilter, UserSelection};
use zonedesk_app::list_export::{export_list, export_list_to};

/// What was written, while the writer is the export's.
#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn read_shop() -> (Bench, String) {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    (bench, id)
}

async fn exported(
    bench: &Bench,
    list: ExportedList,
    columns: &[&str],
    format: ExportFormat,
) -> Result<String, AppError> {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    let file = File::default();
    export_list(&bench.app, ListExport { list, columns, format }, file.clone()).await?;
    let bytes = file.0.lock().unwrap().clone();
    Ok(String::from_utf8(bytes).unwrap())
}

fn matching(system: &str, search: &str, except: &[&str]) -> ExportedList {
    let filter = UserFilter { search: search.into(), ..UserFilter::default() };
    ExportedList::Users {
        system: system.into(),
        users: UserSelection::Matching { filter, except: except.iter().map(|&id| id.to_owned()).collect() },
        sort: vec![Sort { column: "id".into(), descending: true }],
    }
}

#[tokio::test]
async fn what_is_shown_goes_out_and_nothing_else() {
    let (bench, id) = read_shop().await;
    let columns = ["id", "userName", "active", "lastLogon"];
    let shown = exported(&bench, matching(&id, "jo", &[]), &columns, ExportFormat::Csv).await.unwrap();
    assert_eq!(
        shown,
        "\u{feff}ID,User Name,Active,Last Logon (UTC)\r\nu2,jo@acme.example,true,\r\nu1,jo@acme.example,true,\r\n"
    );
    let but_one = exported(&bench, matching(&id, "", &["u2"]), &["id"], ExportFormat::Csv).await.unwrap();
    assert_eq!(but_one, "\u{feff}ID\r\nu3\r\nu1\r\n");
    let users = UserSelection::Ids { ids: vec!["u3".into(), "gone".into(), "u1".into()] };
    let picked = ExportedList::Users { system: id.clone(), users, sort: Vec::new() };
    let picked = exported(&bench, picked, &["id"], ExportFormat::Csv).await.unwrap();
    assert_eq!(picked, "\u{feff}ID\r\nu3\r\nu1\r\n");
}

#[tokio::test]
async fn all_columns_are_the_answer_to_none() {
    let (bench, id) = read_shop().await;
    let json = exported(&bench, matching(&id, "", &[]), &[], ExportFormat::Json).await.unwrap();
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 3);
    let jo = &rows[2];
    assert_eq!(
        (&jo["givenName"], &jo["directRoleCollections"], &jo["state"]),
        (&"Jo".into(), &1.into(), &"Never logged on".into())
    );
    let list =
        ExportedList::RoleCollections { system: id.clone(), filter: Default::default(), sort: Vec::new() };
    let names = exported(&bench, list, &["name", "members"], ExportFormat::Csv).await.unwrap();
    assert_eq!(names, "\u{feff}Name,Members\r\nEmpty One,0\r\nSubaccount Administrator,1\r\n");
    let members = |role_collection: &str| ExportedList::Members {
        system: id.clone(),
        role_collection: role_collection.into(),
        search: String::new(),
        sort: Vec::new(),
    };
    let csv = exported(
        &bench,
        members("Subaccount Administrator"),
        &["userName", "origin", "granted"],
        ExportFormat::Csv,
    );
    assert_eq!(
        csv.await.unwrap(),
        "\u{feff}User Name,Origin,Granted\r\njo@acme.example,sap.default,Direct\r\n"
    );
    let none = exported(&bench, members("Nothing"), &[], ExportFormat::Csv).await.unwrap_err();
    assert_eq!(none.code, "ZD1012");
}

#[tokio::test]
async fn what_cannot_be_written_leaves_no_file() {
    let (bench, id) = read_shop().await;
    let export = |columns: &[&str]| ListExport {
        list: matching(&id, "", &[]),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        format: ExportFormat::Xlsx,
    };
    let file = bench.dir.path().join("users.xlsx");
    let unknown = export_list_to(&bench.app, export(&["size"]), file.clone()).await.unwrap_err();
    assert_eq!(unknown.code, "ZD3006");
    assert!(unknown.help.unwrap().starts_with("The columns are: name, userName"));
    assert!(!file.exists());
    let nowhere = bench.dir.path().join("no folder").join("users.xlsx");
    assert_eq!(export_list_to(&bench.app, export(&[]), nowhere).await.unwrap_err().code, "ZD7001");
    assert_eq!(export_list_to(&bench.app, export(&[]), file.clone()).await.unwrap(), 3);
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
}
