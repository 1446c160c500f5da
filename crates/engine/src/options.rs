//! What to scan, complete and decided.

use tagwright_core::Spec;
use tagwright_core::zones::Language;

/// When files are mapped instead of read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mapping {
    /// Where a measurement says that it wins.
    #[default]
    Auto,
    /// Never.
    Never,
    /// Every file that is not empty.
    Always,
}

/// A request. Every field is final; nothing is looked up elsewhere.
#[derive(Clone, Debug)]
pub struct Options {
    /// The root: an absolute path.
    pub root: Vec<u8>,
    /// What to walk or scan: absolute paths inside the root.
    pub paths: Vec<Vec<u8>>,
    /// What to look for.
    pub detectors: Vec<Spec>,
    /// Ignore lines, and the language of the files that they match; the last one that does wins.
    pub languages: Vec<(String, Language)>,
    /// Whether hidden files count.
    pub hidden: bool,
    /// Whether ignore files count.
    pub ignore: bool,
    /// Names of folders that are never entered.
    pub skip_dirs: Vec<Vec<u8>>,
    /// Only files that one of these rules matches; empty: all.
    pub include: Vec<String>,
    /// Rules stronger than every ignore file.
    pub exclude: Vec<String>,
    /// Whether symbolic links are followed.
    pub follow: bool,
    /// Whether they may lead out of the root.
    pub outside: bool,
    /// Bytes; larger files are skipped. 0: no limit.
    pub max_file_size: u64,
    /// Workers; 0: as many as the machine has cores, 16 at most.
    pub threads: usize,
    /// Bytes read at a time.
    pub window: usize,
    /// When files are mapped.
    pub mapping: Mapping,
    /// Bytes that files in flight may hold; 0: no limit.
    pub memory: u64,
    /// Lines of context before and after each tag.
    pub context: u32,
    /// Whether files are hashed.
    pub hash: bool,
    /// Whether bytes are matched as they are: no file is binary, and none is UTF-16.
    pub raw: bool,
    /// Root-relative paths: only what the walk finds at or below one of them is scanned. Empty: all.
    pub only: Vec<Vec<u8>>,
    /// Matching a file whose path ends with this panics; empty: never. For tests of the guard.
    pub fault: Vec<u8>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            root: Vec::new(),
            paths: Vec::new(),
            detectors: Vec::new(),
            languages: Vec::new(),
            hidden: false,
            ignore: true,
            skip_dirs: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            follow: false,
            outside: false,
            max_file_size: 0,
            threads: 0,
            window: 256 << 10,
            mapping: Mapping::Auto,
            memory: 0,
            context: 0,
            hash: false,
            raw: false,
            only: Vec::new(),
            fault: Vec::new(),
        }
    }
}

impl Options {
    /// How many workers run.
    #[must_use]
    pub fn workers(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from).min(16);
        if self.threads == 0 { cores() } else { self.threads }
    }
}
