//! What an import would make, told before anything is written.

use std::collections::{HashMap, HashSet};

use zonedesk_workspace::{System, SystemName, TransformationKind, Workspace};

use super::read::{Document, LARGEST_FILE, document, is_system, systems};
use super::shape::Members;
use crate::api::{AppError, ImportFile, ImportItem, ImportKind, ImportedFile, Level, Notice, Severity};
use crate::landscape::level_of;
use crate::properties::destination_file::{self, DestinationFile};
use crate::system_transformations::errors;
use crate::texts::notice;

/// Notices of one item, the worst: a file made to harm could have millions.
const TOLD: usize = 50;

/// A plan, with what must not leave: the texts and credentials of its items.
#[derive(Default)]
pub struct Planned {
    pub files: Vec<ImportedFile>,
    pub items: Vec<(ImportItem, Found)>,
}

/// What stands behind an item.
pub enum Found {
    System(Box<Document>),
    Destination(Box<DestinationFile>),
}

/// Reads files and holds what they say against the workspace. Writes nothing.
pub fn plan(workspace: &Workspace, files: Vec<ImportFile>) -> Result<Planned, AppError> {
    let mut planner = Planner {
        systems: workspace.systems()?,
        taken: Taken::default(),
        destinations: Taken::default(),
        ids: HashMap::new(),
        planned: Planned::default(),
    };
    planner.taken.0 = planner.systems.iter().map(|system| key(system.name.as_str())).collect();
    planner.destinations.0 =
        workspace.destinations()?.iter().map(|destination| key(destination.name.as_str())).collect();
    for file in files {
        let notices = planner.file(&file).err().into_iter().collect();
        planner.planned.files.push(ImportedFile { name: file.name, notices });
    }
    planner.places();
    Ok(planner.planned)
}

/// What names are compared by.
pub fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

struct Planner {
    systems: Vec<System>,
    taken: Taken,
    destinations: Taken,
    /// Ids of the files' systems, with their names.
    ids: HashMap<String, String>,
    planned: Planned,
}

impl Planner {
    fn file(&mut self, file: &ImportFile) -> Result<(), Notice> {
        let error = |code: &str| notice(Severity::Error, code, []);
        if file.size > LARGEST_FILE as u64 {
            let limit = [("limit", (LARGEST_FILE >> 20).to_string())];
            return Err(notice(Severity::Error, "notice.importTooLarge", limit));
        }
        let Some(text) = &file.text else { return Err(error("notice.importNotText")) };
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if extension.is_some_and(|extension| !matches!(&*extension, "json" | "txt" | "properties")) {
            return Err(error("notice.importExtension"));
        }
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if !start.is_empty() && !start.starts_with(['{', '[']) {
            // `Key=Value` lines; where they are none, it was meant as JSON.
            let Ok(destination) = destination_file::read(text) else {
                return Err(systems(text).err().unwrap_or_else(|| error("notice.importNoSystems")));
            };
            self.destination(&file.name, destination);
            return Ok(());
        }
        let found = systems(text)?;
        for raw in found {
            let Some(members) = Members::of(raw.get()) else {
                self.refused(&file.name, error("notice.importNotObject"));
                continue;
            };
            if is_system(&members) {
                self.system(&file.name, &members);
            } else if let Some(destination) = destination(raw.get()) {
                self.destination(&file.name, destination);
            } else {
                self.refused(&file.name, error("notice.importNoSystem"));
            }
        }
        Ok(())
    }

    fn push(&mut self, mut item: ImportItem, found: Found) {
        item.number = u32::try_from(self.planned.items.len()).unwrap_or(u32::MAX);
        item.refused = item.notices.iter().any(|notice| notice.severity == Severity::Error);
        item.ticked &= !item.refused;
        item.notices.sort_by_key(|notice| std::cmp::Reverse(notice.severity));
        item.notices.truncate(TOLD);
        self.planned.items.push((item, found));
    }

    fn refused(&mut self, file: &str, why: Notice) {
        let item = ImportItem { file: file.to_owned(), notices: vec![why], ..ImportItem::default() };
        self.push(item, Found::System(Box::default()));
    }

    fn system(&mut self, file: &str, members: &Members) {
        let (mut document, mut notices) = document(members);
        let refused = notices.iter().any(|notice| notice.severity == Severity::Error);
        let mut ticked = true;
        let name = self.taken.free(&document.name, "Imported system", refused, &mut notices);
        document.description = described(&document.description, &mut notices);
        if let Some(id) = document.id.as_ref().map(|id| key(id)) {
            if let Some(other) = self.ids.insert(id.clone(), document.name.clone()) {
                notices.push(notice(Severity::Warning, "notice.importSameId", [("name", other)]));
                ticked = false;
            }
            if let Some(known) = self.systems.iter().find(|system| system.id.to_string() == id) {
                let params = [("name", known.name.to_string())];
                notices.push(notice(Severity::Information, "notice.importKnownId", params));
            }
        }
        ticked &= transformations(&document, &mut notices);
        if !document.masked.is_empty() {
            let names = document.masked.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            notices.push(notice(Severity::Information, "notice.importMasked", [("names", names)]));
        }
        let item = ImportItem {
            file: file.to_owned(),
            kind: ImportKind::System,
            found: document.name.clone(),
            name,
            level: document.extra.level,
            parent: document.extra.parent.clone(),
            properties: count(document.properties.len()),
            credentials: document.credentials.keys().cloned().collect(),
            ticked,
            notices,
            ..ImportItem::default()
        };
        self.push(item, Found::System(Box::new(document)));
    }

    fn destination(&mut self, file: &str, mut found: DestinationFile) {
        let mut notices = Vec::new();
        for (name, value) in &found.properties {
            for finding in crate::properties::check::value(name, value) {
                let params = [("name", name.clone()), ("problem", finding.text.message)];
                notices.push(notice(finding.severity, "notice.importProperty", params));
            }
        }
        for name in found.credentials.keys() {
            notices.push(notice(Severity::Warning, "notice.importCredential", [("name", name.clone())]));
        }
        if !found.masked.is_empty() {
            let names = [("names", found.masked.join(", "))];
            notices.push(notice(Severity::Information, "notice.importMasked", names));
        }
        found.description = described(&found.description, &mut notices);
        let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let called = found.name.clone().unwrap_or_else(|| stem.to_owned());
        let name = self.destinations.free(&called, "Imported destination", false, &mut notices);
        let item = ImportItem {
            file: file.to_owned(),
            kind: ImportKind::Destination,
            found: called,
            name,
            properties: count(found.properties.len()),
            credentials: found.credentials.keys().cloned().collect(),
            ticked: true,
            notices,
            ..ImportItem::default()
        };
        self.push(item, Found::Destination(Box::new(found)));
    }

    /// Says of each system whether it can stand below the one that it names.
    fn places(&mut self) {
        let levels: HashMap<String, Level> = self
            .systems
            .iter()
            .map(|system| (key(system.name.as_str()), level_of(system.level)))
            .chain(self.planned.items.iter().map(|(item, _)| (key(&item.found), item.level)))
            .collect();
        let above: HashMap<String, String> = self
            .planned
            .items
            .iter()
            .filter_map(|(item, _)| Some((key(&item.found), key(item.parent.as_deref()?))))
            .collect();
        for (item, _) in &mut self.planned.items {
            let Some(parent) = item.parent.clone() else { continue };
            let code = match levels.get(&key(&parent)) {
                None => "notice.importParentMissing",
                Some(Level::Subaccount) => "notice.importParentLevel",
                Some(_) if item.level == Level::GlobalAccount => "notice.importParentLevel",
                Some(_) if loops(&above, &key(&item.found)) => "notice.importParentLoop",
                Some(_) => continue,
            };
            item.notices.push(notice(Severity::Warning, code, [("parent", parent)]));
            item.parent = None;
        }
    }
}

/// Whether the way up comes back to where it began.
fn loops(above: &HashMap<String, String>, from: &str) -> bool {
    let mut seen = HashSet::new();
    let mut next = above.get(from);
    while let Some(name) = next {
        if name == from {
            return true;
        }
        if !seen.insert(name) {
            return false;
        }
        next = above.get(name);
    }
    false
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A JSON object that names an address is a destination.
fn destination(text: &str) -> Option<DestinationFile> {
    destination_file::read(text).ok().filter(|found| found.properties.contains_key("URL"))
}

/// One line of at most 255 characters.
fn described(text: &str, notices: &mut Vec<Notice>) -> String {
    let line = text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let cut: String = line.trim().chars().take(255).collect();
    if cut != text {
        notices.push(notice(Severity::Warning, "notice.importDescription", []));
    }
    cut
}

/// Says what is wrong with the transformations; whether none of them is broken.
fn transformations(document: &Document, notices: &mut Vec<Notice>) -> bool {
    let mut good = true;
    let both = [(&document.read, TransformationKind::Read), (&document.write, TransformationKind::Write)];
    for (text, kind) in both {
        let Some(text) = text else {
            notices.push(notice(Severity::Information, "notice.importNoText", [("kind", kind.to_string())]));
            continue;
        };
        let errors = errors(document.properties.clone(), kind.into(), text);
        if let Some(first) = errors.first() {
            let params = [
                ("kind", kind.to_string()),
                ("count", errors.len().to_string()),
                ("line", first.start.line.to_string()),
                ("problem", first.message.clone()),
            ];
            notices.push(notice(Severity::Warning, "notice.importBroken", params));
            good = false;
        }
    }
    good
}

/// Names that cannot be had.
#[derive(Default)]
struct Taken(HashSet<String>);

impl Taken {
    /// The name, or the nearest that is free and allowed; takes it, but for one that is `refused` anyway.
    fn free(&mut self, name: &str, without: &str, refused: bool, notices: &mut Vec<Notice>) -> String {
        let Some(base) = allowed(name).or_else(|| without.parse().ok()) else { return String::new() };
        let mut numbered = base.numbered();
        let free = numbered.find(|name| !self.0.contains(&name.key())).unwrap_or_else(|| base.clone());
        if !refused {
            self.0.insert(free.key());
        }
        let code = match () {
            () if name.trim().is_empty() => Some("notice.importNoName"),
            () if base.as_str() != name => Some("notice.importName"),
            () if free != base => Some("notice.importNameTaken"),
            () => None,
        };
        if let Some(code) = code {
            notices.push(notice(Severity::Warning, code, [("name", free.to_string())]));
        }
        free.into()
    }
}

/// What a system's name cannot hold becomes `_`; too long is cut. None where nothing is left.
fn allowed(name: &str) -> Option<SystemName> {
    let safe: String = name.chars().map(|c| if SystemName::allows(c) { c } else { '_' }).take(100).collect();
    safe.trim().parse().ok()
}
