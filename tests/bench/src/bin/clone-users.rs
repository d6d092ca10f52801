//! Standard input to standard output, one user a line: the default read transformation, written by hand.

use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let (mut line, mut out) = (Vec::new(), Vec::with_capacity(1 << 17));
    while input.read_until(b'\n', &mut line)? > 0 {
        zonedesk_bench::baseline::read(&line, &mut out)?;
        line.clear();
        if out.len() > 1 << 16 {
            output.write_all(&out)?;
            out.clear();
        }
    }
    output.write_all(&out)?;
    Ok(())
}
