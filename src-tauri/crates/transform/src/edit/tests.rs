use proptest::prelude::*;

use super::*;
use crate::DEFAULT_WRITE;

fn set(pointer: &str, json: &str) -> Act {
    Act::Set { pointer: pointer.into(), json: Some(json.into()) }
}

fn unset(pointer: &str) -> Act {
    Act::Set { pointer: pointer.into(), json: None }
}

fn insert(pointer: &str, index: usize, name: Option<&str>, json: &str) -> Act {
    Act::Insert { pointer: pointer.into(), index, name: name.map(Into::into), json: json.into() }
}

fn remove(pointer: &str) -> Act {
    Act::Remove { pointer: pointer.into() }
}

fn moved(pointer: &str, from: usize, to: usize) -> Act {
    Act::Move { pointer: pointer.into(), from, to }
}

fn renamed(from: &str, to: &str) -> Act {
    Act::RenameVariable { from: from.into(), to: to.into() }
}

fn after(text: &str, acts: &[Act]) -> Result<String, ActError> {
    Ok(text::apply(text, &edits(text, acts)?)?)
}

const TEXT: &str = r#"{
    "note": 1.0,
    "user": {
        "mappings": [
            {"sourcePath": "$.a", "x-team": "IAM"},
            { "constant": 1e3,
              "optional": true }
        ]
    }
}
"#;

#[test]
fn an_act_changes_only_what_it_says() {
    for (acts, old, new) in [
        (vec![set("/user/mappings/0/sourcePath", "\"$.b\"")], "$.a", "$.b"),
        (vec![set("/user/mappings/0/optional", "true")], "\"IAM\"", "\"IAM\", \"optional\": true"),
        (vec![unset("/user/mappings/0/sourcePath")], "\"sourcePath\": \"$.a\", ", ""),
        (vec![unset("/user/mappings/0/gone")], "", ""),
        (vec![remove("/note")], "\"note\": 1.0,\n    ", ""),
        (
            vec![set("/user/mappings/1/functions", r#"[{"function":"toString"}]"#)],
            "true }",
            "true,\n              \"functions\": [\n                  {\n                      \"function\": \"toString\"\n                  }\n              ] }",
        ),
        (
            vec![insert("/user/mappings", 0, None, "{\n  \"constant\": [1, 2]\n}")],
            "{\"sourcePath\"",
            "{\n              \"constant\": [1, 2]\n            },\n            {\"sourcePath\"",
        ),
        (vec![insert("/user", 9, Some("a/b"), "{}")], "]\n    }", "],\n        \"a/b\": {}\n    }"),
        (
            vec![unset("/user/mappings/0/sourcePath"), set("/user/mappings/0/constant", "0")],
            "\"sourcePath\": \"$.a\", \"x-team\": \"IAM\"",
            "\"x-team\": \"IAM\", \"constant\": 0",
        ),
    ] {
        for newline in ["\n", "\r\n"] {
            let [text, old, new] = [TEXT, old, new].map(|text| text.replace('\n', newline));
            let wanted = if old.is_empty() { text.clone() } else { text.replacen(&old, &new, 1) };
            assert_eq!(after(&text, &acts), Ok(wanted), "{acts:?}");
        }
    }
}

#[test]
fn of_two_members_of_a_name_none_comes_back() {
    let text = r#"{"user":{"condition":"a","mappings":[],"condition":"b"}}"#;
    assert_eq!(after(text, &[unset("/user/condition")]).as_deref(), Ok(r#"{"user":{"mappings":[]}}"#));
}

#[test]
fn several_acts_are_edits_of_the_text_given() {
    let text = "{\r\n  \"m\": [0, 1, 2],\r\n  \"n\": 0\r\n}";
    let acts = [moved("/m", 0, 2), moved("/m", 0, 1), set("/m/0", "\"é\"")];
    assert_eq!(after(text, &acts), Ok(text.replace("0, 1, 2", "\"é\", 1, 0")));
    // What takes itself back leaves nothing to do.
    assert_eq!(edits(text, &[moved("/m", 0, 2), moved("/m", 2, 0)]), Ok(vec![]));
    assert_eq!(edits(text, &[]), Ok(vec![]));
}

#[test]
fn what_cannot_be_done_says_why() {
    let long = format!("/user{}", "/x".repeat(5000));
    for (act, why) in [
        (set("user", "1"), "\"user\" is no JSON pointer"),
        (set("/us~er", "1"), "\"/us~er\" is no JSON pointer"),
        (set("/user/mappings/9/a", "1"), "nothing stands at \"/user/mappings/9\""),
        (set("/user/mappings/9", "1"), "what stands at \"/user/mappings\" is no object"),
        (set("/user/mappings/-1/x", "1"), "nothing stands at \"/user/mappings/-1\""),
        (set("/note", "{,}"), "the value is no JSON, line 1: "),
        (set("/note", ""), "the value is no JSON, line 1: There is no JSON here"),
        (set("/note", &format!("{}{}", "[".repeat(1000), "]".repeat(1000))), "the value lies deeper"),
        (set(&long, "1"), "the value lies deeper"),
        (remove(""), "nothing stands at \"\""),
        (remove("/user/mappings/2"), "nothing stands at \"/user/mappings/2\""),
        (insert("/note", 0, None, "1"), "what stands at \"/note\" is no list"),
        (insert("/user", 0, None, "1"), "a member of an object needs a name"),
        (insert("/user", 0, Some("mappings"), "1"), "there is a \"mappings\" already"),
        (insert("/user/mappings", 0, Some("a"), "1"), "a member of an object needs a name"),
        (moved("/user", 0, 1), "what stands at \"/user\" is no list"),
        (moved("/user/mappings", 2, 0), "nothing stands at \"/user/mappings/2\""),
    ] {
        let error = edits(TEXT, std::slice::from_ref(&act)).expect_err("refused").to_string();
        assert!(error.starts_with(why), "{act:?}: {error}");
    }
    let torn = TEXT.replace("1.0,", "1.0");
    let error = edits(&torn, &[Act::Format]).expect_err("refused").to_string();
    assert!(error.starts_with("the text cannot be read in line 2"), "{error}");
}

#[test]
fn a_text_is_laid_out_and_then_stays() {
    let laid_out = after(TEXT, &[Act::Format]).expect("good");
    assert_eq!(Some(&laid_out), text::pretty(TEXT).as_ref());
    assert_eq!(edits(&laid_out, &[Act::Format]), Ok(vec![]));
}

#[test]
fn a_variable_is_renamed_wherever_it_is_set_or_read() {
    let text = r#"{"user": {"condition": "$.a == '${v}'", "mappings": [
        {"targetVariable": "v", "x": "${v}", "targetPath": "$.v"}, {"sourceVariable": "v", "ignore": true},
        {"constant": {"${v}": ["\u0022${v}${v}", "${vv}"]}, "condition": "'${v}' =~ /\\d/", "defaultValue": "${v}"},
        {"functions": [{"type": "replaceString", "target": "${v}", "replacement": "${v}"},
                       {"type": "replaceAllString", "regex": "(?<v>.)", "replacement": "${v}"}]}]}}"#;
    let wanted = r#"{"user": {"condition": "$.a == '${w.1}'", "mappings": [
        {"targetVariable": "w.1", "x": "${v}", "targetPath": "$.v"}, {"sourceVariable": "w.1", "ignore": true},
        {"constant": {"${v}": ["\u0022${w.1}${w.1}", "${vv}"]}, "condition": "'${w.1}' =~ /\\d/", "defaultValue": "${w.1}"},
        {"functions": [{"type": "replaceString", "target": "${w.1}", "replacement": "${w.1}"},
                       {"type": "replaceAllString", "regex": "(?<v>.)", "replacement": "${v}"}]}]}}"#;
    assert_eq!(after(text, &[renamed("v", "w.1")]).as_deref(), Ok(wanted));
    assert_eq!(edits(text, &[renamed("v", "v")]), Ok(vec![]));
    for (from, to, why) in [
        ("v", "vv", "there is a variable vv already"),
        ("w", "x", "no mapping sets or reads a variable w"),
        ("v", "1v", "\"1v\" is no name of a variable"),
        ("v", "", "\"\" is no name of a variable"),
        ("v", "currentDate", "currentDate is set by the engine"),
        ("entityIdTargetSystem", "id", "entityIdTargetSystem is set by the engine"),
    ] {
        let error = edits(text, &[renamed(from, to)]).expect_err("refused").to_string();
        assert!(error.starts_with(why), "{from} {to}: {error}");
    }
}

/// Any act on some place of the write default, most of them possible.
fn any_act() -> impl Strategy<Value = Act> {
    let pointer = prop_oneof![
        (0..13usize).prop_map(|i| format!("/user/mappings/{i}")),
        (0..13usize, prop_oneof![Just("sourcePath"), Just("targetPath"), Just("optional"), Just("new")])
            .prop_map(|(i, key)| format!("/user/mappings/{i}/{key}")),
        Just("/user/mappings".to_owned()),
        Just("/group/scimEntityEndpoint".to_owned()),
        "(/[a-z~01]{0,3}){0,3}",
    ];
    let json =
        prop_oneof![Just("1.50"), Just("\"é\""), Just("{\"a\":[{}]}"), Just("{\n\"b\" :1\n}"), Just("{")];
    (pointer, json, 0..14usize, 0..14usize, 0..5u8).prop_map(|(pointer, json, a, b, which)| match which {
        0 => set(&pointer, json),
        1 => unset(&pointer),
        2 => insert(&pointer, a, (b > 10).then_some("name"), json),
        3 => remove(&pointer),
        _ => moved("/user/mappings", a, b),
    })
}

proptest! {
    #[test]
    fn no_act_breaks_the_text_or_touches_another_entity(
        acts in prop::collection::vec(any_act(), 1..4),
        style in 0..4u8,
    ) {
        let text = match style {
            0 => DEFAULT_WRITE.to_owned(),
            1 => DEFAULT_WRITE.replace('\n', "\r\n"),
            2 => DEFAULT_WRITE.replace("  ", "\t"),
            _ => DEFAULT_WRITE.lines().map(str::trim).collect(),
        };
        let Ok(edits) = edits(&text, &acts) else { return Ok(()) };
        let changed = text::apply(&text, &edits).expect("apart");
        let (root, found) = text::read(&changed);
        prop_assert!(!found.iter().any(|f| f.code.is_syntax()), "{changed}");
        if style == 1 {
            prop_assert_eq!(changed.matches('\n').count(), changed.matches("\r\n").count());
        }
        let touched = |act: &Act| match act {
            Act::Set { pointer, .. } | Act::Insert { pointer, .. } | Act::Remove { pointer } => {
                !pointer.starts_with("/user/")
            }
            _ => false,
        };
        if !acts.iter().any(touched) {
            let group = |text: &str, root: &Json| root.get("group").map(|g| g.span.of(text).to_owned());
            prop_assert_eq!(group(&changed, &root), group(&text, &text::read(&text).0));
        }
    }
}
