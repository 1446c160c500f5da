//! gitattributes: which files git writes into a work tree other than they are stored.
//!
//! Ends of lines do not count. Whatever is in doubt does.

use std::sync::Arc;

use super::file::{Content, read};
use crate::Stat;
use crate::rules::RuleSet;

/// Of a file that is read.
const LARGEST: u64 = 1 << 22;
/// Lines that convert, in one file.
const MOST: usize = 1000;
const CONVERTING: [&[u8]; 3] = [b"filter", b"ident", b"working-tree-encoding"];

/// Where an attributes file would be.
#[derive(Clone, Copy, Debug)]
pub struct Source<'p> {
    /// Absolute.
    pub path: &'p [u8],
    /// Whether git takes it even if it is a link. It does not where it comes with the tree.
    pub follow: bool,
}

/// The attributes files that count in a folder.
#[derive(Debug)]
pub struct Level {
    above: Option<Arc<Level>>,
    /// How much of a path relative to the top stands before the folder's entries.
    prefix: usize,
    /// When this file changed last.
    since: i64,
    lines: Lines,
}

impl Level {
    /// One more file on top of those above; what is above if there is none.
    ///
    /// `known`: whether a file like this, or that there is none, is what files were checked out by.
    pub fn on(
        above: Option<Arc<Self>>,
        prefix: usize,
        source: Source<'_>,
        known: impl Fn(Option<&Stat>) -> bool,
    ) -> Option<Arc<Self>> {
        let (lines, since) = match read(source.path, LARGEST, source.follow) {
            Content::Missing if known(None) => return above,
            Content::Bytes(text, stat) if known(Some(&stat)) => (Lines::parse(&text), moment(&stat)),
            _ => (Lines { all: true, ..Lines::default() }, i64::MIN),
        };
        Some(Arc::new(Self { above, prefix, since, lines }))
    }

    /// Whether git may have written a file other than it is stored: a line says so, or might have when it was written.
    pub fn converts(&self, path: &[u8], stat: &Stat) -> bool {
        let mut level = Some(self);
        while let Some(own) = level {
            if own.since > moment(stat) || own.lines.convert(&path[own.prefix..]) {
                return true;
            }
            level = own.above.as_deref();
        }
        false
    }
}

/// When a file changed last: nobody can set back a ctime.
fn moment(stat: &Stat) -> i64 {
    if stat.ctime == 0 { stat.mtime } else { stat.ctime }
}

/// The lines of one file that convert.
#[derive(Debug, Default)]
struct Lines {
    /// Every file.
    all: bool,
    exact: RuleSet,
    /// The same in lower case, for work trees that do not tell case apart.
    folded: RuleSet,
}

impl Lines {
    fn parse(text: &[u8]) -> Self {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        // git takes a NUL for the end of a line.
        let mut lines = Self { all: memchr::memchr(0, text).is_some(), ..Self::default() };
        let patterns = text.split(|&byte| byte == b'\n').filter_map(pattern);
        for (count, pattern) in patterns.enumerate() {
            lines.all |= count == MOST || lines.add(pattern).is_none();
            if lines.all {
                break;
            }
        }
        lines
    }

    /// None if the pattern is not understood.
    fn add(&mut self, pattern: &[u8]) -> Option<()> {
        let odd = |pair: &[u8]| pair[0] == b'[' && matches!(pair[1], b'!' | b'^' | b':');
        // In quotes, a macro, or a class that folding case would turn round.
        if matches!(pattern[0], b'"' | b'!') || pattern.starts_with(b"[attr]") || pattern.windows(2).any(odd) {
            return None;
        }
        self.exact.add(pattern).ok()?;
        self.folded.add(&pattern.to_ascii_lowercase()).ok()
    }

    fn convert(&self, path: &[u8]) -> bool {
        let none = self.exact.is_empty();
        // A pattern of a folder says nothing of what is in it; here it does.
        let meets = |rules: &RuleSet, path: &[u8]| rules.verdict_up(path).is_some();
        self.all || (!none && (meets(&self.exact, path) || meets(&self.folded, &path.to_ascii_lowercase())))
    }
}

/// The pattern of a line that converts.
fn pattern(line: &[u8]) -> Option<&[u8]> {
    let mut words = line.split(|byte| matches!(byte, b' ' | b'\t' | b'\r')).filter(|word| !word.is_empty());
    let pattern = words.next()?;
    (pattern[0] != b'#' && words.any(converts)).then_some(pattern)
}

fn converts(word: &[u8]) -> bool {
    let name = word.split(|&byte| byte == b'=').next().unwrap_or_default();
    CONVERTING.contains(&name)
}
