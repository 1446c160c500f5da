//! Records in memory: fixed parts in one list, sorted by (path, hash); paths and results in two runs of bytes.

use std::cmp::Ordering;
use std::ops::Range;

use super::format::{BLOB, CURRENT, GONE, Raw, TRUSTED};
use crate::Stat;

/// It is not as the base has it.
pub const DIRTY: u8 = 1;
/// It is not as the files on disk have it.
pub const NEWS: u8 = 2;

/// Without tags and diagnostics.
pub const NOTHING: &[u8] = &[0, 0];

/// How much longer than the file all paths may be once each stands for itself.
const SPREAD: usize = 16;

/// A part of a run of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub length: u32,
}

impl Span {
    fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }
}

/// What is known of one content at one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    pub size: u64,
    pub mtime: i64,
    pub hash: [u8; 32],
    pub blob: [u8; 20],
    pub path: Span,
    pub result: Span,
    /// Folded to half of its bits, as the inode is.
    pub ctime: u32,
    pub inode: u32,
    /// Microseconds.
    pub cost: u32,
    /// Days since 1970.
    pub day: u16,
    pub flags: u8,
    /// `DIRTY`, `NEWS`.
    pub state: u8,
}

impl Record {
    /// What a scan learned of a content.
    pub fn new(stat: &Stat, hash: [u8; 32]) -> Self {
        let record = Self {
            hash,
            blob: [0; 20],
            path: Span::default(),
            result: Span::default(),
            size: 0,
            mtime: 0,
            ctime: 0,
            inode: 0,
            cost: 0,
            day: 0,
            flags: 0,
            state: 0,
        };
        record.at(stat)
    }

    /// The same content with another stat.
    pub fn at(self, stat: &Stat) -> Self {
        let (ctime, inode) = (fold(stat.ctime.cast_unsigned()), fold(stat.inode));
        Self { size: stat.size, mtime: stat.mtime, ctime, inode, ..self }
    }

    pub const fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub const fn with(self, flag: u8, on: bool) -> Self {
        Self { flags: if on { self.flags | flag } else { self.flags & !flag }, ..self }
    }

    /// With a blob id.
    pub const fn of_blob(self, blob: [u8; 20]) -> Self {
        Self { blob, ..self.with(BLOB, true) }
    }

    /// Whether its stat is that one, and to be believed.
    pub fn has(&self, stat: &Stat) -> bool {
        self.is(TRUSTED) && !self.is(GONE) && *self == self.at(stat)
    }

    /// Whether both would be written alike but for path and result.
    pub fn says(&self, other: &Self) -> bool {
        let Self { path, result, state, cost, .. } = *other;
        *other == Self { path, result, state, cost, ..*self }
    }
}

/// The low and high half of a number, xor.
pub const fn fold(value: u64) -> u32 {
    #[allow(clippy::cast_possible_truncation)]
    {
        (value ^ (value >> 32)) as u32
    }
}

/// Something to be put into a store.
#[derive(Clone, Copy, Debug)]
pub struct Update<'u> {
    pub path: &'u [u8],
    pub record: &'u Record,
    pub result: &'u [u8],
}

/// All that is known.
#[derive(Clone, Debug)]
pub struct Store {
    pub records: Vec<Record>,
    paths: Vec<u8>,
    results: Vec<u8>,
    /// Bytes of results that no record has any more.
    waste: usize,
}

impl Default for Store {
    fn default() -> Self {
        Self { records: Vec::new(), paths: Vec::new(), results: NOTHING.to_vec(), waste: 0 }
    }
}

impl Store {
    pub fn path(&self, record: &Record) -> &[u8] {
        &self.paths[record.path.range()]
    }

    pub fn result(&self, record: &Record) -> &[u8] {
        &self.results[record.result.range()]
    }

    pub fn update<'u>(&'u self, record: &'u Record) -> Update<'u> {
        Update { path: self.path(record), record, result: self.result(record) }
    }

    /// The first record whose path is not before this one, sought from a place on where a path's records begin: cheap where
    /// that is near.
    pub fn seek(&self, path: &[u8], from: usize) -> usize {
        let at = |index: usize| self.records.get(index).map_or(Ordering::Greater, |own| self.path(own).cmp(path));
        match at(from) {
            Ordering::Equal => return from,
            Ordering::Greater if from == 0 || at(from - 1) == Ordering::Less => return from,
            Ordering::Greater => return self.records[..from].partition_point(|own| self.path(own) < path),
            Ordering::Less => {}
        }
        let (mut low, mut step) = (from + 1, 1);
        while at(low + step) == Ordering::Less {
            low += step;
            step *= 2;
        }
        let high = self.records.len().min(low + step);
        low + self.records[low..high].partition_point(|own| self.path(own) < path)
    }

    /// Where a path's records are, sought from a place on where a path's records begin.
    pub fn find(&self, path: &[u8], from: usize) -> Range<usize> {
        let start = self.seek(path, from);
        let same = |own: &&Record| self.path(own) == path;
        start..start + self.records[start..].iter().take_while(same).count()
    }

    /// The records of a path, or below it.
    pub fn below(&self, path: &[u8]) -> impl Iterator<Item = usize> + '_ {
        let covers = {
            let path = path.to_vec();
            move |own: &Record| crate::path::covers(&path, self.path(own))
        };
        (0..self.records.len()).filter(move |&index| covers(&self.records[index]))
    }

    /// Appends a record of a file; `limit` bytes are what all paths may take. Nothing if it is out of order or impossible.
    pub fn append(&mut self, raw: &Raw<'_>, limit: usize) -> Option<()> {
        let before = self.records.last().copied();
        let start = self.paths.len();
        let path = match before {
            Some(own) if raw.rest.is_empty() && raw.shared == own.path.length as usize => {
                (own.hash < raw.hash && !(own.is(CURRENT) && raw.flags & CURRENT != 0)).then_some(own.path)?
            }
            _ => {
                let own = before.map_or(0..0, |own| own.path.range());
                let shared = own.start..own.start.checked_add(raw.shared).filter(|&end| end <= own.end)?;
                if before.is_some() && self.paths[shared.end..own.end] >= *raw.rest {
                    return None;
                }
                if start + raw.shared + raw.rest.len() > limit.saturating_mul(SPREAD) {
                    return None;
                }
                self.paths.extend_from_within(shared);
                self.paths.extend_from_slice(raw.rest);
                span(start, self.paths.len())?
            }
        };
        let result = self.keep(raw.result)?;
        self.records.push(Record {
            hash: raw.hash,
            blob: raw.blob,
            path,
            result,
            size: raw.size,
            mtime: raw.mtime,
            ctime: raw.ctime,
            inode: raw.inode,
            cost: u32::try_from(raw.cost).unwrap_or(u32::MAX),
            day: raw.day,
            flags: raw.flags,
            state: 0,
        });
        Some(())
    }

    /// A record as a file has it, after the one before it there.
    pub fn raw<'s>(&'s self, record: &'s Record, before: &[u8]) -> Raw<'s> {
        let path = self.path(record);
        let shared = shared(before, path);
        Raw {
            flags: record.flags,
            day: record.day,
            mtime: record.mtime,
            ctime: record.ctime,
            inode: record.inode,
            hash: record.hash,
            blob: record.blob,
            size: record.size,
            cost: u64::from(record.cost),
            shared,
            rest: &path[shared..],
            result: self.result(record),
        }
    }

    /// Appends a result; most are empty, and share one place.
    fn keep(&mut self, result: &[u8]) -> Option<Span> {
        if result == NOTHING {
            return span(0, NOTHING.len());
        }
        let start = self.results.len();
        self.results.extend_from_slice(result);
        span(start, self.results.len())
    }

    fn keep_path(&mut self, path: &[u8]) -> Option<Span> {
        let start = self.paths.len();
        self.paths.extend_from_slice(path);
        span(start, self.paths.len())
    }

    /// Puts in what is sorted by (path, hash), marked as `state` says. Where one is current, others at its path are no more, nor are they
    /// trusted. Linear.
    pub fn apply(&mut self, updates: &[Update<'_>], state: u8) {
        let mut inserts: Vec<Insert> = Vec::new();
        let mut cursor = 0;
        for (from, group) in groups(updates) {
            let place = self.find(group[0].path, cursor);
            cursor = place.end;
            let path = match self.records.get(place.start).filter(|_| !place.is_empty()) {
                Some(own) => Some(own.path),
                None => self.keep_path(group[0].path),
            };
            // More than 4 GiB of paths or results: what does not fit is not known.
            let Some(path) = path else { return };
            if group.iter().any(|update| update.record.is(CURRENT)) {
                self.retire(place.clone(), state);
            }
            for (update, number) in group.iter().zip(from..) {
                match self.records[place.clone()].binary_search_by(|own| own.hash.cmp(&update.record.hash)) {
                    Ok(at) => self.replace(place.start + at, update, state),
                    Err(at) => inserts.push(Insert { place: place.start + at, number, path }),
                }
            }
        }
        self.insert(&inserts, updates, state);
        if self.waste > 1 << 20 && self.waste > self.results.len() / 2 {
            self.compact();
        }
    }

    fn retire(&mut self, place: Range<usize>, state: u8) {
        for own in self.records[place].iter_mut().filter(|own| own.is(CURRENT)) {
            *own = Record { state: own.state | state, ..own.with(CURRENT | TRUSTED, false) };
        }
    }

    fn replace(&mut self, at: usize, update: &Update<'_>, state: u8) {
        let own = self.records[at];
        let result = if self.result(&own) == update.result {
            own.result
        } else {
            self.waste += own.result.length as usize;
            let Some(result) = self.keep(update.result) else { return };
            result
        };
        self.records[at] = Record { path: own.path, result, state: own.state | state, ..*update.record };
    }

    /// Makes room from the end on, each record moved once.
    fn insert(&mut self, inserts: &[Insert], updates: &[Update<'_>], state: u8) {
        let mut read = self.records.len();
        let mut write = read + inserts.len();
        let Some(filler) = inserts.first().map(|first| *updates[first.number].record) else { return };
        self.records.reserve_exact(inserts.len());
        self.records.resize(write, filler);
        for insert in inserts.iter().rev() {
            let moved = read - insert.place;
            self.records.copy_within(insert.place..read, write - moved);
            (read, write) = (insert.place, write - moved - 1);
            let update = &updates[insert.number];
            let result = self.keep(update.result).unwrap_or_default();
            self.records[write] = Record { path: insert.path, result, state, ..*update.record };
        }
    }

    /// Without records that are `not` to stay, and what only they had.
    pub fn retain(&mut self, stays: impl FnMut(&Record) -> bool) {
        let before = self.records.len();
        self.records.retain(stays);
        if self.records.len() < before {
            self.compact();
        }
    }

    /// Paths and results again, without what no record has.
    fn compact(&mut self) {
        let mut fresh = Self { records: std::mem::take(&mut self.records), ..Self::default() };
        let mut before = (Span::default(), Span::default());
        let mut records = std::mem::take(&mut fresh.records);
        for own in &mut records {
            let path =
                if before.0 == own.path { Some(before.1) } else { fresh.keep_path(&self.paths[own.path.range()]) };
            before = (own.path, path.unwrap_or_default());
            own.path = before.1;
            own.result = fresh.keep(&self.results[own.result.range()]).unwrap_or_default();
        }
        *self = Self { records, ..fresh };
    }
}

/// A new record: where, which update it is, and its path.
struct Insert {
    place: usize,
    number: usize,
    path: Span,
}

/// Updates of one path each, with the number of the first.
fn groups<'a, 'u>(updates: &'a [Update<'u>]) -> impl Iterator<Item = (usize, &'a [Update<'u>])> {
    let mut from = 0;
    updates.chunk_by(|a, b| a.path == b.path).map(move |group| {
        from += group.len();
        (from - group.len(), group)
    })
}

fn span(start: usize, end: usize) -> Option<Span> {
    let end = u32::try_from(end).ok()?;
    let start = u32::try_from(start).ok()?;
    Some(Span { start, length: end - start })
}

/// How many bytes both begin with.
pub fn shared(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
