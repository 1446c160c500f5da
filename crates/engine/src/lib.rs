//! tagwright's engine: walk, read, hash, schedule, aggregate. The only crate that opens files or starts threads.
//!
//! A [`Session`] goes from an [`Options`] to batches of [`Columns`]. The design is in `docs/design/`.

#![deny(unsafe_code)]

mod blocks;
mod budget;
mod cache;
mod columns;
mod content;
mod digest;
mod entries;
mod error;
mod file;
mod git;
mod glob;
mod languages;
mod latency;
#[cfg(unix)]
mod map;
mod options;
mod path;
mod rules;
mod scope;
mod session;
mod sink;
mod stat;
mod stats;
mod text;
mod walk;
mod worker;

pub use cache::{Cache, CacheInfo, CacheSpec, CacheStats, Changes, Notice};
pub use columns::Columns;
pub use error::Error;
pub use git::{Blobs, Ends};
pub use glob::Glob;
pub use options::{Mapping, Options};
pub use rules::{RuleSet, Verdict};
pub use session::{Batch, Progress, Session};
pub use stat::Stat;
pub use stats::Stats;
pub use tagwright_core as core;
pub use text::{Text, match_texts, zones};
pub use worker::panic_message;
