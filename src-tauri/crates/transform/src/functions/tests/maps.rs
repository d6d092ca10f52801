use super::check;

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
