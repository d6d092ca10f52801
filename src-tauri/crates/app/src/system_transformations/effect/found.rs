//! What a run found, kept small: texts one behind the other, and the same message once.

use std::collections::HashMap;

use zonedesk_transform::compare::Collision;

use super::plan::Plan;
use crate::api::{
    EffectCollision, EffectCounts, EffectKind, EffectPage, EffectQuery, EffectRow, IdleChange, JobState,
};
use crate::system_transformations::wire::count;

/// Collisions that are told.
const SHOWN_COLLISIONS: usize = 100;
/// Entities that are told of one.
const SHOWN_COLLIDED: usize = 20;

#[derive(Default)]
pub struct Found {
    /// By entity type, as the plan has them.
    pub counts: Vec<EffectCounts>,
    pub milliseconds: u32,
    /// Of entity types in which nothing differs.
    pub idle: Vec<IdleChange>,
    rows: Vec<Row>,
    /// Ids and titles of the rows.
    texts: String,
    messages: Vec<String>,
    known: HashMap<String, u32>,
    collisions: Vec<EffectCollision>,
    collided: Vec<Row>,
}

struct Row {
    entity: u8,
    kind: EffectKind,
    values: u32,
    /// Where the id begins, the title begins, and the title ends.
    texts: [usize; 3],
    /// Index from 1; 0: none.
    message: u32,
}

/// An entity that is not the same.
pub struct Entity<'e> {
    /// Index of its type in the plan.
    pub of: usize,
    pub kind: EffectKind,
    pub values: u32,
    pub id: &'e str,
    pub title: &'e str,
}

impl Found {
    pub fn add(&mut self, entity: &Entity<'_>, message: Option<String>) {
        let message = message.map_or(0, |message| self.message(message));
        let row = self.row(entity, message);
        self.rows.push(row);
    }

    fn row(&mut self, entity: &Entity<'_>, message: u32) -> Row {
        let start = self.texts.len();
        self.texts.push_str(entity.id);
        let middle = self.texts.len();
        self.texts.push_str(entity.title);
        Row {
            entity: u8::try_from(entity.of).unwrap_or(u8::MAX),
            kind: entity.kind,
            values: entity.values,
            texts: [start, middle, self.texts.len()],
            message,
        }
    }

    fn message(&mut self, message: String) -> u32 {
        if let Some(known) = self.known.get(&message) {
            return *known;
        }
        self.messages.push(message.clone());
        let number = count(self.messages.len());
        self.known.insert(message, number);
        number
    }

    /// Entities that are kept of collisions.
    pub fn collided(&self) -> usize {
        self.collided.len()
    }

    /// `of`: index and name of the entity type; `distinct`: values of the attribute before and after; `named`: ids and
    /// titles of the entities.
    pub fn collide(
        &mut self,
        (of, entity): (usize, &str),
        collision: &Collision,
        distinct: (usize, usize),
        mut named: Vec<(String, String)>,
    ) {
        named.sort_unstable_by(|(a, x), (b, y)| (x, a).cmp(&(y, b)));
        for (id, title) in &named {
            let row = Entity { of, kind: EffectKind::Collides, values: 0, id, title };
            let message = self.message(format!("{} \"{}\"", collision.attribute, collision.value));
            let row = self.row(&row, message);
            self.collided.push(row);
        }
        if self.collisions.len() < SHOWN_COLLISIONS {
            let (ids, titles) = named.into_iter().take(SHOWN_COLLIDED).unzip();
            self.collisions.push(EffectCollision {
                entity: entity.to_owned(),
                attribute: collision.attribute.to_owned(),
                value: collision.value.clone(),
                before: count(distinct.0),
                after: count(distinct.1),
                ids,
                titles,
            });
        }
    }

    /// Puts everything in the order of names, when all is there.
    pub fn sort(&mut self) {
        let texts = &self.texts;
        let key = |row: &Row| {
            let [start, middle, end] = row.texts;
            (row.entity, &texts[middle..end], &texts[start..middle])
        };
        self.rows.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        self.collisions.sort_by(|a, b| (&a.attribute, &a.value).cmp(&(&b.attribute, &b.value)));
    }

    pub fn page(&self, plan: &Plan, state: JobState, query: &EffectQuery) -> EffectPage {
        let name = |of: usize| plan.entities.get(of).map_or("", |entity| entity.name.as_str());
        let rows = if query.kind == Some(EffectKind::Collides) { &self.collided } else { &self.rows };
        let of = |row: &&Row| {
            query.kind.is_none_or(|kind| row.kind == kind)
                && query.entity.as_ref().is_none_or(|entity| name(usize::from(row.entity)) == entity)
        };
        let shown = |row: &Row| {
            let [start, middle, end] = row.texts;
            EffectRow {
                entity: name(usize::from(row.entity)).to_owned(),
                id: self.texts[start..middle].to_owned(),
                title: self.texts[middle..end].to_owned(),
                kind: row.kind,
                values: row.values,
                message: row.message.checked_sub(1).and_then(|at| self.messages.get(at as usize)).cloned(),
            }
        };
        EffectPage {
            state,
            counts: self.counts.clone(),
            collisions: self.collisions.clone(),
            idle: self.idle.clone(),
            total: count(rows.iter().filter(of).count()),
            rows: rows
                .iter()
                .filter(of)
                .skip(query.offset as usize)
                .take(query.limit as usize)
                .map(shown)
                .collect(),
            milliseconds: self.milliseconds,
        }
    }
}
