//! A panic is a bug of ours. The release build ends with it, since nothing can be said about the state behind it; the
//! person must not be left with a window that is simply gone. A second process tells, because the first one's main
//! thread may be the one that broke.

use std::panic::PanicHookInfo;

use crate::child;

/// Hidden argument: tell the text behind it in a dialog and end.
pub const ARGUMENT: &str = "--tell-fault";

/// Logs every panic, and tells it in a dialog of its own.
pub fn watch() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        tracing::error!("panic: {info}");
        tell_beside(&text(info));
    }));
}

/// Tells in a dialog of a second process; this one goes on.
pub fn tell_beside(text: &str) {
    let told =
        std::env::current_exe().and_then(|program| child::command(program).arg(ARGUMENT).arg(text).spawn());
    if let Err(error) = told {
        tracing::error!("the fault could not be told: {error}");
    }
}

/// Only the place: a message may quote what was being worked on.
fn text(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "an unknown place".into(), ToString::to_string);
    format!(
        "Zonedesk met an error of its own in {place} and had to end.\n\n\
         What was sent to an account is in Activity; open Zonedesk again to see it.\n\n\
         Version {}",
        env!("CARGO_PKG_VERSION")
    )
}

/// Shows the text until the person closes it.
pub fn tell(text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Zonedesk")
        .set_description(text)
        .show();
}
