//! Leaving out what nobody looks at: of a program what its readers do not read, and of entities what a program does not.

use zonedesk_jsonpath::Step as PathStep;

use crate::compile::{Action, Program, Source, Step};

impl Program {
    /// Whether what comes out may depend on this member of the entity. It is told only of what surely does not: all that
    /// looks at more than single members by their names counts as looking at every one.
    #[must_use]
    pub fn may_read(&self, member: &str) -> bool {
        let condition = self.condition.as_ref().is_some_and(|test| may_look_at(test.text(), member));
        condition || self.steps.iter().any(|step| step.may_read(member))
    }

    /// The same for programs that get what comes out of it: without the mappings that only give them members which none
    /// of them reads, where leaving one out can keep nothing from failing.
    #[must_use]
    pub fn for_readers(&self, readers: &[&Program]) -> Self {
        let mut kept: Vec<Step> = Vec::with_capacity(self.steps.len());
        // From the last one on: what stands in its member later may find it there.
        for step in self.steps.iter().rev() {
            // It cannot fail: it copies what is there.
            let copied = step.copied().filter(|_| step.mapping.optional);
            let left_out = copied.is_some_and(|(_, member)| {
                kept.iter().all(|later| later.stays_out_of(member))
                    && !readers.iter().any(|reader| reader.may_read(member))
            });
            if !left_out {
                kept.push(step.clone());
            }
        }
        kept.reverse();
        Self { steps: kept, ..self.clone() }
    }
}

impl Step {
    fn may_read(&self, member: &str) -> bool {
        let paths = match &self.action {
            Action::Ignore => return false,
            Action::Set(Source::Path(path)) => std::slice::from_ref(path),
            Action::Map { sources, .. } => sources,
            _ => &[],
        };
        if paths.iter().any(|path| !matches!(path.steps.first(), Some(PathStep::Name(_)))) {
            return true;
        }
        let mapping = &self.mapping;
        let texts = mapping.source_path.iter().chain(&mapping.source_paths).chain(&mapping.condition);
        // What is written stands in the result; only a filter looks into the entity.
        let target = mapping.target_path.iter().filter(|target| target.value.contains('?'));
        let mut parameters = self.functions.iter().zip(&mapping.functions).flat_map(|(step, call)| {
            let reads = step.function.reads_entity();
            call.parameters.iter().filter(move |parameter| reads || parameter.name.value == "condition")
        });
        texts.chain(target).any(|text| may_look_at(&text.value, member))
            || parameters.any(|parameter| may_look_at(&parameter.value.to_text(), member))
    }
}

/// Whether a path or a condition may look at a member, or at how many there are.
fn may_look_at(text: &str, member: &str) -> bool {
    let by_name = |rest: &str| {
        let Some(rest) = rest.strip_prefix('.') else {
            return rest.starts_with("['") || rest.starts_with("[\"");
        };
        let name = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        name.len() < rest.len() && !name.starts_with('(')
    };
    text.contains(member)
        || text.contains(['\\', '*'])
        || text.contains("..")
        || text.match_indices(['$', '@']).any(|(at, _)| !by_name(&text[at + 1..]))
}
