//! Any bytes as a file: what is found does not depend on the window, nor on whether it was mapped or in memory.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use tagwright_engine::core::{Dialect, Spec, Zones};
use tagwright_engine::{Columns, Mapping, Options, Session, Text, match_texts};

/// The first byte says how the rest is to be read: as it stands, or as runs (a byte, a count of 16 bits) that make long lines.
pub fn run(data: &[u8]) {
    let [how, rest @ ..] = data else { return };
    let text = if how & 1 == 0 { rest.to_vec() } else { runs(rest) };
    let options = Options {
        detectors: detectors(),
        context: u32::from(how >> 1 & 1),
        window: 1024,
        threads: 1,
        ..Options::default()
    };
    let memory = match_texts(&options, &[Text { path: b"f", content: &text }]).expect("the patterns compile").columns;
    for (window, mapping) in [(1024, Mapping::Never), (5000, Mapping::Never), (1 << 20, Mapping::Always)] {
        let file = scan(Options { window, mapping, ..options.clone() }, &text);
        assert_eq!(
            (&file.rows, &file.diagnostics, &file.strings),
            (&memory.rows, &memory.diagnostics, &memory.strings),
            "{window} {mapping:?}"
        );
    }
}

fn runs(data: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let (runs, rest) = data.split_at(data.len() / 2 / 3 * 3);
    for run in runs.chunks_exact(3).take(64) {
        let count = usize::from(u16::from_le_bytes([run[1], run[2]]));
        text.resize(text.len() + count, run[0]);
        text.extend_from_slice(b"@TAG[A:b]");
    }
    text.extend_from_slice(rest);
    text
}

fn detectors() -> Vec<Spec> {
    let tag = Spec::Trace { dialect: Dialect::Tag, literals: vec![b"@TAG".to_vec()], zones: Zones::ALL };
    let oft = Spec::Trace { dialect: Dialect::Oft, literals: vec![b"~".to_vec()], zones: Zones::ALL };
    vec![tag, oft]
}

/// A folder for one run, in memory where the system has such a place.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = base.join(format!("tagwright-fuzz-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    std::fs::create_dir_all(&folder).expect("it can be made");
    folder
}

fn scan(options: Options, text: &[u8]) -> Columns {
    let folder = folder();
    let file = folder.join("f");
    std::fs::write(&file, text).expect("it can be written");
    let bytes = |path: &Path| path.as_os_str().as_encoded_bytes().to_vec();
    let session = Session::new(Options { root: bytes(&folder), paths: vec![bytes(&file)], ..options })
        .expect("the patterns compile");
    let batch = session.next(0).expect("the scan works").expect("there is one batch");
    std::fs::remove_dir_all(folder).expect("it can be removed");
    batch.columns
}
