//! What of a program only copies.

use zonedesk_jsonpath::{Draft, Fuel, Node, Value};

use super::{Copies, Fixed, Join, Part, Transfer, in_string, name_in_json};
use crate::compare::Frozen;
use crate::compile::{Action, CURRENT_DATE, Program, Source as Given, Step};
use crate::model::Operation;
use crate::run::{Ended, Request};
use crate::template::{Piece, Template};

/// Bytes of a text that is joined with a few others and cannot become too long by that.
pub(super) const SHORT: usize = 64 << 10;
/// The most texts that are joined to one: with those of the entity that is less than a function may give.
const PARTS: usize = 10;

impl Program {
    /// The mappings that only copy, those that always give the same, and the others. None where nothing only copies.
    #[must_use]
    pub fn copies(&self) -> Option<Copies> {
        let steps: Vec<&Step> = self.steps.iter().filter(|step| step.does_something()).collect();
        let joins: Vec<Option<Joined>> = (0..steps.len()).map(|at| joined(&steps, at)).collect();
        let others = |at: usize| (0..steps.len()).filter(move |other| *other != at);
        // Where a variable is kept that only those name which are joined.
        let copied = |at: usize| {
            let (source, target) = steps[at].copied_or_kept()?;
            let kept = steps[at].mapping.target_variable.as_ref();
            let named = |other: usize| kept.is_some_and(|kept| steps[other].may_name(&kept.value));
            let mut apart = others(at).filter(|other| joins[*other].is_none());
            let alone = apart.all(|other| !named(other) && steps[other].stays_out_of(target));
            alone.then_some((source, target))
        };
        let numbers: Vec<usize> = (0..steps.len()).filter(|at| copied(*at).is_some()).collect();
        let number = |at: usize| numbers.iter().position(|copy| *copy == at);
        let mut copies = Copies {
            rest: Self { steps: Vec::new(), ..self.clone() },
            is_all: false,
            copies: Vec::new(),
            fixed: Vec::new(),
        };
        for (at, step) in steps.iter().enumerate() {
            if let Some((source, target)) = copied(at) {
                let joined = joins.iter().flatten().filter(|joined| joined.into == at);
                copies.copies.push(Transfer {
                    source: source.to_owned(),
                    target: target.to_owned(),
                    name: name_in_json(target),
                    optional: step.mapping.optional,
                    whole: step.mapping.preserve_array_with_single_element,
                    joins: joined.map(|joined| joined.ready(number)).collect::<Option<_>>()?,
                });
            } else if joins[at].is_none() {
                let alone = |fixed: &Fixed| others(at).all(|other| steps[other].stays_out_of(&fixed.target));
                match self.fixed(step).filter(alone) {
                    Some(fixed) => copies.fixed.push(fixed),
                    None => copies.rest.steps.push((*step).clone()),
                }
            }
        }
        let Self { steps, condition, ignore, skip_operations, uses_date, .. } = &copies.rest;
        copies.is_all =
            steps.is_empty() && condition.is_none() && !ignore && skip_operations.is_empty() && !uses_date;
        (!copies.copies.is_empty()).then_some(copies)
    }

    /// What a mapping gives that gives the same for every entity.
    fn fixed(&self, step: &Step) -> Option<Fixed> {
        let Action::Set(Given::Constant(constant)) = &step.action else { return None };
        let target = step.mapping.target_path.as_ref()?;
        // A filter may look into the entity.
        if constant.open
            || step.mapping.target_variable.is_some()
            || step.condition.is_some()
            || !step.functions.is_empty()
            || target.value.contains('?')
        {
            return None;
        }
        let alone = Self {
            condition: None,
            ignore: false,
            skip_operations: Vec::new(),
            uses_date: false,
            steps: vec![step.clone()],
            ..self.clone()
        };
        let (entity, request) = (Value::Object(Default::default()), Request::new(Operation::Read));
        let fuel = Fuel::default();
        let Ok(Ended::Entity(Draft::Object(made))) =
            alone.run(Node::from(&entity), &request, &fuel, &mut Frozen::at(0), &mut ())
        else {
            return None;
        };
        let [(target, value)] = &made[..] else { return None };
        let mut json = Vec::new();
        value.write_json(&mut json);
        Some(Fixed {
            name: name_in_json(target),
            target: target.to_string(),
            value: String::from_utf8(json).ok()?,
        })
    }
}

impl Step {
    fn does_something(&self) -> bool {
        let writes = self.target.is_some() || self.mapping.target_variable.is_some();
        writes && !matches!(self.action, Action::Ignore)
    }
}

/// A mapping that joins texts to one, in a member of what another one copies behind it.
struct Joined<'s> {
    /// The other one.
    into: usize,
    name: &'s str,
    parts: Vec<Source<'s>>,
}

/// What is joined.
#[derive(Clone, Copy)]
enum Source<'s> {
    Text(&'s str),
    /// A variable of the request.
    Request(&'s str),
    /// What this mapping copies.
    Copy(usize),
}

impl Joined<'_> {
    /// None where not all are copies that it takes as such.
    fn ready(&self, number: impl Fn(usize) -> Option<usize>) -> Option<Join> {
        let part = |source: &Source| {
            Some(match source {
                Source::Text(text) => Part::Text(in_string(text)),
                Source::Request(name) => Part::Request((*name).to_owned()),
                Source::Copy(at) => Part::Copy(number(*at)?),
            })
        };
        let parts = self.parts.iter().map(part).collect::<Option<_>>()?;
        Some(Join { name: self.name.to_owned(), member: name_in_json(self.name), parts })
    }
}

/// Whether a mapping cannot fail, is the first to write in its member, and the only other one that does copies a whole
/// member of the entity there; and nothing learns of it by a variable.
fn joined<'s>(steps: &[&'s Step], at: usize) -> Option<Joined<'s>> {
    let step = steps[at];
    let [member, name] = step.target.as_ref()?.names()?[..] else { return None };
    let others = || steps.iter().enumerate().filter(|(other, _)| *other != at);
    let mut writers = others().filter(|(_, other)| !other.stays_out_of(member)).map(|(other, _)| other);
    let (into, None) = (writers.next()?, writers.next()) else { return None };
    let copies = into > at && steps[into].copied().is_some_and(|(_, target)| target == member);
    let kept = step.mapping.target_variable.as_ref();
    let named = kept.is_some_and(|kept| others().any(|(_, other)| other.may_name(&kept.value)));
    if !copies || named || step.condition.is_some() {
        return None;
    }
    let sets =
        |step: &Step, name: &str| step.mapping.target_variable.as_ref().is_some_and(|v| v.value == name);
    let variable = |name: &'s str| {
        let mut setters = steps.iter().enumerate().filter(|(_, step)| sets(step, name)).map(|(at, _)| at);
        match (setters.next(), setters.next()) {
            (None, _) if name != CURRENT_DATE => Some(Source::Request(name)),
            (Some(setter), None) if setter < at && steps[setter].copied_or_kept().is_some() => {
                Some(Source::Copy(setter))
            }
            _ => None,
        }
    };
    let source = match &step.action {
        Action::Set(Given::Constant(constant)) => match &constant.value {
            Value::String(text) if !constant.open && text.len() <= SHORT => Source::Text(text),
            _ => return None,
        },
        Action::Set(Given::Variable { name, path: None }) => variable(name)?,
        _ => return None,
    };
    let mut parts = vec![source];
    if let [function, more @ ..] = &step.functions[..] {
        let [prefix, suffix] =
            function.function.joins().filter(|_| function.condition.is_none() && more.is_empty())?;
        let filled = |template: Option<&'s Template>| {
            let pieces = template.into_iter().flat_map(Template::pieces).map(|piece| match piece {
                Piece::Text(text) => (text.len() <= SHORT).then_some(Source::Text(text)),
                Piece::Name(name) => variable(name),
            });
            pieces.collect::<Option<Vec<_>>>()
        };
        parts = [filled(prefix)?, parts, filled(suffix)?].concat();
    }
    (parts.len() <= PARTS).then_some(Joined { into, name, parts })
}
