//! git's own files. Any of them may be anything: a FIFO, a loop of links, larger than memory.

use std::io::{ErrorKind, Read};

use crate::Stat;
use crate::file::Opener;

/// What a path holds.
#[derive(Debug)]
pub enum Content {
    /// Nothing is there.
    Missing,
    /// No regular file, too large, or it cannot be read.
    Unreadable,
    /// Its bytes, and what it was like when it was opened.
    Bytes(Vec<u8>, Stat),
}

/// Reads a file of at most so many bytes. `follow`: even if it is a link.
pub fn read(path: &[u8], most: u64, follow: bool) -> Content {
    match try_read(path, most, follow) {
        Ok(Some((bytes, stat))) => Content::Bytes(bytes, stat),
        Ok(None) => Content::Unreadable,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Content::Missing,
        Err(_) => Content::Unreadable,
    }
}

fn try_read(path: &[u8], most: u64, follow: bool) -> std::io::Result<Option<(Vec<u8>, Stat)>> {
    let opened = Opener::default().open(path, follow)?;
    let data = opened.file.metadata()?;
    if !data.is_file() || data.len() > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default() + 1);
    opened.file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then(|| (bytes, Stat::from(&data))))
}

/// Reads a small text without its last end of line; none if it is not there or no such file.
pub fn line(path: &[u8]) -> Option<Vec<u8>> {
    let Content::Bytes(mut text, _) = read(path, 1 << 16, true) else { return None };
    while matches!(text.last(), Some(b'\n' | b'\r')) {
        text.pop();
    }
    Some(text)
}
