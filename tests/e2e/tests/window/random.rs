//! Somebody who clicks and types anywhere: nothing breaks, and every dialog can be left.
//!
//! `ZONEDESK_CLICKS_SEED` plays the same again, as far as the window is as quick as it was; `ZONEDESK_CLICKS_MINUTES`
//! goes on for longer.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::open_demo;

/// Acts of one that is not told for how long.
const ACTS: u32 = 120;
/// Acts between two looks at whether the window can be left for its beginning.
const STRIDE: u32 = 40;
/// Dialogs that may lie over each other.
const DIALOGS: u32 = 6;
/// Acts that are told of a failure.
const TOLD: usize = 25;

#[tokio::test]
async fn clicks_and_keys_at_random_break_nothing() -> Result<()> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>()).transpose();
    let seed = number("ZONEDESK_CLICKS_SEED")?.unwrap_or(1);
    let minutes = number("ZONEDESK_CLICKS_MINUTES")?;
    let mut setting = Setting::new("random")?;
    let downloads = setting.workspace.join("downloads");
    std::fs::create_dir(&downloads)?;
    setting.arguments.extend(["--downloads".to_owned(), downloads.display().to_string()]);
    let length = minutes.map(|minutes| Duration::from_secs(60 * minutes));
    setting.limit += length.unwrap_or_default();
    flow(&setting, async |app| {
        open_demo(app).await?;
        let mut person = Person { app, chance: seed, done: VecDeque::new() };
        let began = Instant::now();
        let mut acts = 0;
        while length.map_or(acts < ACTS, |length| began.elapsed() < length) {
            acts += 1;
            let outcome = person.act(acts).await;
            outcome.map_err(|error| {
                let told: Vec<_> = person.done.iter().map(String::as_str).collect();
                format!("seed {seed}, act {acts}: {error}\nthe last acts:\n{}", told.join("\n"))
            })?;
        }
        println!("{acts} acts at random, seed {seed}");
        Ok(())
    })
    .await
}

struct Person<'a> {
    app: &'a App,
    chance: u64,
    /// What was done last.
    done: VecDeque<String>,
}

impl Person<'_> {
    /// SplitMix64.
    fn below(&mut self, limit: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.chance;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % limit.max(1)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[usize::try_from(self.below(of.len() as u64)).unwrap_or_default()]
    }

    fn note(&mut self, act: String) {
        if self.done.len() == TOLD {
            self.done.pop_front();
        }
        self.done.push_back(act);
    }

    async fn act(&mut self, number: u32) -> Result<()> {
        match self.below(10) {
            0..7 => self.click().await?,
            7 => self.chord().await?,
            _ => self.text().await?,
        }
        if number.is_multiple_of(STRIDE) {
            self.leave().await?;
        }
        Ok(())
    }

    /// Clicks one of the controls in sight.
    async fn click(&mut self) -> Result<()> {
        // A page that is loaded again, as Settings can make it, is empty for a moment.
        let until = Instant::now() + Duration::from_secs(20);
        let mut found = self.app.js(CONTROLS, json!([])).await?;
        while found.as_array().is_none_or(Vec::is_empty) {
            if Instant::now() > until {
                return Err("there is nothing to click".into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            found = self.app.js(CONTROLS, json!([])).await?;
        }
        let controls = found.as_array().map(Vec::as_slice).unwrap_or_default();
        let at = usize::try_from(self.below(controls.len() as u64))?;
        let control = &controls[at];
        self.note(format!("click {}", control["what"]));
        let place = |axis: &str| control[axis].as_i64().unwrap_or_default();
        self.app.click_at(place("x"), place("y")).await
    }

    async fn chord(&mut self) -> Result<()> {
        let pressed = self.one(&[
            key::TAB,
            key::TAB,
            key::ENTER,
            key::ESCAPE,
            key::UP,
            key::DOWN,
            key::LEFT,
            key::RIGHT,
            key::SPACE,
            key::DELETE,
            key::HOME,
            key::END,
            key::PAGE_DOWN,
            key::BACKSPACE,
            key::F2,
            key::F6,
            "k",
            "j",
            "s",
            "z",
            "f",
            "a",
            "n",
            "1",
            "?",
        ]);
        let with = self.one(&["", "", "", key::CTRL, key::SHIFT, key::ALT]);
        self.note(format!("press {:?} with {:?}", pressed, with));
        let chord = [with, pressed];
        self.app.keys(if with.is_empty() { &chord[1..] } else { &chord }).await
    }

    async fn text(&mut self) -> Result<()> {
        let text = self.one(&[
            "a",
            "hofer",
            "$.name",
            "%",
            "\"",
            "'; DROP TABLE",
            "{",
            "[\u{202e}",
            "😀",
            "ß İ",
            "-1",
            "99999999999",
            "https://",
            "${x",
            "<b>",
            "\\",
            "a\tb",
            "0",
        ]);
        self.note(format!("type {text:?}"));
        self.app.type_text(text).await
    }

    /// Leaves whatever is open, as a person who is lost would.
    async fn leave(&mut self) -> Result<()> {
        for _ in 0..DIALOGS {
            if self.app.js(OPEN, json!([])).await? == Value::Null {
                self.note("go to the beginning".to_owned());
                self.app.go("/").await?;
                return self.app.see("[data-region=rail]").await;
            }
            self.app.keys(&[key::ESCAPE]).await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        Err(format!("Escape does not leave {}", self.app.js(OPEN, json!([])).await?).into())
    }
}

/// The controls that a click in their middle would meet, but for what leads out of the window.
const CONTROLS: &str = r#"
    const found = [];
    const within = (node, outer) => { for (; node; node = node.parentNode ?? node.host) if (node === outer) return true; };
    const met = (x, y) => {
        let at = document.elementFromPoint(x, y);
        for (let inner; (inner = at?.shadowRoot?.elementFromPoint(x, y)) && inner !== at; ) at = inner;
        return at;
    };
    const look = (root) => {
        for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) look(element.shadowRoot);
            const role = element.getAttribute('role') ?? '';
            if (!element.matches('button, a[href], input, textarea, select, [contenteditable=true], [tabindex]') &&
                !/^(button|tab|row|gridcell|option|menuitem|checkbox|link|treeitem|switch|radio|columnheader)$/.test(role))
                continue;
            const { left, top, width, height } = element.getBoundingClientRect();
            const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
            if (width < 4 || height < 4 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
            const top_ = met(x, y);
            if (!top_ || !(within(top_, element) || within(element, top_))) continue;
            let named = element;
            while (named && !named.dataset?.testid) named = named.parentNode ?? named.host;
            const testid = named?.dataset?.testid ?? '';
            const text = (element.getAttribute('aria-label') || element.textContent || '').trim().slice(0, 40);
            // other programs are none of the window's
            if (/log folder/i.test(text) || element.getAttribute('href')?.startsWith('http')) continue;
            found.push({ x, y, what: `${element.localName} ${testid} “${text}”` });
        }
    };
    look(document);
    return found;"#;

/// What lies over the window, if anything.
const OPEN: &str = r"
    const over = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu], ui5-dialog, ui5-popover, ui5-menu')]
        .find((e) => e.getClientRects().length > 0 && (e.open ?? true));
    return over ? `${over.localName} ${over.dataset.testid ?? ''} ${over.getAttribute('aria-label') ?? over.headerText ?? ''}` : null;";
