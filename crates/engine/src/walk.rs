//! From paths to entries: folders in parallel, every verdict counted. The rules are in `docs/design/walking.md`.

mod listing;
mod visit;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;
use tagwright_core::{Code, IGNORE_FILES};

use crate::entries::{Entries, Entry};
use crate::file::{Failure, kind_name};
use crate::rules::{KINDS, Level, RuleSet};
use crate::scope::Paths;
use crate::session::Shared;
use crate::stats::Stats;
use crate::{Mapping, Options, path};
use listing::{Listing, flatten};
use visit::Visit;

/// Something to say about a path that was not scanned, or about a line of its rules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Relative to the root.
    pub path: Box<[u8]>,
    /// 1-based; 0: the whole file.
    pub line: u32,
    /// What.
    pub code: Code,
    /// What to fill into the message.
    pub detail: String,
}

/// All that a walk found, sorted by path.
#[derive(Debug, Default)]
pub struct Walked {
    pub entries: Entries,
    pub notes: Vec<Note>,
    pub stats: Stats,
}

/// What one thread has found.
#[derive(Debug, Default)]
struct Local {
    /// Listings by number.
    listings: Vec<(usize, Listing)>,
    /// Files that the caller named.
    named: Entries,
    notes: Vec<Note>,
    stats: Stats,
}

/// Walks on the current rayon pool.
pub fn walk(options: &Options, shared: &Shared) -> Walked {
    let walker = Walker::new(options, shared);
    rayon::scope(|scope| {
        for named in &options.paths {
            walker.named(scope, named);
        }
    });
    walker.finish()
}

struct Walker<'w> {
    options: &'w Options,
    shared: &'w Shared,
    skip_dirs: HashSet<&'w [u8]>,
    /// What else is as if it were not there; empty: nothing is.
    only: Paths,
    include: RuleSet,
    exclude: RuleSet,
    /// Whether sizes are needed.
    sized: bool,
    /// The root relative to the folder whose ignore files count first, with a slash at its end.
    prefix: Vec<u8>,
    /// The root without links; only needed when links are followed.
    real_root: Option<PathBuf>,
    locals: Vec<Mutex<Local>>,
    /// The number of the next listing.
    next: AtomicUsize,
}

/// A folder to read.
struct Folder {
    /// Of its listing.
    number: usize,
    path: Vec<u8>,
    level: Option<Arc<Level>>,
    named: bool,
    /// Whether all in it counts; else it only leads to what does.
    covered: bool,
    /// The real paths of this folder and those above it; only when links are followed.
    real: Option<Arc<Real>>,
}

struct Real {
    path: PathBuf,
    above: Option<Arc<Real>>,
}

/// The rules that lines make; adds a note for each that is none.
fn compile<'l>(lines: impl Iterator<Item = &'l String>, bad: &mut Vec<Note>) -> RuleSet {
    let mut set = RuleSet::default();
    for line in lines {
        if let Err(what) = set.add(line.as_bytes()) {
            let detail = format!("{what}: {line}");
            bad.push(Note { path: Box::default(), line: 0, code: Code::RuleSyntax, detail });
        }
    }
    set
}

impl<'w> Walker<'w> {
    fn new(options: &'w Options, shared: &'w Shared) -> Self {
        let mut bad = Vec::new();
        let include = compile(options.include.iter(), &mut bad);
        let exclude = compile(options.exclude.iter(), &mut bad);
        compile(options.languages.iter().map(|(line, _)| line), &mut bad);
        let walker = Self {
            options,
            shared,
            skip_dirs: options.skip_dirs.iter().map(Vec::as_slice).collect(),
            only: Paths::new(options.only.iter().cloned()),
            include,
            exclude,
            sized: options.max_file_size > 0 || options.memory > 0 || options.mapping == Mapping::Always,
            prefix: if options.ignore { top_prefix(&options.root) } else { Vec::new() },
            real_root: if options.follow { fs::canonicalize(path::os(&options.root)).ok() } else { None },
            locals: (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect(),
            next: AtomicUsize::new(0),
        };
        walker.local(|local| local.notes.append(&mut bad));
        walker
    }

    /// Works on what the current thread has found.
    fn local<T>(&self, work: impl FnOnce(&mut Local) -> T) -> T {
        let index = rayon::current_thread_index().map_or(0, |index| index + 1);
        work(&mut self.locals[index].lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, path: &[u8], code: Code, detail: String) {
        self.local(|local| local.notes.push(Note { path: path.into(), line: 0, code, detail }));
    }

    fn number(&self) -> usize {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    fn finish(self) -> Walked {
        let mut all = Walked::default();
        let mut listings: Vec<Listing> = Vec::new();
        listings.resize_with(self.next.into_inner(), Listing::default);
        for local in self.locals {
            let local = local.into_inner().unwrap_or_else(PoisonError::into_inner);
            for (number, listing) in local.listings {
                listings[number] = listing;
            }
            local.named.all().iter().for_each(|entry| all.entries.push(entry));
            all.notes.extend(local.notes);
            all.stats.add(&local.stats);
        }
        let one = self.options.paths.len() == 1;
        all.entries.reserve(sum(&listings, |own| own.entries.len()), sum(&listings, Listing::bytes));
        if one && !listings.is_empty() {
            flatten(&listings, 0, &mut all.entries);
        } else {
            for Listing { path, entries, .. } in &listings {
                entries.all().iter().for_each(|entry| all.entries.push_below(path, entry));
            }
            all.stats.files -= all.entries.unite() as u64;
        }
        if !self.only.is_empty() {
            all.notes.retain(|note| note.path.is_empty() || self.only.covers(&note.path));
        }
        all.notes.sort();
        all.notes.dedup();
        all
    }

    fn named<'s>(&'s self, scope: &Scope<'s>, absolute: &'s [u8]) {
        let relative = path::relative(&self.options.root, absolute);
        let covered = self.only.is_empty() || self.only.covers(relative);
        if !covered && !self.only.lead(relative) {
            return;
        }
        match fs::metadata(path::os(absolute)) {
            Ok(data) if data.is_dir() => {
                let level = self.levels_above(relative);
                let real = self.real(absolute, None);
                let folder =
                    Folder { number: self.number(), path: relative.to_vec(), level, named: true, covered, real };
                scope.spawn(move |scope| self.folder(scope, folder));
            }
            _ if !covered => {}
            Ok(data) if data.is_file() => self.file(relative, Some(data.len()), true),
            Ok(data) => self.special(relative, kind_name(data.file_type())),
            Err(error) => self.failed(relative, Failure::of(&error, true)),
        }
    }

    fn real(&self, absolute: &[u8], above: Option<Arc<Real>>) -> Option<Arc<Real>> {
        self.options.follow.then(|| {
            let path = Path::new(path::os(absolute));
            Arc::new(Real { path: fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()), above })
        })
    }

    fn file(&self, path: &[u8], size: Option<u64>, named: bool) {
        self.local(|local| {
            local.stats.files += 1;
            local.named.push(Entry { path, size, named });
        });
        self.shared.found(1);
    }

    fn special(&self, path: &[u8], kind: &'static str) {
        self.local(|local| {
            local.stats.files += 1;
            local.stats.skipped.special += 1;
        });
        self.note(path, Code::SkipSpecial, kind.to_owned());
    }

    fn failed(&self, path: &[u8], failure: Failure) {
        self.local(|local| {
            local.stats.files += 1;
            local.stats.failed += 1;
        });
        self.note(path, failure.code, failure.detail);
    }

    fn folder<'s>(&'s self, scope: &Scope<'s>, folder: Folder) {
        if self.shared.is_cancelled() {
            return;
        }
        let absolute = path::join(&self.options.root, &folder.path);
        let entries = match fs::read_dir(&absolute).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => {
                let failure = Failure::of(&error, folder.named);
                return self.note(&folder.path, failure.code, failure.detail);
            }
        };
        let level = self.level(&folder, &entries);
        let mut found = Local::default();
        found.stats.directories = 1;
        let listing = Listing { path: folder.path.clone(), ..Listing::default() };
        let mut visit =
            Visit { walker: self, folder: &folder, level, found, listing, path: Vec::new(), ruled: Vec::new() };
        for entry in entries {
            if let Some(below) = visit.entry(&entry) {
                visit.listing.below.push((path::base(&below.path).to_vec(), below.number));
                scope.spawn(move |scope| self.folder(scope, below));
            }
        }
        let Visit { found, mut listing, .. } = visit;
        listing.sort();
        self.shared.found(listing.entries.len() as u64);
        self.local(|local| {
            local.listings.push((folder.number, listing));
            local.notes.extend(found.notes);
            local.stats.add(&found.stats);
        });
    }

    /// The rules that hold for a folder's entries.
    fn level(&self, folder: &Folder, entries: &[fs::DirEntry]) -> Option<Arc<Level>> {
        if !self.options.ignore {
            return None;
        }
        let mut sets = <[Option<RuleSet>; KINDS]>::default();
        for entry in entries {
            let name = entry.file_name();
            let kind = IGNORE_FILES.iter().position(|file| name == *file);
            let Some(kind) = kind.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())) else { continue };
            let mut relative = folder.path.clone();
            path::push(&mut relative, name.as_encoded_bytes());
            sets[kind] = self.rules(&entry.path(), &relative);
        }
        let mut prefix = self.prefix.len() + folder.path.len();
        prefix += usize::from(!folder.path.is_empty());
        if folder.path.is_empty() && self.prefix.is_empty() {
            sets[KINDS - 1] = self.info_exclude(&path::join(&self.options.root, b""));
        }
        Level::on(folder.level.clone(), prefix, sets)
    }

    fn info_exclude(&self, top: &Path) -> Option<RuleSet> {
        let file = top.join(".git").join("info").join("exclude");
        file.is_file().then(|| self.rules(&file, b".git/info/exclude")).flatten()
    }

    fn rules(&self, file: &Path, relative: &[u8]) -> Option<RuleSet> {
        match fs::read(file) {
            Ok(text) => Some(RuleSet::parse(&text, |line, what| {
                let note = Note { path: relative.into(), line, code: Code::RuleSyntax, detail: what.to_owned() };
                self.local(|local| local.notes.push(note));
            })),
            Err(error) => {
                let failure = Failure::of(&error, false);
                self.note(relative, failure.code, failure.detail);
                None
            }
        }
    }

    /// The rules of the folders from the top to the one above a named folder.
    fn levels_above(&self, relative: &[u8]) -> Option<Arc<Level>> {
        if !self.options.ignore {
            return None;
        }
        let top_length = self.options.root.len() - self.prefix.len().min(self.options.root.len());
        let top = &self.options.root[..top_length.max(1)];
        let below = [self.prefix.as_slice(), relative].concat();
        let below = below.strip_suffix(b"/").unwrap_or(&below);
        if below.is_empty() {
            return None;
        }
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'/', below).map(|slash| slash + 1));
        starts.fold(None, |level, start| self.level_at(top, &below[..start], level))
    }

    /// The rules of one folder above a named one; `above` is relative to the top, with a slash at its end.
    fn level_at(&self, top: &[u8], above: &[u8], level: Option<Arc<Level>>) -> Option<Arc<Level>> {
        let folder = path::join(top, above.strip_suffix(b"/").unwrap_or(above));
        let mut sets = <[Option<RuleSet>; KINDS]>::default();
        for (kind, name) in IGNORE_FILES.iter().enumerate() {
            let file = folder.join(name);
            if fs::symlink_metadata(&file).is_ok_and(|data| data.is_file()) {
                sets[kind] = self.rules(&file, &self.name_from_root(above, name));
            }
        }
        if above.is_empty() {
            sets[KINDS - 1] = self.info_exclude(&folder);
        }
        Level::on(level, above.len(), sets)
    }

    /// How a file above or in the root is called in diagnostics.
    fn name_from_root(&self, above: &[u8], name: &str) -> Vec<u8> {
        let below = above.strip_prefix(self.prefix.as_slice());
        let ups = || memchr::memchr_iter(b'/', &self.prefix[above.len()..]).count();
        let start = below.map_or_else(|| b"../".repeat(ups()), <[u8]>::to_vec);
        [start.as_slice(), name.as_bytes()].concat()
    }
}

fn sum(listings: &[Listing], of: impl Fn(&Listing) -> usize) -> usize {
    listings.iter().map(of).sum()
}

/// The root relative to the nearest folder, itself included, that holds `.git`; with a slash at its end, or empty.
fn top_prefix(root: &[u8]) -> Vec<u8> {
    let path = Path::new(path::os(root)).to_path_buf();
    let top = path.ancestors().find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
    let below = top.and_then(|top| path.strip_prefix(top).ok()).filter(|below| !below.as_os_str().is_empty());
    let mut prefix = below.map(|below| below.as_os_str().as_encoded_bytes().to_vec()).unwrap_or_default();
    if !prefix.is_empty() {
        prefix.push(b'/');
    }
    prefix
}
