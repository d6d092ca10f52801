//! What mappings do: each case is the mappings, the entity, and what comes out.

use std::collections::BTreeMap;

use zonedesk_jsonpath::{Node, Tape, Value};
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{
    Ended, Explained, Operation, Outcome, Program, Properties, Request, Runner, Skip, Transformation, Why,
};

/// A world that stands still.
struct World;

impl Outside for World {
    fn now(&mut self) -> i64 {
        1_519_815_600_000 // 2018-02-28T11:00:00Z
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }

    fn resolve(&mut self, key: &str, _: &str, _: Option<&str>, _: Option<&str>) -> Option<String> {
        Some(key.to_owned())
    }
}

fn properties() -> Properties {
    [("ips.application.id", "app1"), ("prefix", "ABC_"), ("xsuaa.origin", "sap.ids")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

fn program(document: &str, entity: &str) -> Program {
    let (transformation, findings) = Transformation::load(document);
    assert!(findings.is_empty(), "{document}\n{findings:?}");
    let transformation = transformation.with_properties(&properties());
    let entity = transformation.entity(entity).expect("an entity type");
    Program::compile(entity, &properties()).unwrap_or_else(|errors| panic!("{document}\n{errors:?}"))
}

fn request(operation: Operation) -> Request {
    let mut request = Request::new(operation);
    request.variables.insert("entityBaseLocation".to_owned(), Value::from("https://proxy.example/Users/"));
    request
}

fn run(program: &Program, request: &Request, entity: &str) -> String {
    let mut out = Vec::new();
    match Runner::new(program).run(entity.as_bytes(), request, &mut World, &mut out) {
        Ok(Ended::Entity(())) => String::from_utf8(out).expect("UTF-8"),
        Ok(ended) => format!("{ended:?}"),
        Err(error) => format!("error at {error}"),
    }
}

fn user(mappings: &str) -> String {
    format!("{{\"user\":{{\"mappings\":[{mappings}]}}}}")
}

#[test]
fn mappings_do_what_they_say() {
    let entity = r#"{"id":"7","n":null,"one":["x"],"two":["x","y"],"none":[],"e":[{"v":"a","p":true},{"v":"b"}],"o":{"a":1.0},"s":"t"}"#;
    for (mappings, want) in [
        (r#"{"sourcePath":"$.id","targetPath":"$.x.y"}"#, r#"{"x":{"y":"7"}}"#),
        (r#"{"sourcePath":"$.o","targetPath":"$"}"#, r#"{"a":1.0}"#),
        (
            r#"{"sourcePath":"$.id","targetPath":"$"}"#,
            "error at /user/mappings/0: only an object can be written to '$' ($)",
        ),
        (
            r#"{"sourcePath":"$.gone","targetPath":"$.x"}"#,
            "error at /user/mappings/0: the value is missing ($.gone)",
        ),
        (r#"{"sourcePath":"$.gone","correlationAttribute":true}"#, "{}"),
        (
            r#"{"sourcePath":"$.gone","targetVariable":"x"}"#,
            "error at /user/mappings/0: the value is missing ($.gone)",
        ),
        (r#"{"sourcePath":"$.gone","targetPath":"$.x","optional":true}"#, "{}"),
        (r#"{"sourcePath":"$.gone","targetPath":"$.x","optional":true,"defaultValue":5}"#, r#"{"x":5}"#),
        (
            r#"{"sourcePath":"$.gone","targetPath":"$.x","optional":true,"defaultValue":null}"#,
            r#"{"x":null}"#,
        ),
        (
            r#"{"sourcePath":"$.gone","targetPath":"$.x","defaultValue":5}"#,
            "error at /user/mappings/0: the value is missing ($.gone)",
        ),
        (r#"{"sourcePath":"$.n","targetPath":"$.x"}"#, r#"{"x":null}"#),
        (r#"{"sourcePath":"$.n","targetPath":"$.x","optional":true,"defaultValue":5}"#, "{}"),
        (
            r#"{"sourcePath":"$.e[?(@.v=='z')].v","targetPath":"$.x","optional":true,"defaultValue":"d"}"#,
            r#"{"x":"d"}"#,
        ),
        (
            r#"{"sourcePath":"$.e[?(@.v=='z')].v","targetPath":"$.x"}"#,
            "error at /user/mappings/0: the value is missing ($.e[?(@.v=='z')].v)",
        ),
        (r#"{"sourcePath":"$.e[?(@.p)].v","targetPath":"$.x"}"#, r#"{"x":"a"}"#),
        (
            r#"{"sourcePath":"$.e[?(@.p)].v","targetPath":"$.x","preserveArrayWithSingleElement":true}"#,
            r#"{"x":["a"]}"#,
        ),
        (r#"{"sourcePath":"$.one","targetPath":"$.x"}"#, r#"{"x":"x"}"#),
        (
            r#"{"sourcePath":"$.one","targetPath":"$.x","preserveArrayWithSingleElement":true}"#,
            r#"{"x":["x"]}"#,
        ),
        (r#"{"sourcePath":"$.two","targetPath":"$.x"}"#, r#"{"x":["x","y"]}"#),
        (r#"{"sourcePath":"$.none","targetPath":"$.x"}"#, r#"{"x":[]}"#),
        (r#"{"constant":["x"],"targetPath":"$.x"}"#, r#"{"x":["x"]}"#),
        (r#"{"constant":"%xsuaa.origin%","targetPath":"$.x"}"#, r#"{"x":"sap.ids"}"#),
        (
            r#"{"sourcePath":"$.id","targetVariable":"v"},{"constant":{"k":"<${v}>"},"targetPath":"$.x"}"#,
            r#"{"x":{"k":"<7>"}}"#,
        ),
        (
            r#"{"sourcePath":"$.o","targetVariable":"v"},{"sourceVariable":"v","variablePath":"$.a","targetPath":"$.x"}"#,
            r#"{"x":1.0}"#,
        ),
        (
            r#"{"sourceVariable":"gone","targetPath":"$.x"}"#,
            "error at /user/mappings/0: the variable gone is not set",
        ),
        (r#"{"sourceVariable":"gone","targetPath":"$.x","optional":true}"#, "{}"),
        (
            r#"{"constant":"dummy","targetPath":"$.id"},{"sourceVariable":"entityIdTargetSystem","targetPath":"$.id"}"#,
            r#"{"id":"dummy"}"#,
        ),
        (r#"{"sourceVariable":"currentDate","targetPath":"$.x"}"#, r#"{"x":"2018-02-28 11:00:00.000"}"#),
        (r#"{"condition":"'${currentDate}' > '2018'","constant":1,"targetPath":"$.x"}"#, r#"{"x":1}"#),
        (r#"{"condition":"$.s == 'u'","constant":1,"targetPath":"$.x"}"#, "{}"),
        (r#"{"ignore":true,"sourcePath":"$.gone","targetPath":"$.x"}"#, "{}"),
        (
            r#"{"sourcePath":"$.e","targetPath":"$.e"},{"constant":"U","targetPath":"$.e[*].t"}"#,
            r#"{"e":[{"v":"a","p":true,"t":"U"},{"v":"b","t":"U"}]}"#,
        ),
        (r#"{"constant":"U","targetPath":"$.e[*].t","optional":true}"#, "{}"),
        (
            r#"{"constant":"U","targetPath":"$.e[*].t"}"#,
            "error at /user/mappings/0: there is no element to write to ($.e[*].t)",
        ),
        (
            r#"{"sourcePath":"$.e[*].v","targetPath":"$.m[?(@.value)]"}"#,
            r#"{"m":[{"value":"a"},{"value":"b"}]}"#,
        ),
        (r#"{"sourcePath":"$.o","targetPath":"$.o"},{"type":"remove","targetPath":"$.o.a"}"#, r#"{"o":{}}"#),
        (r#"{"type":"remove","targetPath":"$.gone.a"}"#, "{}"),
        (
            r#"{"sourcePath":"$.o","targetPath":"$.o"},{"type":"rename","constant":"b","targetPath":"$.o.a"}"#,
            r#"{"o":{"b":1.0}}"#,
        ),
        (r#"{"type":"rename","constant":"b","targetPath":"$.gone"}"#, "{}"),
        (
            r#"{"type":"valueMapping","sourcePaths":["$.id","$.s"],"targetPath":"$.x","valueMappings":[{"key":["7","u"],"mappedValue":1},{"key":["7","t"],"mappedValue":2}]}"#,
            r#"{"x":2}"#,
        ),
        (
            r#"{"type":"valueMapping","sourcePaths":["$.id"],"targetPath":"$.x","defaultValue":"d","valueMappings":[{"key":["8"],"mappedValue":1}]}"#,
            r#"{"x":"d"}"#,
        ),
        (
            r#"{"type":"valueMapping","sourcePaths":["$.gone"],"targetPath":"$.x","optional":true,"valueMappings":[{"key":["8"],"mappedValue":1}]}"#,
            "{}",
        ),
        (
            r#"{"constant":"Serbia,Germany,Spain","targetPath":"$.countryList[?(@.name)]","functions":[{"function":"splitStringToArray","separator":","}]}"#,
            r#"{"countryList":[{"name":"Serbia"},{"name":"Germany"},{"name":"Spain"}]}"#,
        ),
        (
            r#"{"sourcePath":"$.two","targetPath":"$.x","functions":[{"type":"concatString","prefix":"p_","applyOnElements":true,"condition":"@ == 'y'"}]}"#,
            r#"{"x":["x","p_y"]}"#,
        ),
        (
            r#"{"sourcePath":"$.id","targetPath":"$.x","functions":[{"function":"compositeId","subId":"$.s"},{"function":"toUpperCaseString"}]}"#,
            r#"{"x":"7:T"}"#,
        ),
        (
            r#"{"sourcePath":"$.s","targetPath":"$.x","functions":[{"function":"substring","beginIndex":5}]}"#,
            "error at /user/mappings/0: substring: the indexes 5 to 1 lie outside of a text of 1 ($.s)",
        ),
    ] {
        let got = run(&program(&user(mappings), "user"), &request(Operation::Read), entity);
        assert_eq!(got, want, "{mappings}");
    }
}

#[test]
fn operations_choose_mappings() {
    let document = user(
        r#"{"constant":"all","targetPath":"$.a"},{"constant":"c","targetPath":"$.c","scope":"createEntity"},{"constant":"p","targetPath":"$.p","scope":"patchEntity"},{"sourceVariable":"entityIdTargetSystem","targetPath":"$.d","scope":"deleteEntity","optional":true}"#,
    );
    let program = program(&document, "user");
    for (operation, want) in [
        (Operation::Read, r#"{"a":"all","c":"c","p":"p"}"#),
        (Operation::Create, r#"{"a":"all","c":"c"}"#),
        (Operation::Update, r#"{"a":"all"}"#),
        (Operation::Patch, r#"{"p":"p"}"#),
        (Operation::Delete, "{}"),
    ] {
        assert_eq!(run(&program, &request(operation), "{}"), want, "{operation:?}");
    }
}

#[test]
fn deleting_deletes_unless_a_mapping_is_kept_for_it() {
    let none = program(&user(r#"{"constant":1,"targetPath":"$.a"}"#), "user");
    assert_eq!(run(&none, &request(Operation::Delete), "{}"), "Deleted");
    let other =
        program(&user(r#"{"constant":false,"targetPath":"$.active","scope":"deleteEntity"}"#), "user");
    assert_eq!(run(&other, &request(Operation::Delete), "{}"), r#"{"active":false}"#);
    let proxy = Request { proxy: true, ..request(Operation::Delete) };
    assert_eq!(run(&other, &proxy, "{}"), "Deleted");
    // What decides is the mapping of the id; then all of the scope run.
    let both = r#"{"constant":1,"targetPath":"$.a"},{"sourceVariable":"entityIdTargetSystem","targetPath":"$.id",
        "scope":"deleteEntity","optional":true},{"constant":false,"targetPath":"$.active","scope":"deleteEntity"}"#;
    assert_eq!(run(&program(&user(both), "user"), &proxy, "{}"), r#"{"active":false}"#);
}

#[test]
fn entities_are_skipped() {
    for (head, entity, operation, want) in [
        (r#""condition":"$.a == 1","#, r#"{"a":1}"#, Operation::Read, "{}".to_owned()),
        (
            r#""condition":"$.a == 1","#,
            "{}",
            Operation::Read,
            format!("{:?}", Ended::<()>::Skipped(Skip::Condition)),
        ),
        (r#""ignore":true,"#, "{}", Operation::Read, format!("{:?}", Ended::<()>::Skipped(Skip::Ignored))),
        (r#""ignore":true,"#, "{}", Operation::Create, format!("{:?}", Ended::<()>::Skipped(Skip::Ignored))),
        (
            r#""skipOperations":["create"],"#,
            "{}",
            Operation::Create,
            format!("{:?}", Ended::<()>::Skipped(Skip::Operation)),
        ),
        (
            r#""condition":"isApplicationSpecificGroup()","#,
            "{}",
            Operation::Read,
            format!("{:?}", Ended::<()>::Skipped(Skip::Condition)),
        ),
        (
            r#""condition":"isAttributeWithOptionalPrefix($.n, prefix)","#,
            r#"{"n":"ABC_x"}"#,
            Operation::Read,
            "{}".to_owned(),
        ),
    ] {
        let document = format!("{{\"user\":{{{head}\"mappings\":[]}}}}");
        assert_eq!(run(&program(&document, "user"), &request(operation), entity), want, "{head}");
    }
}

#[test]
fn a_bad_entity_says_so() {
    let program = program(&user(r#"{"sourcePath":"$.a","targetPath":"$.a"}"#), "user");
    let mut out = b"before".to_vec();
    let mut runner = Runner::new(&program);
    let error = runner.run(b"{", &request(Operation::Read), &mut World, &mut out);
    assert_eq!(error.map_err(|e| e.pointer), Err(String::new()));
    assert!(runner.run(b"{\"a\":1}", &request(Operation::Read), &mut World, &mut out).is_ok());
    assert_eq!(out, b"before{\"a\":1}");
}

const READ: &str = include_str!("../defaults/xsuaa-proxy-read.json");
const WRITE: &str = include_str!("../defaults/xsuaa-proxy-write.json");
const ENTITY: &str = r#"{"id":"7f","userName":"ada","name":{"givenName":"Ada"},"emails":[{"value":"ada@acme.example"}],"active":true,"origin":"sap.ids","zoneId":"z","meta":{"version":3,"created":"2024"},"groups":[],"x":1}"#;

#[test]
fn the_default_read_feeds_the_default_write() {
    let read = run(&program(READ, "user"), &request(Operation::Read), ENTITY);
    assert_eq!(
        read,
        r#"{"id":"7f","meta":{"location":"https://proxy.example/Users/7f","version":3,"created":"2024"},"userName":"ada","name":{"givenName":"Ada"},"emails":[{"value":"ada@acme.example"}],"groups":[],"active":true,"origin":"sap.ids","zoneId":"z","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}"#
    );
    let write = run(&program(WRITE, "user"), &request(Operation::Create), &read);
    assert_eq!(
        write,
        r#"{"id":"xsuaa-dummy-value","userName":"ada","name":{"givenName":"Ada"},"emails":[{"value":"ada@acme.example","primary":true}],"active":true,"origin":"sap.ids","schemas":["urn:scim:schemas:core:1.0"]}"#
    );
}

#[test]
fn explaining_tells_what_each_mapping_did() {
    let program = program(
        &user(
            r#"{"sourcePath":"$.e[?(@.p)].v","targetPath":"$.x[0].y","functions":[{"function":"toUpperCaseString"}]},{"condition":"$.s == 'u'","constant":1,"targetPath":"$.z"},{"constant":1,"targetPath":"$.c","ignore":true},{"sourcePath":"$.gone","targetPath":"$.g","optional":true},{"sourcePath":"$.s","correlationAttribute":true}"#,
        ),
        "user",
    );
    let mut told: Vec<Explained> = Vec::new();
    let mut out = Vec::new();
    let entity = br#"{"e":[{"v":"a"},{"v":"b","p":true}],"s":"t"}"#;
    Runner::new(&program)
        .run_traced(entity, &request(Operation::Read), &mut World, &mut told, &mut out)
        .expect("it runs");
    assert_eq!(out, br#"{"x":[{"y":"B"}]}"#);
    let first = &told[0];
    assert_eq!(
        (&first.sources[..], &first.targets[..]),
        (&["$['e'][1]['v']".to_owned()][..], &["$['x'][0]['y']".to_owned()][..])
    );
    assert_eq!(first.value.as_ref().map(ToString::to_string).as_deref(), Some(r#""b""#));
    assert_eq!(first.functions[0].before.as_deref(), Some(&Value::from("b")));
    assert_eq!(first.functions[0].after.as_deref(), Some(&Value::from("B")));
    assert_eq!(first.result.as_deref(), Some(&Value::from("B")));
    assert!(matches!(told[1].outcome, Outcome::Not(Why::Condition)), "{:?}", told[1]);
    let comparisons = &told[1].condition.as_ref().expect("asked").comparisons;
    assert_eq!(
        (comparisons[0].left.clone(), comparisons[0].right.clone()),
        (Some("t".into()), Some("u".into()))
    );
    assert!(matches!(told[2].outcome, Outcome::Not(Why::Ignored)));
    assert!(matches!(told[3].outcome, Outcome::Not(Why::Missing)));
    assert!(matches!(told[4].outcome, Outcome::Ran));
    assert_eq!(told[4].value.as_deref(), Some(&Value::from("t")));
}

#[test]
fn large_things_end() {
    let mappings: Vec<String> =
        (0..10_000).map(|i| format!(r#"{{"sourcePath":"$.k{i}","targetPath":"$.t{i}"}}"#)).collect();
    let members: BTreeMap<String, Value> = (0..10_000).map(|i| (format!("k{i}"), Value::from(i))).collect();
    let entity = Value::from(members.into_iter().collect::<zonedesk_jsonpath::Object>()).to_string();
    let got = run(&program(&user(&mappings.join(",")), "user"), &request(Operation::Read), &entity);
    let mut tape = Tape::new();
    let document = tape.parse_str(&got).expect("JSON");
    assert_eq!(Node::from(&document).len(), 10_000);

    let all = program(&user(r#"{"sourcePath":"$..*..*..*","targetPath":"$.x","optional":true}"#), "user");
    let wide = format!("[{}]", vec!["[[[1]]]"; 50_000].join(","));
    let scan = program(&user(r#"{"sourcePath":"$..x[?(@.y)]","targetPath":"$.x","optional":true}"#), "user");
    assert_eq!(run(&scan, &request(Operation::Read), &wide), "{}");
    let deep = format!("{}1{}", "[".repeat(1_000), "]".repeat(1_000));
    assert!(run(&all, &request(Operation::Read), &deep).contains("nested deeper"));
    let nested = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    assert!(run(&all, &request(Operation::Read), &nested).ends_with("too many steps ($..*..*..*)"));
}
