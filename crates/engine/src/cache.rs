//! What scans before this one found: `docs/design/cache/how.md`.

mod disk;
mod evict;
pub mod format;
mod index;
mod lock;
mod look;
mod report;
mod stats;
mod store;

use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use disk::{Loaded, Place};
use evict::{Limits, evict};
use format::{CURRENT, GONE, Header, Part};
use lock::Lock;
use store::{DIRTY, NEWS, Record, Store, Update};

pub use look::{Desk, Gone, How, Learned, Run};
pub use report::{Changes, Findings, end};
pub use stats::{CacheStats, Notice};

/// A patch of no more records than this is always one.
const LEAST: usize = 1024;

/// Which store, and how it is used.
#[derive(Clone, Debug)]
pub struct CacheSpec {
    /// Absolute path of the base without its `.twc`; empty: in memory only.
    pub file: Vec<u8>,
    /// Of all that affects a result.
    pub fingerprint: [u8; 32],
    /// Whether every file is hashed, whatever its stat says.
    pub verify: bool,
    /// Whether git's index is asked about files whose stat is not on record.
    pub git: bool,
    /// Absolute paths of attributes files that count in every repository.
    pub attributes: Vec<Vec<u8>>,
    /// Bytes of a base; 0: no limit.
    pub max_bytes: u64,
    /// Days; 0: no limit.
    pub max_age: u32,
    /// How long the lock is waited for.
    pub wait: Duration,
}

/// What a store holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheInfo {
    /// All records.
    pub records: usize,
    /// Those of what the last scan saw.
    pub current: usize,
    /// Bytes of base and patch on disk.
    pub bytes: u64,
    /// When the last scan that it knows began: milliseconds since 1970; 0: none.
    pub scanned: u64,
}

/// A store that is open: shared by sessions, safe for several at once.
#[derive(Debug)]
pub struct Cache {
    spec: CacheSpec,
    /// None: in memory only.
    place: Option<Place>,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    loaded: bool,
    store: Arc<Store>,
    /// The base's id.
    base: u64,
    /// Records of the base.
    based: usize,
    /// Milliseconds since 1970.
    scanned: u64,
    /// What the files are recognised by that all but our news stand in.
    seen: [Option<crate::Stat>; 2],
    /// Whether there are news.
    unsaved: bool,
    /// Whether the base must be written anew.
    rebuild: bool,
    /// What is to be told with the next scan.
    told: CacheStats,
}

/// What a scan begins with.
#[derive(Debug)]
pub struct Start {
    pub store: Arc<Store>,
    /// When the scan before began: milliseconds since 1970.
    pub since: u64,
    /// What reading the store did.
    pub told: CacheStats,
}

impl Cache {
    /// Opens a store. It is read when it is first needed, beside the walk of a scan.
    #[must_use]
    pub fn new(spec: CacheSpec) -> Self {
        let place = (!spec.file.is_empty()).then(|| Place::new(&spec.file));
        Self { spec, place, inner: Mutex::default() }
    }

    /// How it is used.
    pub(crate) const fn spec(&self) -> &CacheSpec {
        &self.spec
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if !inner.loaded {
            inner.loaded = true;
            if let Some(place) = &self.place {
                inner.take(disk::load(place, &self.spec.fingerprint));
            }
        }
        inner
    }

    pub(crate) fn start(&self) -> Start {
        let mut inner = self.inner();
        Start { store: Arc::clone(&inner.store), since: inner.scanned, told: std::mem::take(&mut inner.told) }
    }

    /// Puts in what a scan that began then did not meet, and what it found, and saves it. Gives what saving did.
    pub(crate) fn finish(&self, gone: &Store, news: &[Update<'_>], began: u64) -> CacheStats {
        let mut inner = self.inner();
        inner.scanned = inner.scanned.max(began);
        let gone: Vec<Update<'_>> = gone.records.iter().map(|record| gone.update(record)).collect();
        for updates in [gone.as_slice(), news] {
            if !updates.is_empty() {
                Arc::make_mut(&mut inner.store).apply(updates, DIRTY | NEWS);
                inner.unsaved = true;
            }
        }
        let mut told = CacheStats::default();
        if inner.unsaved || inner.rebuild {
            told.written = self.save(&mut inner, false).unwrap_or_else(|notice| {
                told.notices.push(notice);
                0
            });
            told.read = std::mem::take(&mut inner.told.read);
            told.notices.append(&mut inner.told.notices);
        }
        told
    }

    /// Forgets a root-relative path, and all below it; gives how many records that were. The next save tells it to the disk.
    pub fn invalidate(&self, path: &[u8]) -> usize {
        let mut inner = self.inner();
        let store = &inner.store;
        let known: Vec<usize> = store.below(path).filter(|&at| !store.records[at].is(GONE)).collect();
        if !known.is_empty() {
            let records = &mut Arc::make_mut(&mut inner.store).records;
            for &at in &known {
                records[at] = Record { flags: GONE, state: DIRTY | NEWS, ..records[at] };
            }
            inner.unsaved = true;
        }
        known.len()
    }

    /// Forgets everything, on disk too.
    ///
    /// # Errors
    /// What kept the files from being removed.
    pub fn clear(&self) -> Result<(), Notice> {
        let mut inner = self.inner();
        *inner = Inner { loaded: true, ..Inner::default() };
        let Some(place) = self.place.as_ref().filter(|place| place.seen().iter().any(Option::is_some)) else {
            return Ok(());
        };
        let _lock = self.lock(place)?;
        place.remove().map_err(|error| Notice::of("E_CACHE_WRITE", &place.folder, &error))
    }

    /// What it holds now.
    #[must_use]
    pub fn info(&self) -> CacheInfo {
        let inner = self.inner();
        let count = |flag: fn(&Record) -> bool| inner.store.records.iter().filter(|own| flag(own)).count();
        CacheInfo {
            records: count(|own| !own.is(GONE)),
            current: count(|own| own.is(CURRENT)),
            bytes: self.place.as_ref().map_or(0, Place::bytes),
            scanned: inner.scanned,
        }
    }

    /// Drops what age and size limits say, and saves.
    ///
    /// # Errors
    /// What kept it from being saved.
    pub fn prune(&self) -> Result<(), Notice> {
        let mut inner = self.inner();
        if inner.based == 0 && inner.store.records.is_empty() {
            return Ok(());
        }
        self.save(&mut inner, true).map(drop)
    }

    fn lock(&self, place: &Place) -> Result<Lock, Notice> {
        let lock = Lock::take(&place.lock, self.spec.wait);
        let lock = lock.map_err(|error| Notice::of("E_CACHE_WRITE", &place.lock, &error))?;
        lock.ok_or_else(|| Notice { code: "E_CACHE_LOCKED", detail: place.lock.to_string_lossy().into_owned() })
    }

    /// Writes the news, or all; gives the bytes.
    fn save(&self, inner: &mut Inner, all: bool) -> Result<u64, Notice> {
        let Some(place) = &self.place else {
            self.trim(inner, all);
            return Ok(0);
        };
        make_folder(&place.folder).map_err(|error| Notice::of("E_CACHE_WRITE", &place.folder, &error))?;
        let _lock = self.lock(place)?;
        if place.seen() != inner.seen {
            inner.absorb(disk::load(place, &self.spec.fingerprint));
        }
        let part = if all || inner.is_due() { Part::Base } else { Part::Patch };
        let written = self.write(place, inner, part);
        place.sweep();
        written.map_err(|error| Notice::of("E_CACHE_WRITE", place.path(part), &error))
    }

    fn write(&self, place: &Place, inner: &mut Inner, part: Part) -> io::Result<u64> {
        let (base, scanned) = (if part == Part::Base { random().max(1) } else { inner.base }, inner.scanned);
        let fingerprint = self.spec.fingerprint;
        let header = Header { part, records: 0, fingerprint, base, saved: milliseconds(), scanned, length: 0 };
        let store = Arc::make_mut(&mut inner.store);
        let (written, seen) = if part == Part::Base {
            inner.rebuild = true;
            evict(store, self.limits(), today());
            disk::save(place, header, store, |_| true)?
        } else {
            disk::save(place, header, store, |own| own.state & DIRTY != 0)?
        };
        inner.seen[part as usize] = seen;
        inner.saved(part, base);
        if part == Part::Base {
            place.remove_patch();
            inner.seen[Part::Patch as usize] = None;
        }
        Ok(written)
    }

    const fn limits(&self) -> Limits {
        Limits { bytes: self.spec.max_bytes, days: self.spec.max_age }
    }

    /// In memory, too, no more is kept than a base would hold.
    fn trim(&self, inner: &mut Inner, all: bool) {
        if all || inner.is_due() {
            evict(Arc::make_mut(&mut inner.store), self.limits(), today());
            inner.saved(Part::Base, 1);
        }
        inner.unsaved = false;
    }
}

impl Inner {
    fn take(&mut self, mut loaded: Loaded) {
        self.rebuild = loaded.is_broken();
        self.told.read += loaded.read;
        self.told.notices.append(&mut loaded.notices);
        (self.base, self.based, self.seen) = (loaded.base, loaded.based, loaded.seen);
        self.scanned = self.scanned.max(loaded.scanned);
        self.store = Arc::new(loaded.store);
    }

    /// Takes what others have written meanwhile, and puts our news on it.
    fn absorb(&mut self, loaded: Loaded) {
        if loaded.base == 0 {
            // Nothing to keep: all that is known here is written.
            self.told.read += loaded.read;
            (self.rebuild, self.seen) = (true, loaded.seen);
            return;
        }
        let own = std::mem::take(&mut self.store);
        self.take(loaded);
        let news: Vec<Update<'_>> =
            own.records.iter().filter(|record| record.state & NEWS != 0).map(|record| own.update(record)).collect();
        Arc::make_mut(&mut self.store).apply(&news, DIRTY | NEWS);
    }

    /// Whether a base is to be written.
    fn is_due(&self) -> bool {
        let dirty = || self.store.records.iter().filter(|own| own.state & DIRTY != 0).count();
        self.rebuild || self.based == 0 || dirty() > (self.based / 8).max(LEAST)
    }

    fn saved(&mut self, part: Part, base: u64) {
        let keeps = if part == Part::Base { 0 } else { DIRTY };
        let store = Arc::make_mut(&mut self.store);
        for record in &mut store.records {
            record.state &= keeps;
        }
        if part == Part::Base {
            (self.based, self.base, self.rebuild) = (store.records.len(), base, false);
        }
        self.unsaved = false;
    }
}

/// Makes what is missing; what it makes is for its owner alone, since a store quotes files.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Of the standard library's hashers, which are seeded by the system.
fn random() -> u64 {
    let mut hasher = std::hash::RandomState::new().build_hasher();
    hasher.write_u64(nanoseconds().cast_unsigned());
    hasher.finish()
}

/// Since 1970.
fn nanoseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

fn milliseconds() -> u64 {
    (nanoseconds() / 1_000_000).cast_unsigned()
}

/// Days since 1970.
fn today() -> u16 {
    u16::try_from(milliseconds() / 86_400_000).unwrap_or(u16::MAX)
}
