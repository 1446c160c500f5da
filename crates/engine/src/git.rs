//! What git knows of a work tree's files without reading them: `docs/design/cache/how.md`, "By blob id". Only ever reads.

mod attributes;
mod ends;
mod file;
mod index;
mod place;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::Stat;
use crate::path::{join, os, push};
use attributes::{Level, Source};
pub use ends::Ends;
use index::{Blob, Index};
use place::Place;

/// By a folder relative to a root or a top.
type ByFolder<T> = RwLock<HashMap<Box<[u8]>, Option<Arc<T>>>>;

/// The blob ids of a tree's files. Indexes and attributes files are read when they are first asked for, once each.
#[derive(Debug)]
pub struct Blobs {
    root: Vec<u8>,
    attributes: Vec<Vec<u8>>,
    /// The work tree that the root is, or lies in.
    top: OnceLock<Option<Repository>>,
    /// Those of folders below the root.
    below: ByFolder<Repository>,
}

impl Blobs {
    /// Of a root (an absolute path). `attributes`: absolute paths of attributes files that count in every repository, whether they
    /// exist or not. Reads nothing yet.
    #[must_use]
    pub fn new(root: &[u8], attributes: &[Vec<u8>]) -> Self {
        let (root, attributes) = (root.to_vec(), attributes.to_vec());
        Self { root, attributes, top: OnceLock::new(), below: RwLock::default() }
    }

    /// The blob id of a file (its path relative to the root), if git's index says that the file is clean. Then blob id and size
    /// together fix its bytes, provided that its ends of lines are alike ([`Ends`]).
    ///
    /// A look-up in tables once those of its folder are made; safe for several threads at once.
    #[must_use]
    pub fn blob(&self, path: &[u8], stat: &Stat) -> Option<Blob> {
        let top = self.top.get_or_init(|| self.find_top()).as_ref();
        // What the index of the top knows is right, whoever else the file may belong to.
        let known = top.and_then(|top| top.blob(path, stat));
        known.or_else(|| self.nearest(folder_of(path))?.blob(path, stat))
    }

    /// Whether an index says anything of the files in a file's folder.
    #[must_use]
    pub fn covers(&self, path: &[u8]) -> bool {
        self.top.get_or_init(|| self.find_top()).is_some() || self.nearest(folder_of(path)).is_some()
    }

    fn find_top(&self) -> Option<Repository> {
        let has = |folder: &&Path| fs::symlink_metadata(folder.join(".git")).is_ok();
        let root = Path::new(os(&self.root));
        let top = root.ancestors().find(has)?;
        let mut above = root.strip_prefix(top).ok()?.as_os_str().as_encoded_bytes().to_vec();
        if !above.is_empty() {
            above.push(b'/');
        }
        Repository::open(top.as_os_str().as_encoded_bytes(), Within { above, below: 0 }, &self.attributes)
    }

    /// The repository whose work tree begins at a folder, or at the nearest one above it, below the root.
    fn nearest(&self, folder: &[u8]) -> Option<Arc<Repository>> {
        lazily(&self.below, folder, None, |folder, above| {
            if folder.is_empty() {
                return above;
            }
            let top = bytes(&join(&self.root, folder));
            let own =
                || Repository::open(&top, Within { above: Vec::new(), below: folder.len() + 1 }, &self.attributes);
            let begins = fs::symlink_metadata(join(&top, b".git")).is_ok();
            begins.then(own).flatten().map(Arc::new).or(above)
        })
    }
}

/// How a path relative to the root becomes one relative to a work tree's top.
#[derive(Debug)]
struct Within {
    /// What is put before it.
    above: Vec<u8>,
    /// How much is cut off.
    below: usize,
}

impl Within {
    fn name<'p>(&self, path: &'p [u8]) -> Cow<'p, [u8]> {
        if self.above.is_empty() { path[self.below..].into() } else { [&self.above, path].concat().into() }
    }
}

#[derive(Debug)]
struct Repository {
    /// Absolute.
    top: Vec<u8>,
    within: Within,
    index: Index,
    /// The attributes files that belong to no folder.
    base: Option<Arc<Level>>,
    levels: ByFolder<Level>,
}

impl Repository {
    /// None where the index tells nothing.
    fn open(top: &[u8], within: Within, attributes: &[Vec<u8>]) -> Option<Self> {
        let place = Place::of(top).filter(Place::is_plain)?;
        let index = Index::read(&bytes(&join(&place.own, b"index")))?;
        let info = bytes(&join(&place.common, b"info/attributes"));
        let files = attributes.iter().chain([&info]);
        let base = files.fold(None, |above, path| Level::on(above, 0, Source { path, follow: true }, |_| true));
        Some(Self { top: top.to_vec(), within, index, base, levels: RwLock::default() })
    }

    fn blob(&self, path: &[u8], stat: &Stat) -> Option<Blob> {
        let name = self.within.name(path);
        let blob = self.index.blob(&name, stat)?;
        let converted = self.level(folder_of(&name)).is_some_and(|level| level.converts(&name, stat));
        (!converted).then_some(blob)
    }

    /// The attributes files that count for the files of a folder.
    fn level(&self, folder: &[u8]) -> Option<Arc<Level>> {
        lazily(&self.levels, folder, self.base.clone(), |folder, above| {
            let prefix = if folder.is_empty() { 0 } else { folder.len() + 1 };
            let mut name = folder.to_vec();
            push(&mut name, b".gitattributes");
            let tracked = self.index.rules(folder);
            let known =
                |stat: Option<&Stat>| !tracked || stat.is_some_and(|stat| self.index.blob(&name, stat).is_some());
            let path = bytes(&join(&self.top, &name));
            Level::on(above, prefix, Source { path: &path, follow: false }, known)
        })
    }
}

/// What is known of a folder, made from what is known of the one above it, once each; the top's is made from `first`.
fn lazily<T>(
    known: &ByFolder<T>,
    folder: &[u8],
    first: Option<Arc<T>>,
    make: impl Fn(&[u8], Option<Arc<T>>) -> Option<Arc<T>>,
) -> Option<Arc<T>> {
    if let Some(found) = known.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
        return found.clone();
    }
    let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
    let (mut missing, mut next) = (Vec::new(), Some(folder));
    let mut value = loop {
        let Some(at) = next else { break first };
        if let Some(found) = known.get(at) {
            break found.clone();
        }
        missing.push(at);
        next = (!at.is_empty()).then(|| folder_of(at));
    };
    for at in missing.into_iter().rev() {
        value = make(at, value);
        known.insert(at.into(), value.clone());
    }
    value
}

/// What stands before the last `/`.
fn folder_of(path: &[u8]) -> &[u8] {
    memchr::memrchr(b'/', path).map_or(b"", |slash| &path[..slash])
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}
