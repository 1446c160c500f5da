//! Looking things up while a scan runs, and learning: `docs/design/cache/how.md`, "A look-up".

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tagwright_core::zones::Language;
use tagwright_core::{Dialect, Spec};

use super::format::{BINARY, BLOB, CURRENT, FAILED, GONE, TRUSTED};
use super::index::{Index, number};
use super::store::{NOTHING, Record, Span, Store};
use super::{CacheSpec, CacheStats, Start, nanoseconds, today};
use crate::git::Blobs;
use crate::languages::Languages;
use crate::{Options, Stat};

/// Since the scan began, a file must not have changed for longer than this for its stat to be believed: no clock of a file system
/// is coarser, or, where it keeps whole seconds, none of those.
const TICK: i64 = 20_000_000;
const COARSE: i64 = 2_000_000_000;
const SECOND: i64 = 1_000_000_000;

/// How a look-up ended: with which record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Stat(usize),
    Blob(usize),
    Hash(usize),
    Miss,
    /// The file is not there any more.
    Absent,
}

/// What all workers of one scan look at.
#[derive(Debug)]
pub struct Run {
    pub store: Arc<Store>,
    /// When the scan before began, and this one: milliseconds since 1970.
    pub since: u64,
    pub began: u64,
    verify: bool,
    /// Nanoseconds since 1970.
    now: i64,
    today: u16,
    blobs: Option<Blobs>,
    languages: Languages,
    /// Whether one path's tags can be another's.
    portable: bool,
    /// How many fields each detector has.
    pub fields: Vec<usize>,
    sizes: OnceLock<Index>,
    hashes: OnceLock<Index>,
    ids: OnceLock<Index>,
    /// Which records' paths were met.
    met: Vec<AtomicBool>,
}

impl Run {
    /// `now`: when the scan began, in nanoseconds since 1970.
    pub fn new(spec: &CacheSpec, options: &Options, start: Start, now: i64) -> Self {
        let oft = |spec: &Spec| matches!(spec, Spec::Trace { dialect: Dialect::Oft, .. });
        Self {
            since: start.since,
            began: (now / 1_000_000).cast_unsigned(),
            verify: spec.verify,
            now,
            today: today(),
            blobs: spec.git.then(|| Blobs::new(&options.root, &spec.attributes)),
            languages: Languages::new(&options.languages),
            portable: !options.detectors.iter().any(oft),
            fields: options.detectors.iter().map(Spec::fields).collect(),
            sizes: OnceLock::new(),
            hashes: OnceLock::new(),
            ids: OnceLock::new(),
            met: start.store.records.iter().map(|_| AtomicBool::new(false)).collect(),
            store: start.store,
        }
    }

    /// The time that `new` wants.
    pub fn now() -> i64 {
        nanoseconds()
    }

    pub fn is_met(&self, record: usize) -> bool {
        self.met[record].load(Ordering::Relaxed)
    }

    fn numbers(&self, of: fn(&Record) -> Option<u64>) -> impl Iterator<Item = (u64, u32)> + Clone + '_ {
        let records = self.store.records.iter().zip(0..);
        records.filter(|(own, _)| !own.is(GONE)).filter_map(move |(own, at)| of(own).map(|number| (number, at)))
    }

    fn sizes(&self) -> &Index {
        self.sizes.get_or_init(|| Index::new(self.numbers(|own| Some(own.size))))
    }

    fn hashes(&self) -> &Index {
        self.hashes.get_or_init(|| Index::new(self.numbers(|own| Some(number(&own.hash)))))
    }

    fn ids(&self) -> &Index {
        self.ids.get_or_init(|| Index::new(self.numbers(|own| own.is(BLOB).then(|| number(&own.blob)))))
    }

    /// What is said and what the name tells of a file's language.
    fn language(&self, path: &[u8]) -> [Option<Language>; 2] {
        [self.languages.of(path), Language::of_name(path)]
    }

    /// Whether a stat will tell the next scan of a change: the file has been at rest.
    pub fn trusts(&self, stat: &Stat) -> bool {
        let whole = stat.mtime % SECOND == 0 && stat.ctime % SECOND == 0;
        let rest = if whole { COARSE } else { TICK };
        [stat.mtime, stat.ctime].iter().all(|&time| self.now.saturating_sub(time) > rest)
    }
}

/// What one worker has learned.
#[derive(Debug)]
pub struct Learned {
    /// What is current at entries of the batch; a record's path is the entry's number.
    pub news: Vec<Record>,
    results: Vec<u8>,
    pub stats: CacheStats,
    pub unchanged: u64,
}

impl Learned {
    pub fn result(&self, record: &Record) -> &[u8] {
        &self.results[record.result.start as usize..][..record.result.length as usize]
    }
}

/// What is known of the file at hand.
#[derive(Clone, Debug, Default)]
struct File {
    /// Its path's records.
    place: Range<usize>,
    stat: Option<Stat>,
    /// What git said, if it was asked.
    blob: Option<Option<[u8; 20]>>,
    /// With `verify`: what would have been believed.
    guess: Option<usize>,
}

/// How a file was gone through.
#[derive(Clone, Copy, Debug)]
pub struct Gone {
    pub how: How,
    /// Of its content, if that was read to the end and the file did not change meanwhile.
    pub hash: Option<[u8; 32]>,
    /// `BINARY`, `FAILED`.
    pub flags: u8,
    /// Whether its ends of lines are alike.
    pub alike: bool,
    /// Microseconds.
    pub cost: u32,
}

/// One worker's view.
#[derive(Debug)]
pub struct Desk<'r> {
    run: &'r Run,
    cursor: usize,
    file: File,
    pub learned: Learned,
}

impl<'r> Desk<'r> {
    pub fn new(run: &'r Run) -> Self {
        let learned =
            Learned { news: Vec::new(), results: NOTHING.to_vec(), stats: CacheStats::default(), unchanged: 0 };
        Self { run, cursor: 0, file: File::default(), learned }
    }

    pub const fn run(&self) -> &'r Run {
        self.run
    }

    /// Begins a file.
    pub fn open(&mut self, path: &[u8]) {
        let place = self.run.store.find(path, self.cursor);
        self.cursor = place.end;
        self.file = File { place, ..File::default() };
    }

    /// Whether a stat could tell anything.
    pub fn asks(&self) -> bool {
        !self.run.store.records.is_empty()
    }

    /// What the file's stat was before it was read.
    pub const fn stat(&self) -> Option<Stat> {
        self.file.stat
    }

    pub const fn set_stat(&mut self, stat: Option<Stat>) {
        self.file.stat = stat;
    }

    fn record(&self, at: usize) -> &'r Record {
        &self.run.store.records[at]
    }

    /// The records of the file's path, the current one first.
    fn own(&self) -> impl Iterator<Item = usize> + use<'r> {
        let (run, place) = (self.run, self.file.place.clone());
        let current = place.clone().filter(|&at| run.store.records[at].is(CURRENT));
        current.chain(place.filter(|&at| !run.store.records[at].is(CURRENT | GONE)))
    }

    /// Looks a file up without opening it. With `verify` only notes what would have been said.
    pub fn by_stat(&mut self, path: &[u8], stat: Stat) -> Option<How> {
        self.file.stat = Some(stat);
        let by_stat = self.own().find(|&at| self.record(at).has(&stat)).map(How::Stat);
        let how = by_stat.or_else(|| self.by_blob(path, &stat).map(How::Blob));
        if let (true, Some(How::Stat(at) | How::Blob(at))) = (self.run.verify, how) {
            self.file.guess = Some(at);
        }
        how.filter(|_| !self.run.verify)
    }

    fn by_blob(&mut self, path: &[u8], stat: &Stat) -> Option<usize> {
        let blob = self.run.blobs.as_ref()?.blob(path, stat);
        self.file.blob = Some(blob);
        let blob = blob?;
        let fits = |own: &Record| own.is(BLOB) && own.blob == blob && own.size == stat.size;
        let near = self.own().find(|&at| fits(self.record(at)));
        near.or_else(|| self.elsewhere(path, self.run.ids(), number(&blob), fits))
    }

    /// Whether a content of that size may be known, so that its hash is wanted before it is matched.
    pub fn expects(&self) -> bool {
        let Some(stat) = self.file.stat.filter(|_| self.asks()) else { return false };
        self.own().any(|at| self.record(at).size == stat.size) || self.run.sizes().has(stat.size)
    }

    pub fn by_hash(&self, path: &[u8], hash: &[u8; 32]) -> Option<How> {
        let fits = |own: &Record| own.hash == *hash;
        let near = self.own().find(|&at| fits(self.record(at)));
        near.or_else(|| self.elsewhere(path, self.run.hashes(), number(hash), fits)).map(How::Hash)
    }

    /// A record of another path, if the same would be found in its content under this one.
    fn elsewhere(&self, path: &[u8], index: &Index, number: u64, fits: impl Fn(&Record) -> bool) -> Option<usize> {
        if !self.run.portable {
            return None;
        }
        let language = self.run.language(path);
        let store = &self.run.store;
        index.get(number).find(|&at| {
            let own = &store.records[at];
            fits(own) && self.run.language(store.path(own)) == language
        })
    }

    pub fn result(&self, at: usize) -> &'r [u8] {
        self.run.store.result(self.record(at))
    }

    /// The record's content: its hash, size, and whether it is binary or not supported.
    pub fn content(&self, at: usize) -> ([u8; 32], u64, u8) {
        let own = self.record(at);
        (own.hash, own.size, own.flags & (BINARY | FAILED))
    }

    /// Ends a file: counts it, and learns what is new. `write` appends what was found, if that can be kept.
    pub fn close(&mut self, entry: usize, path: &[u8], gone: Gone, write: impl FnOnce(&mut Vec<u8>) -> bool) {
        self.count(&gone);
        if gone.how != How::Absent {
            for at in self.file.place.clone() {
                self.run.met[at].store(true, Ordering::Relaxed);
            }
        }
        let Some((record, known)) = self.current(path, &gone) else { return };
        if self.own().any(|at| self.record(at).is(CURRENT) && self.record(at).hash == record.hash) {
            self.learned.unchanged += 1;
        }
        let same = known.filter(|&at| self.file.place.contains(&at) && self.record(at).says(&record));
        if same.is_some() {
            return;
        }
        if let Some(result) = self.keep(known, write) {
            let path = Span { start: u32::try_from(entry).unwrap_or(u32::MAX), length: 0 };
            self.learned.news.push(Record { path, result, state: 0, ..record });
        }
    }

    fn count(&mut self, gone: &Gone) {
        let stats = &mut self.learned.stats;
        stats.lookups += 1;
        let (counter, known) = match gone.how {
            How::Stat(at) => (&mut stats.stat, Some(at)),
            How::Blob(at) => (&mut stats.blob, Some(at)),
            How::Hash(at) => (&mut stats.hash, Some(at)),
            How::Miss | How::Absent => (&mut stats.misses, None),
        };
        *counter += 1;
        stats.saved += known.map_or(0, |at| u64::from(self.run.store.records[at].cost));
        let guess = self.file.guess.map(|at| self.run.store.records[at].hash);
        stats.stale += u64::from(guess.is_some() && gone.hash.is_some() && guess != gone.hash);
    }

    /// What is current at the file's path now, and the record that it is taken from.
    fn current(&mut self, path: &[u8], gone: &Gone) -> Option<(Record, Option<usize>)> {
        let stat = self.file.stat?;
        let (record, known) = match gone.how {
            How::Stat(at) => (*self.record(at), Some(at)),
            How::Blob(at) => (self.record(at).at(&stat), Some(at)),
            How::Hash(at) if gone.hash.is_some() => (self.record(at).at(&stat), Some(at)),
            How::Miss => (Record { cost: gone.cost, flags: gone.flags, ..Record::new(&stat, gone.hash?) }, None),
            _ => return None,
        };
        let trusted = matches!(gone.how, How::Stat(_)) || self.run.trusts(&stat);
        let record = record.with(CURRENT, true).with(TRUSTED, trusted);
        let record = Record { day: record.day.max(self.run.today), ..record };
        let read = matches!(gone.how, How::Hash(_) | How::Miss);
        let blob = (read && gone.alike && !record.is(BLOB)).then(|| self.blob(path, &stat)).flatten();
        Some((blob.map_or(record, |blob| record.of_blob(blob)), known))
    }

    /// Whether ends of lines are to be looked at: git may know the file.
    pub fn wants_ends(&self, path: &[u8]) -> bool {
        let covers = || self.run.blobs.as_ref().is_some_and(|blobs| blobs.covers(path));
        self.file.blob.map_or_else(covers, |blob| blob.is_some())
    }

    fn blob(&mut self, path: &[u8], stat: &Stat) -> Option<[u8; 20]> {
        let blobs = self.run.blobs.as_ref()?;
        *self.file.blob.get_or_insert_with(|| blobs.blob(path, stat))
    }

    fn keep(&mut self, known: Option<usize>, write: impl FnOnce(&mut Vec<u8>) -> bool) -> Option<Span> {
        let results = &mut self.learned.results;
        let start = results.len();
        match known {
            Some(at) => results.extend_from_slice(self.run.store.result(&self.run.store.records[at])),
            None if !write(results) => {
                results.truncate(start);
                return None;
            }
            None => {}
        }
        if results[start..] == *NOTHING {
            results.truncate(start);
            return Some(Span { start: 0, length: 2 });
        }
        let length = results.len() - start;
        Some(Span { start: u32::try_from(start).ok()?, length: u32::try_from(length).ok()? })
    }
}
