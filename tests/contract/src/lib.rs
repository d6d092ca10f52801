//! The contract of the API that Zonedesk speaks: calls in `uaa/`, and what a real UAA answered in `uaa/recorded/`;
//! in `xsuaa/` where SAP's service differs.
//!
//! Invariants: a case knows neither host, id nor moment, so that it runs unchanged against any server; answers are
//! compared after [`normal`] has taken out what differs between two runs of the same server, and nothing else. Plain
//! sockets carry the calls, since an HTTP library would mend the very requests that are asked about.

pub mod case;
pub mod http;
pub mod normal;
pub mod run;
