//! Lists as files, and people from files.

use crate::support::Bench;

fn read() -> Bench {
    let bench = Bench::shop();
    bench.run(&["refresh", "Shop"]).ok();
    bench
}

#[test]
fn lists_go_to_files_in_the_form_of_their_ending() {
    let bench = read();
    let path = |name: &str| bench.workspace.path().join(name).to_str().unwrap().to_owned();
    let csv = bench
        .run(&["export", "users", "Shop", "--search", "max", "--column", "id", "--column", "email"])
        .ok();
    assert_eq!(csv.out, "\u{feff}ID,E-Mail\r\nu3,max@acme.example\r\n");
    let json = bench.run(&["export", "rc", "Shop", "--json"]).json();
    assert_eq!(json[1]["name"], "Retail Viewer");
    bench.run(&["export", "members", "Shop", "retail viewer", "-o", &path("members.xlsx")]).ok();
    assert!(std::fs::read(path("members.xlsx")).unwrap().starts_with(b"PK"));
    let unknown =
        bench.run(&["export", "users", "Shop", "--column", "size", "-o", &path("no.csv"), "--json"]);
    assert_eq!((unknown.exit, unknown.code().as_str()), (2, "ZD3006"));
    assert!(!std::path::Path::new(&path("no.csv")).exists());
}

#[test]
fn users_are_checked_imported_and_told_row_by_row() {
    let bench = read();
    let path = |name: &str| bench.workspace.path().join(name).to_str().unwrap().to_owned();
    let (file, result) = (path("people.csv"), path("result.csv"));
    std::fs::write(
        &file,
        "User Name;Origin;First Name\nmax@acme.example;;Max\nnew@acme.example;acme-ias;New\nx;acme-ias;\n",
    )
    .unwrap();
    let import = ["users", "import", "Shop", &file];
    let check = bench.run(&[&import[..], &["--check"]].concat());
    assert_eq!(check.exit, 1, "{check:?}");
    assert!(check.out.contains("change") && check.out.contains("needs an e-mail address"), "{check:?}");
    let refused = bench.run(&import);
    assert_eq!(refused.exit, 2, "{refused:?}");
    assert!(refused.err.contains("line 4") && refused.err.contains("--skip-problems"), "{refused:?}");
    let skip = [&import[..], &["--skip-problems"]].concat();
    let dry = bench.run(&[&skip[..], &["--dry-run"]].concat()).ok();
    assert!(
        dry.out.contains("PUT ") && dry.out.contains("POST ") && dry.err.contains("Nothing was sent"),
        "{dry:?}"
    );
    assert_eq!(bench.run(&["activity", "list", "--json"]).json().as_array().unwrap().len(), 0);

    bench.run(&[&skip[..], &["--reason", "ticket 1", "--result", &result]].concat()).ok();
    let told = std::fs::read_to_string(&result).unwrap();
    assert_eq!(
        told.lines().skip(1).collect::<Vec<_>>(),
        [
            "2,max@acme.example,,changed,given name",
            "3,new@acme.example,acme-ias,created,",
            "4,x,acme-ias,error,A new user needs an e-mail address."
        ]
    );
    bench.run(&["refresh", "Shop"]).ok();
    let max = bench.run(&["users", "show", "Shop", "max@acme.example", "--json"]).json();
    assert_eq!(max["givenName"], "Max");
    let again = bench.run(&skip).ok();
    assert!(again.err.contains("Nothing to do"), "{again:?}");
}

#[test]
fn members_are_imported_by_column() {
    let bench = read();
    let file = bench.workspace.path().join("people.csv");
    let file = file.to_str().unwrap();
    std::fs::write(file, "Kürzel\tOrigin\njo@acme.example\tacme-ias\nnew@acme.example\tacme-ias\n").unwrap();
    let import = ["members", "import", "Shop", "Empty One", file];
    let unknown = bench.run(&import);
    assert!(unknown.exit == 2 && unknown.err.contains("Its columns are: Kürzel, Origin"), "{unknown:?}");
    bench.run(&[&import[..], &["--column", "Kürzel=user-name", "--create"]].concat()).ok();
    bench.run(&["refresh", "Shop"]).ok();
    let members = bench.run(&["members", "list", "Shop", "Empty One", "--json"]).json();
    assert_eq!(members.as_array().unwrap().len(), 2);
}
