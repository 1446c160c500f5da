//! What a cache did.

use std::io;
use std::path::Path;

/// Counters; their meaning is in `docs/reference/stats.md`.
#[allow(missing_docs)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheStats {
    pub lookups: u64,
    pub stat: u64,
    pub blob: u64,
    pub hash: u64,
    pub misses: u64,
    pub stale: u64,
    /// Microseconds.
    pub saved: u64,
    /// Bytes.
    pub read: u64,
    /// Bytes.
    pub written: u64,
    pub notices: Vec<Notice>,
}

/// What was wrong with a cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One of the `E_CACHE_…` in data/errors.json.
    pub code: &'static str,
    /// What to fill into the message.
    pub detail: String,
}

impl Notice {
    pub(crate) fn of(code: &'static str, path: &Path, error: &io::Error) -> Self {
        Self { code, detail: format!("{}: {}", path.display(), crate::file::errno(error)) }
    }
}

impl CacheStats {
    /// Adds what another has counted.
    pub fn add(&mut self, other: &Self) {
        self.lookups += other.lookups;
        self.stat += other.stat;
        self.blob += other.blob;
        self.hash += other.hash;
        self.misses += other.misses;
        self.stale += other.stale;
        self.saved += other.saved;
        self.read += other.read;
        self.written += other.written;
        self.notices.extend_from_slice(&other.notices);
    }
}
