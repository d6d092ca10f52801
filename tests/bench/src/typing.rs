//! Long transformations, and how they are typed in.

use std::fmt::Write as _;

/// A read transformation with so many mappings of users that no check finds an error in it.
#[must_use]
pub fn transformation(mappings: usize) -> String {
    let mut text = String::from(
        "{\n  \"user\": {\n    \"scimEntityEndpoint\": \"Users\",\n    \"mappings\": [\n      {\n        \
         \"sourcePath\": \"$.id\",\n        \"targetPath\": \"$.id\",\n        \
         \"targetVariable\": \"entityIdSourceSystem\"\n      }",
    );
    for number in 1..mappings {
        let _ = write!(
            text,
            ",\n      {{\n        \"sourcePath\": \"$.userName\",\n        \"targetPath\": \"$.attribute{number}\",\n        \
             \"optional\": true,\n        \"functions\": [ {{ \"type\": \"toLowerCaseString\" }} ]\n      }}"
        );
    }
    text.push_str("\n    ]\n  }\n}\n");
    text
}

/// Types letters into the value of the first target in sight, one after the other, and waits for the frame that shows
/// each: their times in ms, the time of the longest task of the page, and the time of one check in the backend.
pub const TYPE: &str = "
    const done = arguments[arguments.length - 1];
    const [system, keys] = arguments;
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = drawn;
        channel.port2.postMessage(0);
    }));
    const pause = (ms) => new Promise((over) => setTimeout(over, ms));
    const type = async () => {
        const content = document.querySelector('.zeditor .cm-content');
        content.focus();
        const line = [...document.querySelectorAll('.zeditor .cm-line')].find((one) => one.textContent.includes('attribute'));
        const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const at = node.data.indexOf('attribute');
            if (at >= 0) { getSelection().collapse(node, at + 4); break; }
        }
        await pause(500);
        const times = [];
        for (let key = 0; key < keys; key += 1) {
            const began = performance.now();
            document.execCommand('insertText', false, 'abcdefgh'[key % 8]);
            await frame();
            times.push(performance.now() - began);
            // As fast as one types; each tenth letter a rest in which the text is checked.
            await pause(key % 10 === 9 ? 400 : 60);
        }
        return times;
    };
    const check = async (text) => {
        const began = performance.now();
        await window.__TAURI_INTERNALS__.invoke('transformation_check', { system, kind: 'read', text });
        return performance.now() - began;
    };
    type().then(async (times) => {
        const { text } = (await window.__TAURI_INTERNALS__.invoke('transformation', { system, kind: 'read' }));
        const checks = [await check(text), await check(text), await check(text)];
        done({ times, check: Math.min(...checks), bytes: text.length });
    }, (error) => done({ error: String(error) }));";
