//! Benchmarks, and the data that they run on.
