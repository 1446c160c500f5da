//! Scans with a cache: what they find is what a scan without one finds, and they do not do what they need not.

#![cfg(unix)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use tagwright_engine::core::{Dialect, Spec, Zones};
use tagwright_engine::{Batch, Cache, CacheSpec, CacheStats, Changes, Options, Session};

struct Tree {
    root: PathBuf,
    store: PathBuf,
}

impl Tree {
    fn new(name: &str) -> Self {
        let own = std::env::temp_dir().join(format!("tagwright-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&own);
        let tree = Self { root: own.join("tree"), store: own.join("store").join("0011223344556677") };
        fs::create_dir_all(&tree.root).expect("the temporary folder is writable");
        for index in 0..20 {
            tree.write(&format!("d{}/f{index}.c", index % 3), &format!("// @TAG[SPEC:id-{index}] text\n@TAG[x]\n"));
        }
        tree.write("binary", "a\0b");
        tree.write("empty.c", "");
        tree.write("large.c", &format!("{}@TAG[SPEC:far] text\n", "x\n".repeat(400_000)));
        fs::write(tree.root.join("latin.c"), b"@TAG[SPEC:l] caf\xe9\n").expect("it is writable");
        fs::write(tree.root.join("wide.c"), b"\xff\xfe\0\0x\0\0\0").expect("it is writable");
        rest();
        tree
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
        fs::write(path, text).expect("it is writable");
    }

    fn options(&self) -> Options {
        let root = bytes(&self.root);
        let detectors =
            vec![Spec::Trace { dialect: Dialect::Tag, literals: vec![b"@TAG".to_vec()], zones: Zones::ALL }];
        Options { paths: vec![root.clone()], root, detectors, context: 1, window: 4096, ..Options::default() }
    }

    fn cache(&self) -> Arc<Cache> {
        Arc::new(Cache::new(self.spec()))
    }

    fn spec(&self) -> CacheSpec {
        CacheSpec {
            file: bytes(&self.store),
            fingerprint: [7; 32],
            verify: false,
            git: false,
            attributes: Vec::new(),
            max_bytes: 0,
            max_age: 30,
            wait: Duration::from_millis(500),
        }
    }

    fn file(&self, end: &str) -> PathBuf {
        PathBuf::from(format!("{}{end}", self.store.display()))
    }

    /// A scan with a store from disk must find what one without finds.
    fn scan(&self) -> Scan {
        self.scan_with(self.options(), self.cache())
    }

    fn scan_with(&self, options: Options, cache: Arc<Cache>) -> Scan {
        let plain = Session::new(options.clone()).expect("it is valid").next(0).expect("it works").expect("a batch");
        let session = Session::with(options, Some(cache)).expect("it is valid");
        let batch = session.next(0).expect("it works").expect("a batch");
        let columns = |batch: &Batch| {
            let own = &batch.columns;
            (own.rows.clone(), own.diagnostics.clone(), own.files.clone(), own.strings.clone())
        };
        assert_eq!(columns(&batch), columns(&plain), "with and without a cache");
        let (own, other) = (&batch.stats, &plain.stats);
        assert_eq!((own.files, own.scanned, own.failed), (other.files, other.scanned, other.failed));
        assert_eq!(own.skipped, other.skipped);
        let cache = batch.stats.cache.clone().expect("there is a cache");
        assert_eq!(cache.lookups, cache.stat + cache.blob + cache.hash + cache.misses);
        let changes = session.changes().expect("the scan has ended");
        Scan { opened: own.opened, cache, changes }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.root.parent().expect("it has one"));
    }
}

struct Scan {
    opened: u64,
    cache: CacheStats,
    changes: Arc<Changes>,
}

impl Scan {
    /// stat, hash, misses.
    fn ends(&self) -> [u64; 3] {
        [self.cache.stat, self.cache.hash, self.cache.misses]
    }

    /// State, path, and where it was.
    fn changed(&self) -> Vec<(u32, &str, &str)> {
        let text = |from: u32, to: u32| {
            str::from_utf8(&self.changes.strings[from as usize..to as usize]).expect("these paths are text")
        };
        self.changes.files.chunks(5).map(|one| (one[0], text(one[1], one[2]), text(one[3], one[4]))).collect()
    }

    fn codes(&self) -> Vec<&str> {
        self.cache.notices.iter().map(|notice| notice.code).collect()
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

/// Until what was written is old enough to be believed.
fn rest() {
    sleep(Duration::from_millis(40));
}

const FILES: u64 = 25;

#[test]
fn nothing_is_opened_when_nothing_changed_and_only_what_changed_is_matched() {
    let tree = Tree::new("changes");
    let first = tree.scan();
    assert_eq!((first.ends(), first.changed().len() as u64, first.changes.since), ([0, 0, FILES], FILES, 0));
    let again = tree.scan();
    assert_eq!((again.ends(), again.opened, again.cache.written), ([FILES, 0, 0], 0, 0));
    assert_eq!((again.changed(), again.changes.unchanged), (vec![], FILES));
    assert!(again.changes.since > 0);

    File::options()
        .write(true)
        .open(tree.path("large.c"))
        .and_then(|file| file.set_modified(SystemTime::now()))
        .expect("it is ours");
    tree.write("d0/f0.c", "@TAG[SPEC:new] text\n");
    fs::rename(tree.path("d0/f3.c"), tree.path("d0/moved.c")).expect("it is ours");
    fs::remove_file(tree.path("d0/f6.c")).expect("it is ours");
    tree.write("added.c", "new\n");
    rest();
    let changed = tree.scan();
    assert_eq!((changed.ends(), changed.opened), ([FILES - 4, 2, 2], 4));
    let expected = [(0, "added.c", ""), (1, "d0/f0.c", ""), (2, "d0/f6.c", ""), (3, "d0/moved.c", "d0/f3.c")];
    assert_eq!((changed.changed(), changed.changes.unchanged), (expected.to_vec(), FILES - 3));
    assert_eq!(changed.changes.before.tags(), 3);
    assert!(tree.file(".twp").exists());
    assert_eq!(tree.scan().ends(), [FILES, 0, 0]);
}

#[test]
fn a_stat_that_does_not_lie_back_is_not_believed() {
    let tree = Tree::new("racy");
    tree.scan();
    tree.write("d0/f0.c", "@TAG[SPEC:new] text\n");
    let turn = |to: SystemTime| {
        let file = File::options().write(true).open(tree.path("d0/f0.c")).expect("it is ours");
        file.set_modified(to).expect("it is ours");
        rest();
    };
    turn(SystemTime::now() + Duration::from_secs(60));
    assert_eq!(tree.scan().ends(), [FILES - 1, 0, 1]);
    assert_eq!(tree.scan().ends(), [FILES - 1, 1, 0]);
    assert_eq!(tree.scan().ends(), [FILES - 1, 1, 0]);
    turn(SystemTime::now() - Duration::from_secs(60));
    assert_eq!(tree.scan().ends(), [FILES - 1, 1, 0]);
    assert_eq!(tree.scan().ends(), [FILES, 0, 0]);
}

#[test]
fn a_store_cut_or_flipped_anywhere_costs_one_notice_and_no_result() {
    let tree = Tree::new("broken");
    tree.scan();
    let whole = fs::read(tree.file(".twc")).expect("it was written");
    let step = whole.len() / 60;
    for at in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
        let flipped = [&whole[..at], &[whole[at] ^ 0x10], &whole[at + 1..]].concat();
        for bad in [&whole[..at], &flipped] {
            fs::write(tree.file(".twc"), bad).expect("it is ours");
            assert_eq!(tree.scan().codes(), ["E_CACHE_CORRUPT"], "at {at}");
            let next = tree.scan();
            assert_eq!((next.codes(), next.ends()), (vec![], [FILES, 0, 0]), "at {at}");
        }
    }
}

#[test]
fn verify_reads_all_and_tells_what_was_stale() {
    let tree = Tree::new("verify");
    tree.scan();
    let path = tree.path("d1/f1.c");
    let before = fs::read(&path).expect("it is there");
    let cache = Arc::new(Cache::new(CacheSpec { verify: true, ..tree.spec() }));
    let scan = tree.scan_with(tree.options(), cache);
    assert_eq!((scan.ends(), scan.opened, scan.cache.stale), ([0, FILES, 0], FILES, 0));
    assert_eq!(fs::read(&path).expect("it is there"), before);
}

#[test]
fn savers_keep_what_others_saved_meanwhile() {
    let tree = Tree::new("savers");
    let (one, two) = (tree.cache(), tree.cache());
    let only = |name: &str| Options { only: vec![name.as_bytes().to_vec()], ..tree.options() };
    tree.scan_with(only("d0"), one.clone());
    assert_eq!(two.info().current, 7);
    tree.scan_with(only("d1"), two);
    tree.scan_with(only("d2"), one);
    let all = tree.scan();
    assert_eq!((all.ends(), all.codes()), ([20, 0, 5], vec![]));
}

#[test]
fn a_locked_or_unwritable_store_costs_the_cache_alone() {
    let tree = Tree::new("locked");
    fs::create_dir_all(tree.store.parent().expect("it has one")).expect("it is ours");
    fs::write(tree.file(".lock"), "1 elsewhere 00\n").expect("it is ours");
    assert_eq!(tree.scan().codes(), ["E_CACHE_LOCKED"]);
    fs::remove_file(tree.file(".lock")).expect("it is ours");
    fs::remove_dir_all(tree.store.parent().expect("it has one")).expect("it is ours");
    fs::write(tree.store.parent().expect("it has one"), "a file").expect("it is ours");
    assert!(tree.scan().codes().contains(&"E_CACHE_WRITE"));
}

#[test]
fn a_store_in_memory_forgets_when_told() {
    let tree = Tree::new("memory");
    let cache = Arc::new(Cache::new(CacheSpec { file: Vec::new(), ..tree.spec() }));
    assert_eq!(tree.scan_with(tree.options(), cache.clone()).ends(), [0, 0, FILES]);
    assert_eq!(tree.scan_with(tree.options(), cache.clone()).ends(), [FILES, 0, 0]);
    assert_eq!((cache.invalidate(b"d0"), cache.invalidate(b"d0")), (7, 0));
    assert_eq!(tree.scan_with(tree.options(), cache.clone()).ends(), [FILES - 7, 0, 7]);
    cache.clear().expect("there is nothing to remove");
    assert_eq!(cache.info().records, 0);
}

#[test]
fn invalidating_and_clearing_reach_the_disk() {
    let tree = Tree::new("forget");
    tree.scan();
    let cache = tree.cache();
    assert_eq!(cache.invalidate(b"d0/f0.c"), 1);
    tree.scan_with(Options { only: vec![b"d1".to_vec()], ..tree.options() }, cache);
    assert_eq!(tree.scan().ends(), [FILES - 1, 0, 1]);
    tree.cache().clear().expect("it can be removed");
    assert!(!tree.file(".twc").exists() && !tree.file(".twp").exists());
    assert_eq!(tree.scan().ends(), [0, 0, FILES]);
}

#[test]
fn only_is_judged_by_the_rules_of_the_walk() {
    let tree = Tree::new("only");
    tree.write(".ignore", "d1\n");
    let only = |names: &[&str]| {
        let only = names.iter().map(|name| name.as_bytes().to_vec()).collect();
        let scan = tree.scan_with(Options { only, ..tree.options() }, tree.cache());
        scan.cache.lookups
    };
    assert_eq!(only(&["d0"]), 7);
    assert_eq!(only(&["d0/f0.c", "empty.c", "nothing"]), 2);
    assert_eq!(only(&["d1", "d1/f1.c"]), 0);
    assert_eq!(only(&[]), FILES - 7);
}
