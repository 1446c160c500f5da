//! Where a work tree's git folder is, and whether its configuration leaves the bytes of files alone.

use std::fs;
use std::path::Path;

use super::bytes;
use super::file::{Content, line, read};
use crate::path::{join, os};

/// Of one file of configuration.
const LARGEST: u64 = 1 << 20;
/// Files of configuration that include one another.
const MOST: usize = 100;
/// Other hashes; other attributes files; attributes from a tree. In lower case, wherever they stand.
const REFUSED: [&[u8]; 3] = [b"objectformat", b"attributesfile", b"[attr"];

/// The folders of git that belong to a work tree.
#[derive(Debug)]
pub struct Place {
    /// Holds the index.
    pub own: Vec<u8>,
    /// Holds what all work trees of a repository share.
    pub common: Vec<u8>,
}

impl Place {
    /// Of the work tree whose top is a folder; none if it is no top.
    pub fn of(top: &[u8]) -> Option<Self> {
        let dot = bytes(&join(top, b".git"));
        let own = if fs::metadata(os(&dot)).ok()?.is_dir() { dot } else { below(top, &linked(&dot)?) };
        let common = line(&bytes(&join(&own, b"commondir"))).map_or_else(|| own.clone(), |path| below(&own, &path));
        Some(Self { own, common })
    }

    /// Whether its configuration is one under which the index tells what a work tree holds.
    pub fn is_plain(&self) -> bool {
        let file = |folder: &[u8], name: &[u8]| bytes(&join(folder, name));
        let first = [file(&self.common, b"config"), file(&self.common, b"config.worktree")];
        let more = (self.own != self.common).then(|| file(&self.own, b"config.worktree"));
        let mut left: Vec<Vec<u8>> = first.into_iter().chain(more).collect();
        for _ in 0..MOST {
            let Some(path) = left.pop() else { return true };
            match read(&path, LARGEST, true) {
                Content::Missing => {}
                Content::Unreadable => return false,
                Content::Bytes(text, _) => match included(&path, &text) {
                    Some(more) => left.extend(more),
                    None => return false,
                },
            }
        }
        false
    }
}

/// What a `.git` that is a file names.
fn linked(dot: &[u8]) -> Option<Vec<u8>> {
    Some(line(dot)?.strip_prefix(b"gitdir: ")?.to_vec())
}

/// The files that a configuration includes; none if it says something that must not be.
fn included(path: &[u8], text: &[u8]) -> Option<Vec<Vec<u8>>> {
    let lower = text.to_ascii_lowercase();
    if REFUSED.iter().any(|word| memchr::memmem::find(&lower, word).is_some()) {
        return None;
    }
    if memchr::memmem::find(&lower, b"[include").is_none() {
        return Some(Vec::new());
    }
    let folder = &path[..memchr::memrchr(b'/', path).unwrap_or(0)];
    let values = text.split(|&byte| byte == b'\n').filter_map(path_value);
    values.map(|value| Some(below(folder, &unquoted(value)?))).collect()
}

/// What a line sets `path` to, whatever its section.
fn path_value(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let line = if line.starts_with(b"[") { &line[memchr::memchr(b']', line)? + 1..] } else { line }.trim_ascii_start();
    let (key, rest) = line.split_at_checked(4)?;
    let value = rest.trim_ascii_start().strip_prefix(b"=")?;
    key.eq_ignore_ascii_case(b"path").then(|| value.trim_ascii())
}

/// A value's bytes; none if it is written, or to be expanded, in a way that is not understood.
fn unquoted(value: &[u8]) -> Option<Vec<u8>> {
    let value = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value);
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            b'\\' => out.push(*rest.next().filter(|byte| matches!(byte, b'\\' | b'"'))?),
            b'"' | b'#' | b';' => return None,
            _ => out.push(byte),
        }
    }
    (!matches!(out.first(), None | Some(b'~' | b'%'))).then_some(out)
}

/// A path that may be relative to a folder.
fn below(folder: &[u8], path: &[u8]) -> Vec<u8> {
    if Path::new(os(path)).is_absolute() { path.to_vec() } else { bytes(&join(folder, path)) }
}
