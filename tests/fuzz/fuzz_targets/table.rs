//! Any bytes: they are a table, or are told what is wrong with them; and no row of it is empty.
#![no_main]

#[path = "../spreadsheet.rs"]
mod spreadsheet;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = spreadsheet::read(bytes, None) {
        spreadsheet::look(&read);
    }
});
