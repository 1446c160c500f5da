//! The bytes of a store: `docs/design/cache/how.md`, "The files".

/// Bytes of a header.
pub const HEADER: usize = 96;
/// Bytes of a record before its blob id.
const FIXED: usize = 59;
/// Of a blob id.
const BLOB_ID: usize = 20;
const VERSION: u32 = 1;
/// A `var` has no more bits.
const BITS: u32 = 53;
/// The longest path that a store may hold, in bytes: no system has longer ones.
const LONGEST: usize = 1 << 15;

/// What the last scan saw at its path.
pub const CURRENT: u8 = 1;
/// Its stat may be believed.
pub const TRUSTED: u8 = 2;
/// The file is binary.
pub const BINARY: u8 = 4;
/// It has a blob id.
pub const BLOB: u8 = 8;
/// It takes the base's record away.
pub const GONE: u8 = 16;
/// The file's encoding is not supported.
pub const FAILED: u8 = 32;
const FLAGS: u8 = CURRENT | TRUSTED | BINARY | BLOB | GONE | FAILED;

/// The base, or what changed since it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Base,
    Patch,
}

impl Part {
    const fn magic(self) -> &'static [u8; 8] {
        match self {
            Self::Base => b"TWCACHE\n",
            Self::Patch => b"TWPATCH\n",
        }
    }
}

/// What stands before the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub part: Part,
    pub records: u32,
    pub fingerprint: [u8; 32],
    /// The base's id.
    pub base: u64,
    /// Milliseconds since 1970.
    pub saved: u64,
    /// When the last scan began, in milliseconds since 1970.
    pub scanned: u64,
    /// Bytes of all records.
    pub length: u64,
}

impl Header {
    pub fn bytes(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(self.part.magic());
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.records.to_le_bytes());
        bytes[16..48].copy_from_slice(&self.fingerprint);
        for (at, value) in [(48, self.base), (56, self.saved), (64, self.scanned), (72, self.length)] {
            bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
        let sum = crc32fast::hash(&bytes[..92]);
        bytes[92..].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Nothing if it is not one of this format.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; HEADER] = bytes.first_chunk()?;
        let part = [Part::Base, Part::Patch].into_iter().find(|part| bytes.starts_with(part.magic()))?;
        let sound = four(bytes, 8) == VERSION && four(bytes, 92) == crc32fast::hash(&bytes[..92]);
        let header = Self {
            part,
            records: four(bytes, 12),
            fingerprint: *bytes[16..].first_chunk()?,
            base: eight(bytes, 48),
            saved: eight(bytes, 56),
            scanned: eight(bytes, 64),
            length: eight(bytes, 72),
        };
        (sound && header.base != 0).then_some(header)
    }
}

/// A record as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw<'r> {
    pub flags: u8,
    pub day: u16,
    pub mtime: i64,
    pub ctime: u32,
    pub inode: u32,
    pub hash: [u8; 32],
    /// Zeros without the flag.
    pub blob: [u8; BLOB_ID],
    pub size: u64,
    /// Microseconds.
    pub cost: u64,
    /// Bytes that the path shares with the one before.
    pub shared: usize,
    pub rest: &'r [u8],
    pub result: &'r [u8],
}

impl<'r> Raw<'r> {
    /// The first record of `bytes`, and what follows it. Nothing if it is cut short, has a wrong sum or says something impossible.
    pub fn read(bytes: &'r [u8]) -> Option<(Self, &'r [u8])> {
        let length = four(bytes.first_chunk::<8>()?, 4) as usize;
        let whole = bytes.get(..length.checked_add(8)?)?;
        if crc32fast::hash(&whole[4..]) != four(whole, 0) || whole.len() < FIXED {
            return None;
        }
        let (fixed, rest) = whole.split_at(FIXED);
        let mut reader = Reader(rest);
        let flags = fixed[8];
        let blob = if flags & BLOB == 0 { [0; BLOB_ID] } else { *reader.take(BLOB_ID)?.first_chunk()? };
        let raw = Self {
            flags,
            day: u16::from_le_bytes([fixed[9], fixed[10]]),
            mtime: i64::from_le_bytes(*fixed[11..].first_chunk()?),
            ctime: four(fixed, 19),
            inode: four(fixed, 23),
            hash: *fixed[27..].first_chunk()?,
            blob,
            size: reader.var()?,
            cost: reader.var()?,
            shared: reader.length()?,
            rest: reader.bytes()?,
            result: reader.0,
        };
        raw.is_possible().then_some((raw, &bytes[whole.len()..]))
    }

    fn is_possible(&self) -> bool {
        let length = self.shared.saturating_add(self.rest.len());
        self.flags & !FLAGS == 0 && self.flags & (BINARY | FAILED) != BINARY | FAILED && length <= LONGEST
    }

    pub fn write(&self, into: &mut Vec<u8>) {
        let start = into.len();
        into.extend_from_slice(&[0; 8]);
        into.push(self.flags);
        into.extend_from_slice(&self.day.to_le_bytes());
        into.extend_from_slice(&self.mtime.to_le_bytes());
        into.extend_from_slice(&self.ctime.to_le_bytes());
        into.extend_from_slice(&self.inode.to_le_bytes());
        into.extend_from_slice(&self.hash);
        if self.flags & BLOB != 0 {
            into.extend_from_slice(&self.blob);
        }
        for value in [self.size, self.cost, self.shared as u64, self.rest.len() as u64] {
            var(into, value);
        }
        into.extend_from_slice(self.rest);
        into.extend_from_slice(self.result);
        let length = u32::try_from(into.len() - start - 8).unwrap_or(u32::MAX);
        into[start + 4..start + 8].copy_from_slice(&length.to_le_bytes());
        let sum = crc32fast::hash(&into[start + 4..]);
        into[start..start + 4].copy_from_slice(&sum.to_le_bytes());
    }

    /// How many bytes `write` writes.
    pub fn size(flags: u8, numbers: [u64; 3], rest: usize, result: usize) -> u64 {
        let blob = if flags & BLOB == 0 { 0 } else { BLOB_ID };
        let vars: usize = numbers.iter().map(|&number| width(number)).sum();
        (FIXED + blob + vars + width(rest as u64) + rest + result) as u64
    }
}

/// Appends a number, 7 bits to a byte, the lowest first. More than 53 bits become the largest number.
pub fn var(into: &mut Vec<u8>, value: u64) {
    let mut value = value.min((1 << BITS) - 1);
    while value >= 0x80 {
        into.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    into.push(value.to_le_bytes()[0]);
}

/// How many bytes `var` takes.
fn width(value: u64) -> usize {
    let bits = 64 - value.min((1 << BITS) - 1).leading_zeros();
    bits.div_ceil(7).max(1) as usize
}

/// Reads what must not be believed.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r>(pub &'r [u8]);

impl<'r> Reader<'r> {
    pub fn var(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return (value < 1 << BITS).then_some(value);
            }
        }
        None
    }

    /// A number of bytes or of things, each of which takes at least one byte of what is left or of a path.
    pub fn length(&mut self) -> Option<usize> {
        self.var().and_then(|value| usize::try_from(value).ok())
    }

    pub fn narrow(&mut self) -> Option<u32> {
        self.var().and_then(|value| u32::try_from(value).ok())
    }

    pub fn take(&mut self, bytes: usize) -> Option<&'r [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    fn bytes(&mut self) -> Option<&'r [u8]> {
        let length = self.length()?;
        self.take(length)
    }
}

fn four(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..].first_chunk().copied().unwrap_or_default())
}

fn eight(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..].first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> Raw<'static> {
        Raw {
            flags: CURRENT | BLOB,
            day: 20_000,
            mtime: -5,
            ctime: 7,
            inode: 8,
            hash: [9; 32],
            blob: [10; BLOB_ID],
            size: (1 << BITS) - 1,
            cost: 128,
            shared: 3,
            rest: b"/d.c",
            result: &[0, 0],
        }
    }

    #[test]
    fn a_record_comes_back_and_has_the_size_that_is_said() {
        for flags in [CURRENT | BLOB, TRUSTED] {
            let blob = if flags & BLOB == 0 { [0; BLOB_ID] } else { [10; BLOB_ID] };
            let raw = Raw { flags, blob, ..raw() };
            let mut bytes = Vec::new();
            raw.write(&mut bytes);
            assert_eq!(bytes.len() as u64, Raw::size(flags, [raw.size, raw.cost, 3], 4, 2));
            bytes.push(77);
            assert_eq!(Raw::read(&bytes), Some((raw, &[77][..])));
        }
    }

    #[test]
    fn a_record_that_is_cut_or_flipped_is_none() {
        let mut bytes = Vec::new();
        raw().write(&mut bytes);
        assert!((0..bytes.len()).all(|end| Raw::read(&bytes[..end]).is_none()));
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Raw::read(&bad), None, "bit {bit}");
        }
    }

    #[test]
    fn a_header_comes_back_and_one_that_is_cut_or_flipped_is_none() {
        let header =
            Header { part: Part::Patch, records: 3, fingerprint: [5; 32], base: 1, saved: 2, scanned: 3, length: 4 };
        let bytes = header.bytes();
        assert_eq!(Header::read(&bytes), Some(header));
        assert!((0..HEADER).all(|end| Header::read(&bytes[..end]).is_none()));
        for bit in 0..HEADER * 8 {
            let mut bad = bytes;
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Header::read(&bad), None, "bit {bit}");
        }
    }

    #[test]
    fn numbers_of_more_than_53_bits_are_impossible() {
        let mut bytes = Vec::new();
        var(&mut bytes, u64::MAX);
        assert_eq!(Reader(&bytes).var(), Some((1 << 53) - 1));
        assert_eq!(Reader(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x10]).var(), None);
        assert_eq!(Reader(&[0x80; 9]).var(), None);
        assert_eq!(Reader(&[0x80]).var(), None);
    }
}
