//! What a change of the transformation does to real entities.

use std::collections::HashMap;

use serde::Serialize;
use zonedesk_jsonpath::{Draft, Fuel, Name, Node, Tape, Value};

use super::as_json;
use crate::compile::Program;
use crate::functions::Outside;
use crate::run::{Ended, Request, RunError};
use crate::text::pointer_token;

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

/// What becomes of one entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum EntityEffect {
    Same,
    /// Another output.
    Changed {
        differences: Vec<Difference>,
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
    request: Request,
    now: i64,
    tape: Tape,
    names: Vec<Name>,
    texts: (Vec<u8>, Vec<u8>),
    /// For each identifying attribute: the value after, the first entity with it, and what it was there before.
    seen: Vec<HashMap<String, Seen>>,
    summary: Summary,
}

struct Seen {
    entity: u64,
    before: Option<String>,
    collision: Option<usize>,
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
            request,
            now,
            tape: Tape::new(),
            names: IDENTIFYING.iter().map(|name| Name::new(name)).collect(),
            texts: (Vec::new(), Vec::new()),
            seen: IDENTIFYING.iter().map(|_| HashMap::new()).collect(),
            summary: Summary::default(),
        }
    }

    /// Looks at one more entity, given as JSON.
    pub fn look(&mut self, entity: &[u8]) -> EntityEffect {
        let index = self.summary.entities;
        self.summary.entities += 1;
        let Ok(document) = self.tape.parse(entity) else { return EntityEffect::Same };
        let root = Node::from(&document);
        let fuel = (Fuel::default(), Fuel::default());
        let run = |program: Option<&'p Program>, request, fuel| match program {
            Some(program) => program.run(root, request, fuel, &mut Frozen::at(self.now), &mut ()),
            None => Ok(Ended::Skipped(crate::run::Skip::Ignored)),
        };
        let before = run(self.before, &self.request, &fuel.0);
        let after = run(self.after, &self.request, &fuel.1);
        let values = |ended: &Result<Ended<Draft<'_>>, RunError>| match ended {
            Ok(Ended::Entity(draft)) => {
                let node = Node::from(draft);
                let text =
                    |name| node.member(name).and_then(|v| v.as_str().map(std::borrow::Cow::into_owned));
                Some(self.names.iter().map(text).collect::<Vec<Option<String>>>())
            }
            _ => None,
        };
        let (was, is) = (values(&before), values(&after));
        let effect = match (before, after) {
            (Err(_), Err(_)) => EntityEffect::Same,
            (_, Err(error)) => {
                EntityEffect::Fails { pointer: error.pointer.clone(), error: error.reason.to_string() }
            }
            (Err(_), Ok(_)) => EntityEffect::Passes,
            (Ok(Ended::Entity(a)), Ok(Ended::Entity(b))) => {
                let texts = &mut self.texts;
                texts.0.clear();
                texts.1.clear();
                a.write_json(&mut texts.0);
                b.write_json(&mut texts.1);
                if texts.0 == texts.1 {
                    EntityEffect::Same
                } else {
                    let mut differences = Vec::new();
                    let (a, b) = (Node::from(&a).to_value(), Node::from(&b).to_value());
                    differ(String::new(), Some(&a), Some(&b), &mut differences);
                    // Another order of members is no difference.
                    if differences.is_empty() {
                        EntityEffect::Same
                    } else {
                        EntityEffect::Changed { differences }
                    }
                }
            }
            (Ok(Ended::Entity(_)), Ok(_)) => EntityEffect::Vanishes,
            (Ok(_), Ok(Ended::Entity(_))) => EntityEffect::Appears,
            (Ok(_), Ok(_)) => EntityEffect::Same,
        };
        if let Some(is) = is {
            collide(&mut self.seen, &mut self.summary.collisions, index, was, is);
        }
        self.count(&effect);
        effect
    }

    fn count(&mut self, effect: &EntityEffect) {
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

/// Notes the values of an entity, and those that another one has that it was apart from before.
fn collide(
    seen: &mut [HashMap<String, Seen>],
    collisions: &mut Vec<Collision>,
    index: u64,
    was: Option<Vec<Option<String>>>,
    is: Vec<Option<String>>,
) {
    let was = was.unwrap_or_else(|| vec![None; is.len()]);
    for (a, ((attribute, before), after)) in IDENTIFYING.iter().zip(was).zip(is).enumerate() {
        let Some(after) = after else { continue };
        let Some(first) = seen[a].get_mut(&after) else {
            seen[a].insert(after, Seen { entity: index, before, collision: None });
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
                collisions.push(Collision { attribute, value: after, entities: vec![first.entity, index] });
            }
            None => {}
        }
    }
}

/// Where two values differ; lists are compared place by place.
fn differ(pointer: String, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Difference>) {
    match (before, after) {
        (Some(a), Some(b)) if a == b => {}
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            for (name, value) in a.iter() {
                differ(format!("{pointer}/{}", pointer_token(name)), Some(value), b.get(name), out);
            }
            for (name, value) in b.iter().filter(|(name, _)| a.get(name).is_none()) {
                differ(format!("{pointer}/{}", pointer_token(name)), None, Some(value), out);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for i in 0..a.len().max(b.len()) {
                differ(format!("{pointer}/{i}"), a.get(i), b.get(i), out);
            }
        }
        (before, after) => out.push(Difference { pointer, before: before.cloned(), after: after.cloned() }),
    }
}
