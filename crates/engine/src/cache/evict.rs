//! What a base leaves out: `docs/design/cache/how.md`, "Saving".

use std::cmp::Reverse;

use super::format::{CURRENT, GONE, HEADER, Raw};
use super::store::{Record, Store, shared};

/// Bytes of a base, and days; 0: no limit.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub bytes: u64,
    pub days: u32,
}

/// Drops what is too old, then what is too much; whether anything was dropped.
pub fn evict(store: &mut Store, limits: Limits, today: u16) -> bool {
    let before = store.records.len();
    let old = |own: &Record| limits.days > 0 && u32::from(own.day) + limits.days < u32::from(today);
    store.retain(|own| !own.is(GONE) && (own.is(CURRENT) || !old(own)));
    if limits.bytes > 0 {
        let drops = too_many(store, limits.bytes);
        let mut drops = drops.into_iter();
        store.retain(|_| !drops.next().unwrap_or(false));
    }
    store.records.len() < before
}

/// Which records go for the file to be no longer than that: those met least recently, not current first, later ones first. A
/// record that goes may lengthen the one after it, which no longer shares its path.
fn too_many(store: &Store, most: u64) -> Vec<bool> {
    let count = store.records.len();
    let mut shares = shares(store);
    let size = |index: usize, shared: usize| bytes(store, &store.records[index], shared);
    let mut total = HEADER as u64 + shares.iter().enumerate().map(|(at, &shared)| size(at, shared)).sum::<u64>();
    let mut drops = vec![false; count];
    if total <= most {
        return drops;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| (store.records[at].day, store.records[at].is(CURRENT), Reverse(at)));
    let mut links = Links::new(count);
    for at in order {
        if total <= most {
            break;
        }
        drops[at] = true;
        total -= size(at, shares[at]);
        if let Some(next) = links.drop(at) {
            total -= size(next, shares[next]);
            shares[next] = shares[next].min(shares[at]);
            total += size(next, shares[next]);
        }
    }
    drops
}

/// How many bytes each path shares with the one before.
fn shares(store: &Store) -> Vec<usize> {
    let mut before: &[u8] = b"";
    let each = store.records.iter().map(|own| {
        let path = store.path(own);
        shared(std::mem::replace(&mut before, path), path)
    });
    each.collect()
}

fn bytes(store: &Store, own: &Record, shared: usize) -> u64 {
    let rest = store.path(own).len() - shared;
    Raw::size(own.flags, [own.size, own.cost.into(), shared as u64], rest, store.result(own).len())
}

/// A list from which things are taken anywhere.
struct Links {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl Links {
    fn new(count: usize) -> Self {
        let before = (0..count).map(|at| at.checked_sub(1)).collect();
        let after = (1..=count).map(|at| (at < count).then_some(at)).collect();
        Self { before, after }
    }

    /// Takes one out; gives the one after it.
    fn drop(&mut self, at: usize) -> Option<usize> {
        let (before, after) = (self.before[at], self.after[at]);
        if let Some(before) = before {
            self.after[before] = after;
        }
        if let Some(after) = after {
            self.before[after] = before;
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stat;
    use crate::cache::store::{NOTHING, Update};

    fn store(records: &[(&str, u8, u16, u8)]) -> Store {
        let mut store = Store::default();
        for &(path, hash, day, flags) in records {
            let record = Record { day, flags, ..Record::new(&Stat::default(), [hash; 32]) };
            store.apply(&[Update { path: path.as_bytes(), record: &record, result: NOTHING }], 0);
        }
        store
    }

    fn left(store: &Store) -> Vec<(&str, u8)> {
        store.records.iter().map(|own| (str::from_utf8(store.path(own)).expect("it is text"), own.hash[0])).collect()
    }

    #[test]
    fn what_is_not_current_goes_a_day_after_its_last_day() {
        let mut store = store(&[("a", 1, 69, 0), ("a", 2, 70, 0), ("b", 1, 5, CURRENT), ("c", 1, 100, GONE)]);
        assert!(evict(&mut store, Limits { bytes: 0, days: 30 }, 100));
        assert_eq!(left(&store), [("a", 2), ("b", 1)]);
        assert!(!evict(&mut store, Limits { bytes: 0, days: 0 }, 60_000));
    }

    #[test]
    fn what_was_met_least_recently_goes_first_and_no_more_than_must() {
        let records = [("abc", 1, 9, CURRENT), ("abd", 1, 8, CURRENT), ("abd", 2, 8, 0), ("abe", 1, 8, CURRENT)];
        let sizes = |store: &Store| {
            let mut bytes = vec![0; HEADER];
            let mut before = Vec::new();
            for own in &store.records {
                store.raw(own, &before).write(&mut bytes);
                before = store.path(own).to_vec();
            }
            bytes.len() as u64
        };
        let all = store(&records);
        let expected: [&[(&str, u8)]; 5] = [
            &[("abc", 1), ("abd", 1), ("abd", 2), ("abe", 1)],
            &[("abc", 1), ("abd", 1), ("abe", 1)],
            &[("abc", 1), ("abd", 1)],
            &[("abc", 1)],
            &[],
        ];
        let mut most = sizes(&all);
        for left_then in expected {
            let mut store = all.clone();
            evict(&mut store, Limits { bytes: most, days: 0 }, 9);
            assert_eq!(left(&store), left_then);
            most = sizes(&store) - 1;
        }
    }
}
