//! Any bytes as a store, with right sums: a scan ends well, and every column stays within what the border allows.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tagwright_engine::core::zones::Language;
use tagwright_engine::core::{Dialect, Spec, Zones};
use tagwright_engine::{Cache, CacheSpec, Options, Session};

/// The first byte says whether sums are made right; the rest is the records of a base.
pub fn run(data: &[u8]) {
    let [how, records @ ..] = data else { return };
    let folder = folder();
    let file = folder.join("f.c");
    std::fs::write(&file, "@TAG[SPEC:a] b\n").expect("it can be written");
    let mut records = records.to_vec();
    let count = if how & 1 == 0 { mend(&mut records) } else { 1 };
    std::fs::write(folder.join("s.twc"), [&header(count, records.len())[..], &records].concat())
        .expect("it can be written");
    let cache = Arc::new(Cache::new(CacheSpec {
        file: bytes(&folder.join("s")),
        fingerprint: [0; 32],
        verify: false,
        git: false,
        attributes: Vec::new(),
        max_bytes: 1 << 20,
        max_age: 30,
        wait: Duration::ZERO,
    }));
    assert!(cache.info().records <= records.len() / 63);
    let tag = Spec::Trace { dialect: Dialect::Tag, literals: vec![b"@TAG".to_vec()], zones: Zones::ALL };
    let options = Options {
        root: bytes(&folder),
        paths: vec![bytes(&file)],
        detectors: vec![tag],
        threads: 1,
        ..Options::default()
    };
    let session = Session::with(options, Some(cache)).expect("the patterns compile");
    let batch = session.next(0).expect("the scan works").expect("there is one batch");
    assert!(session.changes().is_some());
    for row in batch.columns.rows.chunks(14) {
        let language = u16::try_from(row[7] >> 8).ok().and_then(Language::at);
        assert!(row[1] == 0 && row[7] & 0xff < 4 && language.is_some());
        assert!(row[8..].is_sorted() && row[13] as usize <= batch.columns.strings.len());
    }
    std::fs::remove_dir_all(folder).expect("it can be removed");
}

/// Makes the sums right of what are records by their lengths; gives how many.
fn mend(bytes: &mut [u8]) -> u32 {
    let (mut at, mut count) = (0, 0);
    while let Some(length) = bytes.get(at + 4..at + 8) {
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let Some(record) = at.checked_add(8 + length).and_then(|end| bytes.get_mut(at..end)) else { break };
        let sum = sum(&record[4..]);
        record[..4].copy_from_slice(&sum.to_le_bytes());
        at += 8 + length;
        count += 1;
    }
    count
}

fn header(records: u32, length: usize) -> [u8; 96] {
    let mut bytes = [0; 96];
    bytes[..8].copy_from_slice(b"TWCACHE\n");
    bytes[8] = 1;
    bytes[12..16].copy_from_slice(&records.to_le_bytes());
    bytes[48] = 1;
    bytes[72..80].copy_from_slice(&(length as u64).to_le_bytes());
    let sum = sum(&bytes[..92]);
    bytes[92..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// CRC-32 (IEEE), bit by bit.
fn sum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xedb8_8320 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

/// A folder for one run, in memory where the system has such a place.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = base.join(format!("tagwright-store-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    std::fs::create_dir_all(&folder).expect("it can be made");
    folder
}
