//! Every transformation of a folder of real ones: it loads, checks without an error, survives a round trip, and runs on
//! an entity built to match. The folder is no part of the project; without it the test says that it was skipped.

use std::collections::BTreeMap;
use std::path::{Path as FilePath, PathBuf};

use zonedesk_jsonpath::{Condition, Expression, Object, Operator, Path, Step, Term, Value};
use zonedesk_transform::compare::{Frozen, compare};
use zonedesk_transform::{
    Circumstances, Direction, Ended, Entity, Operation, Program, Properties, Request, Runner, Severity,
    Transformation, check, guess, text,
};

/// Files that SAP itself got wrong, with what is wrong with them.
const WRONG: &[(&str, &str)] = &[
    (
        "microsoft-entra-id-3d287fa-1.json",
        "a part of a write transformation: entityIdTargetSystem is missing",
    ),
    (
        "sap-successfactors-incentive-management-20ec3a2-2.json",
        "a write transformation that takes its id from userName: entityIdTargetSystem is missing",
    ),
    ("ssh-server-beta-aa00e45-1.json", "an example of one mapping: no id variable at all"),
];

fn files() -> Option<Vec<(String, String)>> {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus/transformations");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("UTF-8"))
    };
    Some(paths.into_iter().map(read).collect())
}

/// All texts of a built entity, so that prefixes and ids of applications fit.
const VALUE: &str = "a@b.example";

/// All properties that a document names. Those that stand for names of attributes are told apart.
fn properties(text: &str) -> Properties {
    let names = text.split('%').skip(1).step_by(2).filter(|n| !n.is_empty() && !n.contains(['"', '\n']));
    let value = |name: &str| if name.starts_with("ldap") { name.replace('.', "_") } else { VALUE.to_owned() };
    names.map(|name| (name.to_owned(), value(name))).collect()
}

#[test]
fn real_transformations_check_and_survive() {
    for (name, text) in files().unwrap_or_default() {
        let (transformation, findings) = check(text.as_str(), &Circumstances::default());
        let errors: Vec<_> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let wrong = WRONG.iter().any(|(file, _)| *file == name);
        assert_eq!(errors.is_empty(), !wrong, "{name}: {errors:?}");
        assert_eq!(transformation.text, text, "{name}");
        let pretty = text::pretty(&text).expect("no syntax errors");
        let (again, _) = Transformation::load(pretty);
        assert!(compare(&transformation, &again).is_same(), "{name}");
        assert_eq!(
            again.root.to_value(&again.text).to_string(),
            transformation.root.to_value(&text).to_string(),
            "{name}"
        );
    }
}

#[test]
fn real_transformations_run_on_matching_entities() {
    let mut outputs: BTreeMap<String, Value> = BTreeMap::new();
    let (mut ran, mut skipped) = (0, Vec::new());
    for (name, text) in files().unwrap_or_default() {
        let properties = properties(&text);
        let transformation = Transformation::load(text).0;
        let operation = match guess(&transformation) {
            Some(Direction::Write) => Operation::Create,
            _ => Operation::Read,
        };
        let ready = transformation.with_properties(&properties);
        for entity in ready.entities.iter().filter(|e| !e.ignore && !e.skip_operations.contains(&operation)) {
            let program = Program::compile(entity, &properties).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            let input = matching(entity);
            match run(&program, &input, operation) {
                Ok(Ended::Entity(output)) => {
                    outputs.insert(format!("{name}/{}", entity.name.value), output);
                    ran += 1;
                }
                Ok(_) => skipped.push(format!("{name}/{}", entity.name.value)),
                Err(error) => panic!("{name}: {error}\n{input}"),
            }
        }
    }
    if !outputs.is_empty() {
        assert!(ran >= 200 && skipped.is_empty(), "{ran} ran, skipped: {skipped:?}");
    }
}

/// A page of the documentation with two files gives the read and then the write transformation.
#[test]
fn what_was_read_feeds_the_write() {
    let files = files().unwrap_or_default();
    let mut fed = 0;
    for (name, read) in files.iter().filter(|(name, _)| name.ends_with("-1.json")) {
        let partner = name.replace("-1.json", "-2.json");
        let Some((_, write)) = files.iter().find(|(n, _)| *n == partner) else { continue };
        let properties: Properties = properties(&format!("{read}\n%{write}")).into_iter().collect();
        let load = |text: &str| Transformation::load(text).0.with_properties(&properties);
        let (read, write) = (load(read), load(write));
        if guess(&read) != Some(Direction::Read) || guess(&write) != Some(Direction::Write) {
            continue;
        }
        for target in &write.entities {
            let Some(source) = read.entity(&target.name.value) else { continue };
            let program = |e: &Entity| Program::compile(e, &properties).expect("compiles");
            // The backend's entity has what the read transformation asks for, and so has its output what was asked of it.
            let Ok(Ended::Entity(output)) = run(&program(source), &matching(source), Operation::Read) else {
                continue;
            };
            // What the consumer adds of its own.
            let full = merged(matching(target), output);
            let ended = run(&program(target), &full, Operation::Create);
            assert!(ended.is_ok(), "{name} {}: {}", target.name.value, ended.expect_err("failed"));
            fed += 1;
        }
    }
    assert!(files.is_empty() || fed >= 10, "{fed}");
}

fn run(
    program: &Program,
    input: &Value,
    operation: Operation,
) -> Result<Ended<Value>, zonedesk_transform::RunError> {
    let mut request = Request::new(operation);
    for (name, value) in [
        ("entityBaseLocation", "https://proxy.example/Users/"),
        ("entityIdSourceSystem", "s1"),
        ("entityLocationSourceSystem", "https://proxy.example/Users/s1"),
        ("operationTypeVariable", "createEntity"),
    ] {
        request.variables.insert(name.to_owned(), Value::from(value));
    }
    let mut out = Vec::new();
    let ended =
        Runner::new(program).run(input.to_string().as_bytes(), &request, &mut Frozen::at(0), &mut out)?;
    Ok(match ended {
        Ended::Entity(()) => {
            let text = String::from_utf8(out).expect("JSON");
            let (root, findings) = text::parse(&text);
            assert_eq!(findings, [], "{text}");
            Ended::Entity(root.to_value(&text))
        }
        Ended::Skipped(skip) => Ended::Skipped(skip),
        Ended::Deleted => Ended::Deleted,
    })
}

/// An entity with everything that the mappings and conditions of a transformation look at.
fn matching(entity: &Entity) -> Value {
    let mut built = Value::Object(Object::new());
    let meet = |built: &mut Value, condition: &zonedesk_transform::Text| {
        satisfy(built, &Condition::parse(&condition.value).tree.root);
    };
    entity.condition.iter().for_each(|condition| meet(&mut built, condition));
    for mapping in entity.mappings.iter().filter(|m| !m.ignore) {
        let decodes = mapping.functions.iter().any(|f| f.name.value == "decode");
        let leaf = Value::from(if decodes { "ME======" } else { VALUE });
        let leaf =
            mapping.target_path.as_ref().and_then(|t| elements(entity, &t.value, &leaf)).unwrap_or(leaf);
        let paths = mapping.source_path.iter().chain(&mapping.source_paths);
        for path in paths {
            put(&mut built, &Path::parse(&path.value).tree.steps, &leaf);
        }
    }
    entity
        .mappings
        .iter()
        .filter_map(|m| m.condition.as_ref())
        .for_each(|condition| meet(&mut built, condition));
    built
}

/// A list with an element, where other mappings go into elements of the target.
fn elements(entity: &Entity, target: &str, leaf: &Value) -> Option<Value> {
    let into = format!("{target}[*]");
    let targets = entity.mappings.iter().filter_map(|m| m.target_path.as_ref());
    let members: Object = targets
        .filter_map(|t| t.value.strip_prefix(&into))
        .map(|rest| (rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(), leaf.clone()))
        .collect();
    (!members.is_empty()).then(|| Value::Array(vec![Value::Object(members)]))
}

/// Makes the comparisons of a condition hold, as far as they are simple.
fn satisfy(built: &mut Value, expression: &Expression) {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|p| satisfy(built, p)),
        Expression::Not(_) | Expression::Exists { .. } => {}
        Expression::Compare { left: Term::Path(path), operator, right, .. } => match (operator, right) {
            (Operator::Equal, Term::String(s)) => put(built, &path.steps, &Value::from(s.as_str())),
            (Operator::Equal, Term::Bool(b)) => put(built, &path.steps, &Value::from(*b)),
            (Operator::Empty, Term::Bool(false)) => put(built, &path.steps, &Value::from(VALUE)),
            (Operator::Matches, _) => put(built, &path.steps, &Value::from(format!("{VALUE}.org"))),
            // Dates: the ends of time.
            (Operator::Greater, Term::String(_)) => put(built, &path.steps, &Value::from("9999")),
            // `length() > 0`
            (Operator::Greater, Term::Number(_)) => put(built, &path.steps, &Value::from(VALUE)),
            (Operator::LessOrEqual, Term::String(_)) => put(built, &path.steps, &Value::from("0000")),
            _ => {}
        },
        Expression::Compare { .. } => {}
        Expression::Test { test, .. } => {
            if let Some(path) = test.path() {
                put(built, &path.steps, &Value::from(VALUE));
            }
        }
    }
}

/// Puts a value where a path reads, keeping what is there already.
fn put(at: &mut Value, steps: &[Step], leaf: &Value) {
    let Some((step, rest)) = steps.split_first() else {
        if at.is_null() {
            *at = leaf.clone();
        }
        return;
    };
    match step {
        Step::Name(name) => {
            if !matches!(at, Value::Object(_)) {
                *at = Value::Object(Object::new());
            }
            if let Value::Object(object) = at {
                if object.get(name.as_str()).is_none() {
                    object.insert(name.as_str(), Value::Null);
                }
                put(object.get_mut(name.as_str()).expect("just put"), rest, leaf);
            }
        }
        Step::Names(names) => {
            for name in names {
                put(at, &[&[Step::Name(name.clone())], rest].concat(), leaf);
            }
        }
        Step::Call(_) | Step::Deep | Step::Indexes(_) | Step::Slice { .. } => {
            // `length()` asks for a list.
            if !matches!(at, Value::Array(_) | Value::Object(_)) {
                *at = Value::Array(vec![leaf.clone()]);
            }
        }
        Step::Index(_) | Step::All | Step::Filter(_) => {
            if !matches!(at, Value::Array(_)) {
                *at = Value::Array(Vec::new());
            }
            let Value::Array(items) = at else { return };
            // An element of its own for each condition, so that they do not stand in one another's way.
            if matches!(step, Step::Filter(_)) || items.is_empty() {
                items.push(Value::Null);
            }
            let index = match step {
                Step::Index(i) => usize::try_from(*i).unwrap_or(0),
                _ => items.len() - 1,
            };
            while items.len() <= index {
                items.push(items[0].clone());
            }
            if let Step::Filter(condition) = step {
                satisfy(&mut items[index], &condition.root);
            }
            put(&mut items[index], rest, leaf);
        }
    }
}

/// What `over` says counts.
fn merged(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Object(mut a), Value::Object(b)) => {
            for (name, value) in b {
                let old = a.remove(&name).unwrap_or_default();
                a.insert(name, merged(old, value));
            }
            Value::Object(a)
        }
        (_, over) => over,
    }
}
