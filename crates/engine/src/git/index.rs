//! git's index: which files are as they were when it was written. The format is git's own `gitformat-index(5)`.
//!
//! Every byte is hostile: what is not understood makes the whole index tell nothing.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::file::{Content, read};
use crate::Stat;
use crate::path::base;

/// Of the file, and of one path in it.
const LARGEST: u64 = 1 << 29;
const LONGEST: usize = 4096;
/// Of an entry before its path, and of a hash.
const FIXED: usize = 62;
const HASH: usize = 20;
/// The blob that holds nothing.
const EMPTY: Blob = *b"\xe6\x9d\xe2\x9b\xb2\xd1\xd6\x43\x4b\x8b\x29\xae\x77\x5a\xd8\xc2\xe4\x8c\x53\x91";

const ASSUMED: u16 = 0x8000;
const EXTENDED: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const LENGTH: u16 = 0x0fff;

const SECOND: i64 = 1_000_000_000;
/// How long before the index was written a file must have changed last: longer than a tick of any file system's clock, and
/// than two of one that keeps whole seconds.
const TICK: i64 = 10_000_000;
const COARSE: i64 = 2 * SECOND;

/// The name of a content.
pub type Blob = [u8; HASH];

/// A clean regular file.
#[derive(Debug)]
struct Entry {
    mtime: i64,
    ctime: i64,
    inode: u32,
    size: u32,
    blob: Blob,
}

/// What an index says of the files that count, by a keyed hash of the path: 64 bytes a file.
#[derive(Debug)]
pub struct Index {
    keys: Vec<(u64, u32)>,
    entries: Vec<Entry>,
    hasher: RandomState,
    /// The folders whose attributes file is in the index, whatever it says of it.
    ruled: HashSet<Box<[u8]>>,
}

impl Index {
    /// Reads one; none if it is not there or not understood.
    pub fn read(path: &[u8]) -> Option<Self> {
        let Content::Bytes(bytes, stat) = read(path, LARGEST, true) else { return None };
        Self::parse(&bytes, stat.mtime)
    }

    /// `written`: the index's own mtime.
    pub(super) fn parse(bytes: &[u8], written: i64) -> Option<Self> {
        let mut reader = Reader { bytes: bytes.get(..bytes.len().checked_sub(HASH)?)?, at: 0 };
        let (signature, version, count) = (reader.take(4)?, reader.number()?, reader.number()?);
        if signature != b"DIRC" || !(2..=4).contains(&version) {
            return None;
        }
        let most = (bytes.len() / FIXED).min(count as usize);
        let mut index = Self {
            keys: Vec::with_capacity(most),
            entries: Vec::with_capacity(most),
            hasher: RandomState::new(),
            ruled: HashSet::new(),
        };
        let mut name = Name::default();
        for _ in 0..count {
            index.add(&mut reader, &mut name, version, written)?;
        }
        reader.extensions()?;
        index.keys.sort_unstable();
        Some(index)
    }

    /// What an entry names; none if the file is not as the index knows it, or the index does not know.
    pub fn blob(&self, path: &[u8], stat: &Stat) -> Option<Blob> {
        let key = self.hasher.hash_one(path);
        let place = self.keys.partition_point(|&(other, _)| other < key);
        let &(_, at) = self.keys.get(place).filter(|&&(other, _)| other == key)?;
        let entry = &self.entries[at as usize];
        let same = u64::from(entry.size) == stat.size
            && entry.mtime == stat.mtime
            && (entry.ctime == 0 || stat.ctime == 0 || entry.ctime == stat.ctime)
            // The low bits are what git keeps.
            && (entry.inode == 0 || stat.inode == 0 || entry.inode == stat.inode as u32);
        same.then_some(entry.blob)
    }

    /// Whether a folder's attributes file is in the index.
    pub fn rules(&self, folder: &[u8]) -> bool {
        self.ruled.contains(folder)
    }

    fn add(&mut self, reader: &mut Reader, name: &mut Name, version: u32, written: i64) -> Option<()> {
        let start = reader.at;
        let fixed = reader.take(FIXED)?;
        let flags = u16::from_be_bytes([fixed[60], fixed[61]]);
        let more = if flags & EXTENDED != 0 { reader.take(2)? } else { &[0, 0] };
        name.read(reader, version, start, flags)?;
        let path = name.path.as_slice();
        if base(path) == b".gitattributes" {
            let folder = &path[..path.len() - b".gitattributes".len()];
            self.ruled.insert(folder.strip_suffix(b"/").unwrap_or(folder).into());
        }
        let counts = flags & (ASSUMED | STAGE) == 0 && more == [0, 0];
        if let Some(entry) = counts.then(|| Entry::of(fixed, written)).flatten() {
            self.keys.push((self.hasher.hash_one(path), u32::try_from(self.entries.len()).ok()?));
            self.entries.push(entry);
        }
        Some(())
    }
}

impl Entry {
    /// Of a regular file that changed last before the index was written.
    fn of(fixed: &[u8], written: i64) -> Option<Self> {
        let number = |at: usize| u32::from_be_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
        let time = |at: usize| i64::from(number(at)) * SECOND + i64::from(number(at + 4));
        let [ctime, mtime] = [time(0), time(8)];
        let [inode, mode, size] = [number(20), number(24), number(36)];
        let blob = *fixed.get(40..60)?.first_chunk::<HASH>()?;
        let tick = if mtime % SECOND == 0 { COARSE } else { TICK };
        let settled = mtime.max(ctime) < written.saturating_sub(tick);
        // git takes the size of what it is not sure of away.
        let sized = size > 0 || blob == EMPTY;
        (mode & 0o170_000 == 0o100_000 && settled && sized).then_some(Self { mtime, ctime, inode, size, blob })
    }
}

/// The path of an entry; its own bytes are used again for the next one.
#[derive(Default)]
struct Name {
    path: Vec<u8>,
    before: Vec<u8>,
    stage: u16,
}

impl Name {
    /// Reads the path, and what fills up its entry. Paths must rise, as they do in what git writes.
    fn read(&mut self, reader: &mut Reader, version: u32, start: usize, flags: u16) -> Option<()> {
        std::mem::swap(&mut self.path, &mut self.before);
        let stage = std::mem::replace(&mut self.stage, flags & STAGE);
        self.path.clear();
        if version == 4 {
            let kept = self.before.len().checked_sub(reader.offset()?)?;
            self.path.extend_from_slice(&self.before[..kept]);
            self.path.extend_from_slice(reader.text()?);
        } else {
            self.path.extend_from_slice(reader.text()?);
            let filled = (reader.at - start).next_multiple_of(8) - (reader.at - start);
            reader.take(filled)?;
        }
        let known = flags & LENGTH == LENGTH || usize::from(flags & LENGTH) == self.path.len();
        let rises = self.before < self.path || (self.before == self.path && stage < self.stage);
        (known && rises && self.path.len() < LONGEST).then_some(())
    }
}

/// Bytes from a place on.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let out = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(out)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
    }

    /// Up to a NUL, which is taken too.
    fn text(&mut self) -> Option<&'b [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let end = memchr::memchr(0, &rest[..rest.len().min(LONGEST)])?;
        self.at += end + 1;
        Some(&rest[..end])
    }

    /// The offsets of pack files: seven bits a byte, the highest first, each further byte counting from one on.
    fn offset(&mut self) -> Option<usize> {
        let mut byte = self.take(1)?[0];
        let mut value = usize::from(byte & 0x7f);
        while byte & 0x80 != 0 {
            byte = self.take(1)?[0];
            value = ((value + 1) << 7) | usize::from(byte & 0x7f);
            if value > LONGEST {
                return None;
            }
        }
        Some(value)
    }

    /// Goes over what follows the entries: what begins with a capital may be left aside.
    fn extensions(&mut self) -> Option<()> {
        while self.at < self.bytes.len() {
            let name = self.take(4)?;
            let length = self.number()?;
            // A sparse index's folders are no regular files.
            if !name[0].is_ascii_uppercase() && name != b"sdir" {
                return None;
            }
            self.take(length as usize)?;
        }
        Some(())
    }
}
