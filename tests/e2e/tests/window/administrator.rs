//! What an administrator does all day, by the keyboard alone. Each task has the number of keys that it takes: a change
//! that makes it longer is seen here. Text that is typed counts apart; a chord and a paste are one key each.

use std::cell::Cell;

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};
use zonedesk_simulator::AccountInfo;

use crate::account::Account;
use crate::exchange::saved;
use crate::keys::key as service_key;
use crate::places::{open_demo, until_no_job_runs};
use crate::proxy::{Caller, break_reading, serve_at_a_free_port};
use crate::screens::{downloads, drop_file, simulated, system_of};

const SEND: &[&str] = &[key::CTRL, key::ENTER];
const EDITOR: &str = "[data-testid=transformation-editor] .cm-content";

/// Two hands on a keyboard, counted.
struct Hands<'a> {
    app: &'a App,
    keys: Cell<u32>,
    typed: Cell<usize>,
}

impl Hands<'_> {
    async fn press(&self, chord: &[&str]) -> Result<()> {
        self.keys.set(self.keys.get() + 1);
        self.app.keys(chord).await
    }

    async fn write(&self, text: &str) -> Result<()> {
        self.typed.set(self.typed.get() + text.chars().count());
        self.app.type_text(text).await
    }

    /// Ctrl+V; the clipboard of a test's display cannot be counted on.
    async fn paste(&self, text: &str) -> Result<()> {
        self.keys.set(self.keys.get() + 1);
        let script = "const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            const paste = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
            const unheard = document.activeElement.dispatchEvent(new ClipboardEvent('paste', paste));
            if (unheard) document.execCommand('insertText', false, arguments[0]);";
        self.app.js(script, json!([text])).await.map(drop)
    }

    /// Waits until the next key goes there.
    async fn at(&self, css: &str) -> Result<()> {
        let script = "const e = document.querySelector(arguments[0]);
            return !!e && document.activeElement === e && (!e.shadowRoot || e.shadowRoot.activeElement !== null)";
        self.app.wait_with(&format!("the focus at {css}"), script, json!([css])).await
    }

    /// By the palette to what it says first of a text.
    async fn find(&self, text: &str, said: &str) -> Result<()> {
        self.press(&[key::CTRL, "k"]).await?;
        self.at("[data-testid=palette-input]").await?;
        self.write(text).await?;
        self.app.see_text("[data-testid=palette-entry-0]", said).await?;
        self.press(&[key::ENTER]).await?;
        self.app.see_no("[data-testid=palette]").await
    }

    /// Sends what is previewed, with a reason.
    async fn send(&self, reason: &str) -> Result<()> {
        self.at("[data-testid=reason]").await?;
        self.write(reason).await?;
        self.app.see("[data-testid=preview-apply]:not([aria-disabled])").await?;
        self.press(SEND).await?;
        self.app.see_no("[data-testid=preview-dialog]").await?;
        until_no_job_runs(self.app).await
    }

    /// Gives a version its description.
    async fn describe(&self, text: &str) -> Result<()> {
        self.at("[data-testid=description]").await?;
        self.write(text).await?;
        self.press(&[key::ENTER]).await?;
        self.app.see_no("[data-testid=describe]").await
    }

    /// A task is over: it took no more keys than that.
    fn took(&self, task: &str, most: u32) {
        let (keys, typed) = (self.keys.take(), self.typed.take());
        println!("{task}: {keys} keys, {typed} letters typed");
        assert!(keys <= most, "{task} takes {keys} keys; it took {most}");
    }
}

async fn adds_a_system(hands: &Hands<'_>, account: &AccountInfo) -> Result<()> {
    let app = hands.app;
    hands.paste(&service_key(account).to_string()).await?;
    hands.at("[data-testid=wizard-next]").await?;
    hands.press(&[key::ENTER]).await?;
    hands.at("[data-testid=system-name]").await?;
    hands.press(&[key::CTRL, "a"]).await?;
    hands.write("Stores DEV").await?;
    hands.press(&[key::ENTER]).await?;
    app.see("[data-testid=step-speed]").await?;
    hands.at("[data-testid=system-save]").await?;
    hands.press(&[key::ENTER]).await?;
    app.see("[data-testid='landscape-node-Stores DEV']").await?;
    app.see("[data-testid=overview]").await?;
    hands.at("main").await?;
    until_no_job_runs(app).await
}

async fn users_named(app: &App, system: &str, search: &str) -> Result<Value> {
    let filter = json!({ "search": search, "chip": "all", "origins": [] });
    let query = json!({ "system": system, "filter": filter, "sort": [], "offset": 0, "limit": 2 });
    Ok(app.invoke("users_page", json!({ "query": query })).await?["total"].take())
}

async fn removes_a_leaver_and_takes_it_back(hands: &Hands<'_>) -> Result<()> {
    let app = hands.app;
    let system = system_of(app, "Retail PROD").await?;
    hands.find("pugh retail prod", "Gareth Pugh").await?;
    hands.at("[data-testid=detail-title]").await?;
    // Each with who granted it; one more than fits beside a link is shown as well.
    app.see(".zgrants li:nth-child(6)").await?;
    app.see_text(".zgrants .by", "Direct").await?;
    hands.press(&[key::DELETE]).await?;
    hands.send("ticket 4711").await?;
    app.see("[data-testid=toast-undo]").await?;
    assert_eq!(users_named(app, &system, "pugh").await?, json!(0));
    hands.at("[data-testid=grid]").await?;
    hands.press(&[key::CTRL, "z"]).await?;
    app.see_text("[data-testid=plan-requests]", "POST /Users").await?;
    hands.send("").await?;
    assert_eq!(users_named(app, &system, "pugh").await?, json!(1));
    hands.at("[data-testid=grid]").await
}

async fn gives_three_hundred_a_role_collection(hands: &Hands<'_>) -> Result<()> {
    let app = hands.app;
    let account = Account::of(app, "Retail PROD").await?;
    let page = account.get("/Users", &[("count", "500")]).await?;
    let mut names: Vec<&str> = page["resources"]
        .as_array()
        .ok_or("no users")?
        .iter()
        .filter_map(|u| u["userName"].as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(300);
    hands.find("#compliance approver prod", "Compliance Approver").await?;
    hands.at("[data-testid=detail-title]").await?;
    hands.find("add mem", "Add Members").await?;
    hands.at("[data-testid=add-search]").await?;
    hands.paste(&names.join("\n")).await?;
    app.see("[data-testid=paste-counts] .several").await?;
    hands.at("[data-testid=paste-text]").await?;
    // Some have two users: those of the first origin.
    hands.press(&[key::TAB]).await?;
    hands.press(&[key::ENTER]).await?;
    app.see_text("[data-testid=add-count]", "300 members").await?;
    hands.press(SEND).await?;
    app.see_text("[data-testid=preview-dialog]", "Add 300 Members").await?;
    hands.send("ticket 4712").await?;
    let group = account.find("/Groups", "displayName eq \"Compliance Approver\"").await?;
    let members = format!("/Groups/{}/members", group["id"].as_str().ok_or("no id")?);
    assert_eq!(account.get(&members, &[]).await?.as_array().map(Vec::len), Some(300));
    hands.at("[data-testid=detail-title]").await
}

/// Gives a system functions that others will want.
async fn write_functions(app: &App, system: &str) -> Result<()> {
    let stored = app.invoke("transformation", json!({ "system": system, "kind": "read" })).await?;
    let target = "\"targetPath\": \"$.userName\"";
    let function =
        r#"{ "function": "replaceString", "target": "@acme.example", "replacement": "@retail.example" }"#;
    let text = stored["text"].as_str().ok_or("no text")?;
    assert!(text.contains(target), "{text}");
    let text = text.replacen(
        target,
        &format!("{target},\n        \"functions\": [\n          {function}\n        ]"),
        1,
    );
    let version = json!({ "system": system, "kind": "read", "basedOn": 1, "description": "One domain" });
    app.invoke("transformation_save", json!({ "version": version, "text": text })).await.map(drop)
}

async fn takes_a_transformation_and_changes_it(hands: &Hands<'_>) -> Result<()> {
    let app = hands.app;
    write_functions(app, &system_of(app, "Retail PROD").await?).await?;
    hands.find("retail dev", "Retail DEV").await?;
    hands.press(&[key::CTRL, "4"]).await?;
    app.see("[data-testid=mapping]").await?;
    hands.find("compare", "Compare").await?;
    app.see("[data-testid=side-B]").await?;
    hands.press(&["b"]).await?;
    hands.at("[data-testid=side-find]").await?;
    hands.write("retail prod eu10").await?;
    hands.press(&[key::ENTER]).await?;
    app.see("[data-testid=save-taken]:not([aria-disabled])").await?;
    hands.press(&[key::CTRL, "s"]).await?;
    hands.describe("As in Retail PROD").await?;

    app.see("[data-testid=mapping]").await?;
    hands.press(&[key::CTRL, "f"]).await?;
    hands.at(".cm-search input[name=search]").await?;
    hands.write("retail.example").await?;
    hands.press(&[key::ENTER]).await?;
    hands.press(&[key::ESCAPE]).await?;
    hands.at(EDITOR).await?;
    hands.write("stores.example").await?;
    app.see("[data-testid=transformation-save]:not([aria-disabled])").await?;
    hands.press(SEND).await?;
    app.see_text("[data-testid=run-figures]", "148 of").await?;
    hands.press(SEND).await?;
    hands.at("[data-testid=effect-rows]").await?;
    hands.press(&[key::CTRL, "s"]).await?;
    hands.describe("Stores have a domain of their own").await?;
    app.see_text("[data-testid=transformation-state]", "Version 3").await?;

    hands.find("compare", "Compare").await?;
    app.see_text("[data-testid=card]", "stores").await?;
    hands.press(&[key::ALT, key::LEFT]).await?;
    app.see("[data-testid=mapping]").await?;
    hands.find("history of", "History").await?;
    hands.at("[data-testid=show-2]").await?;
    hands.press(&[key::TAB]).await?;
    hands.press(&[key::TAB]).await?;
    hands.at("[data-testid=apply-2]").await?;
    hands.press(&[key::ENTER]).await?;
    hands.describe("Back to Retail PROD").await?;
    app.see_text("[data-testid=transformation-state]", "Version 4").await?;
    app.see_text(EDITOR, "retail.example").await
}

/// Calls as the consumer `idm-prod`, also once the read transformation cannot answer: the failure is the newest row.
async fn call_until_it_fails(app: &App, id: &str, secret: String) -> Result<()> {
    let client = Caller::of(app, id, "idm-prod", secret).await?;
    let (status, users) = client.get("/Users?count=5").await?;
    assert_eq!(status, 200, "{users}");
    break_reading(app, id).await?;
    let user = users["Resources"][0]["id"].as_str().ok_or("no user")?;
    assert_eq!(client.get(&format!("/Users/{user}")).await?.0, 500);
    app.see_text("[data-testid=row-0]", "500").await
}

async fn connects_a_client_and_finds_why_a_call_fails(hands: &Hands<'_>) -> Result<()> {
    let app = hands.app;
    let id = system_of(app, "Retail QA").await?;
    serve_at_a_free_port(app).await?;
    hands.find("retail qa", "Retail QA").await?;
    hands.press(&[key::CTRL, "5"]).await?;
    app.see("[data-testid=proxy-switch-on]").await?;
    hands.find("switch the", "Switch the Proxy On").await?;
    app.see_text("[data-testid=proxy-state]", "Running").await?;
    hands.press(&[key::CTRL, "n"]).await?;
    hands.at("[data-testid=consumer-id]").await?;
    hands.write("idm-prod").await?;
    hands.press(&[key::ENTER]).await?;
    // The button that copies the secret.
    hands.at("[data-testid=consumer-secret-copy]").await?;
    let secret = app.text("[data-testid=consumer-secret] code").await?;
    hands.press(&[key::ESCAPE]).await?;
    app.see_no("[data-testid=consumer-dialog]").await?;

    call_until_it_fails(app, &id, secret).await?;
    hands.press(&[key::CTRL, "f"]).await?;
    hands.at("[data-testid=proxy-filter]").await?;
    hands.press(&[key::DOWN]).await?;
    hands.at("[data-testid=grid]").await?;
    hands.press(&[key::ENTER]).await?;
    hands.at("[data-testid=call-title]").await?;
    app.see_text("[data-testid=call-failure]", "costCenter").await?;
    for _ in 0..3 {
        hands.press(&[key::TAB]).await?;
    }
    hands.at("[data-testid=call-workbench]").await?;
    hands.press(&[key::ENTER]).await?;
    app.see_text("[data-testid=mapping][aria-current]", "$.costCenter").await
}

/// Gives the import the JSON that was saved in a folder; the name that the system gets.
async fn choose_exported(app: &App, folder: &std::path::Path) -> Result<String> {
    drop_file(app, "[data-testid=import-drop]", "retail.json", &saved(folder, ".json")?).await?;
    app.see("[data-testid=import-apply]:not([aria-disabled])").await?;
    let name = app.js("return document.querySelector('[data-testid=import-name]').value", json!([])).await?;
    Ok(name.as_str().ok_or("no name")?.to_owned())
}

async fn exports_and_imports(hands: &Hands<'_>, folder: &std::path::Path) -> Result<()> {
    let app = hands.app;
    hands.find("csv", "CSV").await?;
    app.see("[data-testid=csv-save]:not([aria-disabled])").await?;
    hands.press(SEND).await?;
    app.see("[data-testid=csv-next]").await?;
    hands.press(&[key::ESCAPE]).await?;
    app.see_no("[data-testid=csv-dialog]").await?;
    hands.find("json", "JSON").await?;
    app.see("[data-testid=json-save]:not([aria-disabled])").await?;
    hands.press(SEND).await?;
    app.see("[data-testid=json-saved]").await?;
    hands.press(&[key::ESCAPE]).await?;
    app.see_no("[data-testid=json-dialog]").await?;

    hands.find("import", "Import").await?;
    hands.at("[data-testid=import-choose]").await?;
    // What the desktop's own dialog asks for cannot be driven; Enter would open it.
    hands.keys.set(hands.keys.get() + 1);
    let name = choose_exported(app, folder).await?;
    hands.press(SEND).await?;
    app.see(&format!("[data-testid='landscape-node-{name}']")).await?;
    app.see_no("[data-testid=import-dialog]").await
}

#[tokio::test]
async fn the_tasks_of_an_administrator_take_few_keys() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    let mut setting = Setting::new("administrator")?;
    let downloads = downloads(&mut setting)?;
    flow(&setting, async |app| {
        open_demo(app).await?;
        let hands = Hands { app, keys: Cell::new(0), typed: Cell::new(0) };
        adds_a_system(&hands, &account).await?;
        hands.took("Add a system from a pasted key", 5);
        removes_a_leaver_and_takes_it_back(&hands).await?;
        hands.took("Find a leaver, see why, delete him, undo", 6);
        gives_three_hundred_a_role_collection(&hands).await?;
        hands.took("Give 300 pasted people a role collection", 9);
        takes_a_transformation_and_changes_it(&hands).await?;
        hands.took("Take over, change, run on all, save, compare, roll back", 25);
        connects_a_client_and_finds_why_a_call_fails(&hands).await?;
        hands.took("Connect a client, follow a failing call to its mapping", 15);
        exports_and_imports(&hands, &downloads).await?;
        hands.took("Export CSV and JSON, import the system", 12);
        until_no_job_runs(app).await
    })
    .await
}

/// A hand on a mouse, counted.
struct Mouse<'a> {
    app: &'a App,
    clicks: Cell<u32>,
}

impl Mouse<'_> {
    async fn click(&self, testid: &str) -> Result<()> {
        self.clicks.set(self.clicks.get() + 1);
        self.app.click(&format!("[data-testid='{testid}']")).await
    }

    fn took(&self, task: &str, most: u32) {
        let clicks = self.clicks.take();
        println!("{task}: {clicks} clicks");
        assert!(clicks <= most, "{task} takes {clicks} clicks; it took {most}");
    }
}

/// As [`connects_a_client_and_finds_why_a_call_fails`].
async fn clicks_to_a_failing_call(mouse: &Mouse<'_>) -> Result<()> {
    let app = mouse.app;
    let id = system_of(app, "Retail QA").await?;
    serve_at_a_free_port(app).await?;
    mouse.click("landscape-node-Retail QA").await?;
    mouse.click("tab-proxy").await?;
    mouse.click("proxy-switch-on").await?;
    app.see_text("[data-testid=proxy-state]", "Running").await?;
    mouse.click("consumers-add").await?;
    app.type_into("[data-testid=consumer-id]", "idm-prod").await?;
    mouse.click("consumer-add").await?;
    app.see("[data-testid=consumer-secret]").await?;
    let secret = app.text("[data-testid=consumer-secret] code").await?;
    mouse.click("consumer-secret-copy").await?;
    mouse.click("consumer-secret-close").await?;
    call_until_it_fails(app, &id, secret).await?;
    mouse.click("row-0").await?;
    app.see_text("[data-testid=call-failure]", "costCenter").await?;
    mouse.click("call-workbench").await?;
    app.see_text("[data-testid=mapping][aria-current]", "$.costCenter").await
}

/// As [`exports_and_imports`].
async fn clicks_to_files_and_back(mouse: &Mouse<'_>, folder: &std::path::Path) -> Result<()> {
    let app = mouse.app;
    for (item, save, saved, dialog) in [
        ("menu-export-idm-csv", "csv-save", "csv-next", "csv-dialog"),
        ("menu-export-json", "json-save", "json-saved", "json-dialog"),
    ] {
        mouse.click("system-menu").await?;
        mouse.click(item).await?;
        app.see(&format!("[data-testid={save}]:not([aria-disabled])")).await?;
        mouse.click(save).await?;
        app.see(&format!("[data-testid={saved}]")).await?;
        mouse.click("dialog-close").await?;
        app.see_no(&format!("[data-testid={dialog}]")).await?;
    }
    mouse.click("add-system").await?;
    mouse.click("import-open").await?;
    // What the desktop's own dialog asks for cannot be driven; a click would open it, another one choose.
    mouse.clicks.set(mouse.clicks.get() + 2);
    app.see("[data-testid=import-drop]").await?;
    let name = choose_exported(app, folder).await?;
    mouse.click("import-apply").await?;
    app.see(&format!("[data-testid='landscape-node-{name}']")).await?;
    app.see_no("[data-testid=import-dialog]").await
}

#[tokio::test]
async fn the_tasks_of_an_administrator_take_few_clicks() -> Result<()> {
    let mut setting = Setting::new("administrator-mouse")?;
    let downloads = downloads(&mut setting)?;
    flow(&setting, async |app| {
        open_demo(app).await?;
        let mouse = Mouse { app, clicks: Cell::new(0) };
        clicks_to_a_failing_call(&mouse).await?;
        mouse.took("Connect a client, follow a failing call to its mapping", 9);
        clicks_to_files_and_back(&mouse, &downloads).await?;
        mouse.took("Export CSV and JSON, import the system", 13);
        until_no_job_runs(app).await
    })
    .await
}
