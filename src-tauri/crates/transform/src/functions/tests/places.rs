use super::check;

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
