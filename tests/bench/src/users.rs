//! Users as UAA lists them, made by rule: the same number gives the same user.

use std::fmt::Write;

/// The JSON of a user, on one line: about 900 bytes, with none to six groups.
#[must_use]
pub fn user(number: usize) -> String {
    let n = number;
    let mut groups = String::new();
    for g in 0..n % 7 {
        let comma = if g == 0 { "" } else { "," };
        let _ = write!(
            groups,
            r#"{comma}{{"value":"{:08x}-0000-4000-8000-{g:012x}","display":"app!t{}.Role_{g}","type":"DIRECT"}}"#,
            g * 7919 + n,
            n % 100
        );
    }
    format!(
        concat!(
            r#"{{"id":"{n:08x}-1111-4222-8333-{n:012x}","externalId":"P{n:06}","#,
            r#""meta":{{"version":{version},"created":"2024-03-01T10:00:00.000Z","lastModified":"2025-06-11T08:30:00.000Z"}},"#,
            r#""userName":"user{n}@acme.example","name":{{"familyName":"Adler{n}","givenName":"Ada"}},"#,
            r#""emails":[{{"value":"user{n}@acme.example","primary":{primary}}}],"groups":[{groups}],"approvals":[],"#,
            r#""phoneNumbers":[{{"value":"+49 6227 {n}"}}],"active":true,"verified":{verified},"origin":"sap.ids","#,
            r#""zoneId":"8d3c2f60-7d2a-4a53-9f7b-0123456789ab","passwordLastModified":"2024-03-01T10:00:00.000Z","#,
            r#""previousLogonTime":1718000000000,"lastLogonTime":1718100000000,"schemas":["urn:scim:schemas:core:1.0"]}}"#,
        ),
        n = n,
        version = n % 5,
        primary = !n.is_multiple_of(3),
        groups = groups,
        verified = n.is_multiple_of(2),
    )
}
