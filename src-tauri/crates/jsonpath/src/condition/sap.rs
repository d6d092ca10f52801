//! The functions that SAP adds to conditions.

use super::Test;
use crate::document::{Kind, Name};
use crate::node::Node;
use crate::path::{Fault, Path, Scope};

/// The SCIM extension in which SAP keeps what belongs to a group beside its members.
const GROUP_EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:Group";

impl Test {
    /// The path that the function looks at.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::ValidEmail(path)
            | Self::OptionalPrefix { path, .. }
            | Self::MandatoryPrefix { path, .. } => Some(path),
            Self::ApplicationSpecificGroup | Self::RegularGroup => None,
        }
    }

    pub(super) fn holds(&self, scope: Scope<'_>) -> Result<bool, Fault> {
        Ok(match self {
            Self::ValidEmail(path) => path.operand(scope)?.is_some_and(|read| {
                let node = Node::from(&read);
                let valid = |node: Node<'_>| node.as_str().is_some_and(|text| is_valid_email(&text));
                match node.elements() {
                    Some(mut elements) => !node.is_empty() && elements.all(valid),
                    None => valid(node),
                }
            }),
            Self::ApplicationSpecificGroup => {
                let wanted = scope.properties.property("ips.application.id");
                let id = extension(scope, "applicationId").and_then(Node::as_str);
                wanted.is_some_and(|wanted| id.is_some_and(|id| id == wanted))
            }
            Self::RegularGroup => {
                extension(scope, "supportedOperations").is_none()
                    || extension(scope, "applicationId").is_none()
            }
            Self::OptionalPrefix { path, property } => starts_with(path, property, scope)?.unwrap_or(true),
            Self::MandatoryPrefix { path, property } => starts_with(path, property, scope)?.unwrap_or(false),
        })
    }
}

/// A member of the group's extension; null counts as missing.
fn extension<'a>(scope: Scope<'a>, name: &str) -> Option<Node<'a>> {
    let extension = scope.root.member(&Name::new(GROUP_EXTENSION))?;
    extension.member(&Name::new(name)).filter(|node| !node.is_null())
}

/// `None` where the attribute or the property is missing.
fn starts_with(path: &Path, property: &str, scope: Scope<'_>) -> Result<Option<bool>, Fault> {
    let Some(prefix) = scope.properties.property(property) else { return Ok(None) };
    let Some(read) = path.operand(scope)? else { return Ok(None) };
    let node = Node::from(&read);
    Ok(match node.kind() {
        Kind::Null => None,
        Kind::String => Some(node.as_str().is_some_and(|text| text.starts_with(prefix))),
        _ => Some(false),
    })
}

/// SAP's pattern: a local part of dot-separated runs, `@`, and at least two dot-separated labels, none of which starts
/// with a hyphen or, the last, ends with one.
fn is_valid_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let in_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-\u{2018}".contains(c);
    if !local.split('.').all(|run| !run.is_empty() && run.chars().all(in_local)) {
        return false;
    }
    let labels: Vec<&str> = domain.split('.').collect();
    let in_label = |c: char| c.is_ascii_alphanumeric() || c == '-';
    labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && !label.starts_with('-') && label.chars().all(in_label))
        && !domain.ends_with('-')
}
