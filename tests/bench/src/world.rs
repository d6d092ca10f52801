//! The default transformations, ready to run in a world that stands still.

use zonedesk_jsonpath::Value;
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{Operation, Program, Properties, Request, Transformation};

use crate::baseline::LOCATION;

/// The default transformations of a proxy system.
pub const READ: &str = include_str!("../../../src-tauri/crates/transform/defaults/xsuaa-proxy-read.json");
pub const WRITE: &str = include_str!("../../../src-tauri/crates/transform/defaults/xsuaa-proxy-write.json");

/// No time passes, nothing is random, and every id is its own.
#[derive(Debug, Clone, Copy)]
pub struct World;

impl Outside for World {
    fn now(&mut self) -> i64 {
        0
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }

    fn resolve(&mut self, key: &str, _: &str, _: Option<&str>, _: Option<&str>) -> Option<String> {
        Some(key.to_owned())
    }
}

/// The user part of a transformation, compiled.
///
/// # Panics
/// Where the document can't be compiled.
#[must_use]
pub fn program(document: &str) -> Program {
    let properties = Properties::from([("xsuaa.origin".to_owned(), "sap.ids".to_owned())]);
    let (transformation, _) = Transformation::load(document);
    let transformation = transformation.with_properties(&properties);
    let entity = transformation.entity("user").expect("users");
    Program::compile(entity, &properties).expect("a transformation that runs")
}

#[must_use]
pub fn request(operation: Operation) -> Request {
    let mut request = Request::new(operation);
    request.variables.insert("entityBaseLocation".to_owned(), Value::from(LOCATION));
    request
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use zonedesk_transform::Runner;

    use super::*;
    use crate::{baseline, users::user};

    /// What is measured against one another must do the same.
    #[test]
    fn the_loops_by_hand_give_what_the_engine_gives() {
        for (document, operation) in [(READ, Operation::Read), (WRITE, Operation::Create)] {
            let (program, request) = (program(document), request(operation));
            let by_hand = if operation == Operation::Read { baseline::read } else { baseline::write };
            for n in 0..20 {
                let (user, mut engine, mut hand) = (user(n), Vec::new(), Vec::new());
                Runner::new(&program)
                    .run(user.as_bytes(), &request, &mut World, &mut engine)
                    .expect("a user");
                by_hand(user.as_bytes(), &mut hand).expect("a user");
                let value = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("JSON");
                assert_eq!(value(&engine), value(&hand), "{user}");
            }
        }
    }
}
