use zonedesk_proxy::Run;
use zonedesk_transform::Transformation;

use super::told::{Teller, condition, sentence};
use super::{failed_before, number_in, skipped};
use crate::api::{ProxyRun, TransformationKind};
use crate::system_transformations::wire::Places;

/// What a transformation did in the proxy, told as where it is tried.
pub(crate) fn proxied(run: &Run) -> ProxyRun {
    let (document, _) = Transformation::load(run.text().to_owned());
    let entity = run.entity().and_then(|entity| document.entity(&entity.name.value));
    let places = Places::of(&document.text);
    let teller = Teller { places: &places, operation: run.operation.into() };
    let not_reached = match (&run.failure, run.skipped) {
        (Some(failure), _) => failed_before(number_in(&failure.pointer)),
        (None, Some(skip)) => skipped(skip).to_owned(),
        (None, None) => String::new(),
    };
    ProxyRun {
        kind: if run.is_write { TransformationKind::Write } else { TransformationKind::Read },
        entity: run.word().to_owned(),
        name: run.name.clone(),
        failure: run.failure.as_ref().map(sentence),
        pointer: run.failure.as_ref().map(|failure| failure.pointer.clone()).filter(|text| !text.is_empty()),
        entity_condition: run.condition.as_ref().map(condition),
        mappings: entity
            .map(|entity| teller.mappings(entity, &run.mappings, &not_reached))
            .unwrap_or_default(),
    }
}
