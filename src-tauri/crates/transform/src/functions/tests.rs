//! Each function on values, in files that are named as those they test; here what holds for all.

mod bytes;
mod date;
mod maps;
mod password;
mod places;
mod regexes;
mod text;

use zonedesk_jsonpath::Value;

use super::*;
use crate::dates::Format;
use crate::model::Transformation;

/// A world that always answers the same.
struct Fixed;

impl Outside for Fixed {
    fn now(&mut self) -> i64 {
        1_519_815_600_000
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }

    fn resolve(&mut self, key: &str, kind: &str, source: Option<&str>, _: Option<&str>) -> Option<String> {
        (key != "gone")
            .then(|| format!("{}{kind}:{key}", source.map(|s| format!("{s}/")).unwrap_or_default()))
    }
}

fn value(json: &str) -> Value {
    let (root, findings) = crate::text::parse(json);
    assert_eq!(findings, [], "{json}");
    root.to_value(json)
}

/// The functions of a mapping, one after the other.
fn chain(functions: &str, input: Option<&str>) -> Result<String, String> {
    let document = format!(r#"{{"user":{{"mappings":[{{"functions":{functions}}}]}}}}"#);
    let (transformation, findings) = Transformation::load(document);
    assert_eq!(findings, [], "{functions}");
    let format = Format::parse(crate::dates::DEFAULT_FORMAT).expect("format");
    let mut data = input.map(|json| Data::Json(value(json)));
    for call in &transformation.entities[0].mappings[0].functions {
        let function = Function::compile(call).map_err(|e| e.to_string())?;
        let condition = call.get("condition").map(|p| p.value.to_text());
        let mut env = Env {
            variable: &|name| (name == "v").then(|| "var".to_owned()),
            read: &|path| (path == "$.sub").then(|| Value::from("read")),
            date_format: &format,
            outside: &mut Fixed,
        };
        // The engine's conditions are another crate's; here a condition names a type.
        let mut holds = |v: &Value| match condition.as_deref() {
            Some(kind) => v.as_object().and_then(|o| o.get("type")).and_then(Value::as_str) == Some(kind),
            None => true,
        };
        data = function.apply(data, &mut holds, &mut env).map_err(|e| e.to_string())?;
    }
    Ok(data.map_or("missing".to_owned(), |d| d.into_value().to_string()))
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for (functions, input, output) in cases {
        let input = (*input != "missing").then_some(*input);
        assert_eq!(chain(functions, input).as_deref(), Ok(*output), "{functions} on {input:?}");
    }
}

#[track_caller]
fn fails(cases: &[(&str, &str, &str)]) {
    for (functions, input, error) in cases {
        let result = chain(functions, Some(input));
        assert!(result.as_ref().is_err_and(|e| e.contains(error)), "{functions} on {input}: {result:?}");
    }
}

#[test]
fn results_are_bounded() {
    let long = format!("\"{}\"", "a".repeat(300_000));
    fails(&[
        (r#"[{"function":"replaceString","target":"a","replacement":"bbbbbbbbbbbbbbbb"}]"#, &long, "larger"),
        (
            r#"[{"function":"replaceAllString","regex":"a","replacement":"bbbbbbbbbbbbbbbb"}]"#,
            &long,
            "larger",
        ),
    ]);
}

#[test]
fn the_catalog_is_what_compiles() {
    for info in FUNCTIONS {
        let document =
            format!(r#"{{"u":{{"mappings":[{{"functions":[{{"function":"{}"}}]}}]}}}}"#, info.name);
        let call = Transformation::load(document).0.entities[0].mappings[0].functions[0].clone();
        let result = Function::compile(&call);
        let first = info.parameters.iter().find(|p| p.required).map(|p| p.name);
        match result {
            Err(FunctionError::MissingParameter(name)) => {
                assert!(
                    info.parameters.iter().any(|p| p.required && p.name == name),
                    "{}: {name}",
                    info.name
                );
            }
            other => assert!(other.is_ok() && first.is_none(), "{}: {other:?}", info.name),
        }
    }
    assert!(FUNCTIONS.windows(2).all(|w| w[0].name.to_lowercase() < w[1].name.to_lowercase()));
}
