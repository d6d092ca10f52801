//! A change whose process is killed, and the next call that goes on with it.

use crate::support::Bench;
use serde_json::json;

#[test]
fn a_change_whose_process_died_is_gone_on_with_and_nothing_is_done_twice() {
    for run in [false, true] {
        let bench = Bench::shop();
        bench.run(&["refresh", "Shop"]).ok();
        let simulator = bench.simulator.as_ref().unwrap();
        let before = simulator.control(None)["requests"].as_u64().unwrap();
        // Two looks for the preview; of what is then sent, nobody hears any more.
        let answered = json!({"kind": "slow", "milliseconds": 0});
        let silence = json!({"kind": "silence", "run": run});
        simulator.control(Some(&json!({"failNext": [answered, answered, silence]})));
        let create = ["users", "create", "Shop", "new@acme.example", "--origin", "sap.default"];
        let mut process = bench.begin(&[&create[..], &["--role-collection", "Empty One"]].concat());
        while simulator.control(None)["requests"].as_u64().unwrap() < before + 3 {
            assert_eq!(process.try_wait().unwrap(), None);
        }
        process.kill().unwrap();
        process.wait().unwrap();

        let listed = bench.run(&["activity", "list", "--json"]).json();
        assert_eq!((&listed[0]["interrupted"], &listed[0]["changed"]), (&true.into(), &0.into()));
        let shown = bench.run(&["activity", "resume", "--dry-run"]).ok();
        assert!(
            shown.out.contains("PATCH ") && shown.err.contains("0 of 2 requests were carried out"),
            "{shown:?}"
        );
        bench.run(&["activity", "resume"]).ok();

        bench.run(&["refresh", "Shop"]).ok();
        let users = bench.run(&["users", "list", "Shop", "--search", "new@", "--json"]).json();
        assert_eq!(users.as_array().unwrap().len(), 1, "{users}");
        let members = bench.run(&["members", "list", "Shop", "Empty One", "--json"]).json();
        assert_eq!(members.as_array().unwrap().len(), 1, "{members}");
        let listed = bench.run(&["activity", "list", "--json"]).json();
        assert_eq!((listed.as_array().unwrap().len(), &listed[1]["interrupted"]), (2, &false.into()));
        let again = bench.run(&["activity", "resume"]).ok();
        assert!(again.err.contains("No change was interrupted"), "{again:?}");
        bench.run(&["journal", "verify"]).ok();
    }
}
