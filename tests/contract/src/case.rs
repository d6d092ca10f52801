//! Reading of case files.
//!
//! ```text
//! == title of a scenario
//! POST /Users -> jo=id
//! {"userName":"{p}jo","emails":[{"value":"jo@acme.example"}]}
//!
//! PUT /Users/{jo} as readonly
//! If-Match: 0
//! {}
//! ```
//! Calls are separated by blank lines. `-> name=member` keeps a member of the answer, `{name}` uses it; `{p}` is a prefix
//! that no other scenario has. `as client` names whose token is sent (`none`: no token); it is `scim` where nothing is
//! said. A header with the value `-` is not sent at all. Lines that start with `#` are comments.

use std::path::Path;

/// A sequence of calls that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    pub title: String,
    pub calls: Vec<Call>,
}

/// One call, not yet filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub client: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    /// Name and member of the answer.
    pub captures: Vec<(String, String)>,
}

/// Reads a case file.
///
/// # Errors
/// The line that is no call.
pub fn parse(text: &str) -> Result<Vec<Scenario>, String> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for block in text.split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).peekable();
        if let Some(title) = lines.peek().and_then(|line| line.strip_prefix("== ")) {
            scenarios.push(Scenario { title: title.to_owned(), calls: Vec::new() });
            lines.next();
        }
        let Some(first) = lines.next() else { continue };
        let mut call = first_line(first)?;
        let mut body: Vec<&str> = Vec::new();
        for line in lines {
            match header(line).filter(|_| body.is_empty()) {
                Some(header) => call.headers.push(header),
                None => body.push(line),
            }
        }
        call.body = (!body.is_empty()).then(|| body.join("\n"));
        let scenario = scenarios.last_mut().ok_or_else(|| format!("a call before any title: {first}"))?;
        scenario.calls.push(call);
    }
    Ok(scenarios)
}

/// The case files of a folder, by name.
///
/// # Errors
/// What the file system says, and the first line that is no call.
pub fn read_all(folder: &Path) -> Result<Vec<(String, Vec<Scenario>)>, String> {
    let mut files = Vec::new();
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(said)? {
        let path = entry.map_err(said)?.path();
        if path.extension().is_some_and(|kind| kind == "http") {
            let text = std::fs::read_to_string(&path).map_err(said)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, parse(&text)?));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files)
}

/// How many calls there are.
pub fn count(scenarios: &[Scenario]) -> usize {
    scenarios.iter().map(|scenario| scenario.calls.len()).sum()
}

fn first_line(line: &str) -> Result<Call, String> {
    let mut call = Call { client: "scim".to_owned(), ..Call::default() };
    let (line, captures) = line.split_once(" -> ").unwrap_or((line, ""));
    for capture in captures.split_whitespace() {
        let (name, member) = capture.split_once('=').ok_or_else(|| format!("no capture: {capture}"))?;
        call.captures.push((name.to_owned(), member.to_owned()));
    }
    let (line, client) = line.split_once(" as ").unwrap_or((line, "scim"));
    call.client = client.trim().to_owned();
    let (method, path) = line.split_once(' ').ok_or_else(|| format!("no call: {line}"))?;
    (call.method, call.path) = (method.to_owned(), path.trim().to_owned());
    Ok(call)
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ")?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    plain.then(|| (name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_titles_calls_headers_bodies_and_captures() {
        let text = "# all\n== one\nGET /a b as none\nX-Y: 1\n\nPOST /c -> jo=id v=meta.version\n{\"k\": 1}\nz: 2\n\n== two\nGET /\n";
        let call = |method: &str, path: &str| Call {
            method: method.into(),
            path: path.into(),
            client: "scim".into(),
            ..Call::default()
        };
        assert_eq!(
            parse(text).unwrap(),
            [
                Scenario {
                    title: "one".into(),
                    calls: vec![
                        Call {
                            client: "none".into(),
                            headers: vec![("X-Y".into(), "1".into())],
                            ..call("GET", "/a b")
                        },
                        Call {
                            body: Some("{\"k\": 1}\nz: 2".into()),
                            captures: vec![("jo".into(), "id".into()), ("v".into(), "meta.version".into())],
                            ..call("POST", "/c")
                        },
                    ],
                },
                Scenario { title: "two".into(), calls: vec![call("GET", "/")] },
            ]
        );
        assert!(parse("GET /").is_err());
    }
}
