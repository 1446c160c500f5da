//! What a scan found against the one before it: `docs/design/cache/how.md`, "The change report".

use std::collections::{HashMap, VecDeque};

use super::format::CURRENT;
use super::look::{Learned, Run};
use super::store::{NEWS, Record, Store, Update};
use crate::columns::{self, Columns, Out};
use crate::entries::{Entries, Entry, Slice};
use crate::scope::Scope;
use crate::{Error, Options};

const ADDED: u32 = 0;
const MODIFIED: u32 = 1;
const DELETED: u32 = 2;
const RENAMED: u32 = 3;

/// What a scan with a cache found against the one before it: see `src/engine/contract.ts`.
#[derive(Debug, Default)]
pub struct Changes {
    /// 5 u32 a file.
    pub files: Vec<u32>,
    /// Paths.
    pub strings: Vec<u8>,
    /// How many files are as they were.
    pub unchanged: u64,
    /// When the scan before began: milliseconds since 1970; 0: none.
    pub since: u64,
    /// What modified, deleted and renamed files held before, under their paths of then.
    pub before: Columns,
}

/// What a whole scan has learned.
#[derive(Debug, Default)]
pub struct Findings {
    /// Each worker's of each batch, with the number of the batch's first entry.
    batches: Vec<(usize, Learned)>,
}

impl Findings {
    pub fn add(&mut self, first: usize, learned: Learned) {
        self.batches.push((first, learned));
    }

    /// What is current now, in path order.
    fn news<'f>(&'f self, entries: Slice<'f>) -> Vec<Update<'f>> {
        let numbered = |(number, (first, learned)): (usize, &(usize, Learned))| {
            let entry = |record: &Record| first + record.path.start as usize;
            learned.news.iter().map(entry).zip(0..).map(move |(entry, at)| (entry, number, at)).collect::<Vec<_>>()
        };
        let mut order: Vec<(usize, usize, usize)> = self.batches.iter().enumerate().flat_map(numbered).collect();
        order.sort_unstable();
        let update = |(entry, number, at): (usize, usize, usize)| {
            let learned = &self.batches[number].1;
            let record = &learned.news[at];
            Update { path: entries.get(entry).path, record, result: learned.result(record) }
        };
        order.into_iter().map(update).collect()
    }

    fn unchanged(&self) -> u64 {
        self.batches.iter().map(|(_, learned)| learned.unchanged).sum()
    }
}

/// One file's change, by path.
struct Change<'c> {
    path: &'c [u8],
    state: u32,
    from: &'c [u8],
    /// The record that it had.
    before: Option<usize>,
}

/// A scan's end: what is new, what changed, and what is gone.
pub struct End<'e> {
    pub changes: Changes,
    pub news: Vec<Update<'e>>,
    /// What the scan did not meet, as it is to be kept.
    pub gone: Store,
}

/// Puts a scan's findings together.
///
/// # Errors
/// [`Error::ResultSize`] if there is more than a report can hold.
pub fn end<'e>(run: &Run, options: &Options, entries: Slice<'e>, findings: &'e Findings) -> Result<End<'e>, Error> {
    let news = findings.news(entries);
    let deleted = deleted(run, &Scope::new(options));
    let changes = changes(run, &news, &deleted);
    let mut report = Changes { unchanged: findings.unchanged(), since: run.since, ..Changes::default() };
    report.before = before(run, options, &changes)?;
    for change in &changes {
        report.push(change)?;
    }
    let gone = retired(&run.store, &deleted);
    Ok(End { changes: report, news, gone })
}

/// Current records in the scan's scope whose path was not met.
fn deleted(run: &Run, scope: &Scope) -> Vec<usize> {
    let store = &run.store;
    let is = |&at: &usize| {
        let own = &store.records[at];
        own.is(CURRENT) && !run.is_met(at) && scope.covers(store.path(own))
    };
    (0..store.records.len()).filter(is).collect()
}

fn retired(store: &Store, deleted: &[usize]) -> Store {
    let records: Vec<Record> = deleted.iter().map(|&at| store.records[at].with(CURRENT, false)).collect();
    let updates: Vec<Update<'_>> = records.iter().map(|record| store.update(record)).collect();
    let mut gone = Store::default();
    gone.apply(&updates, NEWS);
    gone
}

fn changes<'c>(run: &'c Run, news: &[Update<'c>], deleted: &[usize]) -> Vec<Change<'c>> {
    let store = &run.store;
    let path = |at: usize| store.path(&store.records[at]);
    let mut cursor = 0;
    let mut changes: Vec<Change<'_>> = Vec::new();
    for update in news {
        let place = store.find(update.path, cursor);
        cursor = place.end;
        let before = place.clone().find(|&at| store.records[at].is(CURRENT));
        let state = if before.is_some() { MODIFIED } else { ADDED };
        if before.is_none_or(|at| store.records[at].hash != update.record.hash) {
            changes.push(Change { path: update.path, state, from: b"", before });
        }
    }
    let mut free: HashMap<&[u8; 32], VecDeque<usize>> = HashMap::new();
    for &at in deleted {
        free.entry(&store.records[at].hash).or_default().push_back(at);
    }
    let mut left: Vec<usize> = deleted.to_vec();
    if !free.is_empty() {
        let hashes: HashMap<&[u8], &[u8; 32]> = news.iter().map(|update| (update.path, &update.record.hash)).collect();
        for change in changes.iter_mut().filter(|change| change.state == ADDED) {
            let hash = hashes.get(change.path);
            let Some(at) = hash.and_then(|hash| free.get_mut(*hash)).and_then(VecDeque::pop_front) else { continue };
            (change.state, change.from, change.before) = (RENAMED, path(at), Some(at));
        }
        left = free.into_values().flatten().collect();
    }
    changes.extend(left.iter().map(|&at| Change { path: path(at), state: DELETED, from: b"", before: Some(at) }));
    changes.sort_by(|a, b| a.path.cmp(b.path));
    changes
}

/// What was in files before.
fn before(run: &Run, options: &Options, changes: &[Change<'_>]) -> Result<Columns, Error> {
    let mut records: Vec<usize> = changes.iter().filter_map(|change| change.before).collect();
    records.sort_unstable();
    let mut out = Out::default();
    let mut entries = Entries::default();
    for at in records {
        let record = &run.store.records[at];
        let mark = out.mark();
        out.read(run.store.result(record), &run.fields);
        out.close(mark, entries.len(), record.size, options.hash.then_some(record.hash));
        entries.push(Entry { path: run.store.path(record), size: None, named: false });
    }
    columns::merge(&[out], entries.all(), &[])
}

impl Changes {
    fn push(&mut self, change: &Change<'_>) -> Result<(), Error> {
        let [start, end] = self.text(change.path)?;
        let [from, to] = if change.from.is_empty() { [end, end] } else { self.text(change.from)? };
        self.files.extend_from_slice(&[change.state, start, end, from, to]);
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<[u32; 2], Error> {
        let start = self.strings.len();
        self.strings.extend_from_slice(bytes);
        let narrow = |at: usize| u32::try_from(at).map_err(|_| Error::ResultSize);
        Ok([narrow(start)?, narrow(self.strings.len())?])
    }
}
