//! Standard input to standard output, one user a line: the default read transformation, run by the engine.

use std::io::{BufRead, Write};

use zonedesk_bench::world::{READ, World, program, request};
use zonedesk_transform::{Operation, Runner};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (program, request) = (program(READ), request(Operation::Read));
    let mut runner = Runner::new(&program);
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let (mut line, mut out) = (Vec::new(), Vec::with_capacity(1 << 17));
    while input.read_until(b'\n', &mut line)? > 0 {
        runner.run(&line, &request, &mut World, &mut out)?;
        out.push(b'\n');
        line.clear();
        if out.len() > 1 << 16 {
            output.write_all(&out)?;
            out.clear();
        }
    }
    output.write_all(&out)?;
    Ok(())
}
