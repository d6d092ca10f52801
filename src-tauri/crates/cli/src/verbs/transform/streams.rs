//! Files and pipes.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use crate::failure::Failure;
use crate::output::Output;

/// Large enough that reading and writing cost little beside the work on what is read.
const BUFFER: usize = 1 << 18;

pub fn name(file: Option<&Path>) -> String {
    file.map_or("stdin".to_owned(), |path| path.display().to_string())
}

/// A whole text. UTF-8 is asked for: guessing another encoding would spoil names.
pub fn text(file: Option<&Path>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        Some(path) => File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)),
        None => io::stdin().lock().read_to_end(&mut bytes),
    };
    read.map_err(|error| Failure::io(&name(file), &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = io::Error::new(io::ErrorKind::InvalidData, format!("byte {at} is no UTF-8"));
        Failure::io(&name(file), &problem)
    })
}

/// A stream of entities.
pub fn entities(file: Option<&Path>) -> Result<Box<dyn BufRead>, Failure> {
    match file {
        Some(path) if path.as_os_str() != "-" => {
            let file = File::open(path).map_err(|error| Failure::io(&path.display().to_string(), &error))?;
            Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
        }
        _ => Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin()))),
    }
}

/// Where a stream of results goes.
pub fn sink(output: &Output) -> Result<Box<dyn Write>, Failure> {
    match output.path() {
        Some(path) => {
            let file =
                File::create(path).map_err(|error| Failure::io(&path.display().to_string(), &error))?;
            Ok(Box::new(file))
        }
        None => Ok(Box::new(io::stdout())),
    }
}
