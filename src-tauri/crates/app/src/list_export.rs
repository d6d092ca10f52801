//! Lists as files: users, role collections, members. Written from the snapshot row by row; no request is sent.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use zonedesk_scim::MemberType;
use zonedesk_workspace::{Snapshot, SystemId, UserQuery, Workspace};

use crate::api::{AppError, ExportedList, ListExport, Sort, UserSelection, UserState};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::role_collections::{self, member_sort, role_collection_query};
use crate::rows::{self, Terms, sort};
use crate::spreadsheet::{Cell, Head, WriteError, Writer};
use crate::users;

/// A column: what it is called, and a row's value in it.
struct Column<R> {
    head: Head,
    cell: for<'r> fn(&'r R) -> Cell<'r>,
}

const fn column<R>(
    id: &'static str,
    title: &'static str,
    width: u8,
    cell: for<'r> fn(&'r R) -> Cell<'r>,
) -> Column<R> {
    Column { head: Head { id, title, width }, cell }
}

/// A user, with what is computed of it.
struct UserLine {
    name: String,
    state: UserState,
    user: zonedesk_workspace::UserRow,
}

const USER: [Column<UserLine>; 16] = [
    column("name", "Name", 28, |line| Cell::Text(&line.name)),
    column("userName", "User Name", 34, |line| Cell::Text(&line.user.user_name)),
    column("origin", "Origin", 20, |line| Cell::Text(&line.user.origin.0)),
    column("email", "E-Mail", 34, |line| Cell::Text(&line.user.email)),
    column("givenName", "First Name", 18, |line| text(&line.user.given_name)),
    column("familyName", "Last Name", 18, |line| text(&line.user.family_name)),
    column("externalId", "External ID", 20, |line| text(&line.user.external_id)),
    column("active", "Active", 8, |line| Cell::Flag(line.user.active)),
    column("state", "State", 16, |line| Cell::Text(state(line.state))),
    column("roleCollections", "Role Collections", 16, |line| Cell::Number(line.user.role_collections.into())),
    column("directRoleCollections", "Direct", 8, |line| Cell::Number(line.user.direct.into())),
    column("lastLogon", "Last Logon (UTC)", 20, |line| Cell::Moment(line.user.last_logon)),
    column("created", "Created (UTC)", 20, |line| Cell::Moment(line.user.created)),
    column("updated", "Updated (UTC)", 20, |line| Cell::Moment(line.user.updated)),
    column("verified", "Verified", 9, |line| Cell::Flag(line.user.verified)),
    column("id", "ID", 38, |line| Cell::Text(&line.user.id)),
];

const ROLE_COLLECTION: [Column<zonedesk_workspace::RoleCollectionRow>; 6] = [
    column("name", "Name", 40, |row| Cell::Text(&row.name)),
    column("description", "Description", 60, |row| text(&row.description)),
    column("members", "Members", 10, |row| Cell::Number(row.members.into())),
    column("nested", "Nested", 10, |row| Cell::Number(row.nested.into())),
    column("updated", "Updated (UTC)", 20, |row| Cell::Moment(row.updated)),
    column("id", "ID", 38, |row| Cell::Text(&row.id)),
];

const MEMBER: [Column<zonedesk_workspace::Member>; 6] = [
    column("name", "Name", 28, |member| Cell::Text(&member.name)),
    column("userName", "User Name", 34, |member| Cell::Text(&member.user_name)),
    column("origin", "Origin", 20, |member| Cell::Text(&member.origin.0)),
    column("kind", "Kind", 16, |member| Cell::Text(kind(member.kind))),
    // Only direct members stand in a role collection.
    column("granted", "Granted", 10, |_| Cell::Text("Direct")),
    column("id", "ID", 38, |member| Cell::Text(&member.id)),
];

fn text(text: &Option<String>) -> Cell<'_> {
    Cell::Text(text.as_deref().unwrap_or_default())
}

/// As a person reads it.
fn state(state: UserState) -> &'static str {
    match state {
        UserState::Active => "Active",
        UserState::Inactive => "Inactive",
        UserState::NeverLoggedOn => "Never logged on",
        UserState::Deactivated => "Deactivated",
    }
}

fn kind(kind: MemberType) -> &'static str {
    match kind {
        MemberType::User => "User",
        MemberType::Group => "Role Collection",
    }
}

/// Writes a list; gives the number of its rows.
pub async fn export_list(
    app: &App,
    export: ListExport,
    out: impl Write + Send + 'static,
) -> Result<u32, AppError> {
    app.workspace(move |workspace| write(workspace, &export, out)).await
}

/// Writes a list into a file, in place of what it held; there is none where it could not be written whole.
pub async fn export_list_to(app: &App, export: ListExport, path: PathBuf) -> Result<u32, AppError> {
    app.workspace(move |workspace| {
        let file = std::fs::File::create(&path).map_err(|source| not_written(&source.into(), &path))?;
        write(workspace, &export, file).map_err(|refused| {
            // What was begun is no list; that it cannot be removed changes nothing about that.
            let _ = std::fs::remove_file(&path);
            refused.at(path.display().to_string())
        })
    })
    .await
}

fn not_written(source: &WriteError, path: &std::path::Path) -> AppError {
    refused(source).at(path.display().to_string())
}

pub(crate) fn refused(source: &WriteError) -> AppError {
    let help = match source {
        WriteError::TooManyRows => "Choose CSV, or fewer rows.",
        _ => "Choose another folder, or look whether the disk is full.",
    };
    error(Code::FileNotWritten, format!("The list cannot be written: {source}.")).help(help)
}

fn write(workspace: &Workspace, export: &ListExport, out: impl Write + Send) -> Result<u32, AppError> {
    match &export.list {
        ExportedList::Users { system, users, sort } => {
            let id = system_id(system)?;
            let mut rows = Rows::new(export, "Users", &USER, out)?;
            each_user(workspace, id, users, sort, &mut |line| rows.row(&line))?;
            rows.end()
        }
        ExportedList::RoleCollections { system, filter, sort } => {
            let snapshot = workspace.existing_snapshot(system_id(system)?)?;
            let mut rows = Rows::new(export, "Role Collections", &ROLE_COLLECTION, out)?;
            // An account has a few thousand.
            let query = role_collection_query(filter, sort, 0, u32::MAX)?;
            for row in snapshot.role_collections(&query)?.rows {
                if rows.row(&row).is_break() {
                    break;
                }
            }
            rows.end()
        }
        ExportedList::Members { system, role_collection, search, sort } => {
            let snapshot = workspace.existing_snapshot(system_id(system)?)?;
            role_collections::existing(&snapshot, role_collection)?;
            let mut rows = Rows::new(export, "Members", &MEMBER, out)?;
            let query = zonedesk_workspace::MemberQuery {
                role_collection: role_collection.clone(),
                search: search.clone(),
                sort: member_sort(sort)?,
                offset: 0,
                limit: u32::MAX,
            };
            snapshot.each_member(&query, &mut |member| rows.row(&member))?;
            rows.end()
        }
    }
}

fn each_user(
    workspace: &Workspace,
    id: SystemId,
    users: &UserSelection,
    order: &[Sort],
    see: &mut dyn FnMut(UserLine) -> ControlFlow<()>,
) -> Result<(), AppError> {
    let terms = users::terms(workspace, id)?;
    let snapshot: Snapshot = workspace.existing_snapshot(id)?;
    match users {
        UserSelection::Ids { ids } => {
            for row in snapshot.users_by_id(ids)? {
                if see(line(row, terms)).is_break() {
                    break;
                }
            }
        }
        UserSelection::Matching { filter, except } => {
            let query = UserQuery {
                filter: users::filter(filter),
                sort: sort(order, &users::COLUMNS)?,
                offset: 0,
                limit: u32::MAX,
                inactive_before: terms.inactive_before,
            };
            let except: std::collections::HashSet<&str> = except.iter().map(String::as_str).collect();
            snapshot.each_user(&query, &mut |row| {
                if except.contains(row.id.as_str()) {
                    ControlFlow::Continue(())
                } else {
                    see(line(row, terms))
                }
            })?;
        }
    }
    Ok(())
}

fn line(user: zonedesk_workspace::UserRow, terms: Terms) -> UserLine {
    UserLine {
        name: user.name(),
        state: rows::state(user.active, user.last_logon, terms.inactive_before),
        user,
    }
}

/// The columns that are wanted, and the file that the rows go to.
struct Rows<'c, R, W: Write + Send> {
    columns: Vec<&'c Column<R>>,
    writer: Writer<W>,
    failed: Option<WriteError>,
}

impl<'c, R, W: Write + Send> Rows<'c, R, W> {
    fn new(export: &ListExport, sheet: &str, all: &'c [Column<R>], out: W) -> Result<Self, AppError> {
        let named = |id: &String| {
            all.iter().find(|column| column.head.id == id).ok_or_else(|| {
                let known: Vec<_> = all.iter().map(|column| column.head.id).collect();
                error(Code::ColumnUnknown, format!("There is no column {id:?}."))
                    .help(format!("The columns are: {}.", known.join(", ")))
                    .at("columns")
            })
        };
        let columns = match export.columns.as_slice() {
            [] => all.iter().collect(),
            ids => ids.iter().map(named).collect::<Result<Vec<_>, _>>()?,
        };
        let heads = columns.iter().map(|column| column.head).collect();
        let writer = Writer::new(export.format, sheet, heads, out).map_err(|source| refused(&source))?;
        Ok(Self { columns, writer, failed: None })
    }

    fn row(&mut self, row: &R) -> ControlFlow<()> {
        let cells: Vec<Cell<'_>> = self.columns.iter().map(|column| (column.cell)(row)).collect();
        match self.writer.row(&cells) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failed) => {
                self.failed = Some(failed);
                ControlFlow::Break(())
            }
        }
    }

    fn end(self) -> Result<u32, AppError> {
        let ended = match self.failed {
            Some(failed) => Err(failed),
            None => self.writer.end(),
        };
        ended.map_err(|source| refused(&source))
    }
}
