//! The sentences of changes, jobs and figures: code, English for one, English for several.
//!
//! A code is the key of the window's translations and stays what it is; `params` of a sentence are named in braces.
//! Where a sentence counts something, its parameter is `count` and the third column holds the form for any number but
//! one.

use crate::api::{Notice, Severity, Text};
use crate::{exchange, grouped, properties, system_history};

/// Code, sentence, and the sentence where `count` is not 1 (empty: the same).
pub const TEXTS: &[(&str, &str, &str)] = &[
    ("title.createUser", "Create User {name}", ""),
    ("title.editUser", "Change {name}", ""),
    ("title.importUsers", "Import 1 User", "Import {count} Users"),
    ("title.activateUsers", "Activate {name}", "Activate {count} Users"),
    ("title.deactivateUsers", "Deactivate {name}", "Deactivate {count} Users"),
    ("title.deleteUsers", "Delete {name}", "Delete {count} Users"),
    ("title.createRoleCollection", "Create Role Collection {name}", ""),
    ("title.editRoleCollection", "Change {name}", ""),
    ("title.deleteRoleCollections", "Delete {name}", "Delete {count} Role Collections"),
    ("title.addMembers", "Add 1 Member to {roleCollection}", "Add {count} Members to {roleCollection}"),
    (
        "title.removeMembers",
        "Remove 1 Member from {roleCollection}",
        "Remove {count} Members from {roleCollection}",
    ),
    ("title.assign", "Assign {roleCollections} to {name}", "Assign {roleCollections} to {count} Users"),
    ("title.unassign", "Remove {roleCollections} from {name}", "Remove {roleCollections} from {count} Users"),
    ("title.undo", "Undo: {title}", ""),
    ("title.resume", "Resume: {title}", ""),
    ("title.retry", "Retry: {title}", ""),
    ("action.create", "Create", ""),
    ("action.save", "Save", ""),
    ("action.importUsers", "Import 1 User", "Import {count} Users"),
    ("action.activateUsers", "Activate", "Activate {count} Users"),
    ("action.deactivateUsers", "Deactivate", "Deactivate {count} Users"),
    ("action.deleteUsers", "Delete User", "Delete {count} Users"),
    ("action.deleteRoleCollections", "Delete Role Collection", "Delete {count} Role Collections"),
    ("action.addMembers", "Add 1 Member", "Add {count} Members"),
    ("action.removeMembers", "Remove 1 Member", "Remove {count} Members"),
    ("action.assign", "Assign", ""),
    ("action.unassign", "Remove", ""),
    ("action.undo", "Undo", ""),
    ("action.resume", "Resume", ""),
    ("action.retry", "Retry", ""),
    ("what.createUser", "Create {userName}, origin {origin}", ""),
    ("what.createUsers", "Create {count} user, origin {origin}", "Create {count} users, origin {origin}"),
    ("what.editUser", "{userName}: {fields}", ""),
    ("what.editUsers", "Change {count} user", "Change {count} users"),
    ("what.activateUser", "Activate {userName}", ""),
    ("what.activateUsers", "Activate {count} user", "Activate {count} users"),
    ("what.deactivateUser", "Deactivate {userName}", ""),
    ("what.deactivateUsers", "Deactivate {count} user", "Deactivate {count} users"),
    ("what.deleteUser", "{userName}", ""),
    ("what.deleteUsers", "{count} user", "{count} users"),
    ("what.createRoleCollection", "Create {name}", ""),
    ("what.createRoleCollections", "Create {count} role collection", "Create {count} role collections"),
    ("what.editRoleCollection", "{name}: description", ""),
    ("what.editRoleCollections", "Describe {count} role collection", "Describe {count} role collections"),
    ("what.deleteRoleCollection", "{name}", ""),
    ("what.deleteRoleCollections", "{count} role collection", "{count} role collections"),
    (
        "what.addMembers",
        "{name}: add 1 member, {before} → {after}",
        "{name}: add {count} members, {before} → {after}",
    ),
    ("what.addMembersMany", "Add members", "Add members, {count} requests"),
    (
        "what.removeMembers",
        "{name}: remove 1 member, {before} → {after}",
        "{name}: remove {count} members, {before} → {after}",
    ),
    ("what.removeMembersMany", "Remove members", "Remove members, {count} requests"),
    (
        "undo.deleteUser",
        "Deletes the user again, if nobody changed it meanwhile.",
        "Deletes the {count} users again, if nobody changed them meanwhile.",
    ),
    (
        "undo.deleteRoleCollection",
        "Deletes the role collection again, if nobody changed it meanwhile.",
        "Deletes the {count} role collections again, if nobody changed them meanwhile.",
    ),
    ("undo.restoreUser", "Writes the former values back.", "Writes the former values of {count} users back."),
    ("undo.restoreRoleCollection", "Writes the former description back.", ""),
    ("undo.removeMembers", "Removes the member again.", "Removes the {count} members again."),
    ("undo.addMembers", "Adds the member again.", "Adds the {count} members again."),
    (
        "undo.recreateUsers",
        "Creates the user again, with the same role collections.",
        "Creates the {count} users again, with the same role collections.",
    ),
    ("undo.newId", "Cannot be undone: a re-created user gets another ID, and the logon history is lost.", ""),
    (
        "undo.recreateRoleCollections",
        "Creates the role collection again, with its description and members.",
        "Creates the {count} role collections again, with their descriptions and members.",
    ),
    ("undo.rolesLost", "Cannot be undone: the roles are lost.", ""),
    (
        "notice.membershipsLost",
        "Deleted together with 1 role collection assignment.",
        "Deleted together with {count} role collection assignments.",
    ),
    (
        "notice.userComesBack",
        "A user who still has Cloud Foundry org or space roles is created again by SAP BTP.",
        "",
    ),
    ("notice.yourself", "{userName} is you: you may lose your own access.", ""),
    (
        "notice.lastAdministrator",
        "{roleCollection} keeps no member: nobody will be able to administer by it.",
        "",
    ),
    (
        "notice.lastActiveAdministrator",
        "{roleCollection} keeps no active member: nobody will be able to administer by it.",
        "",
    ),
    (
        "notice.administrators",
        "{roleCollection} administers: who comes to it can change who may do what.",
        "{roleCollection} administers: the {count} who come to it can change who may do what.",
    ),
    (
        "notice.unknownOrigin",
        "The origin {origin} was never seen in {system}: check its spelling in Security > Trust Configuration.",
        "",
    ),
    (
        "notice.rolesLost",
        "Its roles are lost: they cannot be read back through this API.",
        "Their roles are lost: they cannot be read back through this API.",
    ),
    ("notice.membersLose", "1 member loses it.", "{count} members lose it."),
    ("notice.predefined", "{name} is one of SAP's default role collections.", ""),
    ("notice.noRoles", "The new role collection has no roles yet: add them in SAP BTP Cockpit.", ""),
    (
        "notice.alreadyMembers",
        "1 is a member already and left out.",
        "{count} are members already and left out.",
    ),
    (
        "notice.notMembers",
        "1 is no direct member and left out.",
        "{count} are no direct members and left out.",
    ),
    (
        "notice.alreadyActive",
        "1 user is active already and left out.",
        "{count} users are active already and left out.",
    ),
    (
        "notice.alreadyInactive",
        "1 user is deactivated already and left out.",
        "{count} users are deactivated already and left out.",
    ),
    (
        "notice.created",
        "1 person is not in {system} yet: created with origin {origin}, and can log on from then on.",
        "{count} people are not in {system} yet: created with origin {origin}, and can log on from then on.",
    ),
    (
        "notice.existsAlready",
        "1 user exists already and is added, not created.",
        "{count} users exist already and are added, not created.",
    ),
    (
        "notice.existsMeanwhile",
        "1 user was created meanwhile: it is compared and changed, not created.",
        "{count} users were created meanwhile: they are compared and changed, not created.",
    ),
    (
        "notice.rowsLeftOut",
        "1 row of the file is left out: it has an error or a conflict.",
        "{count} rows of the file are left out: they have an error or a conflict.",
    ),
    (
        "notice.missing",
        "1 is no longer in the snapshot and left out.",
        "{count} are no longer in the snapshot and left out.",
    ),
    ("notice.nothing", "Nothing would change.", ""),
    (
        "notice.undoPart",
        "Only what succeeded is undone: 1 request did not.",
        "Only what succeeded is undone: {count} requests did not.",
    ),
    (
        "notice.resumeDone",
        "1 request was carried out already and is not sent again.",
        "{count} requests were carried out already and are not sent again.",
    ),
    (
        "notice.resumeRefused",
        "1 request was refused and is not made again.",
        "{count} requests were refused and are not made again.",
    ),
    (
        "notice.resumeGone",
        "1 user or role collection is gone, and left out.",
        "{count} users or role collections are gone, and left out.",
    ),
    (
        "notice.idLost",
        "The user gets another ID, and its logon history is lost.",
        "The users get other IDs, and their logon history is lost.",
    ),
    ("attention.unreachable", "The account did not answer as it should", ""),
    ("attention.certificateEnded", "The certificate has ended", ""),
    ("attention.certificateEnds", "The certificate ends in 1 day", "The certificate ends in {count} days"),
    ("attention.partial", "The account was read in part only", ""),
    ("attention.noAdministrator", "{name} has no member", ""),
    ("attention.oneAdministrator", "{name} has one member only", ""),
    ("attention.administratorTwice", "{user} administers and has a second origin", ""),
    (
        "attention.withoutMembers",
        "1 role collection has no members",
        "{count} role collections have no members",
    ),
    ("job.effect", "Run all entities of {system}", ""),
    ("job.refresh", "Refresh {system}", ""),
    ("job.again", "{problem}; again in {seconds} s", ""),
    ("difference.usersAdded", "1 user added", "{count} users added"),
    ("difference.usersRemoved", "1 user removed", "{count} users removed"),
    ("difference.usersChanged", "1 user changed", "{count} users changed"),
    ("difference.roleCollectionsAdded", "1 role collection added", "{count} role collections added"),
    ("difference.roleCollectionsRemoved", "1 role collection removed", "{count} role collections removed"),
    ("difference.roleCollectionsChanged", "1 role collection changed", "{count} role collections changed"),
    ("difference.membersAdded", "1 member added", "{count} members added"),
    ("difference.membersRemoved", "1 member removed", "{count} members removed"),
];

/// The sentence of a code. `params` in the order of their names, as texts; `count` decides between one and several.
///
/// A number is given in plain digits, as the window's translations need it, and grouped in the English sentence.
pub(crate) fn sentence<const N: usize>(code: &str, params: [(&str, String); N]) -> Text {
    let (one, several) = forms(code);
    let count = params.iter().find(|(name, _)| *name == "count").map(|(_, count)| count.as_str());
    let mut message = match count {
        Some("1") | None => one,
        Some(_) if several.is_empty() => one,
        Some(_) => several,
    }
    .to_owned();
    for (name, value) in &params {
        let shown = value.parse().map_or_else(|_| value.clone(), grouped);
        let shown = if COUNTED.contains(name) { &shown } else { value };
        message = message.replace(&format!("{{{name}}}"), shown);
    }
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Text { code: code.to_owned(), params, message }
}

/// Parameters that are numbers.
const COUNTED: [&str; 3] = ["count", "before", "after"];

fn forms(code: &str) -> (&'static str, &'static str) {
    // A code without a row is a mistake that a test finds; here it shows itself.
    all().find(|(known, ..)| *known == code).map_or(("", ""), |(_, one, several)| (one, several))
}

/// These and those that stand beside what says them.
fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    [TEXTS, exchange::texts::TEXTS, properties::texts::TEXTS, system_history::texts::TEXTS]
        .into_iter()
        .flatten()
}

pub(crate) fn notice<const N: usize>(severity: Severity, code: &str, params: [(&str, String); N]) -> Notice {
    Notice { severity, text: sentence(code, params) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn codes_are_unique_and_their_sentences_name_the_same_parameters() {
        let mut codes: Vec<_> = all().map(|(code, ..)| code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all().count());
        let braces = |text: &str| text.matches('{').count() == text.matches('}').count();
        for (code, one, several) in all() {
            assert!(!one.is_empty() && braces(one) && braces(several), "{code}");
        }
    }

    /// Every code that the sources name has a row, and every row is named: those of properties' help by their names.
    #[test]
    fn every_code_has_a_sentence() {
        let kinds: BTreeSet<_> =
            all().filter_map(|(code, ..)| code.split_once('.')).map(|(kind, _)| kind).collect();
        let mut named = BTreeSet::new();
        for source in sources(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref()) {
            for (quote, _) in source.match_indices('"') {
                let word = source[quote + 1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '.').next();
                let code = word.filter(|word| {
                    word.split_once('.').is_some_and(|(kind, name)| kinds.contains(kind) && !name.is_empty())
                });
                named.extend(code.map(str::to_owned));
            }
        }
        let rows = all().map(|(code, ..)| (*code).to_owned()).filter(|code| !code.starts_with("help."));
        assert_eq!(named, rows.collect());
    }

    /// The sources in a folder and below, but the tables of texts.
    fn sources(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let read = |path: PathBuf| match path.file_name() {
            _ if path.is_dir() => sources(&path),
            Some(name) if name == "texts.rs" => Vec::new(),
            _ => vec![std::fs::read_to_string(path).unwrap()],
        };
        entries.flat_map(read).collect()
    }

    #[test]
    fn a_sentence_counts() {
        let message = |count: u64| {
            sentence("title.deleteUsers", [("count", count.to_string()), ("name", "Jo".into())]).message
        };
        assert_eq!(message(1), "Delete Jo");
        assert_eq!(message(1200), "Delete 1,200 Users");
    }
}
