/** LaTeX's comment environments that begin with a note. Their tags are fixed, and any last word is taken for a reference. */
import type { Task } from "./find.ts";
import { latexEnd } from "./close.ts";
import { prepareComment } from "./comment.ts";
import { Cursor } from "./lines.ts";
import { Rest } from "./rest.ts";
import { isBreak, skipSpace } from "./space.ts";

const begin = /\\begin\{comment\}/gi;
const tag = /(todo|fixme)(?!\w)/iy;

/** Whether only blanks and bars precede a position on its line; `from` is where a match may begin. */
function isFirst(text: string, position: number, from: number): boolean {
  let at = position;
  while (at > from && /[ |\t]/.test(text[at - 1]!)) at--;
  return at === 0 || isBreak(text.charCodeAt(at - 1));
}

/** The tag at a position, perhaps behind an `@`. */
function tagAt(text: string, position: number): RegExpExecArray | null {
  tag.lastIndex = text[position] === "@" ? position + 1 : position;
  return tag.exec(text);
}

/** Adds the notes of a text's environments. */
export function findEnvironments({ source, file, found }: Task): void {
  const text = source.slice(0, source.length);
  const rest = new Rest(text, latexEnd(text), "");
  const cursor = new Cursor(text);
  let from = 0;
  for (const { 0: opener, index } of text.matchAll(begin)) {
    if (index < from || !isFirst(text, index, from)) continue;
    const word = tagAt(text, skipSpace(text, index + opener.length));
    const tail = word && rest.read(word.index + word[0].length);
    if (!word || !tail) continue;
    from = tail.last;
    cursor.seek(index);
    const { leading, start, end, closer } = tail;
    const groups = [opener, word[1], leading, text.slice(start, closer), text.slice(start, end)];
    found.push(prepareComment(groups, cursor.span.number, file)!);
  }
}
