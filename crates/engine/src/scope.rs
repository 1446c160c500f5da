//! Which paths a scan is about.

use std::collections::HashSet;

use crate::Options;
use crate::path::relative;

/// Root-relative paths, each with all that is below it. The empty path is the root.
#[derive(Debug, Default)]
pub struct Paths {
    set: HashSet<Vec<u8>>,
    /// Each with a slash at its end.
    sorted: Vec<Vec<u8>>,
}

impl Paths {
    pub fn new(paths: impl Iterator<Item = Vec<u8>>) -> Self {
        let set: HashSet<Vec<u8>> = paths.collect();
        let mut sorted: Vec<Vec<u8>> = set.iter().map(|path| [path.as_slice(), b"/"].concat()).collect();
        sorted.sort_unstable();
        Self { set, sorted }
    }

    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether a path is one of them, or below one.
    pub fn covers(&self, path: &[u8]) -> bool {
        let above = || memchr::memchr_iter(b'/', path).map(|slash| &path[..slash]);
        self.set.contains(path) || self.set.contains(&b""[..]) || above().any(|folder| self.set.contains(folder))
    }

    /// Whether one of them is below a folder.
    pub fn lead(&self, folder: &[u8]) -> bool {
        if folder.is_empty() {
            return !self.is_empty();
        }
        let prefix = [folder, b"/"].concat();
        let next = self.sorted.partition_point(|path| *path <= prefix);
        self.sorted.get(next).is_some_and(|path| path.starts_with(&prefix))
    }
}

/// What a scan looks at: what is at or below both one of the paths that it was given and, if there are any, one of `only`.
#[derive(Debug)]
pub struct Scope {
    paths: Paths,
    only: Paths,
}

impl Scope {
    pub fn new(options: &Options) -> Self {
        let paths = options.paths.iter().map(|path| relative(&options.root, path).to_vec());
        Self { paths: Paths::new(paths), only: Paths::new(options.only.iter().cloned()) }
    }

    pub fn covers(&self, path: &[u8]) -> bool {
        self.paths.covers(path) && (self.only.is_empty() || self.only.covers(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_covers_what_is_below_and_leads_from_above() {
        let paths = Paths::new([b"a/b".to_vec(), b"c".to_vec()].into_iter());
        for (path, covered, leads) in [
            ("a/b", true, false),
            ("a/b/c/d", true, false),
            ("a/bc", false, false),
            ("a", false, true),
            ("", false, true),
            ("c", true, false),
            ("c/d", true, false),
            ("d", false, false),
        ] {
            assert_eq!((paths.covers(path.as_bytes()), paths.lead(path.as_bytes())), (covered, leads), "{path}");
        }
        assert!(Paths::new([Vec::new()].into_iter()).covers(b"x/y"));
        assert!(!Paths::default().lead(b""));
    }
}
