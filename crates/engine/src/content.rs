//! A file's content as UTF-8 text at hand, from a file, a mapping or memory; UTF-16 is decoded on the way.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Seek};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};
use tagwright_core::lines::LEAD;

use crate::Stat;
use crate::blocks::LIMIT;
use crate::digest::Digest;
use crate::file::{kind_name, stat};
#[cfg(unix)]
use crate::map::Mapped;

/// How much of a file is looked at to tell text from binary.
const HEAD: usize = 8192;

/// Sizes of files that `mmap: 'auto'` maps. From some megabytes on mapping beats reading (`npm run bench -- --only mmap`); the end
/// keeps what is resident within bounds.
#[cfg(unix)]
const MAPPED: std::ops::RangeInclusive<u64> = 8 << 20..=64 << 20;

/// Large allocations begin 16 bytes into a page, and the kernel copies into such an address at half its speed or less
/// (most of what a process's first scan lost to later ones), so content begins at a multiple of this.
const ALIGN: usize = 64;

/// A worker's buffers, used for every file.
#[derive(Debug, Default)]
pub struct Buffers {
    text: Vec<u8>,
    /// Where in the text buffer an aligned address is: content begins there.
    home: usize,
    raw: Vec<u8>,
}

/// Where bytes come from.
#[derive(Debug)]
pub enum Source<'s> {
    File {
        file: File,
        /// As the walk or a look at the open file said.
        size: Option<u64>,
        window: usize,
        /// Whether a short read is the last one.
        short_is_end: bool,
        /// Whether the rest may be mapped once the first window shows that the file is large.
        map: bool,
    },
    #[cfg(unix)]
    Mapped(Mapped),
    Memory(&'s [u8]),
}

impl Source<'_> {
    fn memory(&self) -> Option<&[u8]> {
        match self {
            Source::File { .. } => None,
            #[cfg(unix)]
            Source::Mapped(mapped) => Some(mapped.bytes()),
            Source::Memory(bytes) => Some(bytes),
        }
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// UTF-8 or something like it; so many bytes of BOM.
    Utf8(usize),
    Utf16,
    Utf32(&'static str),
    Binary,
}

/// Content being read.
#[derive(Debug)]
pub struct Content<'s> {
    source: Source<'s>,
    buffers: &'s mut Buffers,
    decoder: Option<Decoder>,
    /// The part of the text buffer, or of the memory, that is at hand.
    start: usize,
    end: usize,
    /// Nothing follows what is at hand.
    pub ended: bool,
    /// Bytes that came from the source.
    pub read: u64,
    /// Of them, if asked for.
    pub digest: Option<Digest>,
}

impl<'s> Content<'s> {
    pub fn new(source: Source<'s>, buffers: &'s mut Buffers, digest: Option<Digest>) -> Self {
        let home = buffers.home;
        let mut content =
            Self { source, buffers, decoder: None, start: home, end: home, ended: false, read: 0, digest };
        content.take_memory(0);
        content
    }

    /// What is in memory is at hand at once. Its first `hashed` bytes are hashed already.
    fn take_memory(&mut self, hashed: usize) {
        let Some(bytes) = self.source.memory() else { return };
        if let Some(digest) = &mut self.digest {
            digest.add(&bytes[hashed..], true);
        }
        (self.start, self.end, self.read, self.ended) = (0, bytes.len(), bytes.len() as u64, true);
    }

    /// Whether a mapped file became shorter meanwhile.
    pub fn was_truncated(&self) -> bool {
        match &self.source {
            #[cfg(unix)]
            Source::Mapped(mapped) => mapped.was_truncated(),
            _ => false,
        }
    }

    /// How many bytes the source said that it has.
    pub fn size(&self) -> Option<u64> {
        match &self.source {
            Source::File { size, .. } => *size,
            source => source.memory().map(|bytes| bytes.len() as u64),
        }
    }

    /// What is at hand and not yet consumed.
    pub fn text(&self) -> &[u8] {
        match (self.source.memory(), &self.decoder) {
            (Some(bytes), None) => &bytes[self.start..self.end],
            _ => &self.buffers.text[self.start..self.end],
        }
    }

    pub const fn consume(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Reads until so many bytes are at hand, or all.
    pub fn want(&mut self, bytes: usize) -> Result<()> {
        while !self.ended && self.end - self.start < bytes {
            self.fill()?;
        }
        Ok(())
    }

    /// The hash of all, and whether all is still at hand: if not, what comes next is to `rewind`. Only before anything is consumed.
    pub fn hash(&mut self) -> Result<([u8; 32], bool)> {
        self.want(HEAD)?;
        let whole = self.ended;
        self.drain()?;
        Ok((self.digest.as_ref().map(Digest::hash).unwrap_or_default(), whole))
    }

    /// What the open file says of itself; nothing if it is not open any more.
    pub fn stat(&self) -> Option<Stat> {
        match &self.source {
            Source::File { file, .. } => stat(file),
            _ => None,
        }
    }

    /// Begins again.
    pub fn rewind(&mut self) -> Result<()> {
        if let Source::File { file, .. } = &mut self.source {
            file.rewind()?;
        }
        let home = self.buffers.home;
        (self.start, self.end, self.read, self.ended) = (home, home, 0, false);
        self.decoder = None;
        if let Some(digest) = &mut self.digest {
            digest.reset();
        }
        self.take_memory(0);
        Ok(())
    }

    /// Tells what the content is. Skips a BOM, and decodes from there on where that is needed. `raw` content is what it is.
    pub fn sniff(&mut self, raw: bool) -> Result<Form> {
        self.want(HEAD)?;
        if raw {
            return Ok(Form::Utf8(0));
        }
        let text = self.text();
        let form = form(&text[..text.len().min(HEAD)]);
        match form {
            Form::Utf8(bom) => self.start += bom,
            Form::Utf16 => self.decode(),
            Form::Utf32(_) | Form::Binary => {}
        }
        Ok(form)
    }

    /// Reads to the end for the hash's sake, keeping nothing.
    pub fn drain(&mut self) -> Result<()> {
        while !self.ended {
            self.start = self.end;
            self.fill()?;
        }
        Ok(())
    }

    /// From what was read raw to text.
    fn decode(&mut self) {
        let raw = self.text().to_vec();
        let encoding = if raw.starts_with(b"\xff\xfe") { UTF_16LE } else { UTF_16BE };
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        (self.start, self.end) = (self.buffers.home, self.buffers.home);
        self.append(&raw[2..], self.ended);
    }

    fn fill(&mut self) -> Result<()> {
        let home = self.buffers.home;
        if self.start > home {
            self.buffers.text.copy_within(self.start..self.end, home);
            (self.start, self.end) = (home, home + self.end - self.start);
        }
        if self.decoder.is_some() { self.fill_decoded() } else { self.fill_raw() }
    }

    /// Makes the text buffer so long, keeping what is at hand.
    fn reserve(&mut self, bytes: usize) {
        let text = &mut self.buffers.text;
        if text.len() >= bytes {
            return;
        }
        text.resize(bytes + ALIGN, 0);
        let home = text.as_ptr().align_offset(ALIGN).min(ALIGN);
        text.copy_within(self.start..self.end, home);
        (self.start, self.end) = (home, home + self.end - self.start);
        self.buffers.home = home;
    }

    fn fill_raw(&mut self) -> Result<()> {
        let Source::File { window, .. } = self.source else { return Ok(()) };
        self.reserve((self.end + window).max(ALIGN + LEAD + LIMIT + 2 + window));
        let Source::File { file, size, window, short_is_end, .. } = &mut self.source else { return Ok(()) };
        let got = read(file, &mut self.buffers.text[self.end..self.end + *window])?;
        self.read += got as u64;
        self.ended = got == 0 || (got < *window && (*short_is_end || size.is_some_and(|size| self.read >= size)));
        if let Some(digest) = &mut self.digest {
            digest.add(&self.buffers.text[self.end..self.end + got], self.ended);
        }
        self.end += got;
        if size.is_none() && (got == 0 || !self.ended) {
            *size = Some(regular(file)?);
        }
        if !self.ended {
            self.map(got);
        }
        Ok(())
    }

    /// After the first window: maps a file that is large enough, if that is wanted and can be done.
    #[cfg(unix)]
    fn map(&mut self, got: usize) {
        let Source::File { file, size: Some(size), map: true, .. } = &self.source else { return };
        if !MAPPED.contains(size) || self.read != got as u64 {
            return;
        }
        if let Ok(mapped) = Mapped::new(file).and_then(|mapped| mapped.at_least(got)) {
            self.source = Source::Mapped(mapped);
            self.take_memory(got);
        }
    }

    #[cfg(not(unix))]
    fn map(&mut self, _: usize) {}

    fn fill_decoded(&mut self) -> Result<()> {
        let Source::File { file, size, window, short_is_end, .. } = &mut self.source else { return Ok(()) };
        let mut raw = std::mem::take(&mut self.buffers.raw);
        reserve(&mut raw, *window);
        let got = read(file, &mut raw[..*window])?;
        if let Some(digest) = &mut self.digest {
            digest.add(&raw[..got], false);
        }
        self.read += got as u64;
        self.ended = got == 0 || (got < *window && (*short_is_end || size.is_some_and(|size| self.read >= size)));
        if size.is_none() && !self.ended {
            *size = Some(regular(file)?);
        }
        self.append(&raw[..got], self.ended);
        self.buffers.raw = raw;
        Ok(())
    }

    fn append(&mut self, raw: &[u8], last: bool) {
        let most = self.decoder.as_ref().and_then(|decoder| decoder.max_utf8_buffer_length(raw.len()));
        self.reserve(self.end + most.unwrap_or(raw.len() * 3 + 16));
        let Some(decoder) = &mut self.decoder else { return };
        self.end += decode_all(decoder, raw, &mut self.buffers.text[self.end..], last);
    }
}

/// Decodes everything, each broken part to U+FFFD; gives the bytes written. `text` has room for the worst case.
fn decode_all(decoder: &mut Decoder, mut raw: &[u8], text: &mut [u8], last: bool) -> usize {
    let mut end = 0;
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, &mut text[end..], last);
        end += written;
        raw = &raw[read..];
        match result {
            DecoderResult::Malformed(..) => {
                text[end..end + 3].copy_from_slice("\u{fffd}".as_bytes());
                end += 3;
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => return end,
        }
    }
}

fn form(head: &[u8]) -> Form {
    match head {
        [0xff, 0xfe, 0, 0, ..] => Form::Utf32("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => Form::Utf32("UTF-32BE"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Form::Utf16,
        _ if memchr::memchr(0, head).is_some() => Form::Binary,
        [0xef, 0xbb, 0xbf, ..] => Form::Utf8(3),
        _ => Form::Utf8(0),
    }
}

/// The size of a file that should be a regular one, but may have been replaced since the walk saw it.
fn regular(file: &File) -> Result<u64> {
    let data = file.metadata()?;
    if data.is_file() { Ok(data.len()) } else { Err(Error::other(kind_name(data.file_type()))) }
}

fn reserve(buffer: &mut Vec<u8>, bytes: usize) {
    if buffer.len() < bytes {
        buffer.resize(bytes, 0);
    }
}

fn read(file: &mut File, into: &mut [u8]) -> Result<usize> {
    loop {
        match file.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_that_changed_is_read_anew_when_it_is_read_again() {
        let path = std::env::temp_dir().join(format!("tagwright-again-{}", std::process::id()));
        let mut own = File::options().read(true).write(true).create(true).truncate(true).open(&path).expect("writable");
        own.write_all(b"before").expect("writable");
        let file = File::open(&path).expect("it is there");
        let mut buffers = Buffers::default();
        let source = Source::File { file, size: None, window: 1 << 10, short_is_end: true, map: false };
        let mut content = Content::new(source, &mut buffers, Some(Digest::default()));
        content.want(HEAD).expect("readable");
        assert_eq!(content.text(), b"before");
        own.set_len(3).expect("writable");
        content.rewind().expect("a file can be rewound");
        content.want(HEAD).expect("readable");
        assert_eq!((content.text(), content.read, content.ended), (&b"bef"[..], 3, true));
        assert_eq!(content.digest.map(|digest| digest.hash()), Some(blake3::hash(b"bef").into()));
        let _ = std::fs::remove_file(&path);
    }
}
