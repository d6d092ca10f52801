//! The English names of the calendar, as CLDR has them.

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// From Monday.
pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
pub(super) const HALVES: [&str; 2] = ["AM", "PM"];
pub(super) const ERAS: [&str; 2] = ["BC", "AD"];
pub(super) const ERAS_LONG: [&str; 2] = ["Before Christ", "Anno Domini"];
pub(super) const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];
pub(super) const QUARTERS_LONG: [&str; 4] = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"];
