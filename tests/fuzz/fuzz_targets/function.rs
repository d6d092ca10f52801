//! A regular expression, a replacement and a text, a line each: replacing ends in a text or an error, and in no time at all.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::Value;
use zonedesk_transform::Transformation;
use zonedesk_transform::compare::Frozen;
use zonedesk_transform::dates::Format;
use zonedesk_transform::functions::{Data, Env, Function, MAX_SIZE};

fuzz_target!(|input: &str| {
    let mut lines = input.splitn(3, '\n').map(|line| Value::from(line).to_string());
    let mut next = || lines.next().unwrap_or_else(|| "\"\"".to_owned());
    let (regex, replacement, text) = (next(), next(), next());
    let document = format!(
        r#"{{"u":{{"mappings":[{{"functions":[{{"function":"replaceAllString","regex":{regex},"replacement":{replacement}}}]}}]}}}}"#
    );
    let (transformation, _) = Transformation::load(document);
    let Ok(function) = Function::compile(&transformation.entities[0].mappings[0].functions[0]) else { return };
    let format = Format::parse(zonedesk_transform::dates::DEFAULT_FORMAT).expect("the default");
    let mut env = Env {
        variable: &|_| None,
        read: &|_| None,
        date_format: &format,
        outside: &mut Frozen::at(0),
    };
    let text = zonedesk_transform::text::unescape(&text);
    if let Ok(Some(data)) = function.apply(Some(Data::Json(Value::from(text))), &mut |_| true, &mut env) {
        assert!(data.into_value().to_text().len() <= MAX_SIZE);
    }
});
