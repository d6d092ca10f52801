//! The filter grammar: table cases, and the round trips that hold for any filter.

use proptest::prelude::*;
use zonedesk_scim::filter::{AttrPath, CompareOp, Dialect, Filter, FilterProblem, Literal, Table};
use zonedesk_scim::{Email, Group, Meta, Origin, Timestamp, User};

#[test]
fn printing_is_canonical() {
    for (text, dialect, printed) in [
        ("ID EQ \"x\"", Dialect::Uaa, r#"ID eq "x""#),
        ("id pr AND (id pr)", Dialect::Uaa, "id pr and id pr"),
        ("id pr or id pr and id pr", Dialect::Uaa, "id pr or id pr and id pr"),
        ("(id pr or id pr) and id pr", Dialect::Uaa, "(id pr or id pr) and id pr"),
        ("(id pr or id pr) or id pr", Dialect::Uaa, "id pr or id pr or id pr"),
        ("userName eq 'jo'", Dialect::Uaa, r#"userName eq "jo""#),
        (r#"userName eq "O'Neil""#, Dialect::Uaa, r#"userName eq "O'Neil""#),
        (r#"a eq "\"\\\u00e9""#, Dialect::Uaa, r#"a eq "\"\\é""#),
        ("active eq TRUE and version ge -1.5e3", Dialect::Uaa, "active eq true and version ge -1.5e3"),
        (
            "urn:scim:schemas:core:1.0:meta.created pr",
            Dialect::Uaa,
            "urn:scim:schemas:core:1.0:meta.created pr",
        ),
        (
            r#"not (a ne null) and emails[type eq "work" and value ew "x"]"#,
            Dialect::Rfc7644,
            r#"not (a ne null) and emails[type eq "work" and value ew "x"]"#,
        ),
        (
            r#"emails[type eq "work"].value eq "x" or emails[primary eq true] sw "y" or emails[a pr] and b pr"#,
            Dialect::Rfc7644,
            r#"emails[type eq "work" and value eq "x"] or emails[primary eq true and value sw "y"] or emails[a pr] and b pr"#,
        ),
    ] {
        assert_eq!(
            Filter::parse(text, dialect).map(|filter| filter.to_string()),
            Ok(printed.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn says_where_a_filter_breaks() {
    use FilterProblem::*;
    for (text, problem, at) in [
        ("", Ended, 0..0),
        ("id", Ended, 2..2),
        ("id eq", Ended, 5..5),
        ("id xx 1", NotAnOperator, 3..5),
        ("id ne \"x\"", NotAnOperator, 3..5),
        ("id eq x", NotAValue, 6..7),
        ("id eq null", NotAValue, 6..10),
        ("id eq 1d", NotAValue, 6..8),
        ("id\tpr", NotAnAttribute, 0..5),
        ("id eq \"x", BadText, 6..8),
        (r#"id eq "\x""#, BadText, 6..10),
        ("(id pr", Unclosed, 0..1),
        ("id pr)", Trailing, 5..6),
        ("id pr id pr", Trailing, 6..11),
        ("id pr and", Ended, 9..9),
        ("not (id pr)", NotAnOperator, 4..5),
        ("emails[value pr]", NotAnOperator, 6..7),
        ("1a pr", NotAnAttribute, 0..2),
        ("a. pr", NotAnAttribute, 0..2),
        (":a pr", NotAnAttribute, 0..2),
    ] {
        let error = Filter::parse(text, Dialect::Uaa).unwrap_err();
        assert_eq!((error.problem, error.at), (problem, at), "{text}");
    }
    let deep = "(".repeat(10_000);
    assert_eq!(Filter::parse(&deep, Dialect::Rfc7644).unwrap_err().problem, TooDeep);
}

fn jo() -> User {
    User {
        id: "5A".into(),
        user_name: "Jo_Müller@acme.example".into(),
        emails: vec![Email { value: "jo@acme.example".into(), primary: false }],
        origin: Origin("sap.default".into()),
        active: true,
        meta: Meta {
            version: 3,
            created: Some(Timestamp(1_767_604_353_000)),
            last_modified: Some(Timestamp(1_770_282_753_500)),
        },
        ..User::default()
    }
}

#[test]
fn finds_users_as_uaa_does() {
    for (filter, found) in [
        (r#"id eq "5a""#, true),
        (r#"userName eq "JO_MÜLLER@acme.example""#, true),
        (r#"userName sw "jo%@""#, true),
        (r#"userName co "m_ller""#, true),
        (r#"userName co "m__ller""#, false),
        (r#"userName co "%%""#, true),
        (r#"userName sw "o""#, false),
        (r#"userName gt "ja" and userName lt "jp""#, true),
        (r#"emails.value eq "jo@ACME.example""#, true),
        ("familyName pr", false),
        (r#"familyName eq "x" or familyName lt "z""#, false),
        ("active eq true and verified eq false", true),
        ("version ge +03 and version lt 3.5", false),
        ("version gt 2.5 and active eq 1", true),
        (r#"id eq 5 or userName eq true or userName eq "2026-01-05T09:12:33.000Z""#, false),
        ("version eq 0x3", true),
        ("password pr", true),
        (r#"password eq "x""#, false),
        (r#"userName gt 5 and userName gt false and userName co 5"#, false),
        ("userName gt 5 and userName gt false", true),
        (r#"meta.lastModified gt "2026-02-05T09:12:33.499Z""#, true),
        (r#"meta.lastModified gt "2026-02-05T09:12:33.500Z""#, false),
        (r#"created le "2026-01-05T09:12:33.000Z""#, true),
        ("last_logon_success_time pr", false),
        (r#"urn:scim:schemas:core:1.0:origin eq "SAP.default""#, true),
    ] {
        let query = Filter::parse(filter, Dialect::Uaa).unwrap().compile(Table::Users).unwrap();
        assert_eq!(query.matches(&jo()), found, "{filter}");
    }
}

#[test]
fn refuses_what_uaa_refuses() {
    for (table, filter) in [
        (Table::Users, r#"displayName eq "x""#),
        (Table::Users, r#"name.familyName eq "x""#),
        (Table::Users, r#"externalId eq "x""#),
        (Table::Groups, r#"userName eq "x""#),
        (Table::Users, r#"active eq "true""#),
        (Table::Users, r#"version eq "3""#),
        (Table::Users, r#"created gt "2026-01-05""#),
        (Table::Users, r#"created gt "2026-01-05T09:12:33Z""#),
        (Table::Users, r#"active co "true""#),
    ] {
        let filter = Filter::parse(filter, Dialect::Uaa).unwrap();
        assert!(filter.compile(table).is_err(), "{filter}");
    }
}

#[test]
fn builds_what_the_client_asks() {
    let ids = Filter::any_id(["a", "b\""]).unwrap();
    assert_eq!(ids.to_string(), r#"id eq "a" or id eq "b\"""#);
    assert_eq!(Filter::any_id([]), None);
    let since = Filter::modified_after(Timestamp(0));
    assert_eq!(
        Filter::and(since, [ids]).to_string(),
        r#"meta.lastModified gt "1970-01-01T00:00:00.000Z" and (id eq "a" or id eq "b\"")"#
    );
    let query = Filter::any_id(["A", "b"]).unwrap().compile(Table::Groups).unwrap();
    assert_eq!(query.equal_texts(zonedesk_scim::filter::Column::Id), Some(vec!["a", "b"]));
    assert!(query.matches(&Group { id: "a".into(), ..Group::default() }));
}

fn attr() -> impl Strategy<Value = AttrPath> {
    (
        proptest::option::of("urn(:[a-z0-9.]{1,4}){1,3}"),
        "[a-zA-Z][a-zA-Z0-9_-]{0,6}",
        proptest::option::of("[a-z]{1,5}"),
    )
        .prop_map(|(urn, name, sub)| AttrPath { urn, name, sub })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<String>().prop_map(Literal::Text),
        any::<i64>().prop_map(|number| Literal::Number(number.to_string())),
        any::<bool>().prop_map(Literal::Bool),
        Just(Literal::Null),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    use CompareOp::*;
    let op = prop::sample::select(vec![Eq, Ne, Co, Sw, Ew, Gt, Ge, Lt, Le]);
    let leaf = prop_oneof![
        attr().prop_map(Filter::Present),
        (attr(), op, literal()).prop_map(|(attr, op, value)| Filter::Compare(attr, op, value)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            (inner.clone(), some.clone()).prop_map(|(first, more)| Filter::or(first, more)),
            (inner.clone(), some).prop_map(|(first, more)| Filter::and(first, more)),
            inner.clone().prop_map(|inner| Filter::Not(Box::new(inner))),
            (attr(), inner).prop_map(|(attr, inner)| Filter::ValuePath(attr, Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_the_same(filter in filter()) {
        prop_assert_eq!(Filter::parse(&filter.to_string(), Dialect::Rfc7644), Ok(filter));
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in r#"[a-z()\[\]"'\\ .:0-9é]{0,40}|\PC{0,40}"#) {
        for dialect in [Dialect::Uaa, Dialect::Rfc7644] {
            if let Err(error) = Filter::parse(&text, dialect) {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
            }
        }
    }
}
