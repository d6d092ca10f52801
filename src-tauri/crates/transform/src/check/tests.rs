use super::*;
use crate::Severity;
use crate::text::apply;

fn properties(pairs: &[(&str, &str)]) -> Circumstances {
    let properties = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Circumstances { properties, direction: None }
}

/// A write transformation that has all it needs, with more mappings in front.
fn document(mappings: &str) -> String {
    format!(
        r#"{{"user":{{"scimEntityEndpoint":"Users","mappings":[{mappings},{{"sourceVariable":"entityIdTargetSystem","targetPath":"$.id"}}]}}}}"#
    )
}

fn seen(text: &str, circumstances: &Circumstances) -> Vec<String> {
    let (_, findings) = check(text, circumstances);
    findings.iter().map(|f| format!("{} {}", f.code, f.span.of(text))).collect()
}

#[track_caller]
fn mappings(cases: &[(&str, &[&str])]) {
    for (mapping, findings) in cases {
        assert_eq!(seen(&document(mapping), &Circumstances::default()), *findings, "{mapping}");
    }
}

#[test]
fn sources_and_targets() {
    mappings(&[
        (r#"{"sourcePath":"$.a","targetPath":"$.b"}"#, &[]),
        (r#"{"targetPath":"$.b"}"#, &["ZT018 {"]),
        (r#"{"sourcePath":"$.a"}"#, &["ZT020 {"]),
        (r#"{"sourcePath":"$.a","correlationAttribute":true}"#, &[]),
        (
            r#"{"sourcePath":"$.a","constant":1,"targetPath":"$.b"}"#,
            &[r#"ZT019 {"sourcePath":"$.a","constant":1,"targetPath":"$.b"}"#],
        ),
        (r#"{"ignore":true}"#, &[]),
        (
            r#"{"targetPath":"$.p","functions":[{"function":"randomPassword","passwordLength":8,"minimumNumberOfLowercaseLetters":1,"minimumNumberOfUppercaseLetters":1,"minimumNumberOfDigits":1,"minimumNumberOfSpecialSymbols":0}]}"#,
            &[],
        ),
        (r#"{"type":"remove","targetPath":"$.b"}"#, &[]),
        (r#"{"type":"remove"}"#, &["ZT021 {"]),
        (r#"{"type":"rename","targetPath":"$.b","constant":"c"}"#, &[]),
        (r#"{"type":"rename","targetPath":"$.b"}"#, &["ZT021 {"]),
        (r#"{"type":"rename","targetPath":"$.b","constant":1}"#, &["ZT016 1"]),
        (r#"{"type":"valueMapping","targetPath":"$.b"}"#, &["ZT021 {", "ZT021 {"]),
        (
            r#"{"type":"valueMapping","sourcePaths":["$.a","$.c"],"targetPath":"$.b","valueMappings":[{"key":["1"],"mappedValue":2}]}"#,
            &[r#"ZT024 {"key":["1"],"mappedValue":2}"#],
        ),
        (
            r#"{"type":"valueMapping","sourcePaths":["$.a"],"targetPath":"$.b","valueMappings":[{"key":["1"],"mappedValue":2},{"key":[1],"mappedValue":3}]}"#,
            &[r#"ZT029 {"key":[1],"mappedValue":3}"#],
        ),
        (r#"{"sourcePath":"$.a","targetPath":"$.b","defaultValue":1}"#, &[r#"ZT022 "defaultValue""#]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b","variablePath":"$.c"}"#, &[r#"ZT022 "variablePath""#]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b","sourcePaths":["$.c"]}"#, &[r#"ZT022 "sourcePaths""#]),
    ]);
}

#[test]
fn paths_and_conditions() {
    mappings(&[
        (r#"{"sourcePath":"name","targetPath":"$.b"}"#, &[r#"ZT031 "name""#]),
        (r#"{"sourcePath":"$.a[","targetPath":"$.b"}"#, &["ZT030 ["]),
        (r#"{"sourcePath":"$.a.siz()","targetPath":"$.b"}"#, &["ZT033 siz()"]),
        (r#"{"sourcePath":"$.a[1:3:2]","targetPath":"$.b"}"#, &["ZT032 1:3:2"]),
        (r#"{"sourcePath":"$.a","targetPath":"$..b"}"#, &[r#"ZT034 "$..b""#]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b[-1]"}"#, &[r#"ZT034 "$.b[-1]""#]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b.['x','y']"}"#, &[r#"ZT034 "$.b.['x','y']""#]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b[?(@.value)]"}"#, &[]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a == 'x'"}"#, &[]),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"'${currentDate}' > $.a && ${currentDate} == 1"}"#,
            &[],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.e[?(@.x == 1)]"}"#,
            &["ZT041 $.e[?(@.x == 1)]"],
        ),
    ]);
    let codes = |mapping: &str| {
        let (_, findings) = check(document(mapping), &Circumstances::default());
        findings.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(
        codes(r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a =="}"#),
        [Code::ConditionSyntax]
    );
    assert_eq!(codes(r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a =~ /(/"}"#), [Code::Regex]);
}

use crate::codes::Code;

#[test]
fn variables_and_scopes() {
    mappings(&[
        (r#"{"sourceVariable":"mine","targetPath":"$.b"}"#, &[r#"ZT028 "mine""#]),
        (r#"{"sourcePath":"$.a","targetVariable":"mine"},{"sourceVariable":"mine","targetPath":"$.b"}"#, &[]),
        (r#"{"constant":"${mine}","targetPath":"$.b"}"#, &[r#"ZT028 "${mine}""#]),
        (r#"{"constant":"${currentDat}","targetPath":"$.b"}"#, &[r#"ZT028 "${currentDat}""#]),
    ]);
    let read = r#"{"user":{"mappings":[{"sourcePath":"$.id","targetVariable":"entityIdSourceSystem","scope":"createEntity"}]}}"#;
    assert_eq!(seen(read, &Circumstances::default()), [r#"ZT073 "user""#, r#"ZT070 "createEntity""#]);
    let skipped = document(r#"{"sourcePath":"$.a","targetPath":"$.b","scope":"patchEntity"}"#)
        .replace(r#""mappings""#, r#""skipOperations":["patch","update"],"mappings""#);
    // Patching cannot be skipped.
    assert_eq!(seen(&skipped, &Circumstances::default()), [r#"ZT017 "patch""#]);
    let skipped = document(r#"{"sourcePath":"$.a","targetPath":"$.b","scope":"createEntity"}"#)
        .replace(r#""mappings""#, r#""skipOperations":["create"],"mappings""#);
    assert_eq!(seen(&skipped, &Circumstances::default()), [r#"ZT072 "createEntity""#]);
}

#[test]
fn mandatory_variables() {
    let none =
        r#"{"user":{"scimEntityEndpoint":"Users","mappings":[{"sourcePath":"$.a","targetPath":"$.b"}]}}"#;
    assert_eq!(seen(none, &Circumstances::default()), [r#"ZT025 "user""#]);
    for (direction, codes) in [(Direction::Read, ["ZT025 \"user\""]), (Direction::Write, ["ZT026 \"user\""])]
    {
        let circumstances = Circumstances { direction: Some(direction), ..Default::default() };
        assert_eq!(seen(none, &circumstances), codes);
    }
    let read = r#"{"user":{"scimEntityEndpoint":"Users","mappings":[{"sourcePath":"$.id","targetVariable":"entityIdSourceSystem"}]}}"#;
    assert_eq!(seen(read, &Circumstances::default()), [r#"ZT027 "user""#]);
    let circumstances = Circumstances { direction: Some(Direction::Write), ..Default::default() };
    assert_eq!(seen(read, &circumstances), [r#"ZT026 "user""#, r#"ZT071 "user""#]);
    let ignored = none.replace(r#""mappings""#, r#""ignore":true,"mappings""#);
    assert_eq!(seen(&ignored, &Circumstances::default()), [""; 0]);
}

#[test]
fn overwritten_mappings() {
    mappings(&[
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b"},{"constant":1,"targetPath":"$['b']"}"#,
            &[r#"ZT023 "$.b""#],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b"},{"sourcePath":"$.c","targetPath":"$.b","optional":true}"#,
            &[],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b"},{"constant":1,"targetPath":"$.b","condition":"$.a == 1"}"#,
            &[],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b"},{"constant":1,"targetPath":"$.b","scope":"createEntity"}"#,
            &[],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","correlationAttribute":true},{"constant":1,"targetPath":"$.b"}"#,
            &[],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b"},{"type":"rename","targetPath":"$.b","constant":"c"},{"constant":1,"targetPath":"$.b"}"#,
            &[],
        ),
        (r#"{"constant":1,"targetPath":"$.id"}"#, &[]),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b[0]"},{"constant":1,"targetPath":"$.b[0]"}"#,
            &[r#"ZT023 "$.b[0]""#],
        ),
        (r#"{"sourcePath":"$.a","targetPath":"$.b"},{"constant":{"x":1},"targetPath":"$.b"}"#, &[]),
    ]);
}

#[test]
fn functions() {
    let on =
        |function: &str| format!(r#"{{"sourcePath":"$.a","targetPath":"$.b","functions":[{function}]}}"#);
    for (function, findings) in [
        (r#"{"function":"toUperCaseString"}"#, vec![r#"ZT060 "toUperCaseString""#]),
        (r#"{"function":"substring"}"#, vec!["ZT062 {"]),
        (r#"{"function":"substring","beginIndex":"1"}"#, vec![r#"ZT063 "1""#]),
        (r#"{"function":"substring","beginIndex":0.5}"#, vec!["ZT063 0.5"]),
        (r#"{"function":"substring","beginIndex":1,"endindex":2}"#, vec![r#"ZT061 "endindex""#]),
        (r#"{"function":"encode","algorithm":"base46"}"#, vec![r#"ZT064 "base46""#]),
        (r#"{"function":"encode","algorithm":"base64","skipPadding":"true"}"#, vec![r#"ZT063 "true""#]),
        (r#"{"function":"matchRegex","regex":"a("}"#, vec![r#"ZT065 "a(""#]),
        (r#"{"function":"replaceAllString","regex":"a","replacement":"$1"}"#, vec![r#"ZT064 "$1""#]),
        (r#"{"function":"getMatchedRegexGroup","regex":"(a)b","groupIndex":2}"#, vec!["ZT064 2"]),
        (r#"{"function":"manipulateDate","targetDateFormat":"yyyy-bb"}"#, vec![r#"ZT066 "yyyy-bb""#]),
        (r#"{"function":"manipulateDate","days":"+2","years":""}"#, vec![]),
        (r#"{"function":"manipulateDate","days":"two"}"#, vec![r#"ZT063 "two""#]),
        (r#"{"function":"toString","applyOnJsonAttribute":"x"}"#, vec![r#"ZT067 "applyOnJsonAttribute""#]),
        (r#"{"function":"toString","applyOnElements":true,"condition":"@ =="}"#, vec![r#"ZT040 "@ ==""#]),
        (r#"{"function":"concatString","prefix":1,"suffix":[]}"#, vec!["ZT063 []"]),
        (r#"{"type":"putIfAbsent","key":"a","defaultValue":null}"#, vec![]),
    ] {
        let text = document(&on(function));
        let (_, found) = check(text.as_str(), &Circumstances::default());
        let seen: Vec<String> = found.iter().map(|f| format!("{} {}", f.code, f.span.of(&text))).collect();
        if findings.iter().any(|f| f.starts_with("ZT040")) {
            assert_eq!(found.len(), 1, "{function}: {seen:?}");
            assert_eq!(found[0].code, Code::ConditionSyntax);
        } else {
            assert_eq!(seen, findings, "{function}");
        }
    }
}

#[test]
fn properties_in_texts() {
    let set = properties(&[("dom", "a.example"), ("plain", "abc"), ("two words", "x")]);
    for (mapping, findings) in [
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","functions":[{"function":"concatString","suffix":"@%gone%"}]}"#,
            vec!["ZT051 %gone%"],
        ),
        (r#"{"constant":"%plain%","targetPath":"$.b"}"#, vec!["ZT052 %plain%"]),
        (r#"{"constant":{"x":["%gone%"]},"targetPath":"$.b"}"#, vec![r#"ZT051 {"x":["%gone%"]}"#]),
        (r#"{"sourcePath":"$.%gone%","targetPath":"$.b"}"#, vec!["ZT050 %gone%"]),
        (r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"'%gone%' !== 'null'"}"#, vec![]),
        (r#"{"constant":"%gone%","targetPath":"$.b","condition":"'%gone%' !== 'null'"}"#, vec![]),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a =~ /%dom%.*/"}"#,
            vec!["ZT052 %dom%", "ZT055 %dom%"],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a =~ /%plain%.*/"}"#,
            vec!["ZT052 %plain%"],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","condition":"$.a =~ /5%/ && $.b =~ /6%/"}"#,
            vec!["ZT053 %/ && $.b =~ /6%"],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","functions":[{"function":"matchRegex","regex":"5%|6%"}]}"#,
            vec!["ZT054 %|6%"],
        ),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","functions":[{"function":"matchRegex","regex":"%dom%"}]}"#,
            vec!["ZT052 %dom%", "ZT055 %dom%"],
        ),
        (r#"{"constant":"100%","targetPath":"$.b"}"#, vec![]),
        (
            r#"{"sourcePath":"$.a","targetPath":"$.b","functions":[{"function":"substring","beginIndex":"%plain%"}]}"#,
            vec![r#"ZT052 %plain%"#, r#"ZT063 "%plain%""#],
        ),
    ] {
        let text = document(mapping);
        let mut got = seen(&text, &set);
        got.sort();
        assert_eq!(got, findings, "{mapping}");
    }
}

#[test]
fn several_origins() {
    let several = properties(&[("xsuaa.origin", "idp1;idp2")]);
    let text = document(r#"{"constant":"%xsuaa.origin%","targetPath":"$.origin"}"#);
    let (_, findings) = check(text.as_str(), &several);
    let found = findings.iter().find(|f| f.code == Code::ManyOrigins).expect("found");
    assert_eq!(found.pointer, "/user/mappings/0/constant");
    let mended = apply(&text, &found.fix.as_ref().expect("a fix").edits).expect("apart");
    assert!(mended.contains(r#"{"sourcePath": "$.origin","targetPath":"$.origin"}"#), "{mended}");
    assert!(!seen(&text, &properties(&[("xsuaa.origin", "idp1")])).iter().any(|f| f.starts_with("ZT056")));
}

/// Every fix takes away the finding that it is for, and none makes a new error.
#[test]
fn fixes_mend() {
    for mapping in [
        r#"{"sourcePath":"name","targetPath":"b"}"#,
        r#"{"sorucePath":"$.a","targetPath":"$.b"}"#,
        r#"{"sourcePath":"$.a","targetPath":"$.b","optional":"true"}"#,
        r#"{"sourcePath":"$.a","targetPath":"$.b","scope":"createEntities"}"#,
        r#"{"sourcePath":"$.a[1:3:2]","targetPath":"$.b"}"#,
        r#"{"sourcePath":"$.a","targetPath":"$.b"},{"constant":1,"targetPath":"$.b"}"#,
        r#"{"constant":"${currentDat}","targetPath":"$.b"}"#,
        r#"{"sourcePath":"$.a","targetPath":"$.b","functions":[{"function":"tostring"},{"function":"substring","beginIndex":"1"},{"type":"encode","algorithm":"base46","skipPaddin":true}]}"#,
    ] {
        let text = document(mapping);
        let (_, before) = check(text.as_str(), &Circumstances::default());
        let fixable = before.iter().filter(|f| f.fix.is_some());
        let mut count = 0;
        for finding in fixable {
            count += 1;
            let mended = apply(&text, &finding.fix.as_ref().expect("a fix").edits).expect("apart");
            let (_, after) = check(mended.as_str(), &Circumstances::default());
            let same = |f: &&Finding| f.code == finding.code;
            assert!(after.iter().filter(same).count() < before.iter().filter(same).count(), "{mended}");
            let errors = |all: &[Finding]| all.iter().filter(|f| f.severity == Severity::Error).count();
            assert!(errors(&after) <= errors(&before), "{mended}: {after:?}");
        }
        assert!(count > 0, "{mapping}");
    }
}

#[test]
fn broken_text_is_checked_as_far_as_it_reads() {
    let text = "{\"user\":{\"mappings\":[{\"sourcePath\":\"name\",\n\"targetPath\":\"$.b\"},";
    let codes: Vec<Code> = check(text, &Circumstances::default()).1.into_iter().map(|f| f.code).collect();
    assert!(codes.contains(&Code::Unclosed) && codes.contains(&Code::NoRoot), "{codes:?}");
}

#[test]
fn ten_thousand_mappings_are_checked_at_once() {
    let mapping = r#"{"sourcePath":"$.emails[?(@.primary == true)].value","targetPath":"$.x","optional":true,"condition":"$.a == 'b'","functions":[{"function":"concatString","prefix":"%p%"}]}"#;
    let text = document(&vec![mapping; 10_000].join(",\n"));
    let started = std::time::Instant::now();
    let (_, findings) = check(text, &Circumstances::default());
    assert_eq!(findings.len(), 10_000);
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_text_is_checked(text in "[\\[\\]{}:,\"'a-z$.%@?()=~/ \\\\\\n0-9é😀-]{0,80}") {
        let (transformation, findings) = check(text.as_str(), &Circumstances::default());
        proptest::prop_assert_eq!(&transformation.text, &text);
        for f in findings {
            proptest::prop_assert!(text.get(f.span.start..f.span.end).is_some(), "{:?}", f);
        }
    }

    #[test]
    fn a_cut_or_doubled_document_is_checked(at in 0_usize..3000, len in 0_usize..40, twice: bool) {
        let text = include_str!("../../defaults/xsuaa-proxy-read.json");
        let (start, end) = (at.min(text.len()), (at + len).min(text.len()));
        let spoilt = if twice { format!("{}{}", &text[..end], &text[start..]) } else { format!("{}{}", &text[..start], &text[end..]) };
        let (_, findings) = check(spoilt.as_str(), &Circumstances::default());
        for f in findings {
            proptest::prop_assert!(spoilt.get(f.span.start..f.span.end).is_some(), "{:?}", f);
        }
    }
}
