//! The app as a person has it before them: look, click, type, wait.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::driver::Session;
use crate::{Result, axe, key};

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A machine under load draws late; a test that fails here would fail for a person too.
const PATIENCE: Duration = Duration::from_secs(20);

const CUT_OFF: &str = include_str!("cut_off.js");

pub struct App {
    session: Session,
    log: PathBuf,
}

impl App {
    pub(crate) async fn over(session: Session, log: PathBuf) -> Result<Self> {
        let app = Self { session, log };
        app.wait("the page", "return !!document.querySelector('#root')?.firstElementChild").await?;
        Ok(app)
    }

    pub(crate) async fn end(&self) -> Result<()> {
        self.session.end().await
    }

    /// Runs a script as the body of a function; `args` are its `arguments`.
    pub async fn js(&self, script: &str, args: Value) -> Result<Value> {
        let answer = self.session.post("/execute/sync", &json!({"script": script, "args": args})).await;
        answer.map_err(|error| format!("{error} in: {:.200}", script.trim()).into())
    }

    /// As [`Self::js`]; the script calls its last argument with the result.
    pub async fn js_async(&self, script: &str, args: Value) -> Result<Value> {
        self.session.post("/execute/async", &json!({"script": script, "args": args})).await
    }

    /// Asks the app directly, as its page does.
    pub async fn invoke(&self, command: &str, args: Value) -> Result<Value> {
        let script = "
            const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args).then(
                (value) => done({ value }), (error) => done({ error: JSON.stringify(error) }));";
        let mut answer = self.js_async(script, json!([command, args])).await?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("{command}: {error}").into()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Polls a script until it returns true. `what` is said when it never does.
    pub async fn wait(&self, what: &str, script: &str) -> Result<()> {
        self.wait_with(what, script, json!([])).await
    }

    /// As [`App::wait`], with arguments for the script.
    pub async fn wait_with(&self, what: &str, script: &str, args: Value) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while !self.holds(script, args.clone()).await? {
            if Instant::now() > until {
                return Err(format!("waited {} s for {what}: {script}", PATIENCE.as_secs()).into());
            }
            sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    }

    /// Whether a script says `true`. A page that is left meanwhile says nothing, which WebKitGTK's driver cannot read.
    async fn holds(&self, script: &str, args: Value) -> Result<bool> {
        match self.js(script, args).await {
            Err(error) if error.to_string().contains("Could not parse script result") => Ok(false),
            said => Ok(said? == Value::Bool(true)),
        }
    }

    /// Waits until something that matches is laid out.
    pub async fn see(&self, css: &str) -> Result<()> {
        let script =
            "const e = document.querySelector(arguments[0]); return !!e && e.getClientRects().length > 0";
        self.wait_with(css, script, json!([css])).await
    }

    /// Waits until nothing that matches is laid out.
    pub async fn see_no(&self, css: &str) -> Result<()> {
        let script =
            "return ![...document.querySelectorAll(arguments[0])].some(e => e.getClientRects().length > 0)";
        self.wait_with(&format!("no {css}"), script, json!([css])).await
    }

    /// Waits until the text of the first match contains `text`.
    pub async fn see_text(&self, css: &str, text: &str) -> Result<()> {
        let script = "return !!document.querySelector(arguments[0])?.textContent.includes(arguments[1])";
        self.wait_with(&format!("“{text}” in {css}"), script, json!([css, text])).await
    }

    /// Waits until the app has logged this.
    pub async fn see_logged(&self, text: &str) -> Result<()> {
        see_in(&self.log, text).await
    }

    /// Text of the first match; empty where there is none.
    pub async fn text(&self, css: &str) -> Result<String> {
        let found =
            self.js("return document.querySelector(arguments[0])?.textContent ?? ''", json!([css])).await?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    async fn element(&self, css: &str) -> Result<String> {
        self.see(css).await?;
        let found = self.session.post("/element", &json!({"using": "css selector", "value": css})).await?;
        Ok(found[ELEMENT].as_str().ok_or("no element id")?.to_owned())
    }

    /// Waits until it can be clicked, then clicks its middle. UI5 elements are clicked at their host.
    pub async fn click(&self, css: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let id = self.element(css).await?;
            match self.session.post(&format!("/element/{id}/click"), &json!({})).await {
                Ok(_) => return Ok(()),
                // drawn anew, or not at rest yet
                Err(_) if Instant::now() < until => sleep(Duration::from_millis(50)).await,
                Err(error) => return Err(format!("{css}: {error}").into()),
            }
        }
    }

    /// Presses on the middle of the first match of one and lets go in the upper half of that of another.
    pub async fn drag(&self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (self.element(from).await?, self.element(to).await?);
        let over = |element: &str, y: i32| json!({"type": "pointerMove", "duration": 50, "origin": {ELEMENT: element}, "x": 0, "y": y});
        let steps = [
            over(&from, 0),
            json!({"type": "pointerDown", "button": 0}),
            over(&to, -2),
            over(&to, -5),
            json!({"type": "pointerUp", "button": 0}),
        ];
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps});
        self.session.post("/actions", &json!({"actions": [mouse]})).await.map(drop)
    }

    /// Clicks at a place of the window, in CSS pixels, whatever lies there.
    pub async fn click_at(&self, x: i64, y: i64) -> Result<()> {
        let steps = [
            json!({"type": "pointerMove", "duration": 0, "origin": "viewport", "x": x, "y": y}),
            json!({"type": "pointerDown", "button": 0}),
            json!({"type": "pointerUp", "button": 0}),
        ];
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps});
        self.session.post("/actions", &json!({"actions": [mouse]})).await.map(drop)
    }

    /// Replaces the text of a field, also of a UI5 one. WebDriver's own `value` and `clear` fail on UI5's hosts; a
    /// click focuses the inner field, and keys go to the focus.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        self.click(css).await?;
        self.keys(&[key::CTRL, "a"]).await?;
        self.type_text(text).await
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let strokes: Vec<Value> = text
            .chars()
            .flat_map(|c| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": c})))
            .collect();
        self.perform(strokes).await
    }

    /// One chord: pressed in order, let go in reverse.
    pub async fn keys(&self, chord: &[&str]) -> Result<()> {
        let down = chord.iter().map(|k| json!({"type": "keyDown", "value": k}));
        let up = chord.iter().rev().map(|k| json!({"type": "keyUp", "value": k}));
        self.perform(down.chain(up).collect()).await
    }

    async fn perform(&self, strokes: Vec<Value>) -> Result<()> {
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.session.post("/actions", &json!({"actions": [keyboard]})).await.map(drop)
    }

    /// Puts text into a field in one go, as a paste does; the clipboard of a test's display cannot be counted on.
    pub async fn paste(&self, css: &str, text: &str) -> Result<()> {
        self.click(css).await?;
        self.js("document.execCommand('insertText', false, arguments[0])", json!([text])).await.map(drop)
    }

    /// The `data-testid` around the focus, through shadow roots; empty when nothing of ours has it.
    pub async fn focus(&self) -> Result<String> {
        let script = "return document.activeElement?.closest('[data-testid]')?.dataset.testid ?? ''";
        Ok(self.js(script, json!([])).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Presses keys, at most once a second, until a script returns true: what was just drawn, or has just given the
    /// focus back, may not hear the first ones.
    pub async fn keys_until(&self, chord: &[&str], what: &str, script: &str, args: Value) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            self.keys(chord).await?;
            let again = Instant::now() + Duration::from_secs(1);
            while Instant::now() < again {
                if self.holds(script, args.clone()).await? {
                    return Ok(());
                }
                sleep(Duration::from_millis(30)).await;
            }
            if Instant::now() > until {
                return Err(format!("waited {} s for {what}: {script}", PATIENCE.as_secs()).into());
            }
        }
    }

    /// Gives the focus to a control by script and waits until it lies inside, then presses a key until something that
    /// matches is laid out.
    pub async fn press_until(&self, css: &str, key: &str, seen: &str) -> Result<()> {
        let focus = "const e = document.querySelector(arguments[0]);
            if (e && document.activeElement === e && (!e.shadowRoot || e.shadowRoot.activeElement)) return true;
            e?.focus();";
        self.wait_with(&format!("the focus in {css}"), focus, json!([css])).await?;
        let there = "return !!document.querySelector(arguments[0])?.getClientRects().length";
        self.keys_until(&[key], seen, there, json!([seen])).await
    }

    /// Goes to an address inside the page.
    pub async fn go(&self, place: &str) -> Result<()> {
        self.js("location.hash = arguments[0]", json!([place])).await.map(drop)
    }

    /// Loads the page anew, as at the next start.
    pub async fn reload(&self) -> Result<()> {
        self.session.post("/refresh", &json!({})).await?;
        self.wait("the page", "return !!document.querySelector('#root')?.firstElementChild").await
    }

    /// Waits until fonts are there and transitions are over, for a picture that is the same each time.
    pub async fn settle(&self) -> Result<()> {
        let script = "return document.fonts.status === 'loaded'
            && document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getTiming().iterations === Infinity)";
        self.wait("the page to come to rest", script).await?;
        // What is laid out now is painted with the next frame; the second begins when that one has been drawn.
        let painted =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.js_async(painted, json!([])).await.map(drop)
    }

    /// Sets the size of the window, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.session.post("/window/rect", &json!({"width": width, "height": height})).await.map(drop)
    }

    pub async fn picture(&self, png: &Path) -> Result<()> {
        let data = self.session.get("/screenshot").await?;
        if let Some(folder) = png.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let bytes = base64::engine::general_purpose::STANDARD.decode(data.as_str().ok_or("no picture")?)?;
        Ok(std::fs::write(png, bytes)?)
    }

    /// Fails where the text of a button, a tab, a label, a title is not to be seen whole.
    pub async fn check_fit(&self) -> Result<()> {
        let found = self.js(CUT_OFF, json!([])).await?;
        match found.as_array() {
            Some(texts) if texts.is_empty() => Ok(()),
            Some(texts) => {
                let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                Err(texts.join("; ").into())
            }
            None => Err(format!("what is cut off: {found}").into()),
        }
    }

    /// Has axe look at the page as it stands, shadow roots included.
    pub async fn check_accessibility(&self) -> Result<()> {
        axe::check(self).await
    }
}

/// Waits until a log has this.
pub async fn see_in(log: &Path, text: &str) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while !std::fs::read_to_string(log).is_ok_and(|log| log.contains(text)) {
        if Instant::now() > until {
            return Err(format!("waited {} s for “{text}” in the log", PATIENCE.as_secs()).into());
        }
        sleep(Duration::from_millis(30)).await;
    }
    Ok(())
}
