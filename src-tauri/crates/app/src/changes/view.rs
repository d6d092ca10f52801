//! A plan as a person sees it.

use std::num::NonZeroU32;

use zonedesk_xsuaa::{Call, ExtraHeaders};

use super::Planned;
use super::step::{Effect, Step};
use crate::api::{Plan, PlanRequest, PlanRow, PlanSystem, PlanVersion};
use crate::texts::sentence;

/// From so many alike on, steps are one row.
const FOLD: usize = 5;

/// Requests a second for an estimate where there is no limit.
const UNLIMITED: u32 = 20;

/// Deletions above this many ask for the system's name.
const MANY_DELETIONS: usize = 50;

impl Planned {
    pub(super) fn view(&self) -> Plan {
        let sketch = &self.sketch;
        let requests = sketch.steps.len() as u32;
        let rate = self.account.limit().map_or(UNLIMITED, NonZeroU32::get);
        let seconds = requests.div_ceil(rate);
        let system = &self.system;
        Plan {
            id: self.id.clone(),
            title: sketch.title.clone(),
            action: sketch.action.clone(),
            destructive: sketch.destructive,
            systems: vec![PlanSystem {
                system: system.id.to_string(),
                name: system.name.to_string(),
                production: self.is_production(),
                requests,
                seconds,
            }],
            requests,
            seconds,
            paste: sketch.paste.clone(),
            notices: sketch.notices.clone(),
            rows: rows(&sketch.steps, &system.id.to_string()),
            stale: sketch.steps.iter().filter(|step| step.is_stale()).count() as u32,
            undo: sketch.undo.clone(),
            confirm: self.confirm(),
        }
    }

    /// The name that must be typed.
    pub(super) fn confirm(&self) -> Option<String> {
        let asked = self.is_production() || self.sketch.deletions > MANY_DELETIONS;
        (asked && !self.sketch.steps.is_empty()).then(|| self.system.name.to_string())
    }

    fn is_production(&self) -> bool {
        crate::landscape::is_production(&self.system)
    }

    /// The request of this number as it goes out, the token masked.
    pub(super) fn request(&self, number: u32) -> Option<PlanRequest> {
        let step = self.sketch.steps.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        let url = step.call.url(self.account.api()).to_string();
        let authorization = ("Authorization".to_owned(), format!("Bearer {}", "•".repeat(8)));
        let rest = headers(&step.call, self.account.extra_headers());
        Some(PlanRequest {
            number,
            method: step.call.method.as_str().to_owned(),
            curl: curl(&step.call, &url, &rest),
            headers: std::iter::once(authorization).chain(rest).collect(),
            body: step.call.body.as_ref().map(|body| format!("{body:#}")),
            url,
        })
    }
}

/// Of the call and of its system, in the order sent; the token's is not among them.
fn headers(call: &Call, of_system: &ExtraHeaders) -> Vec<(String, String)> {
    let of_system = of_system.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    call.headers().into_iter().map(|(name, value)| (name.to_owned(), value)).chain(of_system).collect()
}

/// The call as a command line for a POSIX shell; the token comes from a variable.
fn curl(call: &Call, url: &str, headers: &[(String, String)]) -> String {
    let mut line =
        format!("curl -X {} {} -H \"Authorization: Bearer $TOKEN\"", call.method.as_str(), quoted(url));
    for (name, value) in headers {
        line.push_str(&format!(" -H {}", quoted(&format!("{name}: {value}"))));
    }
    if let Some(body) = &call.body {
        line.push_str(&format!(" --data {}", quoted(&body.to_string())));
    }
    line
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn rows(steps: &[Step], system: &str) -> Vec<PlanRow> {
    let mut rows = Vec::new();
    let mut first = 0;
    while first < steps.len() {
        let alike = steps[first..].iter().take_while(|step| is_alike(&steps[first], step)).count();
        if alike >= FOLD {
            rows.push(folded(&steps[first..first + alike], first, system));
            first += alike;
        } else {
            rows.push(single(&steps[first], first, system));
            first += 1;
        }
    }
    rows
}

/// A stale step stands alone: a person decides about each.
fn is_alike(first: &Step, other: &Step) -> bool {
    let origin = |step: &Step| step.what.params.get("origin").cloned();
    !first.is_stale()
        && !other.is_stale()
        && first.folded == other.folded
        && first.call.method == other.call.method
        && origin(first) == origin(other)
}

fn single(step: &Step, at: usize, system: &str) -> PlanRow {
    let number = at as u32 + 1;
    PlanRow {
        first: number,
        last: number,
        system: system.to_owned(),
        method: step.call.method.as_str().to_owned(),
        path: step.call.path.clone(),
        what: step.what.clone(),
        version: step.version.clone(),
        difference: step.difference.clone(),
    }
}

fn folded(steps: &[Step], at: usize, system: &str) -> PlanRow {
    let first = &steps[0];
    let same_path = steps.iter().all(|step| step.call.path == first.call.path);
    let collection = first.call.path.split('/').nth(1).unwrap_or_default();
    let created = matches!(first.effect, Effect::UserCreated | Effect::RoleCollectionCreated(_));
    let origin = first.what.params.get("origin").cloned().unwrap_or_default();
    PlanRow {
        last: (at + steps.len()) as u32,
        path: if same_path { first.call.path.clone() } else { format!("/{collection}/…") },
        what: sentence(first.folded, [("count", steps.len().to_string()), ("origin", origin)]),
        version: if created { PlanVersion::New } else { PlanVersion::Several },
        ..single(first, at, system)
    }
}

#[cfg(test)]
mod tests {
    use zonedesk_scim::{GroupPatch, Origin, User};
    use zonedesk_xsuaa::IfMatch;

    use super::*;

    fn create(name: &str, origin: &str) -> Step {
        super::super::users::creation(&User {
            user_name: name.into(),
            origin: Origin(origin.into()),
            ..User::default()
        })
    }

    #[test]
    fn steps_alike_fold_and_stale_ones_stand_alone() {
        let mut steps: Vec<Step> = (0..6).map(|n| create(&n.to_string(), "ias")).collect();
        steps.extend((0..4).map(|n| create(&n.to_string(), "other")));
        let show = |steps: &[Step]| {
            let rows = rows(steps, "s").into_iter();
            rows.map(|row| format!("{}-{} {}", row.first, row.last, row.what.message)).collect::<Vec<_>>()
        };
        assert_eq!(
            show(&steps),
            [
                "1-6 Create 6 users, origin ias",
                "7-7 Create 0, origin other",
                "8-8 Create 1, origin other",
                "9-9 Create 2, origin other",
                "10-10 Create 3, origin other",
            ]
        );
        steps[0].version = PlanVersion::Gone;
        assert_eq!(show(&steps[..6])[..2], ["1-1 Create 0, origin ias", "2-6 Create 5 users, origin ias"]);
    }

    #[test]
    fn a_command_line_survives_every_quote() {
        let patch = GroupPatch { description: Some(Some("it's".into())), ..GroupPatch::default() };
        let call = Call::patch_group("a'b", IfMatch::Version(3), &patch).unwrap();
        let mut extra = ExtraHeaders::default();
        extra.add("X-Source", "it's").unwrap();
        assert_eq!(
            curl(&call, "https://x/Groups/a%27b", &headers(&call, &extra)),
            r#"curl -X PATCH 'https://x/Groups/a%27b' -H "Authorization: Bearer $TOKEN" -H 'Accept: application/json' -H 'Content-Type: application/json' -H 'If-Match: 3' -H 'x-source: it'\''s' --data '{"description":"it'\''s"}'"#
        );
    }
}
