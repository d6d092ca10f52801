//! Flows through the built app in a real window: each proves the wiring and the look of one way of a person, once.

mod account;
mod change;
mod faults;
mod keyboard;
mod keys;
mod members;
mod places;
mod start;
mod states;
mod tour;
mod trouble;
