//! Verdicts on the entries of one folder.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tagwright_core::Code;

use super::listing::Listing;
use super::{Folder, Local, Note, Real, Walker};
use crate::entries::Entry;
use crate::file::{Failure, kind_name};
use crate::path;
use crate::rules::{Level, Verdict};

/// What an entry is, links resolved if they are followed.
enum Kind {
    File(Option<Metadata>),
    Folder(Option<PathBuf>),
    Skip(Skip),
    Failed(Failure),
}

enum Skip {
    Symlink,
    Outside,
    Loop,
    Special(&'static str),
}

/// One folder's entries being judged.
pub struct Visit<'v, 'w> {
    pub walker: &'v Walker<'w>,
    pub folder: &'v Folder,
    pub level: Option<Arc<Level>>,
    pub found: Local,
    pub listing: Listing,
    /// The entry's path; used again for each.
    pub path: Vec<u8>,
    /// The same relative to the top of the rules.
    pub ruled: Vec<u8>,
}

impl Visit<'_, '_> {
    /// Judges an entry; gives the folder to walk if it is one.
    pub fn entry(&mut self, entry: &fs::DirEntry) -> Option<Folder> {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        self.path.clear();
        self.path.extend_from_slice(&self.folder.path);
        path::push(&mut self.path, name);
        let covered = self.folder.covered || self.walker.only.covers(&self.path);
        let leads = !covered && self.walker.only.lead(&self.path);
        if !covered && !leads {
            return None;
        }
        let kind = self.kind(entry);
        if leads && !matches!(kind, Kind::Folder(_)) {
            return None;
        }
        match kind {
            Kind::Folder(real) => return self.enters(name).then(|| self.below(name, real, covered)),
            Kind::Skip(Skip::Loop) => {
                if self.enters(name) {
                    self.skip(&Skip::Loop);
                }
                return None;
            }
            _ => {}
        }
        self.found.stats.files += 1;
        if self.hides_file(name) {
            return None;
        }
        match kind {
            Kind::File(data) => self.take(entry, data),
            Kind::Skip(skip) => self.skip(&skip),
            Kind::Failed(failure) => self.fail(failure),
            Kind::Folder(_) => unreachable!("folders were entered above"),
        }
        None
    }

    fn kind(&self, entry: &fs::DirEntry) -> Kind {
        match entry.file_type() {
            Ok(kind) if kind.is_file() => Kind::File(None),
            Ok(kind) if kind.is_dir() => Kind::Folder(None),
            Ok(kind) if !kind.is_symlink() => Kind::Skip(Skip::Special(kind_name(kind))),
            Ok(_) if self.walker.options.follow => self.target(&entry.path()),
            Ok(_) => Kind::Skip(Skip::Symlink),
            Err(error) => Kind::Failed(Failure::of(&error, false)),
        }
    }

    /// What a followed link leads to.
    fn target(&self, link: &Path) -> Kind {
        let resolved = fs::canonicalize(link).and_then(|real| fs::metadata(&real).map(|data| (real, data)));
        let (real, data) = match resolved {
            Ok(resolved) => resolved,
            Err(error) if leads_nowhere(&error) => {
                return Kind::Failed(Failure { code: Code::FileMissing, detail: String::new() });
            }
            Err(error) => return Kind::Failed(Failure::of(&error, false)),
        };
        let inside = self.walker.real_root.as_ref().is_some_and(|root| real.starts_with(root));
        if !inside && !self.walker.options.outside {
            return Kind::Skip(Skip::Outside);
        }
        let kind = data.file_type();
        if kind.is_file() {
            return Kind::File(Some(data));
        }
        if !kind.is_dir() {
            return Kind::Skip(Skip::Special(kind_name(kind)));
        }
        if self.leads_back(&real) { Kind::Skip(Skip::Loop) } else { Kind::Folder(Some(real)) }
    }

    fn leads_back(&self, real: &Path) -> bool {
        let mut above = self.folder.real.as_deref();
        while let Some(own) = above {
            if own.path == real {
                return true;
            }
            above = own.above.as_deref();
        }
        false
    }

    /// Whether nothing hides a folder.
    fn enters(&mut self, name: &[u8]) -> bool {
        let skipped = &mut self.found.stats.skipped_directories;
        if self.walker.skip_dirs.contains(name) {
            skipped.skip_dirs += 1;
            return false;
        }
        match self.verdict(true) {
            Hidden::By(Reason::Excluded) => self.found.stats.skipped_directories.excluded += 1,
            Hidden::By(Reason::Ignored) => self.found.stats.skipped_directories.ignored += 1,
            Hidden::No if self.hidden(name) => self.found.stats.skipped_directories.hidden += 1,
            Hidden::No | Hidden::Kept => return true,
        }
        false
    }

    fn below(&self, name: &[u8], real: Option<PathBuf>, covered: bool) -> Folder {
        let real = self.folder.real.as_ref().map(|own| {
            let path = real.unwrap_or_else(|| own.path.join(path::os(name)));
            Arc::new(Real { path, above: Some(own.clone()) })
        });
        let number = self.walker.number();
        Folder { number, path: self.path.clone(), level: self.level.clone(), named: false, covered, real }
    }

    fn hides_file(&mut self, name: &[u8]) -> bool {
        let verdict = self.verdict(false);
        let hidden = self.hidden(name);
        let skipped = &mut self.found.stats.skipped;
        match verdict {
            Hidden::By(Reason::Excluded) => skipped.excluded += 1,
            Hidden::By(Reason::Ignored) => skipped.ignored += 1,
            Hidden::No if hidden => skipped.hidden += 1,
            Hidden::No | Hidden::Kept if self.included() => return false,
            Hidden::No | Hidden::Kept => self.found.stats.skipped.excluded += 1,
        }
        true
    }

    fn hidden(&self, name: &[u8]) -> bool {
        !self.walker.options.hidden && name.first() == Some(&b'.')
    }

    fn included(&self) -> bool {
        let include = &self.walker.include;
        self.walker.options.include.is_empty() || include.verdict_up(&self.path) == Some(Verdict::Ignore)
    }

    fn verdict(&mut self, folder: bool) -> Hidden {
        if let Some(verdict) = self.walker.exclude.verdict(&self.path, folder) {
            return Hidden::of(verdict, Reason::Excluded);
        }
        let Some(level) = &self.level else { return Hidden::No };
        self.ruled.clear();
        self.ruled.extend_from_slice(&self.walker.prefix);
        self.ruled.extend_from_slice(&self.path);
        level.verdict(&self.ruled, folder).map_or(Hidden::No, |verdict| Hidden::of(verdict, Reason::Ignored))
    }

    fn take(&mut self, entry: &fs::DirEntry, data: Option<Metadata>) {
        let size = match data {
            Some(data) => Some(data.len()),
            None if self.walker.sized => match entry.metadata() {
                Ok(data) => Some(data.len()),
                Err(error) => return self.fail(Failure::of(&error, false)),
            },
            None => None,
        };
        let limit = self.walker.options.max_file_size;
        if limit > 0 && size > Some(limit) {
            self.found.stats.skipped.too_large += 1;
            return self.note(Code::SkipSize, "");
        }
        self.listing.entries.push(Entry { path: path::base(&self.path), size, named: false });
    }

    fn skip(&mut self, skip: &Skip) {
        let stats = &mut self.found.stats;
        let (code, detail) = match skip {
            Skip::Symlink => (Code::SkipSymlink, ""),
            Skip::Outside => (Code::SkipOutside, ""),
            Skip::Loop => (Code::SkipLoop, ""),
            Skip::Special(kind) => (Code::SkipSpecial, *kind),
        };
        match skip {
            Skip::Symlink => stats.skipped.symlink += 1,
            Skip::Outside => stats.skipped.outside += 1,
            Skip::Special(_) => stats.skipped.special += 1,
            Skip::Loop => stats.skipped_directories.r#loop += 1,
        }
        self.note(code, detail);
    }

    fn fail(&mut self, failure: Failure) {
        self.found.stats.failed += 1;
        self.found.notes.push(Note {
            path: self.path.as_slice().into(),
            line: 0,
            code: failure.code,
            detail: failure.detail,
        });
    }

    fn note(&mut self, code: Code, detail: &str) {
        self.found.notes.push(Note { path: self.path.as_slice().into(), line: 0, code, detail: detail.to_owned() });
    }
}

/// Whether a link is broken: what it names is not there, or it names itself.
fn leads_nowhere(error: &std::io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(libc::ELOOP) {
        return true;
    }
    error.kind() == ErrorKind::NotFound
}

enum Hidden {
    No,
    /// A rule says `!` to it.
    Kept,
    By(Reason),
}

enum Reason {
    Excluded,
    Ignored,
}

impl Hidden {
    fn of(verdict: Verdict, reason: Reason) -> Self {
        if verdict == Verdict::Keep { Self::Kept } else { Self::By(reason) }
    }
}
