use zonedesk_jsonpath::Value;

use super::*;
use crate::dates::Format;
use crate::model::Transformation;

/// A world that always answers the same.
pub(crate) struct Fixed;

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

pub(crate) fn value(json: &str) -> Value {
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
fn text() {
    check(&[
        (
            r#"[{"function":"concatString","prefix":"ips_","suffix":123}]"#,
            r#""johnsmith""#,
            r#""ips_johnsmith123""#,
        ),
        (r#"[{"function":"concatString","suffix":true}]"#, "1.50", r#""1.50true""#),
        (r#"[{"function":"concatString","suffix":"-${v}${gone}"}]"#, r#""a""#, r#""a-var${gone}""#),
        (r#"[{"function":"concatString"}]"#, "missing", "missing"),
        (r#"[{"function":"concatString","prefix":"x"}]"#, "null", "null"),
        (
            r#"[{"function":"compositeId","separator":":","subId":"e0123456"}]"#,
            r#""johnsmith""#,
            r#""johnsmith:e0123456""#,
        ),
        (
            r#"[{"function":"compositeId","separator":"-","subId":"e0123456"}]"#,
            r#""johnsmith""#,
            r#""johnsmith-e0123456""#,
        ),
        (r#"[{"function":"compositeId","subId":"$.sub"}]"#, r#""a""#, r#""a:read""#),
        (r#"[{"function":"compositeId","subId":"$.gone"}]"#, r#""a""#, "missing"),
        (
            r#"[{"function":"replaceString","target":"National","replacement":"European"}]"#,
            r#""National College""#,
            r#""European College""#,
        ),
        (r#"[{"function":"replaceString","target":".","replacement":1}]"#, r#""a.b.c""#, r#""a1b1c""#),
        (r#"[{"function":"substring","beginIndex":3,"endIndex":5}]"#, r#""abcdefg""#, r#""de""#),
        (r#"[{"function":"substring","beginIndex":2}]"#, r#""é😀x""#, r#""�x""#),
        (r#"[{"function":"substring","beginIndex":1,"endIndex":3}]"#, r#""é😀x""#, r#""😀""#),
        (r#"[{"function":"substring","beginIndex":3}]"#, r#""abc""#, r#""""#),
        (
            r#"[{"function":"splitStringToArray","separator":","}]"#,
            r#""Serbia,Germany,Spain""#,
            r#"["Serbia","Germany","Spain"]"#,
        ),
        (r#"[{"function":"splitStringToArray","separator":"|"}]"#, r#""a||b||""#, r#"["a","","b"]"#),
        (r#"[{"function":"toUpperCaseString"}]"#, r#""straße i""#, r#""STRASSE I""#),
        (r#"[{"function":"toUpperCaseString","locale":"tr_TR"}]"#, r#""iı""#, r#""İI""#),
        (r#"[{"function":"toLowerCaseString","locale":"tr"}]"#, r#""Iİ""#, r#""ıi""#),
        (r#"[{"function":"toLowerCaseString","locale":"en_EN"}]"#, r#""ΟΔΟΣ İ""#, "\"οδος i\u{307}\""),
        (r#"[{"function":"toLowerCaseString","locale":"lt"}]"#, r#""Ì""#, "\"i\u{307}\u{300}\""),
        (r#"[{"type":"toString"}]"#, "[1,2]", r#""[1,2]""#),
        (r#"[{"type":"elementAt","index":1}]"#, "[1,2]", "2"),
        (r#"[{"type":"elementAt","index":2}]"#, "[1,2]", "missing"),
        (r#"[{"function":"elementAt","index":-1}]"#, "[1,2]", "missing"),
        // a list of one, of which its element is left
        (r#"[{"function":"elementAt","index":0}]"#, r#"{"a":1}"#, r#"{"a":1}"#),
        (r#"[{"function":"elementAt","index":1}]"#, r#""a""#, "missing"),
    ]);
    fails(&[
        (r#"[{"function":"substring","beginIndex":4}]"#, r#""abc""#, "4 to 3 lie outside of a text of 3"),
        (r#"[{"function":"substring","beginIndex":2,"endIndex":1}]"#, r#""abc""#, "outside"),
        (r#"[{"function":"substring","beginIndex":-1}]"#, r#""abc""#, "outside"),
        (r#"[{"function":"toUpperCaseString"}]"#, "[1]", "on text, not on a list"),
        (r#"[{"function":"elementAt"}]"#, "[]", "index is missing"),
        (r#"[{"function":"upper"}]"#, "[]", "no function \"upper\""),
    ]);
}

#[test]
fn encodings() {
    check(&[
        (
            r#"[{"function":"encode","algorithm":"base32"}]"#,
            r#""JOHN*SMITH/Junior""#,
            r#""JJHUQTRKKNGUSVCIF5FHK3TJN5ZA====""#,
        ),
        (
            r#"[{"function":"encode","algorithm":"base32","skipPadding":true}]"#,
            r#""JOHN*SMITH/Junior""#,
            r#""JJHUQTRKKNGUSVCIF5FHK3TJN5ZA""#,
        ),
        (
            r#"[{"function":"decode","algorithm":"base32","skipPadding":true},{"function":"toString"}]"#,
            r#""JJHUQTRKKNGUSVCIF5FHK3TJN5ZA""#,
            r#""JOHN*SMITH/Junior""#,
        ),
        (
            r#"[{"function":"decode","algorithm":"base32"},{"function":"toString","applyOnElements":true}]"#,
            r#"["ME======","MI"]"#,
            r#"["a","b"]"#,
        ),
        (
            r#"[{"function":"decode","algorithm":"base64"},{"function":"encode","algorithm":"base64"}]"#,
            r#""/w==""#,
            r#""/w==""#,
        ),
        (
            r#"[{"function":"decode","algorithm":"base64"},{"function":"encode","algorithm":"base32"}]"#,
            r#""/w==""#,
            r#""74======""#,
        ),
        (r#"[{"function":"encode","algorithm":"base64"}]"#, "12", r#""MTI=""#),
    ]);
    fails(&[
        (r#"[{"function":"decode","algorithm":"base32"}]"#, r#""1""#, "no base32"),
        (r#"[{"function":"encode","algorithm":"rot13"}]"#, r#""1""#, "base32, base64"),
    ]);
}

#[test]
fn regexes() {
    check(&[
        (
            r#"[{"function":"getMatchedRegexGroup","regex":"(?i)cn=.*?,(.*?),OU=testUsers","groupIndex":1}]"#,
            r#""CN=test10,OU=subUsers,OU=testUsers""#,
            r#""OU=subUsers""#,
        ),
        (r#"[{"function":"getMatchedRegexGroup","regex":"a(b)?","groupIndex":0}]"#, r#""ab""#, r#""ab""#),
        (r#"[{"function":"getMatchedRegexGroup","regex":"a(b)?","groupIndex":1}]"#, r#""a""#, "missing"),
        (r#"[{"function":"getMatchedRegexGroup","regex":"b","groupIndex":0}]"#, r#""abc""#, "missing"),
        (r#"[{"function":"matchRegex","regex":"a|ab"}]"#, r#""ab""#, "true"),
        (r#"[{"function":"matchRegex","regex":"b"}]"#, r#""abc""#, "false"),
        (
            r#"[{"function":"matchRegex","regex":".*_COMP","applyOnAttribute":"P","assignToAttribute":"c"}]"#,
            r#"[{"P":"A_COMP"},{"P":"B"},{"Q":1}]"#,
            r#"[{"P":"A_COMP","c":true},{"P":"B","c":false},{"Q":1}]"#,
        ),
        (
            r#"[{"function":"replaceFirstString","regex":"14\\d{1}","replacement":123}]"#,
            r#""a145b146""#,
            r#""a123b146""#,
        ),
        (
            r#"[{"function":"replaceLastString","regex":"14\\d{1}","replacement":123}]"#,
            r#""a145b146""#,
            r#""a145b123""#,
        ),
        (
            r#"[{"function":"replaceAllString","regex":"14\\d{1}","replacement":123}]"#,
            r#""a145b146""#,
            r#""a123b123""#,
        ),
        (
            r#"[{"function":"replaceAllString","regex":"(\\w)(\\w)","replacement":"$2$1$0"}]"#,
            r#""abcd""#,
            r#""baabdccd""#,
        ),
        (r#"[{"function":"replaceAllString","regex":"(a)","replacement":"<$12>"}]"#, r#""a""#, r#""<a2>""#),
        (r#"[{"function":"replaceAllString","regex":"a","replacement":"\\$1\\\\"}]"#, r#""a""#, r#""$1\\""#),
        (
            r#"[{"function":"replaceAllString","regex":"(?<x>a)","replacement":"${x}${x}"}]"#,
            r#""a""#,
            r#""aa""#,
        ),
        (r#"[{"function":"replaceAllString","regex":"${v}","replacement":"y"}]"#, r#""xvarx""#, r#""xyx""#),
        (r#"[{"function":"replaceAllString","regex":"","replacement":"-"}]"#, r#""ab""#, r#""-a-b-""#),
        (
            r#"[{"function":"replaceAllString","regex":"(?<=a)b++","replacement":""}]"#,
            r#""abbcb""#,
            r#""acb""#,
        ),
    ]);
    fails(&[
        (r#"[{"function":"getMatchedRegexGroup","regex":"a","groupIndex":1}]"#, r#""a""#, "no group 1"),
        (r#"[{"function":"replaceAllString","regex":"a","replacement":"$1"}]"#, r#""a""#, "no group 1"),
        (r#"[{"function":"replaceAllString","regex":"a","replacement":"$"}]"#, r#""a""#, "written \\$"),
        (
            r#"[{"function":"replaceAllString","regex":"a(","replacement":""}]"#,
            r#""a""#,
            "regular expression",
        ),
    ]);
}

#[test]
fn maps() {
    check(&[
        (
            r#"[{"function":"putIfAbsent","key":"type","defaultValue":"work"}]"#,
            r#"[{"a":1},{"type":""},{"type":"home"},3]"#,
            r#"[{"a":1,"type":"work"},{"type":"work"},{"type":"home"},3]"#,
        ),
        (
            r#"[{"function":"putIfAbsent","key":"t","defaultValue":["${v}"]}]"#,
            r#"{"t":[]}"#,
            r#"{"t":["var"]}"#,
        ),
        (
            r#"[{"function":"putIfPresent","key":"type","defaultValue":"work"}]"#,
            r#"[{"a":1},{"type":"home"},{"type":null}]"#,
            r#"[{"a":1},{"type":"work"},{"type":null}]"#,
        ),
        (
            r#"[{"condition":"fax","function":"putIfPresent","key":"type","defaultValue":"work"}]"#,
            r#"[{"type":"fax"},{"type":"home"}]"#,
            r#"[{"type":"work"},{"type":"home"}]"#,
        ),
        (
            r#"[{"function":"copyMapEntry","sourceKey":"roleName","targetKey":"value"}]"#,
            r#"[{"roleName":"ROLE1"},{"x":2}]"#,
            r#"[{"roleName":"ROLE1","value":"ROLE1"},{"x":2}]"#,
        ),
        (
            r#"[{"function":"renameMapEntry","sourceKey":"roleName","targetKey":"value"}]"#,
            r#"[{"a":0,"roleName":"ROLE1","value":9},{"roleName":"ROLE2"}]"#,
            r#"[{"a":0,"value":"ROLE1"},{"value":"ROLE2"}]"#,
        ),
        (r#"[{"function":"renameMapEntry","sourceKey":"a","targetKey":"a"}]"#, r#"{"a":1}"#, r#"{"a":1}"#),
        (
            r#"[{"function":"replaceString","target":"SAP","replacement":"test","applyOnElements":true,"applyOnAttribute":"P"}]"#,
            r#"[{"P":"SAP_01"}]"#,
            r#"[{"P":"test_01"}]"#,
        ),
        (
            r#"[{"function":"replaceString","target":"SAP","replacement":"test","applyOnJsonAttribute":"P","assignToAttribute":"A"}]"#,
            r#"[{"P":"SAP_01"}]"#,
            r#"[{"P":"SAP_01","A":"test_01"}]"#,
        ),
        (
            r#"[{"condition":"x","function":"concatString","prefix":"<","applyOnElements":true,"applyOnAttribute":"v"}]"#,
            r#"[{"v":1,"type":"x"},{"v":2}]"#,
            r#"[{"v":"<1","type":"x"},{"v":2}]"#,
        ),
        (r#"[{"function":"toUpperCaseString","applyOnElements":true}]"#, r#"["a","b"]"#, r#"["A","B"]"#),
        (
            r#"[{"function":"resolveEntityIds"}]"#,
            r#"["1","gone",{"value":"2","type":"x"}]"#,
            r#"["user:1",{"value":"user:2","type":"x"}]"#,
        ),
        (
            r#"[{"function":"resolveEntityIds","entityType":"group","sourceSystemName":"S"}]"#,
            r#""1""#,
            r#""S/group:1""#,
        ),
        (r#"[{"function":"resolveEntityIds"}]"#, r#""gone""#, "missing"),
    ]);
}

#[test]
fn places() {
    let country = |format: &str| {
        format!(
            r#"[{{"type":"convertCountryCode","outputFormat":"{format}","inputAttributes":["country"],"outputAttribute":"country"}}]"#
        )
    };
    for (format, result) in
        [("fullName", "United States"), ("alpha2", "US"), ("alpha3", "USA"), ("numeric", "840")]
    {
        for given in ["United States", "US", "usa", "840"] {
            let (input, output) =
                (format!(r#"[{{"country":"{given}"}}]"#), format!(r#"[{{"country":"{result}"}}]"#));
            check(&[(&country(format), &input, &output)]);
        }
    }
    let region = |format: &str| {
        format!(
            r#"[{{"type":"convertCountryRegion","outputFormat":"{format}","inputAttributes":["region","country"],"outputAttribute":"region"}}]"#
        )
    };
    check(&[
        (&country("alpha2"), r#"{"country":"Narnia"}"#, r#"{"country":"Narnia"}"#),
        (
            r#"[{"type":"convertCountryCode","outputFormat":"alpha3","inputAttributes":"issuingCountry","outputAttribute":"issuingCountry"}]"#,
            r#"[{"issuingCountry":"de"}]"#,
            r#"[{"issuingCountry":"DEU"}]"#,
        ),
        (
            &region("alpha2"),
            r#"{"region":"AL","country":"United States"}"#,
            r#"{"region":"US-AL","country":"United States"}"#,
        ),
        (&region("alpha2"), r#"{"region":"US-AL"}"#, r#"{"region":"US-AL"}"#),
        (&region("fullName"), r#"{"region":"us-al"}"#, r#"{"region":"Alabama"}"#),
        (&region("fullName"), r#"{"region":"AL","country":"US"}"#, r#"{"region":"Alabama","country":"US"}"#),
        (
            &region("alpha2"),
            r#"{"region":"Alabama","country":"USA"}"#,
            r#"{"region":"US-AL","country":"USA"}"#,
        ),
        (&region("alpha2"), r#"{"region":"XX","country":"US"}"#, r#"{"region":"XX","country":"US"}"#),
    ]);
    for (format, text, result) in [
        ("bcp47", "DE", "de-DE"),
        ("bcp47", "de_AT", "de-AT"),
        ("bcp47", "en", "en-US"),
        ("bcp47", "zh-Hans-TW", "zh-TW"),
        ("bcp47", "EO", "en-US"),
        ("iso639", "de-DE", "DE"),
        ("iso639", "EO", "EN"),
        ("iso639", "ja_JP", "JA"),
    ] {
        let function = format!(r#"[{{"type":"convertLocaleCode","outputFormat":"{format}"}}]"#);
        check(&[(&function, &format!("\"{text}\""), &format!("\"{result}\""))]);
    }
    for (format, text, result) in [
        ("sap", r#""America/Phoenix""#, "MSTNO"),
        ("iana", r#""AST""#, "America/Halifax"),
        ("sap", r#""Nowhere""#, "CET"),
        ("iana", "missing", "Europe/Berlin"),
        ("sap", "missing", "CET"),
        ("sap", "null", "CET"),
        ("sap", r#""CST""#, "CST"),
        ("iana", r#""America/Los_Angeles""#, "America/Los_Angeles"),
    ] {
        let function = format!(r#"[{{"type":"convertTimezoneCode","outputFormat":"{format}"}}]"#);
        check(&[(&function, text, &format!("\"{result}\""))]);
    }
}

#[test]
fn dates() {
    check(&[
        (
            r#"[{"function":"manipulateDate","sourceDateFormat":"yyyy-MM-dd HH:mm:ss.SSS","targetDateFormat":"MM/dd/yyyy"}]"#,
            r#""2018-02-28 11:00:00.000""#,
            r#""02/28/2018""#,
        ),
        (
            r#"[{"type":"manipulateDate","targetDateFormat":"yyyy-MM-dd"}]"#,
            r#""2018-02-28 11:00:00.000""#,
            r#""2018-02-28""#,
        ),
        (
            r#"[{"type":"manipulateDate","days":"3","hours":"+2","years":"","months":-1}]"#,
            r#""2018-03-31 23:00:00.000""#,
            r#""2018-03-04 01:00:00.000""#,
        ),
        (
            r#"[{"type":"manipulateDate","sourceDateFormat":"Date(milliseconds)","targetDateFormat":"yyyy-MM-dd HH:mm:ss.SSS"}]"#,
            r#""/Date(1519809649123-0240)/""#,
            r#""2018-02-28 09:20:49.123""#,
        ),
        (
            r#"[{"type":"manipulateDate","sourceDateFormat":"Date(milliseconds)","targetDateFormat":"yyyy-MM-dd"}]"#,
            "1519809649123",
            r#""2018-02-28""#,
        ),
    ]);
    fails(&[
        (r#"[{"type":"manipulateDate","sourceDateFormat":"yyyy-MM-dd"}]"#, r#""28.2.2018""#, "is expected"),
        (r#"[{"type":"manipulateDate","sourceDateFormat":"yyyy-bb"}]"#, r#""1""#, "date pattern"),
        (r#"[{"type":"manipulateDate","days":"x"}]"#, r#""1""#, "an integer"),
    ]);
}

fn password(extra: &str) -> Result<String, String> {
    chain(
        &format!(
            r#"[{{"function":"randomPassword","minimumNumberOfLowercaseLetters":4,"minimumNumberOfUppercaseLetters":4,"minimumNumberOfDigits":4,{extra}}}]"#
        ),
        None,
    )
}

#[test]
fn passwords() {
    for (extra, length, special) in [
        (r#""passwordLength":16,"minimumNumberOfSpecialSymbols":4"#, 16, "~!@#$%^&*()_+"),
        (r#""passwordLength":20,"minimumNumberOfSpecialSymbols":4,"specialSymbols":",.""#, 20, ",."),
        (r#""passwordLength":20,"minimumNumberOfSpecialSymbols":0"#, 20, ""),
    ] {
        let made = value(&password(extra).expect(extra)).to_text();
        let count = |set: &dyn Fn(char) -> bool| made.chars().filter(|&c| set(c)).count();
        assert_eq!(made.chars().count(), length, "{extra}");
        assert!(count(&|c| c.is_ascii_lowercase()) >= 4 && count(&|c| c.is_ascii_uppercase()) >= 4, "{made}");
        assert!(count(&|c| c.is_ascii_digit()) >= 4, "{made}");
        let specials = count(&|c| !c.is_ascii_alphanumeric());
        assert_eq!(specials, count(&|c| special.contains(c)), "{made}");
        assert!(specials >= 4 || special.is_empty(), "{made}");
    }
    for bad in [
        r#""passwordLength":15,"minimumNumberOfSpecialSymbols":4"#,
        r#""passwordLength":16,"minimumNumberOfSpecialSymbols":0,"specialSymbols":"!""#,
        r#""passwordLength":16"#,
        r#""passwordLength":100000,"minimumNumberOfSpecialSymbols":4"#,
        r#""passwordLength":-1,"minimumNumberOfSpecialSymbols":4"#,
    ] {
        assert!(password(bad).is_err(), "{bad}");
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
fn evil_regexes_end() {
    let text = format!("\"{}!\"", "a".repeat(5000));
    for regex in ["(a+)+", "(a|aa)+$", "(?:(a+)+)\\\\1+b", "(a*)*(?=b)c", "(?=(a+)+b)a"] {
        // Whether it matches or gives up is the library's affair.
        let _ = chain(&format!(r#"[{{"function":"matchRegex","regex":"{regex}"}}]"#), Some(&text));
    }
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
