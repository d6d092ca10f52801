//! A system ready to be served: its transformations compiled, its properties read.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zonedesk_scim::filter::{AttrPath, Dialect, Filter};
use zonedesk_transform::{Copies, Entity, Finding, Program, Transformation};
use zonedesk_workspace::SystemId;

use crate::filter::Attributes;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::source::Served;

const PREFIX: &str = "xsuaa.group.prefix";

/// What is done with the resources of one type.
#[derive(Debug)]
pub struct Side {
    pub read: Result<Ready, Missing>,
    pub write: Result<Ready, Missing>,
    pub attributes: Attributes,
}

/// An entity type of a transformation that can run.
#[derive(Debug)]
pub struct Ready {
    pub program: Program,
    /// What of it only copies, if anything does.
    pub copies: Option<Copies>,
    pub entity: Entity,
}

/// Why an entity type has no program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The transformation has none, or it is ignored.
    Ignored,
    /// A sentence for the log.
    Broken(String),
}

/// A system's transformations and properties.
#[derive(Debug)]
pub struct Rules {
    served: Arc<Served>,
    users: Side,
    groups: Side,
}

/// Those of all systems, made ready once for each change of them.
#[derive(Debug, Default)]
pub struct Library(Mutex<HashMap<SystemId, Arc<Rules>>>);

impl Library {
    pub fn of(&self, served: &Arc<Served>) -> Arc<Rules> {
        let mut library = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = library.get(&served.id).filter(|rules| rules.is_of(served)) {
            return rules.clone();
        }
        let rules = Arc::new(Rules::of(served));
        library.insert(served.id, rules.clone());
        rules
    }
}

impl Rules {
    fn of(served: &Arc<Served>) -> Self {
        let read = Transformation::load(served.read.clone());
        let write = Transformation::load(served.write.clone());
        let side = |kind| {
            let read = ready(&read, kind, &served.properties);
            let mut attributes =
                read.as_ref().map(|ready| Attributes::of(&ready.entity, kind)).unwrap_or_default();
            if !prefix(served, kind).is_empty() {
                attributes.make("displayName");
            }
            Side { write: ready(&write, kind, &served.properties), read, attributes }
        };
        Self { users: side(Kind::Users), groups: side(Kind::Groups), served: served.clone() }
    }

    fn is_of(&self, served: &Arc<Served>) -> bool {
        let own = &self.served;
        Arc::ptr_eq(own, served)
            || own.read == served.read && own.write == served.write && own.properties == served.properties
    }

    /// The read or the write transformation, as written.
    pub fn text(&self, is_write: bool) -> &str {
        if is_write { &self.served.write } else { &self.served.read }
    }

    pub fn side(&self, kind: Kind) -> &Side {
        match kind {
            Kind::Users => &self.users,
            Kind::Groups => &self.groups,
        }
    }

    pub fn read(&self, kind: Kind) -> Result<&Ready, Problem> {
        self.side(kind).read.as_ref().map_err(|missing| missing.problem(kind, "read"))
    }

    pub fn write(&self, kind: Kind) -> Result<&Ready, Problem> {
        self.side(kind).write.as_ref().map_err(|missing| missing.problem(kind, "write"))
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.served.properties.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// What stands before the name of each group that a consumer reads; only those with it can be written.
    pub fn prefix(&self, kind: Kind) -> &str {
        prefix(&self.served, kind)
    }

    /// A name as the account has it.
    ///
    /// # Errors
    /// `invalidValue` for one without the prefix.
    pub fn without_prefix<'n>(&self, kind: Kind, name: &'n str) -> Result<&'n str, Problem> {
        let prefix = self.prefix(kind);
        name.strip_prefix(prefix).ok_or_else(|| {
            let told = format!("displayName must begin with {prefix:?} (property {PREFIX}).");
            Problem::bad("invalidValue", told)
        })
    }

    pub fn flag(&self, name: &str) -> bool {
        self.property(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    pub fn number(&self, name: &str, usual: u64, most: u64) -> u64 {
        self.property(name).and_then(|value| value.parse().ok()).unwrap_or(usual).min(most)
    }

    /// How many members a role collection may have to be written with one PUT.
    pub fn threshold(&self) -> usize {
        let number = self.number("xsuaa.patch.group.members.above.threshold", 20_000, 200_000).max(1);
        usize::try_from(number).unwrap_or(usize::MAX)
    }

    /// The most entities that are read for a filter which the account cannot answer.
    pub fn scan_limit(&self) -> u64 {
        self.number("proxy.filter.scan.limit", 10_000, u64::MAX)
    }

    /// Whether a single-entity filter with several hits answers them all.
    pub fn single_as_list(&self) -> bool {
        self.property("proxy.filter.single.entity").is_some_and(|value| value.eq_ignore_ascii_case("list"))
    }

    /// How often a failed request is sent again, and after how long.
    pub fn retries(&self) -> (u64, Duration) {
        let interval = ["ips.failed.request.retry.attempts.interval", "ips.failed.request.retry.interval"]
            .iter()
            .find_map(|name| self.property(name)?.parse().ok())
            .unwrap_or(30_u64);
        let attempts = self.number("ips.failed.request.retry.attempts", 2, 3);
        (attempts, Duration::from_secs(interval.min(60)))
    }

    /// The origins whose users alone are read; none: all.
    ///
    /// # Errors
    /// The filter is on, and no origin is named.
    pub fn origins(&self) -> Result<Option<Vec<&str>>, Problem> {
        if !self.flag("xsuaa.origin.filter.enabled") {
            return Ok(None);
        }
        let named = self.property("xsuaa.origin").unwrap_or_default();
        let origins: Vec<&str> =
            named.split(';').map(str::trim).filter(|origin| !origin.is_empty()).collect();
        if origins.is_empty() {
            let told = "The property xsuaa.origin.filter.enabled is true, but xsuaa.origin names no origin.";
            return Err(Problem::new(500, told));
        }
        Ok(Some(origins))
    }

    /// What every read of the account is narrowed by.
    pub fn always(&self, kind: Kind) -> Result<Option<Filter>, Problem> {
        // The system's own wins.
        let names = match kind {
            Kind::Users => ["xsuaa.user.filter", "scim.user.filter"],
            Kind::Groups => ["xsuaa.group.filter", "scim.group.filter"],
        };
        let mut terms = Vec::new();
        if let Some((name, text)) = names.iter().find_map(|name| Some((name, self.property(name)?))) {
            let parsed = Filter::parse(text, Dialect::Uaa);
            terms.push(parsed.map_err(|error| Problem::new(500, format!("The property {name}: {error}.")))?);
        }
        if kind == Kind::Users
            && let Some(origins) = self.origins()?
        {
            let origins = origins.into_iter().map(|origin| Filter::eq(AttrPath::new("origin"), origin));
            terms.extend(Filter::any(origins));
        }
        Ok(Filter::all(terms))
    }
}

fn prefix(served: &Served, kind: Kind) -> &str {
    match kind {
        Kind::Users => "",
        Kind::Groups => served.properties.get(PREFIX).map_or("", String::as_str),
    }
}

impl Missing {
    fn problem(&self, kind: Kind, direction: &str) -> Problem {
        match self {
            Self::Ignored => Problem::new(
                501,
                format!("The {direction} transformation of this system ignores {}s.", kind.word()),
            ),
            Self::Broken(why) => {
                tracing::error!(direction, kind = kind.word(), why, "the transformation cannot run");
                Problem::new(500, format!("The {direction} transformation of this system cannot run."))
            }
        }
    }
}

fn ready(
    (document, findings): &(Transformation, Vec<Finding>),
    kind: Kind,
    properties: &BTreeMap<String, String>,
) -> Result<Ready, Missing> {
    if let Some(broken) = findings.iter().find(|finding| finding.is_syntax_error()) {
        return Err(Missing::Broken(format!("line {}: {}", broken.start.line, broken.message)));
    }
    let stands_for = |entity: &&Entity| match &entity.scim_entity_endpoint {
        Some(endpoint) => endpoint.value == kind.endpoint(),
        None => entity.name.value == kind.word(),
    };
    let found = document.entities.iter().find(stands_for).filter(|entity| !entity.ignore);
    let Some(entity) = found else { return Err(Missing::Ignored) };
    let entity = entity.with_properties(properties);
    match Program::compile(&entity, properties) {
        Ok(program) => Ok(Ready { copies: program.copies(), program, entity }),
        Err(problems) => {
            Err(Missing::Broken(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
        }
    }
}
