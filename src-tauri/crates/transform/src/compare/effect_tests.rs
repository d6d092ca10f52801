use super::split_tests::program;
use super::{Collision, Effect, EntityEffect};
use crate::model::Operation;
use crate::run::Request;

#[test]
fn effects_on_entities() {
    let before = program(
        r#"{"user":{"mappings":[{"sourcePath":"$.id","targetPath":"$.id"},{"sourcePath":"$.userName","targetPath":"$.userName"},{"sourcePath":"$.x","targetPath":"$.x","optional":true}],"condition":"$.hidden != true"}}"#,
    );
    let after = program(
        r#"{"user":{"mappings":[{"sourcePath":"$.x","targetPath":"$.x","optional":true},{"sourcePath":"$.id","targetPath":"$.id"},{"sourcePath":"$.userName","targetPath":"$.userName","optional":true,"functions":[{"function":"toLowerCaseString"}]},{"sourcePath":"$.must","targetPath":"$.must"}],"condition":"$.gone != true"}}"#,
    );
    let mut effect = Effect::new(Some(&before), Some(&after), Request::new(Operation::Read), 0);
    let mut look = |entity: &str| serde_json::to_string(&effect.look(entity.as_bytes())).expect("JSON");
    assert_eq!(
        look(r#"{"id":"1","userName":"Ada","must":1}"#),
        r#"{"kind":"changed","differences":[{"pointer":"/userName","before":"Ada","after":"ada"},{"pointer":"/must","after":1}]}"#
    );
    assert_eq!(look(r#"{"id":"2","userName":"ADA","must":1,"x":[1]}"#).matches("pointer").count(), 2);
    assert_eq!(
        look(r#"{"id":"3","userName":"b"}"#),
        r#"{"kind":"fails","pointer":"/user/mappings/3","error":"the value is missing"}"#
    );
    assert_eq!(look(r#"{"id":"4","must":1}"#), r#"{"kind":"passes"}"#);
    assert_eq!(look(r#"{"id":"5","userName":"c","must":1,"hidden":true}"#), r#"{"kind":"appears"}"#);
    assert_eq!(look(r#"{"id":"6","userName":"d","must":1,"gone":true}"#), r#"{"kind":"vanishes"}"#);
    let summary = effect.summary();
    assert_eq!(
        (summary.changed, summary.failing, summary.passing, summary.appearing, summary.vanishing),
        (2, 1, 1, 1, 1)
    );
    assert_eq!(
        summary.collisions,
        [Collision { attribute: "userName", value: "ada".to_owned(), entities: vec![0, 1] }]
    );
}

#[test]
fn another_order_of_members_is_no_effect() {
    let before = program(
        r#"{"user":{"mappings":[{"sourcePath":"$.a","targetPath":"$.a"},{"sourcePath":"$.b","targetPath":"$.b"}]}}"#,
    );
    let after = program(
        r#"{"user":{"mappings":[{"sourcePath":"$.b","targetPath":"$.b"},{"sourcePath":"$.a","targetPath":"$.a"}]}}"#,
    );
    let mut effect = Effect::new(Some(&before), Some(&after), Request::new(Operation::Read), 0);
    assert_eq!(effect.look(br#"{"a":1,"b":[2]}"#), EntityEffect::Same);
}
