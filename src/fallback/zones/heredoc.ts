/** Here-documents: their bodies begin with the line after the one that names their end. Rust: crates/core/src/zones/heredoc.rs. */
import type { Hook } from "./hook.ts";
import type { Rule } from "./rule.ts";
import type { Run, State } from "./run.ts";
import { isBlank, isDigit, isEnd, isLetter, isWord } from "./behind.ts";
import { languageNamed } from "./language.ts";
import { grammarOf, STRING } from "./rule.ts";
import { betweenFrame, hookFrame } from "./run.ts";

/** The longest word that ends one. */
const WORD = 64;
/** How many may wait at once; others are passed over. */
const WAITING = 8;
/** The widest indentation of an end word. */
const INDENT = 128;

const LESS = 60;
const OPEN = 40;
const CLOSE = 41;
const has = (bytes: string, byte: number): boolean => byte > 0 && bytes.includes(String.fromCharCode(byte));

function waitFor({ heredocs }: State, word: Uint8Array, indented: boolean): void {
  if (word.length > 0 && word.length <= WORD && heredocs.length < WAITING)
    heredocs.push({ word: word.slice(), indented });
}

/** Where the end word ends, if the line at `at` begins with it and no word goes on; -1 if not. */
function endWord(run: Run, at: number): number {
  const { word, indented } = run.state.heredocs[0]!;
  const { bytes } = run;
  let start = at;
  while (indented && start < at + INDENT && start < bytes.length && isBlank(bytes[start]!)) start++;
  if (!run.has(word, start, false)) return -1;
  const after = bytes[start + word.length];
  const ends = after === undefined || isEnd(after) || (run.frame.grammar.name === "PHP" && !isWord(after));
  return ends ? start + word.length : -1;
}

/** Passes the body of the first that waits. */
export function passHeredoc(run: Run): void {
  const { safe, state } = run;
  let { at } = state;
  while (at < safe) {
    const end = run.startsLine(at) ? endWord(run, at) : -1;
    if (end >= 0) {
      run.pop();
      const { word } = state.heredocs.shift()!;
      return run.end(STRING, end, word.length);
    }
    at = run.nextLine(at);
  }
  run.extend(STRING, at);
}

/** The end of a line of code: the body of a here-document, or of a block scalar, that was announced begins. */
export const newline: Hook = (run, _rule, at) => {
  const { state } = run;
  const header = state.scalar;
  state.scalar = -1;
  if ((header < 0 && state.heredocs.length === 0) || run.isFull) return false;
  const { grammar } = run.frame;
  run.settle(at + 1);
  state.running = false;
  run.push(header < 0 ? hookFrame(grammar, "heredoc") : { ...hookFrame(grammar, "indent"), zone: STRING, header });
  return true;
};

function until(text: Uint8Array, from: number, ends: (byte: number) => boolean): number {
  let at = from;
  while (at < text.length && !ends(text[at]!)) at++;
  return at;
}

const endsSigns = (byte: number): boolean => isBlank(byte) || isEnd(byte);

/** The name of an end: a word, or one in quotes; nothing where there is none. */
function endName(text: Uint8Array, apart: boolean, more: string): Uint8Array {
  const first = text[0] ?? 0;
  if (has("'\"`", first)) {
    const end = until(text, 1, (byte) => byte === first || isEnd(byte));
    return text.subarray(1, text[end] === first ? end : 1);
  }
  if (has("\\", first)) return endName(text.subarray(1), apart, more);
  if (isWord(first) && !isDigit(first))
    return text.subarray(
      0,
      until(text, 0, (byte) => !isWord(byte) && !has(more, byte)),
    );
  return text.subarray(0, !apart && has("!%@+", first) ? until(text, 0, endsSigns) : 0);
}

/** Waits for the end that is named behind `at`; `more`: what a bare name may hold beside word bytes. */
function announce({ bytes, state }: Run, { open }: Rule, at: number, more: string): boolean {
  if (state.behind.byte(bytes, at, 1) === LESS) return false;
  const start = at + open.length;
  const line = bytes.subarray(start, start + INDENT + WORD + 4);
  const dashed = has("-~", line[0] ?? 0);
  const rest = line.subarray(Number(dashed));
  const blanks = until(rest, 0, (byte) => !isBlank(byte));
  waitFor(state, endName(rest.subarray(blanks), blanks > 0, more), dashed || open.length > 2);
  return false;
}

/**
 * `<<EOF`, `<<-EOF`, `<<~EOF`, `<<'EOF'`, `<<"EOF"`, `<<\EOF`; with the rule's opener `<<<` that of PHP. What names the end stays
 * code.
 */
export const here: Hook = (run, rule, at) => announce(run, rule, at, "-.!");

/** The same where `<<` is also a shift, a call may follow the name, and a bare name must follow at once: Ruby and Perl. */
export const shifted: Hook = (run, rule, at) => {
  const after = run.bytes[at + 2] ?? 0;
  const next = run.bytes[at + 3] ?? 0;
  const operand = run.state.behind.byte(run.bytes, at, 1);
  const bare = (after >= 65 && after <= 90) || has("_\"'`", after);
  const fits = has("-~", after) ? isLetter(next) || has("_\"'`", next) : bare;
  return fits && !isDigit(operand) && !has("])", operand) && announce(run, rule, at, "");
};

/** `((` up to `))`: there `<<` is a shift and `#` a base. Shell. */
export const arithmetic: Hook = (run, { open, embed }, at) => {
  if (run.isFull) return false;
  run.settle(at + open.length);
  run.push({ ...betweenFrame(grammarOf(languageNamed(embed)!), OPEN, CLOSE), depth: 1 });
  return true;
};
