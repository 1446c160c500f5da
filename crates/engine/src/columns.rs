//! What crosses the border: u32 columns and one buffer of strings. The layout is in `docs/design/border.md`.

mod result;

use std::ops::Range;

use tagwright_core::{Code, Found, Ground};

use crate::Error;
use crate::entries::Slice;
use crate::walk::Note;

const ABSENT: u32 = u32::MAX;
/// u32 a tag.
const ROW: usize = 14;

/// A batch's columns.
#[derive(Debug, Default)]
pub struct Columns {
    /// 14 u32 a tag.
    pub rows: Vec<u32>,
    /// 9 u32 a diagnostic.
    pub diagnostics: Vec<u32>,
    /// 6 u32 a file.
    pub files: Vec<u32>,
    /// UTF-8, but for paths, which are raw bytes, and hashes.
    pub strings: Vec<u8>,
}

/// A tag in a worker's own buffers.
#[derive(Debug)]
pub struct Row {
    pub detector: u32,
    pub offset: u64,
    pub length: u32,
    pub line: u32,
    pub column: u32,
    pub ground: Ground,
    start: usize,
    /// Lengths of kind, name, text, fields and context.
    lengths: [u32; 5],
}

/// A diagnostic in a worker's own buffers.
#[derive(Debug)]
pub struct Diagnostic {
    pub code: Code,
    pub offset: u64,
    pub length: u32,
    pub line: u32,
    pub column: u32,
    pub detail: String,
}

impl Diagnostic {
    /// About the whole file.
    pub const fn whole(code: Code, detail: String) -> Self {
        Self { code, offset: 0, length: 0, line: 0, column: 0, detail }
    }
}

impl From<&Note> for Diagnostic {
    fn from(note: &Note) -> Self {
        Self { line: note.line, ..Self::whole(note.code, note.detail.clone()) }
    }
}

/// What one worker found, in the order in which it did.
#[derive(Debug, Default)]
pub struct Out {
    pub rows: Vec<Row>,
    pub diagnostics: Vec<Diagnostic>,
    pub files: Vec<Scanned>,
    strings: Vec<u8>,
    /// There was more than a batch can hold, and it was not kept.
    full: bool,
}

/// One file's part of what a worker found.
#[derive(Debug)]
pub struct Scanned {
    pub entry: usize,
    pub rows: Range<usize>,
    pub diagnostics: Range<usize>,
    pub size: u64,
    pub hash: Option<[u8; 32]>,
}

/// Where a worker's buffers stood.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    rows: usize,
    diagnostics: usize,
    strings: usize,
}

impl Out {
    pub const fn mark(&self) -> Mark {
        Mark { rows: self.rows.len(), diagnostics: self.diagnostics.len(), strings: self.strings.len() }
    }

    /// Forgets what came after the mark.
    pub fn rollback(&mut self, mark: Mark) {
        self.rows.truncate(mark.rows);
        self.diagnostics.truncate(mark.diagnostics);
        self.strings.truncate(mark.strings);
    }

    /// Closes a file; one without anything to say is not kept.
    pub fn close(&mut self, mark: Mark, entry: usize, size: u64, hash: Option<[u8; 32]>) {
        let (rows, diagnostics) = (mark.rows..self.rows.len(), mark.diagnostics..self.diagnostics.len());
        if hash.is_some() || !rows.is_empty() || !diagnostics.is_empty() {
            self.diagnostics[diagnostics.clone()].sort_by_key(|one| (one.offset, one.code));
            self.files.push(Scanned { entry, rows, diagnostics, size, hash });
        }
    }

    pub fn tag(&mut self, place: Row, found: &Found<'_>, context: &[u8]) {
        if self.strings.len() >= ABSENT as usize {
            self.full = true;
            return;
        }
        let strings = &mut self.strings;
        let start = strings.len();
        let mut ends = [0; 5];
        lossy(strings, &found.kind);
        ends[0] = strings.len();
        lossy(strings, &found.name);
        ends[1] = strings.len();
        lossy(strings, &found.text);
        ends[2] = strings.len();
        for field in &found.fields {
            write_field(strings, field.as_deref());
        }
        ends[3] = strings.len();
        strings.extend_from_slice(context);
        ends[4] = strings.len();
        let mut before = start;
        let lengths = ends.map(|end| {
            let length = u32::try_from(end - before).unwrap_or(u32::MAX);
            before = end;
            length
        });
        self.rows.push(Row { start, lengths, ..place });
    }
}

impl Row {
    /// A row without its strings.
    pub const fn at(detector: u32, offset: u64, length: u32, line: u32, column: u32, ground: Ground) -> Self {
        Self { detector, offset, length, line, column, ground, start: 0, lengths: [0; 5] }
    }
}

/// Appends bytes as UTF-8, U+FFFD for what is not.
pub fn lossy(strings: &mut Vec<u8>, bytes: &[u8]) {
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return strings.extend_from_slice(bytes);
    }
    for chunk in bytes.utf8_chunks() {
        strings.extend_from_slice(chunk.valid().as_bytes());
        if !chunk.invalid().is_empty() {
            strings.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
}

fn write_field(strings: &mut Vec<u8>, field: Option<&[u8]>) {
    let at = strings.len();
    strings.extend_from_slice(&ABSENT.to_le_bytes());
    if let Some(value) = field {
        lossy(strings, value);
        let length = u32::try_from(strings.len() - at - 4).unwrap_or(u32::MAX);
        strings[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }
}

/// Puts what the workers found, and what the walk had to say, into one batch, sorted.
///
/// # Errors
/// [`Error::ResultSize`] if the strings are more than u32 can address.
pub fn merge(outs: &[Out], entries: Slice<'_>, notes: &[Note]) -> Result<Columns, Error> {
    if outs.iter().any(|out| out.full) {
        return Err(Error::ResultSize);
    }
    let mut files: Vec<(&Out, &Scanned)> =
        outs.iter().flat_map(|out| out.files.iter().map(move |file| (out, file))).collect();
    files.sort_unstable_by_key(|(_, file)| file.entry);
    let mut columns = Columns::default();
    columns.rows.reserve_exact(outs.iter().map(|out| out.rows.len()).sum::<usize>() * ROW);
    columns.strings.reserve(outs.iter().map(|out| out.strings.len()).sum::<usize>());
    let mut notes = notes.iter().peekable();
    for (out, file) in files {
        let path = entries.get(file.entry).path;
        while let Some(note) = notes.next_if(|note| &*note.path < path) {
            columns.note(note, &mut notes)?;
        }
        columns.file(path, file.size, file.hash)?;
        let noted = take_notes(path, &mut notes);
        let mut all: Vec<&Diagnostic> = noted.iter().chain(&out.diagnostics[file.diagnostics.clone()]).collect();
        all.sort_by_key(|one| (one.offset, one.code, one.line));
        for diagnostic in all {
            columns.diagnostic(diagnostic)?;
        }
        for row in &out.rows[file.rows.clone()] {
            columns.row(row, &out.strings)?;
        }
    }
    while let Some(note) = notes.next() {
        columns.note(note, &mut notes)?;
    }
    Ok(columns)
}

/// The notes about a path that come next.
fn take_notes(path: &[u8], notes: &mut Notes<'_>) -> Vec<Diagnostic> {
    std::iter::from_fn(|| notes.next_if(|note| &*note.path == path)).map(Diagnostic::from).collect()
}

type Notes<'n> = std::iter::Peekable<std::slice::Iter<'n, Note>>;

impl Columns {
    /// How many tags.
    #[must_use]
    pub const fn tags(&self) -> usize {
        self.rows.len() / ROW
    }

    /// How many diagnostics.
    #[must_use]
    pub const fn diagnostics(&self) -> usize {
        self.diagnostics.len() / 9
    }

    /// A note, and those about the same path after it, about a path that has no other part in the batch.
    fn note(&mut self, note: &Note, notes: &mut Notes<'_>) -> Result<(), Error> {
        self.file(&note.path, 0, None)?;
        self.diagnostic(&Diagnostic::from(note))?;
        take_notes(&note.path, notes).iter().try_for_each(|next| self.diagnostic(next))
    }

    fn file(&mut self, path: &[u8], size: u64, hash: Option<[u8; 32]>) -> Result<(), Error> {
        let start = self.text(path)?;
        let end = self.here()?;
        let hash = match hash {
            Some(hash) => self.text(&hash)?,
            None => ABSENT,
        };
        let [low, high] = halves(size);
        self.files.extend_from_slice(&[start, end, low, high, hash, 0]);
        Ok(())
    }

    fn diagnostic(&mut self, one: &Diagnostic) -> Result<(), Error> {
        let start = self.text(one.detail.as_bytes())?;
        let end = self.here()?;
        let [low, high] = halves(one.offset);
        let file = self.last_file();
        self.diagnostics.extend_from_slice(&[
            file,
            one.code as u32,
            low,
            high,
            one.length,
            one.line,
            one.column,
            start,
            end,
        ]);
        Ok(())
    }

    fn row(&mut self, row: &Row, strings: &[u8]) -> Result<(), Error> {
        let total: usize = row.lengths.iter().map(|&length| length as usize).sum();
        let start = self.text(&strings[row.start..row.start + total])?;
        let [low, high] = halves(row.offset);
        let file = self.last_file();
        let ground = row.ground.number();
        self.rows.extend_from_slice(&[file, row.detector, low, high, row.length, row.line, row.column, ground, start]);
        let mut end = start;
        self.rows.extend(row.lengths.iter().map(|length| {
            end += length;
            end
        }));
        Ok(())
    }

    fn last_file(&self) -> u32 {
        u32::try_from(self.files.len() / 6).map_or(u32::MAX, |files| files - 1)
    }

    /// Appends to the strings; gives where.
    fn text(&mut self, bytes: &[u8]) -> Result<u32, Error> {
        let start = self.here()?;
        self.strings.extend_from_slice(bytes);
        self.here()?;
        Ok(start)
    }

    fn here(&self) -> Result<u32, Error> {
        u32::try_from(self.strings.len()).ok().filter(|&at| at != ABSENT).ok_or(Error::ResultSize)
    }
}

#[allow(clippy::cast_possible_truncation)]
const fn halves(value: u64) -> [u32; 2] {
    [value as u32, (value >> 32) as u32]
}
