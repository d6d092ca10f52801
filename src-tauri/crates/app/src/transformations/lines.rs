//! Streams of entities, one a line.

use std::io::{self, BufRead, Write};

use crate::Code;
use crate::api::AppError;
use crate::errors::error;

type Line<'l> = dyn FnMut(&[u8], u64, &mut Vec<u8>) -> io::Result<()> + 'l;

/// Results are gathered and written in large pieces: a write for each entity would cost more than running it.
const PIECE: usize = 1 << 18;

pub(super) fn each_line(
    entities: &mut dyn BufRead,
    out: &mut dyn Write,
    run: &mut Line<'_>,
) -> Result<(), AppError> {
    let mut each = || {
        let mut result = Vec::with_capacity(PIECE * 2);
        let mut carried: Vec<u8> = Vec::new();
        let mut number = 0;
        loop {
            let buffer = entities.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let length = buffer.len();
            let mut rest = buffer;
            while let Some(end) = memchr::memchr(b'\n', rest) {
                number += 1;
                let line = if carried.is_empty() {
                    &rest[..end]
                } else {
                    carried.extend_from_slice(&rest[..end]);
                    carried.as_slice()
                };
                one(line, number, run, &mut result)?;
                carried.clear();
                rest = &rest[end + 1..];
                if result.len() >= PIECE {
                    out.write_all(&result)?;
                    result.clear();
                }
            }
            carried.extend_from_slice(rest);
            entities.consume(length);
        }
        one(&carried, number + 1, run, &mut result)?;
        out.write_all(&result)?;
        out.flush()
    };
    each().map_err(|e: io::Error| match e.kind() {
        io::ErrorKind::BrokenPipe => error(Code::StreamFailed, "Nobody reads the results any more."),
        _ => error(Code::StreamFailed, format!("The stream of entities ended: {e}.")),
    })
}

fn one(line: &[u8], number: u64, run: &mut Line<'_>, result: &mut Vec<u8>) -> io::Result<()> {
    let line = line.trim_ascii();
    if line.is_empty() { Ok(()) } else { run(line, number, result) }
}
