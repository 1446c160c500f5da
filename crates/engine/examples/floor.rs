//! What no scan can beat: walk a tree, open, read and close every file, match nothing. With a window of 0 what no scan with a cache can
//! beat: walk, and ask for every file's size and times without opening it.
//!
//! `floor DIR [THREADS] [WINDOW]` prints one JSON line: milliseconds from the first folder to the last file, files, bytes.
//! The walk takes everything, follows no link, and hands each file to the thread that found it.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use ignore::{DirEntry, WalkBuilder, WalkState};

#[derive(Default)]
struct Totals {
    files: AtomicU64,
    bytes: AtomicU64,
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

fn drain(path: &Path, buffer: &mut [u8]) -> std::io::Result<u64> {
    if buffer.is_empty() {
        return Ok(path.symlink_metadata()?.len());
    }
    let mut file = File::open(path)?;
    let mut total = 0;
    loop {
        match file.read(buffer)? {
            0 => return Ok(total),
            count => total += count as u64,
        }
    }
}

fn floor(root: &Path, threads: usize, window: usize) -> Totals {
    let totals = Totals::default();
    let walk = WalkBuilder::new(root).standard_filters(false).threads(threads).build_parallel();
    walk.run(|| {
        let totals = &totals;
        let mut buffer = vec![0; window];
        Box::new(move |entry| {
            if let Some(entry) = entry.ok().filter(is_file)
                && let Ok(bytes) = drain(entry.path(), &mut buffer)
            {
                totals.files.fetch_add(1, Ordering::Relaxed);
                totals.bytes.fetch_add(bytes, Ordering::Relaxed);
            }
            WalkState::Continue
        })
    });
    totals
}

fn main() -> std::io::Result<()> {
    let mut words = std::env::args_os().skip(1);
    let root = words.next().unwrap_or_else(|| ".".into());
    let mut number = |default: usize| words.next().and_then(|word| word.to_str()?.parse().ok()).unwrap_or(default);
    let (threads, window) = (number(2), number(256 * 1024));
    let start = Instant::now();
    let totals = floor(Path::new(&root), threads, window);
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let (files, bytes) = (totals.files.into_inner(), totals.bytes.into_inner());
    writeln!(std::io::stdout(), "{{\"ms\":{ms:.3},\"files\":{files},\"bytes\":{bytes}}}")
}
