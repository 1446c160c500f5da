/** Finds the notes of a text in one comment style. */
import type { Span } from "./lines.ts";
import type { Source } from "./source.ts";
import type { BlockStyle, LineStyle, Style } from "./styles.ts";
import type { Tags } from "./tags.ts";
import type { TodoComment } from "./types.ts";
import { Blocks } from "./blocks.ts";
import { prepareComment } from "./comment.ts";
import { Matcher, type Match } from "./form.ts";
import { findEnvironments } from "./latex.ts";

/** A text, and where its notes go. */
export interface Task {
  readonly source: Source;
  /** The lines that can hold one. */
  readonly spans: Iterable<Span>;
  readonly tags: Tags;
  readonly file: string | undefined;
  readonly found: TodoComment[];
}

/** Adds a match's note. Whether there is one: a custom tag may match nothing. */
function add({ groups }: Match, number: number, { file, found }: Task): boolean {
  const comment = prepareComment(groups, number, file);
  if (comment !== null) found.push(comment);
  return comment !== null;
}

/** Where a form's search goes on after a line: where a match without a tag ended, or from the start. */
function drain(first: Matcher, others: Matcher, from: number, number: number, task: Task): number {
  let match = first.next(from);
  while (match !== undefined) {
    if (!add(match, number, task)) return match.end;
    match = others.next(match.end);
  }
  return 0;
}

const textOf = ({ start, end, text }: Span, source: Source): string => text ?? source.slice(start, end);

function findLines({ forms, onEmpty }: LineStyle, task: Task): void {
  const carried = forms.map(() => 0);
  for (const span of task.spans) {
    const line = textOf(span, task.source);
    const { number } = span;
    for (const [index, form] of forms.entries()) {
      const matcher = new Matcher(form, task.tags, line);
      const last = drain(matcher, matcher, carried[index]!, number, task);
      carried[index] = onEmpty === "reset" || (onEmpty === "stop" && index > 0) ? 0 : last;
      if (carried[index] > 0 && onEmpty === "stop") break;
    }
  }
}

/** The parts of a line that are in block comments. */
function* inBlocks({ start, end }: Span, source: Source, blocks: Blocks): Generator<string> {
  let block = blocks.from(start);
  while (block !== undefined && block.start < Math.max(end, start + 1)) {
    yield source.slice(Math.max(block.start, start), Math.min(block.end, end));
    block = block.end < end ? blocks.from(block.end) : undefined;
  }
}

/** The first note of a block's line is looked for in its trimmed text, further ones in all of it. */
function findBlocks({ marks, form }: BlockStyle, task: Task): void {
  const { areWords, begins } = task.tags;
  const blocks = new Blocks(task.source, marks);
  let carried = 0;
  for (const span of task.spans) {
    if (areWords && !begins.test(textOf(span, task.source))) continue;
    for (const line of inBlocks(span, task.source, blocks)) {
      const first = new Matcher(form, task.tags, line.trim());
      carried = drain(first, new Matcher(form, task.tags, line), carried, span.number, task);
    }
  }
}

/** The notes of a text: those of lines, then those of blocks. */
export function findComments(style: Style, task: Omit<Task, "found">): TodoComment[] {
  const found: TodoComment[] = [];
  findLines(style.lines, { ...task, found });
  if (style.blocks !== undefined) findBlocks(style.blocks, { ...task, found });
  if (style.hasEnvironments) findEnvironments({ ...task, found });
  return found;
}
