//! A session on a real tree: batches, threads, limits, cancelling.

use std::fs;
use std::path::PathBuf;

use tagwright_engine::core::{Dialect, Spec, Zones};
use tagwright_engine::{Columns, Mapping, Options, Session, Text, match_texts};

struct Tree(PathBuf);

impl Tree {
    /// So many files, each with one tag, some of them large.
    fn new(name: &str, files: usize) -> Self {
        let root = std::env::temp_dir().join(format!("tagwright-{name}-{}", std::process::id()));
        for index in 0..files {
            let folder = root.join(format!("d{}", index % 7));
            fs::create_dir_all(&folder).expect("the temporary folder is writable");
            let padding = "x\n".repeat(if index % 10 == 0 { 900_000 } else { index });
            fs::write(folder.join(format!("f{index}.txt")), format!("{padding}@TAG[SPEC:id-{index}] text\n"))
                .expect("the temporary folder is writable");
        }
        Self(root)
    }

    fn options(&self) -> Options {
        let root = self.0.to_str().expect("temporary folders are UTF-8").as_bytes().to_vec();
        let detectors =
            vec![Spec::Trace { dialect: Dialect::Tag, literals: vec![b"@TAG".to_vec()], zones: Zones::ALL }];
        Options { paths: vec![root.clone()], root, detectors, ..Options::default() }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn scan(options: Options) -> (Columns, u64) {
    let session = Session::new(options).expect("the detectors are built in");
    let batch = session.next(0).expect("it scans").expect("the first batch always comes");
    assert!(session.next(0).expect("it scans").is_none());
    (batch.columns, batch.stats.deferred)
}

fn parts(columns: &Columns) -> (&[u32], &[u32], &[u32], &[u8]) {
    (&columns.rows, &columns.diagnostics, &columns.files, &columns.strings)
}

#[test]
fn threads_windows_and_mapping_change_nothing() {
    let tree = Tree::new("same", 60);
    let (expected, _) = scan(Options { threads: 1, ..tree.options() });
    assert_eq!(expected.tags(), 60);
    for threads in [2, 8, 64] {
        assert_eq!(parts(&scan(Options { threads, ..tree.options() }).0), parts(&expected));
    }
    for window in [1 << 10, 1 << 16, 8 << 20] {
        assert_eq!(parts(&scan(Options { window, ..tree.options() }).0), parts(&expected));
    }
    let mapped = scan(Options { mapping: Mapping::Always, ..tree.options() }).0;
    assert_eq!(parts(&mapped), parts(&expected));
}

#[test]
fn a_memory_limit_defers_and_drops_nothing() {
    let tree = Tree::new("memory", 60);
    let (expected, none) = scan(tree.options());
    let (limited, deferred) = scan(Options { threads: 8, memory: 1, ..tree.options() });
    assert_eq!(parts(&limited), parts(&expected));
    assert_eq!(none, 0);
    assert!(deferred > 0, "eight workers share room for one file");
}

#[test]
fn batches_are_the_whole_in_parts() {
    let tree = Tree::new("batches", 25);
    let session = Session::new(tree.options()).expect("the detectors are built in");
    let mut tags = Vec::new();
    while let Some(batch) = session.next(10).expect("it scans") {
        tags.push(batch.columns.tags());
    }
    assert_eq!(tags, [10, 10, 5]);
    let progress = session.progress();
    assert_eq!((progress.found, progress.done, progress.walked), (25, 25, true));
}

#[test]
fn a_cancelled_session_gives_nothing() {
    let tree = Tree::new("cancel", 5);
    let session = Session::new(tree.options()).expect("the detectors are built in");
    session.cancel();
    assert!(session.next(0).expect("it ends").is_none());
}

#[test]
fn a_panic_costs_its_file_alone() {
    let tree = Tree::new("panic", 25);
    let (columns, _) = scan(Options { fault: b"f3.txt".to_vec(), ..tree.options() });
    assert_eq!((columns.tags(), columns.diagnostics()), (24, 1));
}

#[test]
fn a_large_file_gives_the_same_mapped_and_read() {
    let tree = Tree::new("large", 1);
    let text = "é and more\n".repeat(900_000) + "@TAG[SPEC:end] text";
    fs::write(tree.0.join("large.txt"), &text).expect("the temporary folder is writable");
    let run = |mapping| scan(Options { mapping, hash: true, ..tree.options() }).0;
    let read = run(Mapping::Never);
    assert_eq!(read.tags(), 2);
    let hash = blake3::hash(text.as_bytes());
    assert!(read.strings.windows(32).any(|bytes| bytes == hash.as_bytes()));
    assert_eq!(parts(&run(Mapping::Auto)), parts(&read));
    assert_eq!(parts(&run(Mapping::Always)), parts(&read));
}

#[test]
fn a_file_that_asks_late_for_zones_is_opened_once_and_read_twice() {
    let tree = Tree::new("late", 1);
    let path = tree.0.join("late.c");
    let text = "/*\n".to_owned() + &"é and more\n".repeat(900_000) + "@TAG[SPEC:end] */";
    fs::write(&path, &text).expect("the temporary folder is writable");
    let named = vec![path.to_str().expect("temporary folders are UTF-8").as_bytes().to_vec()];
    for mapping in [Mapping::Never, Mapping::Auto, Mapping::Always] {
        let options = Options { paths: named.clone(), mapping, hash: true, ..tree.options() };
        let batch = Session::new(options).expect("built in").next(0).expect("it scans").expect("one batch");
        let size = text.len() as u64;
        assert_eq!((batch.stats.opened, batch.stats.bytes_read, batch.stats.bytes_matched), (1, 2 * size, 2 * size));
        assert_eq!((batch.columns.tags(), batch.columns.rows[7] & 0xff), (1, 1), "one tag, in a comment");
        let hash = blake3::hash(text.as_bytes());
        assert!(batch.columns.strings.windows(32).any(|bytes| bytes == hash.as_bytes()));
    }
}

/// Contents that are no plain text unless bytes are taken as they are, and where their tag stands then.
const RAW: [(&str, &[u8], u32); 4] = [
    ("binary", b"a\0b @TAG[SPEC:x]\n", 4),
    ("utf-16", b"\xff\xfe@TAG[SPEC:x]\n", 2),
    ("utf-32", b"\xff\xfe\0\0@TAG[SPEC:x]\n", 4),
    ("mark", b"\xef\xbb\xbf@TAG[SPEC:x]\n", 3),
];

#[test]
fn raw_content_is_what_it_is() {
    let options = Options { raw: true, ..Tree::new("raw", 0).options() };
    for (name, content, offset) in RAW {
        let batch = match_texts(&options, &[Text { path: b"a", content }]).expect("the detectors are built in");
        assert_eq!(batch.columns.tags(), 1, "{name}");
        assert_eq!(batch.columns.rows[2], offset, "{name}");
        assert_eq!((batch.stats.scanned, batch.stats.skipped.binary, batch.stats.failed), (1, 0, 0), "{name}");
        let plain = match_texts(&Options { raw: false, ..options.clone() }, &[Text { path: b"a", content }])
            .expect("as before");
        assert_eq!(plain.columns.tags(), usize::from(name == "mark"), "{name}, not raw");
    }
}
