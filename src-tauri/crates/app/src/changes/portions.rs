//! How many members one request takes.
//!
//! A PATCH is the cheaper the more members it has, and the slower: UAA compares list with list. So it begins with about
//! a thousand, and each answer tells how many the next plan may take. A plan is never cut anew while it runs, since what
//! was seen is what is sent; only a PATCH that the account found too large, or did not answer in time, goes on in halves.

use std::collections::BTreeMap;

use serde_json::json;
use zonedesk_scim::Member;
use zonedesk_workspace::{SystemId, Workspace};

use super::step::awaited;

/// Before an account has told anything.
const FIRST: usize = 1_000;

/// No answer's time makes it fewer: below, the requests themselves are what takes the time.
const LEAST: usize = 50;

/// The default of [`THRESHOLD`].
const MOST: usize = 20_000;

/// Milliseconds: answers that come sooner ask for twice as many, later ones for half. Twice as many take up to four
/// times as long, which is still not slow.
const QUICK: u32 = 2_000;
const SLOW: u32 = 10_000;

/// Bytes of a body: XSUAA takes 1 MB.
const BODY: usize = 1_000_000;

/// Of [`BODY`], for what stands around the members.
const FRAME: usize = 1_000;

/// In place of an id that is not known yet; XSUAA's have 36 characters.
const UNKNOWN_ID: usize = 64;

const THRESHOLD: &str = "xsuaa.patch.group.members.above.threshold";
const PATCH: &str = "scim.support.patch.operation";

/// How members come to the role collections of a system, and leave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Portions {
    /// PATCHes of at most so many.
    Patches(usize),
    /// A call for each, where the system says that its account takes no PATCH.
    Single,
}

impl Portions {
    /// As the system's properties say. `learned`: what earlier answers have taught.
    pub fn of(properties: &BTreeMap<String, String>, learned: Option<usize>) -> Self {
        let given = |name: &str| properties.get(name).map(|value| value.trim());
        // Where nothing is said, the fewer requests are the better.
        if given(PATCH).is_some_and(|value| value.eq_ignore_ascii_case("false")) {
            return Self::Single;
        }
        let threshold = given(THRESHOLD).and_then(|value| value.parse().ok()).filter(|most| *most > 0);
        Self::Patches(learned.unwrap_or(FIRST).min(threshold.unwrap_or(MOST)))
    }

    /// Members at once.
    pub fn size(self) -> usize {
        match self {
            Self::Patches(size) => size,
            Self::Single => 1,
        }
    }

    /// The first of `items` that one request takes, and the others. `bytes`: of one in a body.
    fn first<T>(self, items: &[T], bytes: impl Fn(&T) -> usize) -> (&[T], &[T]) {
        let Self::Patches(most) = self else { return items.split_at(items.len().min(1)) };
        let mut room = BODY - FRAME;
        let fits = items.iter().take(most).take_while(|item| {
            let left = room.checked_sub(bytes(item));
            room = left.unwrap_or(0);
            left.is_some()
        });
        // One that is too large for any request is for the account to refuse.
        let count = fits.count().max(1).min(items.len());
        items.split_at(count)
    }

    /// All of `items`, in as many requests as it takes.
    fn all<T>(self, mut items: &[T], bytes: impl Fn(&T) -> usize) -> Vec<&[T]> {
        let mut portions = Vec::new();
        while !items.is_empty() {
            let (first, others) = self.first(items, &bytes);
            portions.push(first);
            items = others;
        }
        portions
    }

    /// Those who come, in as many requests as it takes.
    pub fn coming(self, members: &[Member]) -> Vec<&[Member]> {
        self.all(members, bytes_coming)
    }

    /// Those who come with the first request, and the others.
    pub fn first_coming(self, members: &[Member]) -> (&[Member], &[Member]) {
        self.first(members, bytes_coming)
    }

    /// As [`Self::coming`], of those who leave.
    pub fn leaving(self, members: &[Member]) -> Vec<&[Member]> {
        self.all(members, |member| json!(member.value).to_string().len() + 32)
    }
}

fn bytes_coming(member: &Member) -> usize {
    let open = if awaited(&member.value).is_some() { UNKNOWN_ID } else { 0 };
    member.to_wire().to_string().len() + r#","operation":"create","#.len() + open
}

/// How many members the next plan may take, after a PATCH of `sent` of them was answered in so many milliseconds.
pub(super) fn next(size: usize, sent: usize, milliseconds: u32) -> usize {
    if milliseconds > SLOW {
        size.min(sent / 2).max(LEAST)
    } else if milliseconds < QUICK && sent >= size {
        (size * 2).min(MOST)
    } else {
        size
    }
}

fn key(system: SystemId) -> String {
    format!("membersPerPatch.{system}")
}

/// What the answers of a system's account have taught; none before the first.
pub(super) fn learned(workspace: &Workspace, system: SystemId) -> zonedesk_workspace::Result<Option<usize>> {
    workspace.setting(&key(system))
}

pub(super) fn learn(workspace: &Workspace, system: SystemId, size: usize) -> zonedesk_workspace::Result<()> {
    workspace.set_setting(&key(system), &size.max(LEAST))
}

#[cfg(test)]
mod tests {
    use zonedesk_scim::Origin;

    use super::*;

    fn members(count: usize, origin: &str) -> Vec<Member> {
        let id = |n| format!("{n:036}");
        (0..count).map(|n| Member::user(id(n), Origin(origin.into()))).collect()
    }

    fn properties(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_system_says_how_many_and_by_which_call() {
        for (pairs, learned, portions) in [
            (&[][..], None, Portions::Patches(1_000)),
            (&[], Some(4_000), Portions::Patches(4_000)),
            (&[(THRESHOLD, "900")], None, Portions::Patches(900)),
            (&[(THRESHOLD, "900")], Some(400), Portions::Patches(400)),
            (&[(THRESHOLD, "0")], Some(99_000), Portions::Patches(20_000)),
            (&[(PATCH, "true")], None, Portions::Patches(1_000)),
            (&[(PATCH, "False"), (THRESHOLD, "900")], Some(400), Portions::Single),
        ] {
            assert_eq!(Portions::of(&properties(pairs), learned), portions, "{pairs:?} {learned:?}");
        }
    }

    #[test]
    fn a_portion_is_as_large_as_the_limits_let_it_be() {
        let sizes = |portions: Vec<&[Member]>| portions.iter().map(|part| part.len()).collect::<Vec<_>>();
        let few = members(2_500, "ias");
        assert_eq!(sizes(Portions::Patches(1_000).coming(&few)), [1_000, 1_000, 500]);
        assert_eq!(sizes(Portions::Patches(1_000).leaving(&few)), [1_000, 1_000, 500]);
        assert_eq!(sizes(Portions::Single.coming(&few[..3])), [1, 1, 1]);
        assert_eq!(sizes(Portions::Patches(9).coming(&[])), [0_usize; 0]);
        // 1 MB is full before the number is.
        let many = members(20_000, &"ö".repeat(100));
        for parts in [Portions::Patches(20_000).coming(&many), Portions::Patches(20_000).leaving(&many)] {
            assert!(parts.len() > 1);
            assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), many.len());
        }
        let part = Portions::Patches(20_000).coming(&many)[0];
        let patch = zonedesk_scim::GroupPatch { add: part.to_vec(), ..Default::default() };
        let bytes = patch.to_body().to_string().len();
        assert!((990_000..=BODY).contains(&bytes), "{bytes}");
        let part = Portions::Patches(20_000).leaving(&many)[0];
        let ids = part.iter().map(|member| member.value.clone()).collect();
        let patch = zonedesk_scim::GroupPatch { remove: ids, ..Default::default() };
        let bytes = patch.to_body().to_string().len();
        assert!((900_000..=BODY).contains(&bytes), "{bytes}");
    }

    #[test]
    fn the_time_of_an_answer_teaches_the_next_size() {
        for (size, sent, milliseconds, then) in [
            (1_000, 1_000, 300, 2_000),
            // A smaller one tells nothing of larger ones.
            (1_000, 400, 300, 1_000),
            (1_000, 1_000, 5_000, 1_000),
            (1_000, 1_000, 24_600, 500),
            (4_000, 600, 24_600, 300),
            (60, 60, 60_000, 50),
            (16_000, 16_000, 300, 20_000),
        ] {
            assert_eq!(next(size, sent, milliseconds), then, "{size} {sent} {milliseconds}");
        }
    }
}
