//! What a scan counted.

use crate::cache::CacheStats;
use crate::latency::Latency;

/// Counters; their meaning is in `docs/reference/stats.md`.
#[allow(missing_docs)]
#[derive(Clone, Debug, Default)]
pub struct Stats {
    pub directories: u64,
    pub files: u64,
    pub scanned: u64,
    pub failed: u64,
    pub opened: u64,
    pub bytes_read: u64,
    pub bytes_matched: u64,
    pub candidate_lines: u64,
    pub tags: u64,
    pub diagnostics: u64,
    pub deferred: u64,
    pub skipped: Skipped,
    pub skipped_directories: SkippedDirectories,
    pub times: Times,
    pub latency: Latency,
    pub threads: u64,
    /// Only with a cache.
    pub cache: Option<CacheStats>,
}

/// Files that were not scanned, by reason.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    pub hidden: u64,
    pub ignored: u64,
    pub excluded: u64,
    pub symlink: u64,
    pub outside: u64,
    pub special: u64,
    pub too_large: u64,
    pub binary: u64,
}

/// Folders that were not entered, by reason.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkippedDirectories {
    pub hidden: u64,
    pub ignored: u64,
    pub excluded: u64,
    pub skip_dirs: u64,
    pub r#loop: u64,
}

/// Nanoseconds; reading and matching are summed over workers.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub walk: u64,
    pub read: u64,
    pub r#match: u64,
    pub merge: u64,
    pub total: u64,
}

impl Stats {
    /// Adds what another has counted; threads and total time are not sums.
    pub fn add(&mut self, other: &Self) {
        self.directories += other.directories;
        self.files += other.files;
        self.scanned += other.scanned;
        self.failed += other.failed;
        self.opened += other.opened;
        self.bytes_read += other.bytes_read;
        self.bytes_matched += other.bytes_matched;
        self.candidate_lines += other.candidate_lines;
        self.tags += other.tags;
        self.diagnostics += other.diagnostics;
        self.deferred += other.deferred;
        self.skipped.add(other.skipped);
        self.skipped_directories.add(other.skipped_directories);
        self.times.walk += other.times.walk;
        self.times.read += other.times.read;
        self.times.r#match += other.times.r#match;
        self.times.merge += other.times.merge;
        self.latency.merge(&other.latency);
        if let Some(cache) = &other.cache {
            self.cache.get_or_insert_default().add(cache);
        }
    }
}

impl Skipped {
    fn add(&mut self, other: Self) {
        self.hidden += other.hidden;
        self.ignored += other.ignored;
        self.excluded += other.excluded;
        self.symlink += other.symlink;
        self.outside += other.outside;
        self.special += other.special;
        self.too_large += other.too_large;
        self.binary += other.binary;
    }
}

impl SkippedDirectories {
    fn add(&mut self, other: Self) {
        self.hidden += other.hidden;
        self.ignored += other.ignored;
        self.excluded += other.excluded;
        self.skip_dirs += other.skip_dirs;
        self.r#loop += other.r#loop;
    }
}
