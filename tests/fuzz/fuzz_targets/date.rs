//! Any pattern and text, apart by a line end: reading ends in a date or an error, and what was read can be moved.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_transform::dates::Format;

fuzz_target!(|input: &str| {
    let (pattern, text) = input.split_once('\n').unwrap_or((input, "2018-02-28 11:00:00.000"));
    let Ok(format) = Format::parse(pattern) else { return };
    let Ok(mut date) = format.read(text) else { return };
    let _ = format.write(&date);
    let _ = date.plus_months(i64::from(input.len() as u32) * 7919 - 100_000);
    let _ = date.plus_days(-1_000_003);
    let _ = date.plus_seconds(86_399);
    let _ = format.write(&date);
});
