use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use zonedesk_jsonpath::{Object, Value};
use zonedesk_transform::{
    Ended, Explained, Operation, Outcome, Program, Properties, Request, RunError, Runner, Skip,
    Transformation, Why,
};

use super::World;
use crate::Code;
use crate::api::AppError;
use crate::errors::error;

/// How entities are run through a transformation.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The entity type: `user`, `group` or any other name of the document.
    pub entity: String,
    pub operation: Operation,
    /// Those of the system.
    pub properties: Properties,
    /// Set before the first mapping. `entityBaseLocation` has a made-up value unless it is among them.
    pub variables: BTreeMap<String, String>,
}

/// What became of the entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub written: u64,
    pub skipped: u64,
    pub deleted: u64,
    pub failed: u64,
}

/// Runs entities, one JSON a line, and writes what comes out, one a line; failures go to `errors` as JSON lines
/// (`{"line","id","pointer","path","error"}`) and stop nothing. Entities that are skipped or deleted leave no line.
///
/// # Errors
/// When the transformation cannot run at all, or a stream fails.
pub fn run_lines(
    transformation: &Transformation,
    options: &RunOptions,
    entities: &mut dyn BufRead,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Figures, AppError> {
    let (program, request) = prepare(transformation, options)?;
    let mut runner = Runner::new(&program);
    let mut figures = Figures::default();
    each_line(entities, out, &mut |line, number, result| {
        match runner.run(line, &request, &mut World, result) {
            Ok(Ended::Entity(())) => {
                figures.written += 1;
                result.push(b'\n');
            }
            Ok(Ended::Skipped(_)) => figures.skipped += 1,
            Ok(Ended::Deleted) => figures.deleted += 1,
            Err(failure) => {
                figures.failed += 1;
                let mut told = failed(number, line, &failure);
                told.push(b'\n');
                errors.write_all(&told)?;
            }
        }
        Ok(())
    })?;
    Ok(figures)
}

/// Like [`run_lines`], with a line for every entity that tells what each mapping did:
/// `{"line","ended","output","mappings":[{"pointer","outcome",…}]}`. A failure is told there and not apart.
///
/// # Errors
/// As [`run_lines`].
pub fn explain_lines(
    transformation: &Transformation,
    options: &RunOptions,
    entities: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<Figures, AppError> {
    let (program, request) = prepare(transformation, options)?;
    let mut runner = Runner::new(&program);
    let mut figures = Figures::default();
    each_line(entities, out, &mut |line, number, result| {
        let (explained, ended) = explain_one(&mut runner, &request, line);
        match &ended {
            Ok(Ended::Entity(_)) => figures.written += 1,
            Ok(Ended::Skipped(_)) => figures.skipped += 1,
            Ok(Ended::Deleted) => figures.deleted += 1,
            Err(_) => figures.failed += 1,
        }
        let mut told = Object::new();
        told.insert("line", Value::from(i64::try_from(number).unwrap_or(i64::MAX)));
        match ended {
            Ok(Ended::Entity(output)) => {
                told.insert("ended", Value::from("written"));
                told.insert("output", output);
            }
            Ok(Ended::Skipped(skip)) => {
                told.insert("ended", Value::from("skipped"));
                told.insert("why", Value::from(skip_name(skip)));
            }
            Ok(Ended::Deleted) => {
                told.insert("ended", Value::from("deleted"));
            }
            Err(failure) => {
                told.insert("ended", Value::from("failed"));
                told.insert("pointer", Value::from(failure.pointer.as_str()));
                told.insert("error", Value::from(failure.reason.to_string()));
            }
        }
        told.insert("mappings", Value::Array(explained.iter().map(mapping).collect()));
        Value::Object(told).write_json(result);
        result.push(b'\n');
        Ok(())
    })?;
    Ok(figures)
}

fn explain_one(
    runner: &mut Runner<'_>,
    request: &Request,
    line: &[u8],
) -> (Vec<Explained>, Result<Ended<Value>, RunError>) {
    let mut explained = Vec::new();
    let mut output = Vec::new();
    let ended = runner.run_traced(line, request, &mut World, &mut explained, &mut output);
    let ended = ended.map(|ended| match ended {
        Ended::Entity(()) => Ended::Entity(value_of(&output)),
        Ended::Skipped(skip) => Ended::Skipped(skip),
        Ended::Deleted => Ended::Deleted,
    });
    (explained, ended)
}

pub(super) fn value_of(json: &[u8]) -> Value {
    let mut tape = zonedesk_jsonpath::Tape::new();
    tape.parse(json).map(|document| zonedesk_jsonpath::Node::from(&document).to_value()).unwrap_or_default()
}

/// The program of the entity type, and what every entity is run with.
pub(super) fn prepare(
    transformation: &Transformation,
    options: &RunOptions,
) -> Result<(Program, Request), AppError> {
    let ready = transformation.with_properties(&options.properties);
    let Some(entity) = ready.entity(&options.entity) else {
        let names: Vec<&str> = ready.entities.iter().map(|e| e.name.value.as_str()).collect();
        let help = format!("It has: {}.", names.join(", "));
        return Err(error(
            Code::NoEntityType,
            format!("The transformation has no entity type {}.", options.entity),
        )
        .help(help));
    };
    let program = Program::compile(entity, &options.properties).map_err(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        error(Code::TransformationBroken, format!("The transformation cannot run: {}.", all.join("; ")))
            .help("`zonedesk transform check` tells all that is wrong with it.")
    })?;
    let mut request = Request::new(options.operation);
    let endpoint = match &entity.scim_entity_endpoint {
        Some(endpoint) => endpoint.value.as_str(),
        None if options.entity == "group" => "Groups",
        None => "Users",
    };
    request.proxy = entity.scim_entity_endpoint.is_some();
    let base = format!("https://proxy.example/{endpoint}/");
    request.variables.insert("entityBaseLocation".to_owned(), Value::from(base));
    for (name, value) in &options.variables {
        request.variables.insert(name.clone(), Value::from(value.as_str()));
    }
    Ok((program, request))
}

type Line<'l> = dyn FnMut(&[u8], u64, &mut Vec<u8>) -> io::Result<()> + 'l;

/// Results are gathered and written in large pieces: a write for each entity would cost more than running it.
const PIECE: usize = 1 << 18;

pub(super) fn each_line(
    entities: &mut dyn BufRead,
    out: &mut dyn Write,
    run: &mut Line<'_>,
) -> Result<(), AppError> {
    let mut each = || {
        let mut result = Vec::with_capacity(PIECE * 2);
        let mut carried: Vec<u8> = Vec::new();
        let mut number = 0;
        loop {
            let buffer = entities.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let length = buffer.len();
            let mut rest = buffer;
            while let Some(end) = memchr::memchr(b'\n', rest) {
                number += 1;
                let line = if carried.is_empty() {
                    &rest[..end]
                } else {
                    carried.extend_from_slice(&rest[..end]);
                    carried.as_slice()
                };
                one(line, number, run, &mut result)?;
                carried.clear();
                rest = &rest[end + 1..];
                if result.len() >= PIECE {
                    out.write_all(&result)?;
                    result.clear();
                }
            }
            carried.extend_from_slice(rest);
            entities.consume(length);
        }
        one(&carried, number + 1, run, &mut result)?;
        out.write_all(&result)?;
        out.flush()
    };
    each().map_err(|e: io::Error| match e.kind() {
        io::ErrorKind::BrokenPipe => error(Code::StreamFailed, "Nobody reads the results any more."),
        _ => error(Code::StreamFailed, format!("The stream of entities ended: {e}.")),
    })
}

fn one(line: &[u8], number: u64, run: &mut Line<'_>, result: &mut Vec<u8>) -> io::Result<()> {
    let line = line.trim_ascii();
    if line.is_empty() { Ok(()) } else { run(line, number, result) }
}

fn failed(number: u64, line: &[u8], failure: &RunError) -> Vec<u8> {
    let mut told = Object::new();
    told.insert("line", Value::from(i64::try_from(number).unwrap_or(i64::MAX)));
    if let Some(id) = value_of(line).as_object().and_then(|o| o.get("id")) {
        told.insert("id", id.clone());
    }
    told.insert("pointer", Value::from(failure.pointer.as_str()));
    if let Some(path) = &failure.path {
        told.insert("path", Value::from(path.as_str()));
    }
    told.insert("error", Value::from(failure.reason.to_string()));
    let mut out = Vec::new();
    Value::Object(told).write_json(&mut out);
    out
}

pub(super) fn skip_name(skip: Skip) -> &'static str {
    match skip {
        Skip::Ignored => "ignored",
        Skip::Condition => "condition",
        Skip::Operation => "operation",
    }
}

/// What one mapping did, as JSON.
fn mapping(told: &Explained) -> Value {
    let mut out = Object::new();
    let texts = |list: &[String]| Value::Array(list.iter().map(|s| Value::from(s.as_str())).collect());
    out.insert("pointer", Value::from(&*told.pointer));
    match &told.outcome {
        Outcome::Ran => {
            out.insert("outcome", Value::from("ran"));
        }
        Outcome::Failed(failure) => {
            out.insert("outcome", Value::from("failed"));
            out.insert("error", Value::from(failure.reason.to_string()));
        }
        Outcome::Not(why) => {
            out.insert("outcome", Value::from("skipped"));
            out.insert("why", Value::from(why_name(why)));
            match why {
                Why::Condition => {
                    let tested = told.condition.as_ref();
                    let comparisons = tested.map_or(&[][..], |tested| &tested.comparisons);
                    out.insert("comparisons", Value::Array(comparisons.iter().map(comparison).collect()));
                    if let Some(fault) = tested.and_then(|tested| tested.fault.as_ref()) {
                        out.insert("error", Value::from(fault.to_string()));
                    }
                }
                Why::Unset(name) => {
                    out.insert("variable", Value::from(name.as_str()));
                }
                _ => {}
            }
        }
    }
    for (name, places) in [("sources", &told.sources), ("targets", &told.targets)] {
        if !places.is_empty() {
            out.insert(name, texts(places));
        }
    }
    if let Some(value) = &told.value {
        out.insert("value", (**value).clone());
    }
    if !told.functions.is_empty() {
        let functions = told.functions.iter().map(|f| {
            let mut run = Object::new();
            run.insert("function", Value::from(f.name.as_str()));
            run.insert("ran", Value::from(f.ran));
            for (name, value) in [("before", &f.before), ("after", &f.after)] {
                if let Some(value) = value {
                    run.insert(name, (**value).clone());
                }
            }
            Value::Object(run)
        });
        out.insert("functions", Value::Array(functions.collect()));
    }
    if let Some(result) = &told.result {
        out.insert("result", (**result).clone());
    }
    Value::Object(out)
}

fn comparison(compared: &zonedesk_jsonpath::Compared) -> Value {
    let mut out = Object::new();
    let offset = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    out.insert("from", offset(compared.span.start));
    out.insert("to", offset(compared.span.end));
    for (name, side) in [("left", &compared.left), ("right", &compared.right)] {
        if let Some(value) = side {
            out.insert(name, value.clone());
        }
    }
    match &compared.outcome {
        Ok(holds) => out.insert("holds", Value::from(*holds)),
        Err(fault) => out.insert("error", Value::from(fault.to_string())),
    };
    Value::Object(out)
}

fn why_name(why: &Why) -> &'static str {
    match why {
        Why::Ignored => "ignored",
        Why::Scope => "scope",
        Why::Condition => "condition",
        Why::Missing => "missing",
        Why::Null => "null",
        Why::Unset(_) => "variable not set",
        Why::NoElements => "no elements to write to",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = include_str!("../../../transform/defaults/xsuaa-proxy-read.json");

    fn options(operation: Operation) -> RunOptions {
        RunOptions {
            entity: "user".to_owned(),
            operation,
            properties: Properties::new(),
            variables: BTreeMap::new(),
        }
    }

    #[test]
    fn a_bad_entity_stops_none_of_the_others() {
        let (read, _) = Transformation::load(READ);
        let good =
            |id: &str| format!(r#"{{"id":"{id}","userName":"u","emails":[{{"value":"m","primary":true}}]}}"#);
        let input = format!("{}\n{{\"id\":\"2\"}}\n\nno json\n{}", good("1"), good("3"));
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        // A small buffer, so that lines run over its border.
        let mut reader = io::BufReader::with_capacity(16, input.as_bytes());
        let figures =
            run_lines(&read, &options(Operation::Read), &mut reader, &mut out, &mut errors).expect("runs");
        assert_eq!(figures, Figures { written: 2, failed: 2, ..Figures::default() });
        let out = String::from_utf8(out).expect("text");
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].contains("https://proxy.example/Users/1"), "{out}");
        let errors = String::from_utf8(errors).expect("text");
        assert!(
            errors.lines().next().expect("first").starts_with(
                r#"{"line":2,"id":"2","pointer":"/user/mappings/2","path":"$.userName","error":"#
            ),
            "{errors}"
        );
        assert!(errors.lines().nth(1).expect("second").starts_with(r#"{"line":4,"pointer":"","#), "{errors}");
    }

    #[test]
    fn mappings_explain_themselves() {
        let (read, _) = Transformation::load(READ);
        let input = r#"{"id":"1","userName":"u","emails":[]}"#;
        let mut out = Vec::new();
        explain_lines(&read, &options(Operation::Read), &mut input.as_bytes(), &mut out).expect("runs");
        let told = value_of(&out);
        let mappings =
            told.as_object().and_then(|o| o.get("mappings")).and_then(Value::as_array).expect("told");
        assert_eq!(mappings.len(), 15);
        assert_eq!(
            mappings[1].to_string(),
            r#"{"pointer":"/user/mappings/1","outcome":"ran","targets":["$['meta']['location']"],"value":"https://proxy.example/Users/","functions":[{"function":"concatString","ran":true,"before":"https://proxy.example/Users/","after":"https://proxy.example/Users/1"}],"result":"https://proxy.example/Users/1"}"#
        );
    }

    #[test]
    fn what_cannot_run_says_why() {
        let (read, _) = Transformation::load(READ);
        let run = |t: &Transformation, entity: &str| {
            let options = RunOptions { entity: entity.to_owned(), ..options(Operation::Read) };
            run_lines(t, &options, &mut &b""[..], &mut io::sink(), &mut io::sink()).expect_err("cannot run")
        };
        assert!(run(&read, "role").is(Code::NoEntityType));
        let (bad, _) =
            Transformation::load(r#"{"user":{"mappings":[{"sourcePath":"$.a[","targetPath":"$.b"}]}}"#);
        let problem = run(&bad, "user");
        assert!(problem.is(Code::TransformationBroken));
        assert!(problem.message.contains("/user/mappings/0/sourcePath"), "{problem}");
    }
}
