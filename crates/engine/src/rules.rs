//! Ignore rules: what a file of rules says, and what all of them together say of an entry.

use std::collections::HashMap;
use std::sync::Arc;

use crate::glob::Glob;
use crate::path::base;

/// What a set of rules says of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Leave it out.
    Ignore,
    /// Keep it, whatever weaker rules say.
    Keep,
}

/// The rules of one file, or of one option.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    names: HashMap<Vec<u8>, Vec<usize>>,
    extensions: HashMap<Vec<u8>, Vec<usize>>,
    others: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    glob: Glob,
    verdict: Verdict,
    folders: bool,
}

impl RuleSet {
    /// Parses the lines of an ignore file. Lines that are no rules are given to `complain` with their 1-based number.
    pub fn parse(text: &[u8], mut complain: impl FnMut(u32, &str)) -> Self {
        let mut set = Self::default();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
            if let Err(what) = set.add(line.strip_suffix(b"\r").unwrap_or(line)) {
                complain(number, what);
            }
        }
        set
    }

    /// Adds one line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, line: &[u8]) -> Result<(), &'static str> {
        let line = trim_end(line);
        if line.first() == Some(&b'#') {
            return Ok(());
        }
        let (line, verdict) = line.strip_prefix(b"!").map_or((line, Verdict::Ignore), |rest| (rest, Verdict::Keep));
        let (line, folders) = line.strip_suffix(b"/").map_or((line, false), |rest| (rest, true));
        let (line, anchored) = line.strip_prefix(b"/").map_or((line, false), |rest| (rest, true));
        if line.is_empty() {
            return Ok(());
        }
        let rule = Rule { glob: Glob::parse(line, anchored)?, verdict, folders };
        self.index(&rule);
        self.rules.push(rule);
        Ok(())
    }

    fn index(&mut self, rule: &Rule) {
        let at = self.rules.len();
        if let Some(name) = rule.glob.literal() {
            self.names.entry(name).or_default().push(at);
        } else if let Some(extension) = rule.glob.extension() {
            self.extensions.entry(extension).or_default().push(at);
        } else {
            self.others.push(at);
        }
    }

    /// Whether there are no rules.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The verdict on a path relative to the rules' folder: that of the last rule which matches.
    #[must_use]
    pub fn verdict(&self, path: &[u8], folder: bool) -> Option<Verdict> {
        let name = base(path);
        let extension = memchr::memrchr(b'.', name).map(|dot| &name[dot..]);
        let applies = |&&at: &&usize| folder || !self.rules[at].folders;
        let last = |list: Option<&Vec<usize>>| list.and_then(|list| list.iter().rev().find(applies).copied());
        let quick =
            last(self.names.get(name)).max(last(extension.and_then(|extension| self.extensions.get(extension))));
        let slow = self.others.iter().rev().take_while(|&&at| Some(at) > quick).filter(applies);
        let slow = slow.copied().find(|&at| self.rules[at].glob.is_match(path));
        slow.max(quick).map(|at| self.rules[at].verdict)
    }

    /// The verdict on a path or, if there is none, on the nearest folder above it that has one.
    #[must_use]
    pub fn verdict_up(&self, path: &[u8]) -> Option<Verdict> {
        let mut verdict = self.verdict(path, false);
        let mut rest = path;
        while verdict.is_none() {
            rest = &rest[..memchr::memrchr(b'/', rest)?];
            verdict = self.verdict(rest, true);
        }
        verdict
    }
}

/// Without trailing spaces, unless a backslash quotes them.
fn trim_end(line: &[u8]) -> &[u8] {
    let mut end = line.len();
    while end > 0 && line[end - 1] == b' ' && !quoted(&line[..end - 1]) {
        end -= 1;
    }
    &line[..end]
}

/// Whether what follows is quoted by an odd number of backslashes.
fn quoted(before: &[u8]) -> bool {
    before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The kinds of ignore files, the strongest first; the last is `.git/info/exclude`.
pub const KINDS: usize = tagwright_core::IGNORE_FILES.len() + 1;

/// The rules of one folder on top of those above it.
#[derive(Debug)]
pub struct Level {
    above: Option<Arc<Level>>,
    /// How much of a path relative to the top stands before the folder's entries.
    prefix: usize,
    sets: [Option<RuleSet>; KINDS],
}

impl Level {
    /// A folder's rules, or what is above if it has none.
    pub fn on(above: Option<Arc<Self>>, prefix: usize, sets: [Option<RuleSet>; KINDS]) -> Option<Arc<Self>> {
        if sets.iter().flatten().all(RuleSet::is_empty) {
            return above;
        }
        Some(Arc::new(Self { above, prefix, sets }))
    }

    /// The verdict on a path relative to the top.
    pub fn verdict(&self, path: &[u8], folder: bool) -> Option<Verdict> {
        (0..KINDS).find_map(|kind| self.of_kind(kind, path, folder))
    }

    fn of_kind(&self, kind: usize, path: &[u8], folder: bool) -> Option<Verdict> {
        let mut level = Some(self);
        while let Some(own) = level {
            let verdict = own.sets[kind].as_ref().and_then(|set| set.verdict(&path[own.prefix..], folder));
            if verdict.is_some() {
                return verdict;
            }
            level = own.above.as_deref();
        }
        None
    }
}
