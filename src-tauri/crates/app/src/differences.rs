//! What differed from one reading of an account to the next: what changed since, what others did, how a user was.

use serde_json::Value;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::{
    DifferenceAct as Act, DifferenceCounts, DifferenceFilter, DifferenceKind as Kind, KeptDifference,
    SystemId, Workspace,
};

use crate::api::{
    AppError, Difference, DifferenceAct, DifferenceCount, DifferenceKind, DifferencePage, DifferenceQuery,
    DifferenceSum, FieldDifference, NamedId, PastAttribute, PastUser, Text,
};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::rows::check_limit;
use crate::texts::sentence;

const KINDS: [Kind; 4] = [Kind::User, Kind::RoleCollection, Kind::Member, Kind::Nested];
const ACTS: [Act; 3] = [Act::Added, Act::Removed, Act::Changed];

/// A page of differences, newest first, and how many there are of each kind. The first reading of an account is none.
pub async fn differences(app: &App, query: DifferenceQuery) -> Result<DifferencePage, AppError> {
    check_limit(query.limit)?;
    let filter = DifferenceFilter {
        system: system_id(&query.system)?,
        change_set: query.change_set,
        since: query.since,
        until: query.until,
        others: query.outside,
        entity: query.entity,
        offset: query.offset,
        limit: query.limit,
    };
    app.workspace(move |workspace| {
        let page = workspace.differences(&filter)?;
        Ok::<_, zonedesk_workspace::WorkspaceError>(DifferencePage {
            rows: page.rows.into_iter().map(difference).collect(),
            total: page.counts.all(),
            counts: counts(&page.counts),
            known_since: workspace.known_since(filter.system)?,
        })
    })
    .await
}

/// A user as the snapshot had it at a moment; it may be gone since.
pub async fn user_at(app: &App, system: &str, user: &str, at: Timestamp) -> Result<PastUser, AppError> {
    let (id, user) = (system_id(system)?, user.to_owned());
    let (known_since, state) = app
        .workspace(move |workspace| {
            let state = workspace.state_at(id, Kind::User, &user, at)?;
            Ok::<_, zonedesk_workspace::WorkspaceError>((workspace.known_since(id)?, state))
        })
        .await?;
    if known_since.is_none_or(|known| at < known) {
        let problem = match known_since {
            Some(known) => format!("Nothing is known of what was before {known}."),
            None => "The account was not read whole yet.".to_owned(),
        };
        return Err(error(Code::NotKnownThen, problem).help("Ask for a later moment."));
    }
    let exists = state.attributes.is_some();
    let attributes = state.attributes.unwrap_or_default().into_iter();
    let held = state.held_by.into_iter().filter(|_| exists);
    Ok(PastUser {
        exists,
        attributes: attributes
            .filter_map(|(name, value)| Some(PastAttribute { name, value: shown(&value)? }))
            .collect(),
        role_collections: held.map(|held| NamedId { id: held.id, name: held.name }).collect(),
    })
}

/// `4 users added, 1 member removed outside Zonedesk`.
pub(crate) fn title(counts: &DifferenceCounts) -> Text {
    let sums = SUMS.into_iter().filter(|sum| sum.count(counts) > 0);
    let parts: Vec<String> = sums.map(|sum| sum.text(counts).message).collect();
    sentence("history.outside", [("what", parts.join(", "))])
}

/// What became known after a moment, summed up.
pub(crate) fn sums(
    workspace: &Workspace,
    system: SystemId,
    since: Timestamp,
) -> zonedesk_workspace::Result<Vec<DifferenceSum>> {
    let filter = |others| DifferenceFilter {
        system,
        change_set: None,
        since: Some(since),
        until: None,
        others,
        entity: None,
        offset: 0,
        limit: 0,
    };
    let all = workspace.differences(&filter(false))?.counts;
    let outside = workspace.differences(&filter(true))?.counts;
    let sums = SUMS.into_iter().filter(|sum| sum.count(&all) > 0);
    Ok(sums
        .map(|sum| DifferenceSum {
            act: act(sum.act),
            text: sum.text(&all),
            outside: sum.count(&outside),
            count: sum.count(&all),
        })
        .collect())
}

/// What is counted in one.
struct Sum {
    code: &'static str,
    kinds: &'static [Kind],
    act: Act,
}

impl Sum {
    const fn of(code: &'static str, kinds: &'static [Kind], act: Act) -> Self {
        Self { code, kinds, act }
    }

    fn count(&self, counts: &DifferenceCounts) -> u64 {
        self.kinds.iter().map(|kind| counts.of(*kind, self.act)).sum()
    }

    fn text(&self, counts: &DifferenceCounts) -> Text {
        sentence(self.code, [("count", self.count(counts).to_string())])
    }
}

const SUMS: [Sum; 8] = [
    Sum::of("difference.usersAdded", &[Kind::User], Act::Added),
    Sum::of("difference.usersRemoved", &[Kind::User], Act::Removed),
    Sum::of("difference.usersChanged", &[Kind::User], Act::Changed),
    Sum::of("difference.roleCollectionsAdded", &[Kind::RoleCollection], Act::Added),
    Sum::of("difference.roleCollectionsRemoved", &[Kind::RoleCollection], Act::Removed),
    Sum::of("difference.roleCollectionsChanged", &[Kind::RoleCollection], Act::Changed),
    // Members that are role collections are members.
    Sum::of("difference.membersAdded", &[Kind::Member, Kind::Nested], Act::Added),
    Sum::of("difference.membersRemoved", &[Kind::Member, Kind::Nested], Act::Removed),
];

fn counts(counts: &DifferenceCounts) -> Vec<DifferenceCount> {
    let all = KINDS.into_iter().flat_map(|of| ACTS.into_iter().map(move |act| (of, act)));
    all.map(|(of, done)| DifferenceCount { kind: kind(of), act: act(done), count: counts.of(of, done) })
        .filter(|one| one.count > 0)
        .collect()
}

fn difference(kept: KeptDifference) -> Difference {
    let KeptDifference { change_set, at, since, own, difference, .. } = kept;
    let fields = if difference.act == Act::Changed {
        difference
            .what
            .into_iter()
            .map(|(name, values)| FieldDifference {
                name,
                before: shown(&values[0]),
                after: shown(&values[1]),
            })
            .collect()
    } else {
        Vec::new()
    };
    Difference {
        at,
        since,
        own,
        change_set,
        kind: kind(difference.kind),
        act: act(difference.act),
        entity: difference.id,
        name: difference.name,
        origin: difference.origin,
        holder: difference.holder.map(|(id, name)| NamedId { id, name }),
        fields,
    }
}

/// A list of single values, as e-mail addresses are, by its values.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.iter().all(|item| item["value"].is_string()) => {
            Some(items.iter().filter_map(|item| item["value"].as_str()).collect::<Vec<_>>().join(", "))
        }
        value => Some(value.to_string()),
    }
}

fn kind(kind: Kind) -> DifferenceKind {
    match kind {
        Kind::User => DifferenceKind::User,
        Kind::RoleCollection => DifferenceKind::RoleCollection,
        Kind::Member => DifferenceKind::Member,
        Kind::Nested => DifferenceKind::Nested,
    }
}

fn act(act: Act) -> DifferenceAct {
    match act {
        Act::Added => DifferenceAct::Added,
        Act::Changed => DifferenceAct::Changed,
        Act::Removed => DifferenceAct::Removed,
    }
}
