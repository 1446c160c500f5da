//! What was found in one file, as a store keeps it (`docs/design/cache/how.md`, "Result"): from a worker's buffers and back.

use tagwright_core::zones::{Language, Zone};
use tagwright_core::{Code, Ground};

use super::{ABSENT, Diagnostic, Mark, Out, Row};
use crate::cache::format::{Reader, var};

const ZONES: [Zone; 4] = [Zone::Code, Zone::Comment, Zone::String, Zone::Text];

/// What can be said of a content; all else is about a path, or a moment.
const CODES: [Code; 7] =
    [Code::TagUnclosed, Code::TagId, Code::TagType, Code::TagSpace, Code::TagForm, Code::FileUtf8, Code::FileEncoding];

impl Out {
    /// Appends what came after the mark; false if it cannot be kept.
    pub fn write(&self, mark: Mark, into: &mut Vec<u8>) -> bool {
        let (rows, diagnostics) = (&self.rows[mark.rows..], &self.diagnostics[mark.diagnostics..]);
        var(into, rows.len() as u64);
        var(into, diagnostics.len() as u64);
        let (mut offset, mut line) = (0, 0);
        for row in rows {
            let (Some(ahead), Some(down)) = (row.offset.checked_sub(offset), row.line.checked_sub(line)) else {
                return false;
            };
            (offset, line) = (row.offset, row.line);
            var(into, row.detector.into());
            var(into, row.ground.number().into());
            for number in [ahead, row.length.into(), down.into(), row.column.into()] {
                var(into, number);
            }
            row.lengths.iter().for_each(|&length| var(into, length.into()));
            let total: usize = row.lengths.iter().map(|&length| length as usize).sum();
            into.extend_from_slice(&self.strings[row.start..row.start + total]);
        }
        for one in diagnostics {
            for number in [one.code as u64, one.offset, one.length.into(), one.line.into(), one.column.into()] {
                var(into, number);
            }
            var(into, one.detail.len() as u64);
            into.extend_from_slice(one.detail.as_bytes());
        }
        diagnostics.iter().all(|one| CODES.contains(&one.code)) && !self.full
    }

    /// Takes what was kept, as if it had been found now; false, and nothing taken, if no scan could have found it. `fields`: how
    /// many each detector has.
    pub fn read(&mut self, result: &[u8], fields: &[usize]) -> bool {
        let mark = self.mark();
        let taken = self.take(Reader(result), fields);
        if taken.is_none() {
            self.rollback(mark);
        }
        taken.is_some()
    }

    fn take(&mut self, mut reader: Reader<'_>, fields: &[usize]) -> Option<()> {
        let (rows, diagnostics) = (reader.length()?, reader.length()?);
        let (mut offset, mut line) = (0, 0);
        for _ in 0..rows {
            let row = self.take_row(&mut reader, fields, (offset, line))?;
            (offset, line) = (row.offset, row.line);
            self.rows.push(row);
        }
        for _ in 0..diagnostics {
            self.diagnostics.push(diagnostic(&mut reader)?);
        }
        reader.0.is_empty().then_some(())
    }

    fn take_row(&mut self, reader: &mut Reader<'_>, fields: &[usize], before: (u64, u32)) -> Option<Row> {
        let detector = reader.narrow()?;
        let fields = *fields.get(detector as usize)?;
        let ground = ground(reader.narrow()?)?;
        let offset = before.0 + reader.var()?;
        let length = reader.narrow()?;
        let line = before.1.checked_add(reader.narrow()?)?;
        let column = reader.narrow()?;
        let mut lengths = [0; 5];
        for length in &mut lengths {
            *length = reader.narrow()?;
        }
        let start = self.strings.len();
        for (part, &length) in lengths.iter().enumerate() {
            let bytes = reader.take(length as usize)?;
            let sound = if part == 3 { are_fields(bytes, fields) } else { is_text(bytes) };
            if !sound {
                return None;
            }
            self.strings.extend_from_slice(bytes);
        }
        // A number of 53 bits and as many tags as a file of 4 GiB could hold stay far below 2^64.
        Some(Row { start, lengths, ..Row::at(detector, offset, length, line, column, ground) })
            .filter(|row| row.offset < 1 << 53 && row.start < ABSENT as usize)
    }
}

fn ground(number: u32) -> Option<Ground> {
    let zone = *ZONES.get((number & 0xff) as usize)?;
    Some(Ground { zone, language: Language::at(u16::try_from(number >> 8).ok()?)? })
}

fn diagnostic(reader: &mut Reader<'_>) -> Option<Diagnostic> {
    let code = reader.length()?;
    let code = CODES.into_iter().find(|own| *own as usize == code)?;
    let (offset, length, line, column) = (reader.var()?, reader.narrow()?, reader.narrow()?, reader.narrow()?);
    let detail = reader.length()?;
    let detail = str::from_utf8(reader.take(detail)?).ok()?.to_owned();
    Some(Diagnostic { code, offset, length, line, column, detail })
}

fn is_text(bytes: &[u8]) -> bool {
    simdutf8::basic::from_utf8(bytes).is_ok()
}

/// Whether bytes are so many fields, as border.md has them.
fn are_fields(mut bytes: &[u8], count: usize) -> bool {
    for _ in 0..count {
        let Some((length, rest)) = bytes.split_first_chunk().map(|(four, rest)| (u32::from_le_bytes(*four), rest))
        else {
            return false;
        };
        let length = if length == ABSENT { 0 } else { length as usize };
        let Some((value, rest)) = rest.split_at_checked(length) else { return false };
        if !is_text(value) {
            return false;
        }
        bytes = rest;
    }
    bytes.is_empty()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use tagwright_core::Found;

    use super::*;

    fn found() -> Out {
        let mut out = Out::default();
        let ground = Ground { zone: Zone::Comment, language: Language::named(b"rust").expect("it is in the table") };
        let text = |text: &'static str| Cow::Borrowed(text.as_bytes());
        for (offset, line) in [(10, 2), (10, 2), (1 << 33, 9)] {
            let found = Found {
                span: 0..0,
                kind: text("SPEC"),
                name: text("é"),
                text: text(""),
                fields: vec![Some(text("raw")), None],
            };
            out.tag(Row::at(1, offset, 4, line, 3, ground), &found, b"before\nafter");
        }
        out.diagnostics.push(Diagnostic { line: 4, ..Diagnostic::whole(Code::TagForm, "moai".to_owned()) });
        out
    }

    fn shown(out: &Out) -> String {
        format!("{:?}{:?}{:?}", out.rows, out.diagnostics, out.strings)
    }

    #[test]
    fn what_was_found_comes_back() {
        let out = found();
        let mut bytes = Vec::new();
        assert!(out.write(Out::default().mark(), &mut bytes));
        let mut back = Out::default();
        assert!(back.read(&bytes, &[0, 2]));
        assert_eq!(shown(&back), shown(&out));
    }

    #[test]
    fn what_no_scan_could_have_found_is_not_taken() {
        let mut bytes = Vec::new();
        assert!(found().write(Out::default().mark(), &mut bytes));
        let refused = |bytes: &[u8], fields: &[usize]| {
            let mut out = Out::default();
            !out.read(bytes, fields) && out.rows.is_empty() && out.diagnostics.is_empty() && out.strings.is_empty()
        };
        assert!((0..bytes.len()).all(|end| refused(&bytes[..end], &[0, 2])), "cut short");
        assert!(refused(&[bytes.as_slice(), b"x"].concat(), &[0, 2]), "more than it says");
        assert!(refused(&bytes, &[0]) && refused(&bytes, &[0, 1]) && refused(&bytes, &[0, 3]), "other detectors");
        let ground = 2 + 1;
        assert_eq!(bytes[ground], 0x80 | Zone::Comment as u8);
        for (byte, value) in [(ground, 0x84), (ground + 1, 0xff)] {
            let good = std::mem::replace(&mut bytes[byte], value);
            assert!(refused(&bytes, &[0, 2]), "a zone or a language that is none");
            bytes[byte] = good;
        }
        assert!(refused(&[0, 1, Code::FileMissing as u8, 0, 0, 0, 0, 0], &[]), "not about a content");
        assert!(!refused(&[0, 1, Code::FileUtf8 as u8, 0, 0, 0, 0, 0], &[]));
        assert!(refused(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0], &[]), "more than there can be");
    }

    #[test]
    fn what_is_about_a_moment_is_not_kept() {
        let mut out = Out::default();
        out.diagnostics.push(Diagnostic::whole(Code::FileTruncated, String::new()));
        assert!(!out.write(Out::default().mark(), &mut Vec::new()));
    }
}
