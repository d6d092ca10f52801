//! The front end: types, lints, tests, the built page and its weight.

use std::path::PathBuf;
use std::process::Command;

use crate::program::{MINUTE, ask, program, run};
use crate::{Result, root};

/// Scripts that the page loads before it can draw, compressed.
const FIRST_SCRIPTS_AT_MOST: u64 = 250 * 1024;

pub fn npm() -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join("ui"));
    command
}

/// A tool from `node_modules`.
pub fn tool(name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let mut command = program(root().join("ui/node_modules/.bin").join(file));
    command.current_dir(root().join("ui"));
    command
}

pub fn types() -> Result {
    run(tool("tsc").arg("--noEmit"), 5 * MINUTE)
}

pub fn lints() -> Result {
    run(tool("biome").args(["ci", "."]), 5 * MINUTE)
}

pub fn format() -> Result {
    run(tool("biome").args(["check", "--write", "."]), 5 * MINUTE)
}

pub fn tests() -> Result {
    run(tool("vitest").arg("run"), 10 * MINUTE)
}

pub fn build() -> Result {
    run(tool("vite").args(["build", "--logLevel", "warn"]), 5 * MINUTE)
}

/// Holds the scripts that `index.html` names, each compressed, against the limit.
pub fn weight() -> Result {
    let dist = root().join("ui/dist");
    let html = dist.join("index.html");
    let text = std::fs::read_to_string(&html).map_err(|error| format!("{}: {error}", html.display()))?;
    let scripts: Vec<PathBuf> =
        scripts(&text).map(|path| dist.join(path.trim_start_matches(['.', '/']))).collect();
    if scripts.is_empty() {
        return Err(format!("{} names no script", html.display()));
    }
    let weigh = "const z = require('zlib'), f = require('fs');\
        console.log(process.argv.slice(1).reduce((n, p) => n + z.gzipSync(f.readFileSync(p)).length, 0))";
    let bytes = ask(program("node").args(["--eval", weigh]).args(&scripts))
        .and_then(|answer| answer.trim().parse::<u64>().ok())
        .ok_or("the first scripts could not be weighed")?;
    let told =
        format!("first scripts: {} KB of at most {} KB gzip", bytes / 1024, FIRST_SCRIPTS_AT_MOST / 1024);
    println!("{told}");
    if bytes > FIRST_SCRIPTS_AT_MOST { Err(told) } else { Ok(()) }
}

/// Paths of the scripts that a page names, preloaded ones included.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split(['"', '\'']).filter(|value| value.ends_with(".js"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_script_that_the_page_names_is_weighed() {
        let html = r#"<script type="module" crossorigin src="/assets/index-1.js"></script>
            <link rel="modulepreload" href='/assets/react-2.js'><link rel="stylesheet" href="/a.css">"#;
        let found: Vec<&str> = super::scripts(html).collect();
        assert_eq!(found, ["/assets/index-1.js", "/assets/react-2.js"]);
    }
}
