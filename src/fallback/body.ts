/** What a note goes on with on the lines after its own, for those who want it joined. The Rust twin is crates/core/src/body.rs. */
import type { Found } from "./detector.ts";
import type { Note, Segment } from "./note.ts";
import type { Lines, Spot, Zoning } from "./zoning.ts";
import { undecorated } from "./note.ts";
import { isBlank, lineEnd, nextLine, runEnd } from "./lines.ts";

/** The most lines that are joined to a note's own. */
const LINES = 50;
/** A text that has so many bytes takes no further line. */
const BYTES = 4096;

/** A line of a comment. */
export interface Part {
  /** Bytes of the block. */
  readonly line: Lines;
  readonly segment: Segment;
}

/** How lines are told from each other. */
interface Ground {
  readonly note: Note;
  readonly zoning: Zoning;
  readonly spot: Spot;
}

const textOf = ({ block }: Spot, { start, end }: Lines): string => block.bytes.toString("latin1", start, end);

/**
 * Joins to a note, the last one of its line, what follows on the next lines: to the end of the comment or of the run of line
 * comments, to a line without text or with a note, or to one that begins left of the content of the note's own line.
 */
export function join(ground: Ground, own: Part, found: Found): void {
  const column = undecorated(textOf(ground.spot, own.line), own.segment.start);
  let last = own;
  for (let count = 0; count < LINES && found.text.length < BYTES; count++) {
    const next = following(ground, last);
    if (next === undefined) return;
    const part = ground.note.continuation(textOf(ground.spot, next.line), next.segment);
    if (part === undefined) return;
    const anywhere = own.segment.open > 0 && next.segment.open === 0;
    if (part.column < column && !anywhere) return;
    found.text = found.text === "" ? part.text : `${found.text} ${part.text}`;
    last = next;
  }
}

/** The line after a line of a comment, if it goes on with the comment, or with one more line comment of the same sort. */
function following({ note, zoning, spot }: Ground, { line: before, segment: last }: Part): Part | undefined {
  const { bytes, piece } = spot.block;
  const start = nextLine(bytes, before.end);
  if (last.closed || last.end < before.end - before.start || piece || start >= bytes.length) return undefined;
  const line = { start, end: lineEnd(bytes, start) };
  const [segment] = zoning.segments(spot, line, note.spec.zones);
  if (segment === undefined || segment.zone !== last.zone) return undefined;
  const text = textOf(spot, line);
  const opener = text.slice(segment.start - segment.open, segment.start);
  const ownOpener = textOf(spot, before).slice(last.start - last.open, last.start);
  const alone = runEnd(text, 0, isBlank) >= segment.start - segment.open;
  return alone && (segment.open === 0 || opener === ownOpener) ? { line, segment } : undefined;
}
