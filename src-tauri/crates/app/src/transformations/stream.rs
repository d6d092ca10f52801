//! Entities run through a transformation as they come.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use zonedesk_jsonpath::Value;
use zonedesk_transform::{Ended, Operation, Program, Properties, Request, RunError, Runner, Transformation};

use super::World;
use super::lines::each_line;
use super::told::{failed, traced};
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

impl Figures {
    fn count(&mut self, ended: &Result<Ended<()>, RunError>) {
        *match ended {
            Ok(Ended::Entity(())) => &mut self.written,
            Ok(Ended::Skipped(_)) => &mut self.skipped,
            Ok(Ended::Deleted) => &mut self.deleted,
            Err(_) => &mut self.failed,
        } += 1;
    }
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
        let ended = runner.run(line, &request, &mut World, result);
        figures.count(&ended);
        match ended {
            Ok(Ended::Entity(())) => result.push(b'\n'),
            Ok(Ended::Skipped(_) | Ended::Deleted) => {}
            Err(failure) => {
                let mut told = Vec::new();
                failed(number, line, &failure).write_json(&mut told);
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
        let (mut explained, mut output) = (Vec::new(), Vec::new());
        let ended = runner.run_traced(line, &request, &mut World, &mut explained, &mut output);
        figures.count(&ended);
        traced(number, &ended, &output, &explained).write_json(result);
        result.push(b'\n');
        Ok(())
    })?;
    Ok(figures)
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::super::told::value_of;
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
