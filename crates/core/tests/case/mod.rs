//! Reads what `conformance/` holds; the format is in its README.

use std::path::PathBuf;

use serde_json::{Map, Value};
use tagwright_core::{Dialect, Needs, Notes, Pattern, Spec, Zones};

/// A detector with the names of its fields.
pub struct Named {
    pub spec: Spec,
    pub fields: Vec<String>,
    /// The detector's name, and the dialect of `trace`.
    pub name: String,
    pub dialect: Option<String>,
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A JSON file of the repository.
pub fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every case of a folder, with a title for messages.
pub fn cases(folder: &str) -> Vec<(String, Value)> {
    let mut files: Vec<_> = std::fs::read_dir(repository().join("conformance").join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("UTF-8"))
        .filter(|name| name.ends_with(".json"))
        .collect();
    files.sort();
    let of = |file: &String| {
        let path = format!("conformance/{folder}/{file}");
        let cases = read(&path);
        list(&cases).iter().map(|case| (format!("{path}: {}", text(&case["name"])), case.clone())).collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub fn strings(value: &Value) -> Vec<String> {
    list(value).iter().map(|one| text(one).to_owned()).collect()
}

pub fn hex(digits: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(pair).collect()
}

/// The bytes of a content.
pub fn bytes(content: &Value) -> Vec<u8> {
    let once = match content {
        Value::Array(parts) => parts.iter().flat_map(bytes).collect(),
        _ if content["parts"].is_array() => bytes(&content["parts"]),
        _ if content["hex"].is_string() => hex(text(&content["hex"])),
        Value::String(text) => text.clone().into_bytes(),
        _ => text(&content["text"]).as_bytes().to_vec(),
    };
    once.repeat(content.get("times").and_then(Value::as_u64).map_or(1, |times| usize::try_from(times).expect("small")))
}

/// The detectors that a case's options ask for; without `detectors` those are trace and its patterns.
pub fn detectors(options: &Value) -> Vec<Named> {
    let said = &options["detectors"];
    let asked = |name: &str| said.is_null() || strings(said).iter().any(|one| one == name);
    let dialects = if options["dialects"].is_null() { vec!["tag".to_owned()] } else { strings(&options["dialects"]) };
    let none = Map::new();
    let patterns = options["patterns"].as_object().unwrap_or(&none);
    let traces = dialects.iter().filter(|_| asked("trace")).map(|name| trace(options, name));
    let notes = (!said.is_null() && asked("note") && !patterns.contains_key("note")).then(|| note(options));
    let customs = patterns.iter().filter(|(name, _)| asked(name)).map(|(name, said)| custom(options, name, said));
    traces.chain(notes).chain(customs).collect()
}

const ZONES: [&str; 4] = ["code", "comment", "string", "text"];

/// The name of a zone, as the cases spell it.
pub fn zone_name(zone: u32) -> &'static str {
    ZONES[zone as usize]
}

/// Where a detector's tags may start.
fn zones(options: &Value, detector: &str, otherwise: Zones) -> Zones {
    let said = &options["zones"];
    let names = if said.is_array() { said } else { &said[detector] };
    if names.is_null() { otherwise } else { mask(names) }
}

fn mask(names: &Value) -> Zones {
    let bit = |name: &String| 1 << ZONES.iter().position(|zone| zone == name).expect("a zone");
    Zones::new(strings(names).iter().map(bit).sum())
}

fn trace(options: &Value, name: &str) -> Named {
    let table = read("data/detectors.json");
    let row = list(&table["dialects"]).iter().find(|row| row["name"] == name).expect("a known dialect");
    let dialect = Dialect::named(name).expect("a known dialect");
    let literals = strings(&row["literals"]).into_iter().map(String::into_bytes).collect();
    let zones = zones(options, "trace", Zones::ALL);
    Named {
        spec: Spec::Trace { dialect, literals, zones },
        fields: strings(&row["fields"]),
        name: "trace".to_owned(),
        dialect: Some(name.to_owned()),
    }
}

/// The literals are simply all that begins like a keyword: the prefilter is the API's business.
fn note(options: &Value) -> Named {
    let row = &read("data/detectors.json")["note"];
    let keywords = keywords(&options["noteKeywords"], strings(&row["keywords"]));
    let needs = |what: &str| strings(&options["noteNeeds"]).iter().any(|one| one == what);
    let number = |name: &str| options[name].as_u64().map_or(0, |value| u32::try_from(value).expect("small"));
    let both = |word: &String| [word.to_lowercase(), word.to_uppercase()].map(|word| word.into_bytes()[..1].to_vec());
    let notes = Notes {
        literals: keywords.iter().flat_map(both).collect(),
        keywords: keywords.into_iter().map(String::into_bytes).collect(),
        ignore_case: options["noteIgnoreCase"] == true,
        joined: options["noteJoin"] == true,
        needs: Needs { colon: needs("colon"), reference: needs("reference"), expiry: needs("expiry") },
        least: number("noteMinText"),
        most: number("noteMaxText"),
        zones: zones(options, "note", Zones::COMMENT),
    };
    Named { spec: Spec::Note(notes), fields: strings(&row["fields"]), name: "note".to_owned(), dialect: None }
}

/// Words replace the usual ones; those with a plus are added.
fn keywords(said: &Value, usual: Vec<String>) -> Vec<String> {
    let said = strings(said);
    let (added, own): (Vec<String>, Vec<String>) = said.into_iter().partition(|word| word.starts_with('+'));
    let added = added.into_iter().map(|word| word[1..].to_owned());
    if own.is_empty() { usual } else { own }.into_iter().chain(added).collect()
}

fn custom(options: &Value, name: &str, said: &Value) -> Named {
    let source = if said.is_string() { text(said) } else { text(&said["pattern"]) };
    let own = if said["zones"].is_null() { Zones::ALL } else { mask(&said["zones"]) };
    let table = read("conformance/patterns.json");
    let row = table.get(source).unwrap_or_else(|| panic!("conformance/patterns.json lacks {source}"));
    let fields = strings(&row["fields"]);
    let pattern = Pattern {
        name: name.to_owned(),
        pattern: text(&row["pattern"]).to_owned(),
        candidate: text(&row["candidate"]).to_owned(),
        literals: strings(&row["literals"]).into_iter().map(String::into_bytes).collect(),
        fields: fields.clone(),
        zones: zones(options, name, own),
    };
    Named { spec: Spec::Custom(pattern), fields, name: name.to_owned(), dialect: None }
}

/// A tag's fields as the cases write them.
pub fn fields(detector: &Named, values: &[Option<String>]) -> Value {
    let dialect = detector.dialect.iter().map(|dialect| ("dialect".to_owned(), Value::from(dialect.as_str())));
    let own =
        detector.fields.iter().zip(values).filter_map(|(name, value)| Some((name.clone(), value.clone()?.into())));
    Value::Object(dialect.chain(own).collect())
}

/// A case's tags with their texts put together.
pub fn expected_tags(case: &Value) -> Vec<Value> {
    let whole = |value: &Value| Value::from(String::from_utf8(bytes(value)).expect("a text"));
    let tag = |tag: &Value| {
        let mut tag = tag.clone();
        tag["text"] = whole(&tag["text"]);
        if !tag["context"].is_null() {
            tag["context"] = whole(&tag["context"]);
        }
        tag.as_object_mut().expect("a tag").retain(|key, value| key == "language" || !value.is_null());
        tag
    };
    list(&case["tags"]).iter().map(tag).collect()
}

/// Compares tags; zone and language only where the case has one.
pub fn compare_tags(differences: &mut Differences, title: &str, mut got: Vec<Value>, expected: Vec<Value>) {
    for (tag, wanted) in got.iter_mut().zip(&expected) {
        for key in ["zone", "language"] {
            if wanted.get(key).is_none() {
                tag.as_object_mut().expect("a tag").remove(key);
            }
        }
    }
    differences.compare(title, &got, &expected);
}

/// The name of a code, as `data/errors.json` spells it.
pub fn code_name(index: usize) -> String {
    text(&read("data/errors.json")["diagnostics"][index]["code"]).to_owned()
}

/// Gathers what differs, so that one run tells of every case.
#[derive(Default)]
pub struct Differences(Vec<String>);

impl Differences {
    pub fn compare<T: PartialEq + std::fmt::Debug>(&mut self, title: &str, got: &T, expected: &T) {
        if got != expected {
            self.0.push(format!("{title}\n  got      {got:?}\n  expected {expected:?}"));
        }
    }

    pub fn none(self) {
        assert!(self.0.is_empty(), "{} differ:\n{}", self.0.len(), self.0.join("\n"));
    }
}
