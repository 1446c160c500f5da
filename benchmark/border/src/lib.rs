//! The same records into JavaScript in two ways: as N-API objects, and as columns laid out as docs/design/border.md says.

use std::sync::OnceLock;

use napi::bindgen_prelude::{Buffer, Uint32Array};
use napi_derive::napi;

const PER_FILE: u32 = 20;
const KINDS: [&str; 4] = ["SPEC", "CODE", "TEST", "DOC"];

struct Record {
    kind: &'static str,
    name: String,
    text: String,
    path: String,
    line: u32,
    column: u32,
    offset: u32,
}

static RECORDS: OnceLock<Vec<Record>> = OnceLock::new();

fn record(index: u32) -> Record {
    let line = 1 + index % PER_FILE * 7;
    Record {
        kind: KINDS[index as usize % KINDS.len()],
        name: format!("item-{index:06}"),
        text: format!("what item {index} is about"),
        path: format!("src/module{:03}/file{:05}.ts", index / PER_FILE % 500, index / PER_FILE),
        line,
        column: 4,
        offset: line * 40,
    }
}

fn records() -> &'static [Record] {
    RECORDS.get().map_or(&[], Vec::as_slice)
}

/// Makes the records, once. Gives how many there are.
#[napi]
pub fn prepare(count: u32) -> u32 {
    RECORDS.get_or_init(|| (0..count).map(record).collect()).len() as u32
}

/// One record as a plain object.
#[napi(object, object_from_js = false)]
pub struct Tag<'r> {
    pub detector: &'r str,
    pub kind: &'r str,
    pub name: &'r str,
    pub text: &'r str,
    pub path: &'r str,
    pub line: u32,
    pub column: u32,
    pub offset: u32,
}

fn object(record: &Record) -> Tag<'_> {
    Tag {
        detector: "trace",
        kind: record.kind,
        name: &record.name,
        text: &record.text,
        path: &record.path,
        line: record.line,
        column: record.column,
        offset: record.offset,
    }
}

/// Every record as an object.
#[napi]
pub fn objects() -> Vec<Tag<'static>> {
    records().iter().map(object).collect()
}

/// One batch.
#[napi(object, object_from_js = false)]
pub struct Batch {
    pub rows: Uint32Array,
    pub diagnostics: Uint32Array,
    pub files: Uint32Array,
    pub strings: Buffer,
}

#[derive(Default)]
struct Columns {
    rows: Vec<u32>,
    files: Vec<u32>,
    strings: Vec<u8>,
}

impl Columns {
    /// Appends bytes; gives where they end.
    fn push(&mut self, bytes: &[u8]) -> u32 {
        self.strings.extend_from_slice(bytes);
        self.strings.len() as u32
    }

    fn file(&mut self, path: &str) {
        let start = self.strings.len() as u32;
        let end = self.push(path.as_bytes());
        self.files.extend([start, end, 0, 0, u32::MAX, 0]);
    }

    fn row(&mut self, record: &Record, index: usize) {
        if index as u32 % PER_FILE == 0 {
            self.file(&record.path);
        }
        let file = self.files.len() as u32 / 6 - 1;
        let start = self.strings.len() as u32;
        let kind = self.push(record.kind.as_bytes());
        let name = self.push(record.name.as_bytes());
        let text = self.push(record.text.as_bytes());
        let fields = self.push(&u32::MAX.to_le_bytes());
        let Record { line, column, offset, .. } = *record;
        self.rows.extend([file, 0, offset, 0, 20, line, column, 0, start, kind, name, text, fields, fields]);
    }
}

/// Every record in columns.
#[napi]
pub fn columns() -> Batch {
    let mut columns = Columns::default();
    for (index, record) in records().iter().enumerate() {
        columns.row(record, index);
    }
    Batch {
        rows: columns.rows.into(),
        diagnostics: Vec::new().into(),
        files: columns.files.into(),
        strings: columns.strings.into(),
    }
}
