//! Results, as `src/engine/contract.ts` has them.

use napi::bindgen_prelude::{Buffer, Uint32Array};
use napi_derive::napi;
use tagwright_engine as engine;

use crate::cache::CacheStats;
use crate::session::NativeSession;

/// Why something could not be done.
pub struct Failure {
    pub code: String,
    pub detail: String,
}

impl Failure {
    pub fn internal(detail: &str) -> Self {
        Self { code: "E_INTERNAL".to_owned(), detail: detail.to_owned() }
    }
}

impl From<engine::Error> for Failure {
    fn from(error: engine::Error) -> Self {
        Self { code: error.code().to_owned(), detail: error.to_string() }
    }
}

impl From<engine::Notice> for Failure {
    fn from(notice: engine::Notice) -> Self {
        Self { code: notice.code.to_owned(), detail: notice.detail }
    }
}

/// A session, or why there is none.
#[napi(object, object_from_js = false)]
pub struct Opened {
    pub session: Option<NativeSession>,
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// A batch, or nothing left, or what went wrong.
#[napi(object, object_from_js = false)]
pub struct Text {
    pub batch: Option<Batch>,
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// Spans, five numbers each, or what went wrong.
#[napi(object, object_from_js = false)]
pub struct Zones {
    pub spans: Option<Uint32Array>,
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// Columns and counters.
#[napi(object, object_from_js = false)]
pub struct Batch {
    pub rows: Uint32Array,
    pub diagnostics: Uint32Array,
    pub files: Uint32Array,
    pub strings: Buffer,
    pub stats: Stats,
}

impl From<engine::Batch> for Batch {
    fn from(batch: engine::Batch) -> Self {
        Self {
            rows: batch.columns.rows.into(),
            diagnostics: batch.columns.diagnostics.into(),
            files: batch.columns.files.into(),
            strings: batch.columns.strings.into(),
            stats: Stats::from(&batch.stats),
        }
    }
}

#[napi(object, object_from_js = false)]
pub struct Stats {
    pub directories: f64,
    pub files: f64,
    pub scanned: f64,
    pub failed: f64,
    pub opened: f64,
    pub bytes_read: f64,
    pub bytes_matched: f64,
    pub candidate_lines: f64,
    pub tags: f64,
    pub diagnostics: f64,
    pub deferred: f64,
    pub skipped: Skipped,
    pub skipped_directories: SkippedDirectories,
    pub times: Times,
    pub latency: Latency,
    pub threads: f64,
    pub cache: Option<CacheStats>,
}

#[napi(object, object_from_js = false)]
pub struct Skipped {
    pub hidden: f64,
    pub ignored: f64,
    pub excluded: f64,
    pub symlink: f64,
    pub outside: f64,
    pub special: f64,
    pub too_large: f64,
    pub binary: f64,
}

#[napi(object, object_from_js = false)]
pub struct SkippedDirectories {
    pub hidden: f64,
    pub ignored: f64,
    pub excluded: f64,
    pub skip_dirs: f64,
    pub r#loop: f64,
}

/// Milliseconds.
#[napi(object, object_from_js = false)]
pub struct Times {
    pub walk: f64,
    pub read: f64,
    pub r#match: f64,
    pub merge: f64,
    pub total: f64,
}

/// Microseconds.
#[napi(object, object_from_js = false)]
pub struct Latency {
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
}

impl From<&engine::Stats> for Stats {
    fn from(stats: &engine::Stats) -> Self {
        let (skipped, folders, times) = (stats.skipped, stats.skipped_directories, stats.times);
        Self {
            directories: number(stats.directories),
            files: number(stats.files),
            scanned: number(stats.scanned),
            failed: number(stats.failed),
            opened: number(stats.opened),
            bytes_read: number(stats.bytes_read),
            bytes_matched: number(stats.bytes_matched),
            candidate_lines: number(stats.candidate_lines),
            tags: number(stats.tags),
            diagnostics: number(stats.diagnostics),
            deferred: number(stats.deferred),
            skipped: Skipped {
                hidden: number(skipped.hidden),
                ignored: number(skipped.ignored),
                excluded: number(skipped.excluded),
                symlink: number(skipped.symlink),
                outside: number(skipped.outside),
                special: number(skipped.special),
                too_large: number(skipped.too_large),
                binary: number(skipped.binary),
            },
            skipped_directories: SkippedDirectories {
                hidden: number(folders.hidden),
                ignored: number(folders.ignored),
                excluded: number(folders.excluded),
                skip_dirs: number(folders.skip_dirs),
                r#loop: number(folders.r#loop),
            },
            times: Times {
                walk: milliseconds(times.walk),
                read: milliseconds(times.read),
                r#match: milliseconds(times.r#match),
                merge: milliseconds(times.merge),
                total: milliseconds(times.total),
            },
            latency: Latency {
                p50: stats.latency.percentile(0.5),
                p90: stats.latency.percentile(0.9),
                p99: stats.latency.percentile(0.99),
                max: stats.latency.max(),
            },
            threads: number(stats.threads),
            cache: stats.cache.as_ref().map(CacheStats::from),
        }
    }
}

/// Exact up to 2^53.
#[allow(clippy::cast_precision_loss)]
pub const fn number(count: u64) -> f64 {
    count as f64
}

fn milliseconds(nanoseconds: u64) -> f64 {
    number(nanoseconds) / 1e6
}
