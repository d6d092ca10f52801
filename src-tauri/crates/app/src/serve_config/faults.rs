use crate::api::AppError;
use crate::errors::{Code, error};

/// The most that are told one by one.
const TOLD: usize = 50;

/// What is wrong with a file, and where.
#[derive(Default)]
pub struct Faults(Vec<(String, String)>);

impl Faults {
    /// `pointer`: RFC 6901; empty: the whole file.
    pub fn tell(&mut self, pointer: impl Into<String>, what: impl Into<String>) {
        self.0.push((pointer.into(), what.into()));
    }

    /// All of them as one error, if there are any.
    pub fn end(self, file: &str) -> Result<(), AppError> {
        let Some((first, _)) = self.0.first() else { return Ok(()) };
        let count = match self.0.len() {
            1 => "a fault".to_owned(),
            many => format!("{many} faults"),
        };
        let mut message = format!("{file} has {count}:");
        for (pointer, what) in self.0.iter().take(TOLD) {
            let pointer = if pointer.is_empty() { "/" } else { pointer };
            message.push_str(&format!("\n  {pointer}: {what}"));
        }
        Err(error(Code::ProxyConfiguration, message)
            .help("The README's section on servers has a whole file as an example.")
            .at(first.clone()))
    }
}

/// A name as a part of a pointer.
pub fn part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
