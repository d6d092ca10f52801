use super::{chain, check, fails};

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
fn evil_regexes_end() {
    let text = format!("\"{}!\"", "a".repeat(5000));
    for regex in ["(a+)+", "(a|aa)+$", "(?:(a+)+)\\\\1+b", "(a*)*(?=b)c", "(?=(a+)+b)a"] {
        // Whether it matches or gives up is the library's affair.
        let _ = chain(&format!(r#"[{{"function":"matchRegex","regex":"{regex}"}}]"#), Some(&text));
    }
}
