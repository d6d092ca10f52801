//! Flows through the built app in a real window: each proves the wiring and the look of one way of a person, once.

mod account;
mod change;
mod compare;
mod exchange;
mod faults;
mod graphical;
mod interrupted;
mod keyboard;
mod keys;
mod landscape;
mod members;
mod outside;
mod people;
mod places;
mod properties;
mod proxy;
mod safekeeping;
mod screens;
mod start;
mod states;
mod tour;
mod transformations;
mod trial;
mod trouble;
mod tryout;
mod workbench;
