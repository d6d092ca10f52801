//! Systems that leave and come as files: the JSON of SAP Cloud Identity Services, and the repository of SAP Identity
//! Management. Never a credential in a file that is written here.

mod chosen;
pub mod export;
pub mod idm_csv;
pub mod import;
mod plan;
pub(crate) mod read;
mod repository;
pub(crate) mod shape;
#[cfg(test)]
mod tests;
pub(crate) mod texts;
pub mod transformation_file;
mod write;
