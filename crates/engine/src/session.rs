//! A scan: walk once, then match entries batch by batch.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};
use tagwright_core::Matcher;

use crate::budget::Budget;
use crate::cache::{self, Cache, CacheStats, Changes, Desk, Findings, Learned, Run};
use crate::columns::{self, Columns};
use crate::entries::Slice;
use crate::walk::{Note, Walked, walk};
use crate::worker::Worker;
use crate::{Error, Options, Stats};

/// Files from this size on are scanned before all others, the largest first, so that none is left over at the end. Sizes are
/// known where something needed them: asking for all of them costs a fifth of a scan (docs/design/walking.md).
const LARGE: u64 = 1 << 20;

/// How many files a worker takes at once: neighbours share folders in the system's caches.
const STRIDE: usize = 32;

/// A scan's counters and its flag, shared with whoever watches it.
#[derive(Debug, Default)]
pub struct Shared {
    cancelled: AtomicBool,
    found: AtomicU64,
    done: AtomicU64,
    bytes: AtomicU64,
    walked: AtomicBool,
}

impl Shared {
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(crate) fn found(&self, files: u64) {
        self.found.fetch_add(files, Ordering::Relaxed);
    }

    pub(crate) fn done(&self, files: u64) {
        self.done.fetch_add(files, Ordering::Relaxed);
    }

    pub(crate) fn read(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// How far a scan is. Figures never go down, but `found` may settle lower by files that were named twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files to scan.
    pub found: u64,
    /// Files scanned.
    pub done: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Whether `found` is final.
    pub walked: bool,
}

/// What one step of a session gives.
#[derive(Debug)]
pub struct Batch {
    /// What was found.
    pub columns: Columns,
    /// What was counted since the batch before.
    pub stats: Stats,
}

/// A scan.
#[derive(Debug)]
pub struct Session {
    options: Options,
    matcher: Matcher,
    cache: Option<Arc<Cache>>,
    shared: Arc<Shared>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    walked: Option<Walked>,
    /// The next entry, and the next note.
    entry: usize,
    note: usize,
    finished: bool,
    /// With a cache.
    run: Option<Run>,
    findings: Findings,
    changes: Option<Arc<Changes>>,
}

impl Session {
    /// Prepares a scan; nothing is read yet.
    ///
    /// # Errors
    /// [`Error`] if a detector cannot be built.
    pub fn new(options: Options) -> Result<Self, Error> {
        Self::with(options, None)
    }

    /// The same, with a cache of what scans before found.
    ///
    /// # Errors
    /// [`Error`] if a detector cannot be built.
    pub fn with(options: Options, cache: Option<Arc<Cache>>) -> Result<Self, Error> {
        let matcher = Matcher::new(&options.detectors)?;
        Ok(Self { options, matcher, cache, shared: Arc::default(), state: Mutex::default() })
    }

    /// What a scan with a cache found against the one before it, once the last batch was given; nothing without a cache, or if the
    /// scan was cancelled.
    pub fn changes(&self) -> Option<Arc<Changes>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).changes.clone()
    }

    /// Makes a running and every later step give nothing, soon.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// How far the scan is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let walked = self.shared.walked.load(Ordering::Acquire);
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Progress {
            done: load(&self.shared.done),
            found: load(&self.shared.found),
            bytes: load(&self.shared.bytes),
            walked,
        }
    }

    /// The batch of the next `limit` entries in path order (0: of all that are left); nothing when none are left or the scan
    /// was cancelled. The first step walks. Batches put together are the one batch of a whole scan.
    ///
    /// # Errors
    /// [`Error`] if threads cannot be started or the batch is too large.
    pub fn next(&self, limit: usize) -> Result<Option<Batch>, Error> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.finished || self.shared.is_cancelled() {
            return Ok(None);
        }
        let start = Instant::now();
        let workers = self.options.workers();
        let mut batch = ThreadPoolBuilder::new()
            .num_threads(workers)
            .thread_name(|index| format!("tagwright-{index}"))
            .build_scoped(|thread| thread.run(), |pool| self.step(&mut state, pool, limit))
            .map_err(|error| Error::Internal(error.to_string()))??;
        if self.shared.is_cancelled() {
            return Ok(None);
        }
        batch.stats.threads = workers as u64;
        batch.stats.times.total = elapsed(start);
        Ok(Some(batch))
    }

    fn step(&self, state: &mut State, pool: &ThreadPool, limit: usize) -> Result<Batch, Error> {
        let mut stats = Stats::default();
        if state.walked.is_none() {
            let start = Instant::now();
            let (mut walked, run) = pool.join(|| walk(&self.options, &self.shared), || self.begin());
            stats = std::mem::take(&mut walked.stats);
            stats.times.walk = elapsed(start);
            (state.run, stats.cache) = run.unzip();
            self.shared.found.store(walked.entries.len() as u64, Ordering::Relaxed);
            self.shared.walked.store(true, Ordering::Release);
            state.walked = Some(walked);
        }
        let State { walked: Some(walked), entry, note, finished, run, findings, .. } = &mut *state else {
            return Err(Error::Internal("nothing was walked".to_owned()));
        };
        let left = walked.entries.len() - *entry;
        let take = if limit == 0 { left } else { left.min(limit) };
        let entries = walked.entries.slice(*entry..*entry + take);
        let notes = notes_until(&walked.notes[*note..], entries, take == left);
        let scanned = self.scan(pool, entries, run.as_ref());
        let start = Instant::now();
        let mut outs = Vec::with_capacity(scanned.len());
        for Work { out, stats: counted, learned } in scanned {
            stats.add(&counted);
            outs.push(out);
            if let Some(learned) = learned {
                stats.cache.get_or_insert_default().add(&learned.stats);
                findings.add(*entry, learned);
            }
        }
        let columns = columns::merge(&outs, entries, notes)?;
        stats.times.merge = elapsed(start);
        stats.tags = columns.tags() as u64;
        stats.diagnostics = columns.diagnostics() as u64;
        (*entry, *note, *finished) = (*entry + take, *note + notes.len(), take == left);
        if state.finished && !self.shared.is_cancelled() {
            let told = self.end(state)?;
            if let (Some(cache), Some(told)) = (&mut stats.cache, told) {
                cache.add(&told);
            }
            stats.times.merge = elapsed(start);
        }
        Ok(Batch { columns, stats })
    }

    /// Reads the cache, beside the walk.
    fn begin(&self) -> Option<(Run, CacheStats)> {
        let cache = self.cache.as_ref()?;
        let now = Run::now();
        let mut start = cache.start();
        let told = std::mem::take(&mut start.told);
        Some((Run::new(cache.spec(), &self.options, start, now), told))
    }

    /// Tells the cache what was found.
    fn end(&self, state: &mut State) -> Result<Option<CacheStats>, Error> {
        let (Some(cache), Some(run), Some(walked)) = (&self.cache, state.run.take(), &state.walked) else {
            return Ok(None);
        };
        let findings = std::mem::take(&mut state.findings);
        let end = cache::end(&run, &self.options, walked.entries.all(), &findings)?;
        state.changes = Some(Arc::new(end.changes));
        let began = run.began;
        drop(run);
        Ok(Some(cache.finish(&end.gone, &end.news, began)))
    }

    fn scan(&self, pool: &ThreadPool, entries: Slice<'_>, run: Option<&Run>) -> Vec<Work> {
        let order = Order::new(entries);
        let budget = Budget::new(self.options.memory);
        pool.broadcast(|_| {
            let mut worker = Worker::new(&self.options, &self.matcher, &self.shared);
            worker.desk = run.map(Desk::new);
            while let Some(indices) = order.take() {
                for index in indices {
                    if self.shared.is_cancelled() {
                        return Work::of(worker);
                    }
                    worker.scan(index, entries.get(index), &budget);
                }
            }
            Work::of(worker)
        })
    }
}

/// What one worker did in a batch.
struct Work {
    out: columns::Out,
    stats: Stats,
    learned: Option<Learned>,
}

impl Work {
    fn of(worker: Worker<'_>) -> Self {
        Self { out: worker.out, stats: worker.stats, learned: worker.desk.map(|desk| desk.learned) }
    }
}

/// The notes that belong to a batch: those not after its last entry, or all that are left.
fn notes_until<'n>(notes: &'n [Note], entries: Slice<'_>, last: bool) -> &'n [Note] {
    match entries.iter().next_back() {
        Some(entry) if !last => &notes[..notes.partition_point(|note| &*note.path <= entry.path)],
        _ => notes,
    }
}

/// Which worker scans what: large files one by one, the largest first, then the others in path order.
struct Order {
    large: Vec<usize>,
    small: Vec<usize>,
    next_large: AtomicUsize,
    next_small: AtomicUsize,
}

impl Order {
    fn new(entries: Slice<'_>) -> Self {
        let size = |index| entries.get(index).size;
        let (mut large, small): (Vec<usize>, Vec<usize>) =
            (0..entries.len()).partition(|&index| size(index) >= Some(LARGE));
        large.sort_by_key(|&index| std::cmp::Reverse(size(index)));
        Self { large, small, next_large: AtomicUsize::new(0), next_small: AtomicUsize::new(0) }
    }

    fn take(&self) -> Option<impl Iterator<Item = usize> + '_> {
        let large = self.next_large.fetch_add(1, Ordering::Relaxed);
        let taken = if large < self.large.len() {
            &self.large[large..=large]
        } else {
            let from = self.next_small.fetch_add(STRIDE, Ordering::Relaxed);
            let to = self.small.len().min(from.saturating_add(STRIDE));
            self.small.get(from..to).filter(|taken| !taken.is_empty())?
        };
        Some(taken.iter().copied())
    }
}

fn elapsed(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::{Entries, Entry};

    #[test]
    fn the_largest_go_first_one_by_one_then_the_others_in_strides() {
        let sizes = [(3, LARGE), (20, 9 * LARGE), (30, LARGE - 1)];
        let size = |at| sizes.iter().find(|(own, _)| *own == at).map(|&(_, size)| size);
        let mut entries = Entries::default();
        for at in 0..STRIDE + 5 {
            entries.push(Entry { path: format!("{at:03}").as_bytes(), size: size(at), named: false });
        }
        let order = Order::new(entries.all());
        let taken: Vec<Vec<usize>> = std::iter::from_fn(|| order.take().map(Iterator::collect)).collect();
        let small: Vec<usize> = (0..entries.len()).filter(|at| ![3, 20].contains(at)).collect();
        let (first, rest) = small.split_at(STRIDE);
        assert_eq!(taken, [vec![20], vec![3], first.to_vec(), rest.to_vec()]);
        assert!(order.take().is_none());
    }
}
