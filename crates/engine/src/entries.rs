//! Files to scan. Their paths stand in one piece of memory: `docs/design/walking.md`, "Why".

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

/// A file to scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'e> {
    /// Relative to the root.
    pub path: &'e [u8],
    /// Bytes, if the walk had a reason to ask.
    pub size: Option<u64>,
    /// Whether the caller named it.
    pub named: bool,
}

/// A list of them.
#[derive(Debug, Default)]
pub struct Entries {
    paths: Vec<u8>,
    rows: Vec<Row>,
}

/// An entry whose path stands elsewhere.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: usize,
    length: u32,
    named: bool,
    size: Option<u64>,
}

impl Row {
    fn path<'p>(&self, paths: &'p [u8]) -> &'p [u8] {
        &paths[self.start..][..self.length as usize]
    }
}

impl Entries {
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Makes room for so many entries of so many bytes.
    pub fn reserve(&mut self, entries: usize, bytes: usize) {
        self.rows.reserve_exact(entries);
        self.paths.reserve_exact(bytes);
    }

    /// Bytes of all paths.
    pub const fn bytes(&self) -> usize {
        self.paths.len()
    }

    pub fn push(&mut self, entry: Entry<'_>) {
        self.push_below(b"", entry);
    }

    /// Puts an entry in whose path is relative to a folder. No path is as long as u32 can count.
    pub fn push_below(&mut self, folder: &[u8], Entry { path, size, named }: Entry<'_>) {
        let start = self.paths.len();
        self.paths.extend_from_slice(folder);
        if !folder.is_empty() {
            self.paths.push(b'/');
        }
        self.paths.extend_from_slice(path);
        let length = u32::try_from(self.paths.len() - start).unwrap_or(u32::MAX);
        self.rows.push(Row { start, length, named, size });
    }

    /// Puts them into the order of their paths.
    pub fn sort(&mut self) {
        let paths = self.paths.as_slice();
        self.rows.sort_unstable_by(|a, b| a.path(paths).cmp(b.path(paths)));
    }

    /// The same on all threads, each path once: of several the one that the caller named. Gives how many were left out.
    pub fn unite(&mut self) -> usize {
        let (paths, before) = (self.paths.as_slice(), self.rows.len());
        self.rows.par_sort_unstable_by(|a, b| a.path(paths).cmp(b.path(paths)).then(b.named.cmp(&a.named)));
        self.rows.dedup_by(|later, kept| later.path(paths) == kept.path(paths));
        before - self.rows.len()
    }

    pub fn slice(&self, range: Range<usize>) -> Slice<'_> {
        Slice { paths: &self.paths, rows: &self.rows[range] }
    }

    pub fn all(&self) -> Slice<'_> {
        self.slice(0..self.rows.len())
    }
}

/// Some of a list, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'e> {
    paths: &'e [u8],
    rows: &'e [Row],
}

impl<'e> Slice<'e> {
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, index: usize) -> Entry<'e> {
        self.entry(&self.rows[index])
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = Entry<'e>> {
        self.rows.iter().map(move |row| self.entry(row))
    }

    fn entry(&self, row: &Row) -> Entry<'e> {
        Entry { path: row.path(self.paths), size: row.size, named: row.named }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_was_also_named_is_kept_once_as_named() {
        let mut entries = Entries::default();
        for (path, named) in [("b/c", false), ("a", false), ("b/c", true), ("a", false)] {
            entries.push(Entry { path: path.as_bytes(), size: None, named });
        }
        entries.push_below(b"b", Entry { path: b"a", size: Some(1), named: false });
        assert_eq!(entries.unite(), 2);
        let all: Vec<(&[u8], bool)> = entries.all().iter().map(|entry| (entry.path, entry.named)).collect();
        assert_eq!(all, [(&b"a"[..], false), (b"b/a", false), (b"b/c", true)]);
        assert_eq!((entries.slice(1..2).get(0).size, entries.slice(1..2).len()), (Some(1), 1));
    }
}
