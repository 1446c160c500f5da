//! The zone lexer alone: `cargo run --release --example zones -- FILES…` prints MB/s per language, on one core;
//! `--map FILE` prints one file's spans instead.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss, missing_docs)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tagwright_core::zones::{Language, Lexer, Span};

const ROUNDS: u32 = 5;

fn lex(language: Language, bytes: &[u8], spans: &mut Vec<Span>) {
    spans.clear();
    Lexer::new(language).advance(bytes, bytes.len(), true, spans);
}

fn map(path: &str) {
    let bytes = std::fs::read(path).unwrap();
    let mut spans = Vec::new();
    lex(Language::of(path.as_bytes(), &bytes), &bytes, &mut spans);
    for span in &spans {
        println!("{span:?} {:?}", String::from_utf8_lossy(&bytes[span.start..span.end]));
    }
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, path] = &paths[..]
        && flag == "--map"
    {
        return map(path);
    }
    let mut by_language: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
    let mut spans = Vec::new();
    for path in &paths {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let language = Language::of(path.as_bytes(), &bytes);
        let start = Instant::now();
        for _ in 0..ROUNDS {
            lex(language, &bytes, &mut spans);
        }
        let entry = by_language.entry(language.name()).or_default();
        entry.0 += bytes.len();
        entry.1 += start.elapsed() / ROUNDS;
    }
    for (name, (size, time)) in by_language {
        println!("{name:20} {size:>12} bytes {:>8.0} MB/s", size as f64 / time.as_secs_f64() / 1e6);
    }
}
