use super::{check, fails};

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
