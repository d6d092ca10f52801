use zonedesk_workspace::{ConfigurationChange, ConsumerAct, CredentialAct, TransformationKind};

use crate::api::{HistoryKind, Text};
use crate::texts::sentence;

/// The kind of a change of configuration, its sentence, and the words of the person about it.
pub(super) fn of(change: ConfigurationChange) -> (HistoryKind, Text, String) {
    use ConfigurationChange as Change;
    let (kind, text) = match change {
        Change::Transformation { kind, number, description } => {
            let code = match kind {
                TransformationKind::Read => "history.readVersion",
                TransformationKind::Write => "history.writeVersion",
            };
            let text = sentence(code, [("number", number.to_string())]);
            return (HistoryKind::Transformation, text, description);
        }
        Change::Property { name, before, after } => (HistoryKind::Property, property(name, before, after)),
        Change::Destination { before, after } => {
            let text = match (before, after) {
                (_, Some(to)) => sentence("history.destinationSet", [("to", to)]),
                (from, None) => sentence("history.destinationUnset", [("from", from.unwrap_or_default())]),
            };
            (HistoryKind::Property, text)
        }
        Change::Credential { name, act } => {
            let code = match act {
                CredentialAct::Set => "history.credentialSet",
                CredentialAct::Replaced => "history.credentialReplaced",
                CredentialAct::Removed => "history.credentialRemoved",
            };
            (HistoryKind::Property, sentence(code, [("name", name)]))
        }
        Change::Created => plain("history.created"),
        Change::Imported { file: Some(file) } => system("history.importedFrom", [("file", file)]),
        Change::Imported { file: None } => plain("history.imported"),
        Change::Duplicated { of } => system("history.duplicated", [("of", of)]),
        Change::Renamed { from, to } => system("history.renamed", [("from", from), ("to", to)]),
        Change::Described { after, .. } if after.is_empty() => plain("history.undescribed"),
        Change::Described { after, .. } => system("history.described", [("text", after)]),
        Change::Moved { to: Some(to), .. } => system("history.moved", [("to", to)]),
        Change::Moved { to: None, .. } => plain("history.movedToTop"),
        Change::Tagged { after, .. } if after.is_empty() => plain("history.untagged"),
        Change::Tagged { after, .. } => system("history.tagged", [("tags", after.join(", "))]),
        Change::Noted { after, .. } if after.is_empty() => plain("history.unnoted"),
        Change::Noted { after, .. } => system("history.noted", [("text", after)]),
        Change::Coloured { after: Some(hue), .. } => system("history.coloured", [("hue", hue.to_string())]),
        Change::Coloured { after: None, .. } => plain("history.uncoloured"),
        Change::Enabled => plain("history.enabled"),
        Change::Disabled => plain("history.disabled"),
        Change::Deleted => plain("history.deleted"),
        Change::Restored => plain("history.restored"),
        Change::Consumer { id, act } => {
            let code = match act {
                ConsumerAct::Added => "history.consumerAdded",
                ConsumerAct::Changed => "history.consumerChanged",
                ConsumerAct::Removed => "history.consumerRemoved",
            };
            system(code, [("id", id)])
        }
    };
    (kind, text, String::new())
}

fn property(name: String, before: Option<String>, after: Option<String>) -> Text {
    match (before, after) {
        (None, Some(after)) => sentence("history.propertySet", [("name", name), ("value", after)]),
        (Some(before), Some(after)) => {
            sentence("history.propertyChanged", [("name", name), ("from", before), ("value", after)])
        }
        (Some(before), None) => sentence("history.propertyRemoved", [("name", name), ("from", before)]),
        (None, None) => sentence("history.propertyUnset", [("name", name)]),
    }
}

fn plain(code: &str) -> (HistoryKind, Text) {
    system(code, [])
}

fn system<const N: usize>(code: &str, params: [(&str, String); N]) -> (HistoryKind, Text) {
    (HistoryKind::System, sentence(code, params))
}
