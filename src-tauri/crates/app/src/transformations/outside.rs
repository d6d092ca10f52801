use std::time::{SystemTime, UNIX_EPOCH};

use zonedesk_transform::functions::Outside;

/// The clock and the chance of this computer. Ids stay as they are: a proxy has one system on each side.
#[derive(Debug, Clone, Copy, Default)]
pub struct World;

impl Outside for World {
    fn now(&mut self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn random(&mut self, bytes: &mut [u8]) {
        // A computer without randomness must not give out passwords that can be guessed.
        if let Err(error) = getrandom::fill(bytes) {
            panic!("this computer gives no random bytes: {error}");
        }
    }

    fn resolve(&mut self, key: &str, _: &str, _: Option<&str>, _: Option<&str>) -> Option<String> {
        Some(key.to_owned())
    }
}
