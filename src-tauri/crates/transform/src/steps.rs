//! What steps have to do with each other: where they write, what they look at.

use zonedesk_jsonpath::Step as PathStep;

use crate::compile::{Action, Source, Step};

/// Where in the result a step writes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Writes<'p> {
    Nowhere,
    /// In this member of it.
    In(&'p str),
    Anywhere,
}

impl Step {
    pub fn writes(&self) -> Writes<'_> {
        match self.target.as_ref().map(|target| target.first_member()) {
            None => Writes::Nowhere,
            // The new name may be one at the top.
            Some(Some(member)) if !matches!(self.action, Action::Rename(_)) => Writes::In(member),
            Some(_) => Writes::Anywhere,
        }
    }

    /// Whether it neither writes in a member of the result nor moves it.
    pub fn stays_out_of(&self, member: &str) -> bool {
        match self.writes() {
            Writes::Nowhere => true,
            Writes::In(other) => other != member,
            Writes::Anywhere => false,
        }
    }

    /// The member of the entity and that of the result, where it takes the value of the one to the other and nothing else
    /// decides about it.
    pub fn copied(&self) -> Option<(&str, &str)> {
        self.copied_or_kept().filter(|_| self.mapping.target_variable.is_none())
    }

    /// As [`Step::copied`], also where the value is to be kept in a variable.
    pub fn copied_or_kept(&self) -> Option<(&str, &str)> {
        let (Action::Set(Source::Path(path)), Some(target)) = (&self.action, &self.target) else {
            return None;
        };
        let only =
            self.condition.is_none() && self.functions.is_empty() && self.default.is_none() && !path.relative;
        match &path.steps[..] {
            [PathStep::Name(source)] if only => Some((source.as_str(), target.only_member()?)),
            _ => None,
        }
    }

    /// Whether a variable may be looked at; it is told only of what surely is not.
    pub fn may_name(&self, variable: &str) -> bool {
        let mapping = &self.mapping;
        let texts = mapping.source_variable.iter().chain(&mapping.condition).map(|text| text.value.clone());
        let parameters = mapping.functions.iter().flat_map(|call| &call.parameters);
        let given = mapping.constant.iter().chain(&mapping.default_value);
        let mapped = mapping.value_mappings.iter().filter_map(|entry| entry.mapped_value.as_ref());
        let values = parameters.map(|p| &p.value).chain(given.map(|given| &given.value)).chain(mapped);
        texts.chain(values.map(ToString::to_string)).any(|text| text.contains(variable))
    }
}
