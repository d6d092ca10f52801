use super::{check, fails};

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
