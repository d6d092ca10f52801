//! What a change of the transformation does to real entities.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use serde::Serialize;
use zonedesk_jsonpath::{Draft, Fuel, Name, Node, Tape, Value};

use super::as_json;
use super::differ::{count_differences, differ};
use super::split::Split;
use crate::compile::Program;
use crate::functions::Outside;
use crate::model::Operation;
use crate::run::{Ended, Request, RunError, Skip};

/// Attributes whose values should tell entities apart.
pub const IDENTIFYING: &[&str] = &["id", "userName", "displayName", "externalId"];

/// A world that stands still, so that both sides see the same: one time, and the same "random" bytes for each entity.
/// For comparing only: its passwords can be guessed.
#[derive(Debug, Clone)]
pub struct Frozen {
    now: i64,
    state: u64,
}

impl Frozen {
    /// `now` in milliseconds since 1970.
    #[must_use]
    pub fn at(now: i64) -> Self {
        Self { now, state: 0 }
    }
}

impl Outside for Frozen {
    fn now(&mut self) -> i64 {
        self.now
    }

    fn random(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            // SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators").
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *byte = (mixed >> 56) as u8;
        }
    }

    fn resolve(&mut self, key: &str, _: &str, _: Option<&str>, _: Option<&str>) -> Option<String> {
        Some(key.to_owned())
    }
}

/// What becomes of one entity. `D`: where its output differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum EntityEffect<D = Vec<Difference>> {
    Same,
    /// Another output.
    Changed {
        differences: D,
    },
    /// It fails now, and did not before.
    Fails {
        pointer: String,
        error: String,
    },
    /// It failed before.
    Passes,
    /// It comes out now, and was skipped before.
    Appears,
    /// It is skipped or deleted now, and came out before.
    Vanishes,
}

/// A place in the output where the two differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// RFC 6901.
    pub pointer: String,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_json")]
    pub before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_json")]
    pub after: Option<Value>,
}

/// Figures over all entities looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub entities: u64,
    pub changed: u64,
    pub failing: u64,
    pub passing: u64,
    pub appearing: u64,
    pub vanishing: u64,
    /// Values that told entities apart before and no longer do.
    pub collisions: Vec<Collision>,
}

/// Entities that become equal in an identifying attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Collision {
    pub attribute: &'static str,
    pub value: String,
    /// Which entities, counted from 0 in the order in which they were looked at.
    pub entities: Vec<u64>,
}

/// Runs entities through both sides. An entity type that is not there comes as `None`: nothing comes out of it.
pub struct Effect<'p> {
    before: Option<&'p Program>,
    after: Option<&'p Program>,
    /// What both do is done once.
    pub(super) split: Option<Split>,
    request: Request,
    now: i64,
    tape: Tape,
    attributes: Vec<Attribute>,
    summary: Summary,
}

/// The values of one identifying attribute over all entities, by their hashes: of millions of values two share one by
/// chance once in a million accounts.
struct Attribute {
    name: Name,
    before: HashSet<u64, Hashed>,
    /// By the value after: the first entity with it, and what it was there before.
    after: HashMap<u64, Seen, Hashed>,
}

struct Seen {
    entity: u64,
    before: Option<u64>,
    collision: Option<usize>,
}

/// Takes a hash for what it is.
type Hashed = BuildHasherDefault<AsIs>;

#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn hash_of(text: &str) -> u64 {
    // With fixed keys: the same values collide on every computer.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// More collisions than these are not kept.
const MOST_COLLISIONS: usize = 1000;

impl<'p> Effect<'p> {
    /// `now` is the time that both sides see.
    #[must_use]
    pub fn new(before: Option<&'p Program>, after: Option<&'p Program>, request: Request, now: i64) -> Self {
        Self {
            before,
            after,
            split: before.zip(after).and_then(|(before, after)| Split::of(before, after)),
            request,
            now,
            tape: Tape::new(),
            attributes: IDENTIFYING
                .iter()
                .map(|name| Attribute {
                    name: Name::new(name),
                    before: HashSet::default(),
                    after: HashMap::default(),
                })
                .collect(),
            summary: Summary::default(),
        }
    }

    /// What entities are run with.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// What the next entities are run with.
    pub fn request_mut(&mut self) -> &mut Request {
        &mut self.request
    }

    /// Looks at one more entity, given as JSON.
    pub fn look(&mut self, entity: &[u8]) -> EntityEffect {
        let mut tape = std::mem::take(&mut self.tape);
        let effect = match tape.parse(entity) {
            Ok(document) => self.look_with(Node::from(&document), |before, after| {
                let mut differences = Vec::new();
                let (before, after) = (before.to_value(), after.to_value());
                differ(String::new(), Some(&before), Some(&after), &mut differences);
                (!differences.is_empty()).then_some(differences)
            }),
            Err(_) => {
                self.summary.entities += 1;
                EntityEffect::Same
            }
        };
        self.tape = tape;
        effect
    }

    /// Like [`Effect::look`], only counting the places that differ, of an entity that was read already.
    pub fn weigh(&mut self, entity: Node<'_>) -> EntityEffect<u32> {
        self.look_with(entity, |before, after| Some(count_differences(before, after)).filter(|n| *n > 0))
    }

    /// `compare` is asked where something comes out on both sides; it gives nothing where that is the same. Another
    /// order of members is no difference.
    fn look_with<D>(
        &mut self,
        root: Node<'_>,
        compare: impl FnOnce(Node<'_>, Node<'_>) -> Option<D>,
    ) -> EntityEffect<D> {
        let index = self.summary.entities;
        self.summary.entities += 1;
        let run = |program: Option<_>, fuel| match program {
            Some(program) => {
                Program::run(program, root, &self.request, fuel, &mut Frozen::at(self.now), &mut ())
            }
            None => Ok(Ended::Skipped(Skip::Ignored)),
        };
        let split = self.split.as_ref().filter(|_| self.request.operation != Operation::Delete);
        let fuel = Fuel::default();
        let both = split.map(|split| run(Some(&split.both), &fuel));
        if both.as_ref().is_some_and(|both| !matches!(both, Ok(Ended::Entity(_)))) {
            return EntityEffect::Same;
        }
        // Each goes on with what that left.
        let fuel_after = fuel.clone();
        let sides =
            split.map_or((self.before, self.after), |split| (Some(&split.before), Some(&split.after)));
        let before = run(sides.0, &fuel);
        let after = run(sides.1, &fuel_after);
        let both = both.as_ref().and_then(outcome);
        let outcomes = [&before, &after].map(|side| Some(Outcome { own: outcome(side)?, both }));
        collide(&mut self.attributes, &mut self.summary.collisions, index, outcomes);
        let effect = match (before, after) {
            (Err(_), Err(_)) => EntityEffect::Same,
            (_, Err(error)) => {
                EntityEffect::Fails { pointer: error.pointer.clone(), error: error.reason.to_string() }
            }
            (Err(_), Ok(_)) => EntityEffect::Passes,
            (Ok(Ended::Entity(a)), Ok(Ended::Entity(b))) => match compare(Node::from(&a), Node::from(&b)) {
                Some(differences) => EntityEffect::Changed { differences },
                None => EntityEffect::Same,
            },
            (Ok(Ended::Entity(_)), Ok(_)) => EntityEffect::Vanishes,
            (Ok(_), Ok(Ended::Entity(_))) => EntityEffect::Appears,
            (Ok(_), Ok(_)) => EntityEffect::Same,
        };
        self.count(&effect);
        effect
    }

    /// How many values of an identifying attribute there were, and are.
    #[must_use]
    pub fn distinct(&self, attribute: &str) -> (usize, usize) {
        let found = self.attributes.iter().find(|found| found.name.as_str() == attribute);
        found.map_or((0, 0), |found| (found.before.len(), found.after.len()))
    }

    fn count<D>(&mut self, effect: &EntityEffect<D>) {
        let figures = &mut self.summary;
        match effect {
            EntityEffect::Same => {}
            EntityEffect::Changed { .. } => figures.changed += 1,
            EntityEffect::Fails { .. } => figures.failing += 1,
            EntityEffect::Passes => figures.passing += 1,
            EntityEffect::Appears => figures.appearing += 1,
            EntityEffect::Vanishes => figures.vanishing += 1,
        }
    }

    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }
}

/// What came out of one side, in two parts where both have done a part of it together.
#[derive(Clone, Copy)]
struct Outcome<'a> {
    own: Node<'a>,
    both: Option<Node<'a>>,
}

impl<'a> Outcome<'a> {
    fn member(self, name: &Name) -> Option<Node<'a>> {
        self.own.member(name).or_else(|| self.both?.member(name))
    }
}

fn outcome<'a>(ended: &'a Result<Ended<Draft<'a>>, RunError>) -> Option<Node<'a>> {
    match ended {
        Ok(Ended::Entity(draft)) => Some(Node::from(draft)),
        _ => None,
    }
}

/// Notes the values of an entity, and those that another one has that it was apart from before.
fn collide(
    attributes: &mut [Attribute],
    collisions: &mut Vec<Collision>,
    index: u64,
    [was, is]: [Option<Outcome<'_>>; 2],
) {
    for (known, attribute) in IDENTIFYING.iter().zip(attributes) {
        let was = was.and_then(|outcome| outcome.member(&attribute.name));
        let is = is.and_then(|outcome| outcome.member(&attribute.name));
        let before = was.and_then(Node::as_str).map(|text| hash_of(&text));
        if let Some(before) = before {
            attribute.before.insert(before);
        }
        let Some(is) = is else { continue };
        // Most values go through as they are.
        let same = was.is_some_and(|was| was.is_at(is));
        let Some(after) = before.filter(|_| same).or_else(|| Some(hash_of(&is.as_str()?))) else { continue };
        let Some(first) = attribute.after.get_mut(&after) else {
            attribute.after.insert(after, Seen { entity: index, before, collision: None });
            continue;
        };
        // Equal before as well: nothing is lost.
        if first.before == before {
            continue;
        }
        match first.collision {
            Some(at) => collisions[at].entities.push(index),
            None if collisions.len() < MOST_COLLISIONS => {
                first.collision = Some(collisions.len());
                let value = is.as_str().unwrap_or_default().into_owned();
                collisions.push(Collision { attribute: known, value, entities: vec![first.entity, index] });
            }
            None => {}
        }
    }
}
