//! A store, for JavaScript.

use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{Buffer, Uint8Array, Uint32Array};
use napi_derive::napi;
use tagwright_engine as engine;

use crate::guard::guard;
use crate::request::size;
use crate::result::{Failure, number};

/// Which store, and how it is used. Paths are bytes.
#[napi(object, object_to_js = false)]
pub struct CacheSpec {
    pub file: Uint8Array,
    /// 64 hex digits.
    pub fingerprint: String,
    pub verify: bool,
    pub git: bool,
    pub attributes: Vec<Uint8Array>,
    pub max_bytes: f64,
    /// Days.
    pub max_age: u32,
    /// Milliseconds.
    pub wait: u32,
}

/// What a store holds now.
#[napi(object, object_from_js = false)]
pub struct CacheInfo {
    pub records: f64,
    pub current: f64,
    pub bytes: f64,
    pub scanned: f64,
}

/// A store that is open.
#[napi]
pub struct NativeCache {
    pub(crate) cache: Arc<engine::Cache>,
}

/// How a request about a store went: what was asked for, or why not.
#[napi(object, object_from_js = false)]
pub struct Answer {
    pub records: Option<f64>,
    pub info: Option<CacheInfo>,
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// A store, or why there is none.
#[napi(object, object_from_js = false)]
pub struct OpenedCache {
    pub cache: Option<NativeCache>,
    pub code: Option<String>,
    pub detail: Option<String>,
}

#[napi]
impl NativeCache {
    /// Forgets a path, and all below it.
    #[napi]
    #[allow(clippy::needless_pass_by_value)]
    pub fn invalidate(&self, path: Uint8Array) -> Answer {
        answer(guard(|| Ok((Some(self.cache.invalidate(&path)), None))))
    }

    /// Forgets everything, on disk too.
    #[napi]
    pub fn clear(&self) -> Answer {
        answer(guard(|| self.cache.clear().map(|()| (None, None)).map_err(Failure::from)))
    }

    /// What it holds now.
    #[napi]
    pub fn info(&self) -> Answer {
        answer(guard(|| Ok((None, Some(self.cache.info())))))
    }

    /// Drops what limits say, and saves.
    #[napi]
    pub fn prune(&self) -> Answer {
        answer(guard(|| self.cache.prune().map(|()| (None, None)).map_err(Failure::from)))
    }
}

fn answer(result: Result<(Option<usize>, Option<engine::CacheInfo>), Failure>) -> Answer {
    match result {
        Ok((records, info)) => Answer {
            records: records.map(|records| number(records as u64)),
            info: info.map(|info| CacheInfo {
                records: number(info.records as u64),
                current: number(info.current as u64),
                bytes: number(info.bytes),
                scanned: number(info.scanned),
            }),
            code: None,
            detail: None,
        },
        Err(failure) => Answer { records: None, info: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}

impl TryFrom<CacheSpec> for engine::CacheSpec {
    type Error = Failure;

    fn try_from(spec: CacheSpec) -> Result<Self, Failure> {
        Ok(Self {
            file: spec.file.to_vec(),
            fingerprint: bytes(&spec.fingerprint).ok_or_else(|| Failure::internal("no fingerprint"))?,
            verify: spec.verify,
            git: spec.git,
            attributes: spec.attributes.iter().map(|path| path.to_vec()).collect(),
            max_bytes: size(spec.max_bytes),
            max_age: spec.max_age,
            wait: Duration::from_millis(spec.wait.into()),
        })
    }
}

/// What 64 hex digits stand for.
fn bytes(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let pairs = digits.as_bytes().chunks(2);
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// What a scan found against the one before it.
#[napi(object, object_from_js = false)]
pub struct Changes {
    pub files: Uint32Array,
    pub strings: Buffer,
    pub unchanged: f64,
    pub since: f64,
    pub before: Before,
}

/// Columns without counters.
#[napi(object, object_from_js = false)]
pub struct Before {
    pub rows: Uint32Array,
    pub diagnostics: Uint32Array,
    pub files: Uint32Array,
    pub strings: Buffer,
}

impl From<&engine::Changes> for Changes {
    fn from(changes: &engine::Changes) -> Self {
        let before = &changes.before;
        Self {
            files: changes.files.clone().into(),
            strings: changes.strings.clone().into(),
            unchanged: number(changes.unchanged),
            since: number(changes.since),
            before: Before {
                rows: before.rows.clone().into(),
                diagnostics: before.diagnostics.clone().into(),
                files: before.files.clone().into(),
                strings: before.strings.clone().into(),
            },
        }
    }
}

/// Only with a cache.
#[napi(object, object_from_js = false)]
pub struct CacheStats {
    pub lookups: f64,
    pub stat: f64,
    pub blob: f64,
    pub hash: f64,
    pub misses: f64,
    pub stale: f64,
    pub saved: f64,
    pub read: f64,
    pub written: f64,
    pub notices: Vec<Notice>,
}

/// What was wrong with a cache.
#[napi(object, object_from_js = false)]
pub struct Notice {
    pub code: String,
    pub detail: String,
}

impl From<&engine::CacheStats> for CacheStats {
    fn from(stats: &engine::CacheStats) -> Self {
        let notice = |notice: &engine::Notice| Notice { code: notice.code.to_owned(), detail: notice.detail.clone() };
        Self {
            lookups: number(stats.lookups),
            stat: number(stats.stat),
            blob: number(stats.blob),
            hash: number(stats.hash),
            misses: number(stats.misses),
            stale: number(stats.stale),
            saved: number(stats.saved),
            read: number(stats.read),
            written: number(stats.written),
            notices: stats.notices.iter().map(notice).collect(),
        }
    }
}
