//! Links to places of the window: `zonedesk://system/<id>/users/<userId>`.

use crate::api::Event;
use crate::app::App;

/// How every link begins. The installed app is registered for it.
pub const SCHEME: &str = "zonedesk://";

/// The place that a link names, as the window writes it behind its `#`; none where it is no link. Whether the place
/// is there is for the window to say. What it gives is safe inside quotes of any kind: links come from outside.
pub fn place(link: &str) -> Option<String> {
    let path = link.strip_prefix(SCHEME)?;
    let known = |c: char| c.is_ascii_alphanumeric() || "-._~%/?=&+@:,;!*()".contains(c);
    (!path.is_empty() && path.chars().all(known)).then(|| format!("/{}", path.trim_matches('/')))
}

/// Has the window go to where a link leads. Nothing happens where it is no link.
pub fn open(app: &App, link: &str) {
    if let Some(place) = place(link) {
        app.emit(Event::Open { place });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_one_place_and_carries_nothing_else() {
        for (link, found) in [
            ("zonedesk://system/5a/users/u%2F1", Some("/system/5a/users/u%2F1")),
            (
                "zonedesk://system/5a/users/?chip=inactive&q=jo%27s",
                Some("/system/5a/users/?chip=inactive&q=jo%27s"),
            ),
            ("zonedesk://settings/", Some("/settings")),
            ("zonedesk://", None),
            ("https://settings", None),
            ("zonedesk://x'+alert(1)+'", None),
            ("zonedesk://a\"b", None),
            ("zonedesk://a\\b", None),
            ("zonedesk://a\nb", None),
            ("zonedesk://<script>", None),
        ] {
            assert_eq!(place(link).as_deref(), found, "{link}");
        }
    }
}
