//! Runs conformance/ on the engine: texts in memory, files in windows and mapped, trees on disk.

#[path = "../../core/tests/case/mod.rs"]
mod case;
#[cfg(unix)]
mod tree;

use serde_json::{Value, json};
use tagwright_engine::core::Spec;
use tagwright_engine::core::zones::Language;
use tagwright_engine::{Batch, Columns, Mapping, Options, Session, Text, match_texts};

use case::{Differences, Named};

fn specs(detectors: &[Named]) -> Vec<Spec> {
    detectors.iter().map(|detector| detector.spec.clone()).collect()
}

/// Reads the columns back, as docs/design/border.md lays them out.
struct Reader<'r> {
    columns: &'r Columns,
    detectors: &'r [Named],
}

impl Reader<'_> {
    fn bytes(&self, start: u32, end: u32) -> &[u8] {
        &self.columns.strings[start as usize..end as usize]
    }

    fn text(&self, start: u32, end: u32) -> &str {
        std::str::from_utf8(self.bytes(start, end)).expect("strings are UTF-8")
    }

    fn path(&self, file: u32) -> String {
        let row = &self.columns.files[file as usize * 6..];
        let path = self.bytes(row[0], row[1]);
        let digits = || path.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        std::str::from_utf8(path).map_or_else(|_| format!("hex:{}", digits()), str::to_owned)
    }

    fn values(&self, start: u32, end: u32) -> Vec<Option<String>> {
        let mut rest = self.bytes(start, end);
        let mut values = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = u32::from_le_bytes(*length);
            let (value, after) = if length == u32::MAX {
                (None, after)
            } else {
                let (value, after) = after.split_at(length as usize);
                (Some(String::from_utf8(value.to_vec()).expect("fields are UTF-8")), after)
            };
            values.push(value);
            rest = after;
        }
        values
    }

    fn tag(&self, row: &[u32], context: bool) -> Value {
        let [file, detector, low, high, length, line, column, ground, start, kind, name, text, fields, end] = row
        else {
            panic!("a row has 14 columns")
        };
        let _ = file;
        let detector = &self.detectors[*detector as usize];
        let mut tag = json!({
            "detector": detector.name, "kind": self.text(*start, *kind), "name": self.text(*kind, *name),
            "text": self.text(*name, *text), "line": line, "column": column, "offset": offset(*low, *high), "length": length,
            "zone": case::zone_name(ground & 0xff), "language": language_name(ground >> 8), "fields": case::fields(detector, &self.values(*text, *fields)),
        });
        if context {
            tag["context"] = self.text(*fields, *end).into();
        }
        tag
    }

    fn diagnostic(&self, row: &[u32]) -> Value {
        let [_, code, low, high, length, line, column, start, end] = row else { panic!("a row has 9 columns") };
        let mut one = json!({
            "code": case::code_name(*code as usize),
            "line": line, "column": column, "offset": offset(*low, *high), "length": length,
        });
        if start < end {
            one["detail"] = self.text(*start, *end).into();
        }
        one
    }
}

/// The name of the table's row; null for the first.
fn language_name(row: u32) -> Value {
    let table = case::read("data/languages.json");
    let row = &case::list(&table["languages"])[row as usize];
    match &row["as"] {
        Value::Null if row["name"] == "Generic" => Value::Null,
        Value::Null => row["name"].clone(),
        name => name.clone(),
    }
}

/// What a case says of the languages of files.
fn languages(case: &Value) -> Vec<(String, Language)> {
    let none = serde_json::Map::new();
    let said = case["options"]["languages"].as_object().unwrap_or(&none);
    let named = |name: &Value| Language::named(case::text(name).as_bytes()).expect("a language");
    said.iter().map(|(line, name)| (line.clone(), named(name))).collect()
}

fn offset(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

fn check_tags(differences: &mut Differences, title: &str, case: &Value, detectors: &[Named], batch: &Batch) {
    let reader = Reader { columns: &batch.columns, detectors };
    let context = !case["options"]["context"].is_null();
    let tags: Vec<_> = batch.columns.rows.chunks(14).map(|row| reader.tag(row, context)).collect();
    case::compare_tags(differences, title, tags, case::expected_tags(case));
    let diagnostics: Vec<_> = batch.columns.diagnostics.chunks(9).map(|row| reader.diagnostic(row)).collect();
    differences.compare(title, &diagnostics, &case::list(&case["diagnostics"]).to_vec());
}

fn context(case: &Value) -> u32 {
    case["options"]["context"].as_u64().map_or(0, |lines| u32::try_from(lines).expect("small"))
}

fn path(case: &Value) -> &str {
    case["path"].as_str().unwrap_or("test.txt")
}

#[test]
fn texts_match_what_the_cases_say() {
    let mut differences = Differences::default();
    for (title, case) in case::cases("match") {
        let detectors = case::detectors(&case["options"]);
        let options = Options {
            detectors: specs(&detectors),
            context: context(&case),
            languages: languages(&case),
            ..Options::default()
        };
        let batch = match_texts(&options, &[Text { path: path(&case).as_bytes(), content: &case::bytes(&case) }])
            .expect("the patterns compile");
        check_tags(&mut differences, &title, &case, &detectors, &batch);
    }
    differences.none();
}

#[cfg(unix)]
mod on_disk {
    use super::*;
    use crate::tree::{Temporary, can_hold, plant};

    fn whole(options: Options) -> Batch {
        let session = Session::new(options).expect("the patterns compile");
        session.next(0).expect("the scan works").expect("there is one batch")
    }

    fn counter(value: &Value, default: u64) -> u64 {
        value.as_u64().unwrap_or(default)
    }

    #[test]
    fn files_match_whatever_the_window() {
        let ways = [(1 << 10, Mapping::Never, 1), (4 << 10, Mapping::Never, 2), (256 << 10, Mapping::Always, 1)];
        let mut differences = Differences::default();
        for (title, case) in case::cases("read") {
            let folder = Temporary::new();
            std::fs::write(folder.path().join(path(&case)), case::bytes(&case)).expect("it can be written");
            for (window, mapping, threads) in ways {
                let detectors = case::detectors(&case["options"]);
                let root = folder.bytes();
                let options = Options {
                    paths: vec![root.clone()],
                    root,
                    detectors: specs(&detectors),
                    context: context(&case),
                    languages: languages(&case),
                    window,
                    mapping,
                    threads,
                    ..Options::default()
                };
                let batch = whole(options);
                let title = format!("{title} ({window}, {mapping:?})");
                check_tags(&mut differences, &title, &case, &detectors, &batch);
                let stats = &case["stats"];
                differences.compare(&title, &batch.stats.scanned, &counter(&stats["scanned"], 1));
                differences.compare(&title, &batch.stats.failed, &counter(&stats["failed"], 0));
                differences.compare(&title, &batch.stats.skipped.binary, &counter(&stats["skipped"]["binary"], 0));
                differences.compare(&title, &batch.stats.opened, &1);
            }
        }
        differences.none();
    }

    fn options(case: &Value, root: Vec<u8>, paths: Vec<Vec<u8>>, detectors: &[Named]) -> Options {
        let own = &case["options"];
        let flag = |name: &str, default: bool| own[name].as_bool().unwrap_or(default);
        let table = case::strings(&case::read("data/detectors.json")["skipDirs"]);
        let skip_dirs = if own["skipDirs"].is_null() { table } else { case::strings(&own["skipDirs"]) };
        Options {
            root,
            paths,
            detectors: specs(detectors),
            hidden: flag("hidden", false),
            ignore: flag("ignore", true),
            skip_dirs: skip_dirs.into_iter().map(String::into_bytes).collect(),
            include: case::strings(&own["include"]),
            exclude: case::strings(&own["exclude"]),
            follow: flag("follow", false),
            outside: flag("outside", false),
            max_file_size: counter(&own["maxFileSize"], 0),
            ..Options::default()
        }
    }

    fn skipped(batch: &Batch) -> Value {
        let (files, folders) = (&batch.stats.skipped, &batch.stats.skipped_directories);
        let mut all = json!({
            "skipped": {
                "hidden": files.hidden, "ignored": files.ignored, "excluded": files.excluded, "symlink": files.symlink,
                "outside": files.outside, "special": files.special, "tooLarge": files.too_large, "binary": files.binary,
            },
            "skippedDirectories": {
                "hidden": folders.hidden, "ignored": folders.ignored, "excluded": folders.excluded,
                "skipDirs": folders.skip_dirs, "loop": folders.r#loop,
            },
        });
        for group in all.as_object_mut().expect("an object").values_mut() {
            group.as_object_mut().expect("an object").retain(|_, count| *count != 0);
        }
        all["failed"] = batch.stats.failed.into();
        all
    }

    fn expected_stats(case: &Value) -> Value {
        let stats = &case["stats"];
        let group = |name: &str| if stats[name].is_null() { json!({}) } else { stats[name].clone() };
        json!({ "skipped": group("skipped"), "skippedDirectories": group("skippedDirectories"), "failed": counter(&stats["failed"], 0) })
    }

    fn check_walk(differences: &mut Differences, title: &str, case: &Value, batch: &Batch, detectors: &[Named]) {
        let reader = Reader { columns: &batch.columns, detectors };
        let found: Vec<String> = batch.columns.rows.chunks(14).map(|row| reader.path(row[0])).collect();
        differences.compare(title, &found, &case::strings(&case["expected"]));
        if !case["stats"].is_null() {
            differences.compare(title, &skipped(batch), &expected_stats(case));
        }
        let said = |row: &[u32]| {
            let mut one = reader.diagnostic(row);
            one["path"] = reader.path(row[0]).into();
            let one = one.as_object_mut().expect("an object");
            one.retain(|key, _| matches!(key.as_str(), "code" | "path" | "line" | "detail"));
            Value::Object(one.clone())
        };
        let diagnostics: Vec<_> = batch.columns.diagnostics.chunks(9).map(said).collect();
        differences.compare(title, &diagnostics, &case::list(&case["diagnostics"]).to_vec());
    }

    #[test]
    fn trees_give_the_files_the_cases_say() {
        let mut differences = Differences::default();
        for (title, case) in case::cases("walk") {
            let needs = case::strings(&case["needs"]);
            // Requests out of the root are refused before they come here.
            if !case["error"].is_null() || !needs.iter().all(|need| can_hold(need)) {
                continue;
            }
            let folder = Temporary::new();
            plant(folder.path(), case["files"].as_object().expect("files"));
            let root = tree::clean(&folder.bytes(), case::text(&case["root"]));
            let named = if case["paths"].is_null() { vec![".".to_owned()] } else { case::strings(&case["paths"]) };
            let paths = named.iter().map(|path| tree::clean(&root, path)).collect();
            let detectors = case::detectors(&Value::Null);
            let batch = whole(options(&case, root, paths, &detectors));
            check_walk(&mut differences, &title, &case, &batch, &detectors);
        }
        differences.none();
    }
}
