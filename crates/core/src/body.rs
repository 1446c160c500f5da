//! What a note goes on with on the lines after its own, for those who want it joined.

use std::borrow::Cow;
use std::ops::Range;

use crate::Found;
use crate::lines::{self, is_blank};
use crate::note::{Note, Segment, undecorated};
use crate::zoning::{Spot, Zoning};

/// The most lines that are joined to a note's own.
const LINES: usize = 50;
/// A text that has so many bytes takes no further line.
const BYTES: usize = 4096;

/// A line of a comment.
struct Part {
    /// Bytes of the block.
    line: Range<usize>,
    segment: Segment,
}

/// Joins to a note, the last one of its line, what follows on the next lines: to the end of the comment or of the run of line
/// comments, to a line without text or with a note, or to one that begins left of the content of the note's own line.
pub fn join<'b>(
    note: &Note,
    zoning: &mut Zoning,
    spot: Spot<'b>,
    (line, segment): (Range<usize>, Segment),
    found: &mut Found<'b>,
) {
    let mut text = found.text.to_vec();
    let own = undecorated(&spot.block.bytes[line.clone()], segment.start);
    let mut last = Part { line, segment };
    for _ in 0..LINES {
        if text.len() >= BYTES {
            break;
        }
        let Some(next) = following(note, zoning, spot, &last) else { break };
        let line = &spot.block.bytes[next.line.clone()];
        let Some((column, part)) = note.continuation(line, &next.segment) else { break };
        let anywhere = segment.open > 0 && next.segment.open == 0;
        if column < own && !anywhere {
            break;
        }
        if !text.is_empty() {
            text.push(b' ');
        }
        text.extend_from_slice(part);
        last = next;
    }
    found.text = Cow::Owned(text);
}

/// The line after a line of a comment, if it goes on with the comment, or with one more line comment of the same sort.
fn following(note: &Note, zoning: &mut Zoning, spot: Spot<'_>, last: &Part) -> Option<Part> {
    let bytes = spot.block.bytes;
    let start = lines::next(bytes, last.line.end);
    if last.segment.closed || last.segment.end < last.line.len() || spot.block.piece || start >= bytes.len() {
        return None;
    }
    let line = start..lines::end(bytes, start);
    let mut segments = Vec::new();
    zoning.segments(spot, &line, note.spec.zones, &mut segments);
    let segment = *segments.first()?;
    let opener = |line: &Range<usize>, of: &Segment| &bytes[line.start + of.start - of.open..line.start + of.start];
    let alone = bytes[start..start + segment.start - segment.open].iter().all(|&byte| is_blank(byte));
    let goes_on = segment.open == 0 || opener(&line, &segment) == opener(&last.line, &last.segment);
    (segment.zone == last.segment.zone && alone && goes_on).then_some(Part { line, segment })
}
