//! Two programs taken apart into what both do and what only one does, so that what both do is done once.

use crate::compile::{Program, Step, Test};
use crate::model::{FunctionCall, Given, Mapping, Text};
use crate::steps::Writes;
use crate::text::Span;

/// What both programs do with an entity, and what each does beside it. Neither part sees anything of the other: they
/// write in different members of the result, and no variable goes from one to the other.
pub(super) struct Split {
    pub both: Program,
    pub before: Program,
    pub after: Program,
}

impl Split {
    /// None where hardly anything would be done once.
    pub fn of(before: &Program, after: &Program) -> Option<Self> {
        let alike = before.condition.as_ref().map(Test::text) == after.condition.as_ref().map(Test::text)
            && before.ignore == after.ignore
            && before.skip_operations == after.skip_operations
            && before.properties == after.properties
            && before.date_format == after.date_format;
        if !alike {
            return None;
        }
        let (a, b) = (Touched::all(before), Touched::all(after));
        let head = a.iter().zip(&b).take_while(|(a, b)| a.mapping == b.mapping).count();
        let (rest_a, rest_b) = (&a[head..], &b[head..]);
        let tail =
            rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a.mapping == b.mapping).count();

        // Of the steps that both have, those that have to do with one that only one has are done for each, too.
        let mut own: Vec<&Touched> = rest_a[..rest_a.len() - tail].iter().collect();
        own.extend(&rest_b[..rest_b.len() - tail]);
        let mut common: Vec<usize> = (0..head).chain(a.len() - tail..a.len()).collect();
        let mut seen = 0;
        while let Some(next) = own.get(seen).copied() {
            seen += 1;
            common.retain(|index| {
                let apart = !a[*index].meets(next);
                if !apart {
                    own.push(&a[*index]);
                }
                apart
            });
        }
        if common.len() * 2 < a.len() {
            return None;
        }
        // Where a step of the earlier program stands in the later one.
        let there = |index: &usize| if *index < head { *index } else { index + b.len() - a.len() };
        let common_after: Vec<usize> = common.iter().map(there).collect();
        let part = |of: &Program, wanted: &dyn Fn(usize) -> bool| {
            let steps = of.steps.iter().enumerate().filter(|(index, _)| wanted(*index));
            steps.map(|(_, step)| step.clone()).collect::<Vec<Step>>()
        };
        let beside = |of: &Program, common: &[usize]| Program {
            steps: part(of, &|index| common.binary_search(&index).is_err()),
            condition: None,
            ..of.clone()
        };
        Some(Self {
            both: Program {
                steps: part(before, &|index| common.binary_search(&index).is_ok()),
                ..before.clone()
            },
            before: beside(before, &common),
            after: beside(after, &common_after),
        })
    }
}

/// A step, and what another one may have to do with it.
struct Touched<'p> {
    /// Without the places where it was written.
    mapping: Mapping,
    member: Writes<'p>,
    /// The variables that it reads or sets.
    variables: Vec<String>,
    sets: Option<String>,
    /// It may read any variable.
    reads_any: bool,
}

impl<'p> Touched<'p> {
    fn all(program: &'p Program) -> Vec<Self> {
        program.steps.iter().map(Self::of).collect()
    }

    fn of(step: &'p Step) -> Self {
        let mapping = &step.mapping;
        let mut variables = Vec::new();
        mapping.variables(&mut variables);
        Self {
            mapping: without_places(mapping),
            member: step.writes(),
            variables,
            sets: mapping.target_variable.as_ref().map(|name| name.value.clone()),
            // Of a replacement it is known only at run time what is a group, and what a variable.
            reads_any: mapping
                .functions
                .iter()
                .any(|call| call.parameters.iter().any(|p| p.name.value == "replacement")),
        }
    }

    /// Whether the order of the two may matter, or one needs the other.
    fn meets(&self, other: &Self) -> bool {
        let member = match (&self.member, &other.member) {
            (Writes::Nowhere, _) | (_, Writes::Nowhere) => false,
            (Writes::In(a), Writes::In(b)) => a == b,
            _ => true,
        };
        let hands_on = |from: &Self, to: &Self| {
            from.sets.as_ref().is_some_and(|name| to.reads_any || to.variables.contains(name))
        };
        member || hands_on(self, other) || hands_on(other, self)
    }
}

/// What a mapping says, wherever it stands.
fn without_places(mapping: &Mapping) -> Mapping {
    let nowhere = Span { start: 0, end: 0 };
    let text = |text: &Text| Text { value: text.value.clone(), span: nowhere };
    let given = |given: &Option<Given>| {
        given.as_ref().map(|given| Given { value: given.value.clone(), span: nowhere })
    };
    let mut bare = mapping.clone();
    bare.pointer.clear();
    bare.span = nowhere;
    for place in [
        &mut bare.source_path,
        &mut bare.source_variable,
        &mut bare.variable_path,
        &mut bare.target_path,
        &mut bare.target_variable,
        &mut bare.condition,
    ] {
        *place = place.as_ref().map(text);
    }
    bare.source_paths = bare.source_paths.iter().map(text).collect();
    bare.constant = given(&bare.constant);
    bare.default_value = given(&bare.default_value);
    for line in &mut bare.value_mappings {
        line.span = nowhere;
    }
    for FunctionCall { pointer, span, name, parameters } in &mut bare.functions {
        pointer.clear();
        *span = nowhere;
        name.span = nowhere;
        for parameter in parameters {
            parameter.span = nowhere;
            parameter.name.span = nowhere;
        }
    }
    bare
}
