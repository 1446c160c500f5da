//! Replays what fuzzing was given and has found: every file below fuzz/seeds.

use std::path::Path;

#[path = "../../../fuzz/targets/decode.rs"]
mod decode;
#[path = "../../../fuzz/targets/matcher.rs"]
mod matcher;
#[path = "../../../fuzz/targets/rules.rs"]
mod rules;
#[path = "../../../fuzz/targets/store.rs"]
mod store;
#[path = "../../../fuzz/targets/zones.rs"]
mod zones;

fn replay(target: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("the seeds are there") {
        run(&std::fs::read(entry.expect("it can be listed").path()).expect("it can be read"));
        count += 1;
    }
    assert!(count > 0, "no seeds in {}", folder.display());
}

#[test]
fn matcher_seeds() {
    replay("matcher", matcher::run);
}

#[test]
fn rules_seeds() {
    replay("rules", rules::run);
}

#[test]
fn zones_seeds() {
    replay("zones", zones::run);
}

#[cfg(unix)]
#[test]
fn decode_seeds() {
    replay("decode", decode::run);
}

#[test]
fn store_seeds() {
    replay("store", store::run);
}
