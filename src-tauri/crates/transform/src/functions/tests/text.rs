use super::{check, fails};

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
