/** JavaScript and its kin: whether a slash begins a regular expression, and the elements of JSX. Rust: crates/core/src/zones/script.rs. */
import type { Hook } from "./hook.ts";
import type { Run } from "./run.ts";
import type { Grammar } from "./rule.ts";
import { isBlank, isDigit, isEnd, isWord } from "./behind.ts";
import { languageNamed } from "./language.ts";
import { grammarOf, STRING } from "./rule.ts";
import { betweenFrame, codeFrame, LOOK, regionFrame } from "./run.ts";

/** Words behind which an expression begins. */
const BEFORE: ReadonlySet<string> = new Set(
  "await case default delete do else in instanceof new of return throw typeof void yield".split(" "),
);
/** Words whose parentheses a statement follows. */
const HEADS: ReadonlySet<string> = new Set(["for", "if", "while", "with"]);

const DOLLAR = 36;
const STAR = 42;
const SLASH = 47;
const DOT = 46;
const LESS = 60;
const EQUALS = 61;
const MORE = 62;
const BRACE = 123;
const UNBRACE = 125;

const isName = (byte: number): boolean => isWord(byte) || byte === DOLLAR;
const isWhite = (byte: number): boolean => isBlank(byte) || isEnd(byte);

/** The same bytes as characters: what is asked of them is ASCII. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** The end of the code without the white space behind it. */
function trimmed(code: string): string {
  let end = code.length;
  while (end > 0 && isWhite(code.charCodeAt(end - 1))) end--;
  return code.slice(0, end);
}

/** The word at the end of the code, if no dot makes a property of it. */
function word(code: string): string {
  let start = code.length;
  while (start > 0 && isName(code.charCodeAt(start - 1))) start--;
  return start > 0 && code.charCodeAt(start - 1) === DOT ? "" : code.slice(start);
}

const known = (code: string): boolean => BEFORE.has(word(code));

/** Whether the parenthesis that ends the code closes the head of a statement; one that opens too far before it does not. */
function heads(code: string): boolean {
  let depth = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    if (code[at] === ")") depth++;
    else if (code[at] === "(" && --depth === 0) return HEADS.has(word(trimmed(code.slice(0, at))));
  }
  return false;
}

/** A `!` negates, unless it directly follows an operand. */
function negates(before: string): boolean {
  const last = before.at(-1);
  return last === undefined || (!')]"'.includes(last) && !isName(last.charCodeAt(0))) || known(before);
}

/** Whether an expression may begin behind the code, so that a slash there divides nothing. */
function begins(tail: string): boolean {
  const code = trimmed(tail);
  const last = code.at(-1);
  if (last === undefined) return true;
  if (last === ")") return heads(code);
  if (']"<'.includes(last) || code.endsWith("++") || code.endsWith("--")) return false;
  if (last === ".") return code.endsWith("...");
  if (last === "!") return negates(code.slice(0, -1));
  return isName(last.charCodeAt(0)) ? known(code) : true;
}

/** A regular expression, where an expression may begin. */
export const regex: Hook = (run, rule, at) => {
  const next = run.bytes[at + 1];
  if (run.isFull || next === SLASH || next === STAR) return false;
  if (!begins(latin(run.state.behind.tail(run.bytes, at)))) return false;
  run.begin(STRING, at, 1);
  run.push(regionFrame(run.frame.grammar, rule));
  return true;
};

const part = (name: string): Grammar => grammarOf(languageNamed(name)!);

/**
 * Whether what stands behind `<` is a type's parameters: `<T,>`, `<T extends …>`, and `<T>(` in types; but `<Bold>(text)</Bold>` is
 * an element.
 */
function isGeneric(name: string, rest: string): boolean {
  let blanks = 0;
  while (isBlank(rest.charCodeAt(blanks))) blanks++;
  const after = rest.slice(blanks);
  if (after[0] === "," || after[0] === "=") return true;
  if (after.startsWith(">(")) return blanks === 0 && name[0]! >= "A" && name[0]! <= "Z" && !rest.includes(`</${name}`);
  return after.startsWith("extends") && isBlank(after.charCodeAt("extends".length));
}

/** What stands on the line from `at` on, as far as a decision may look. */
function ahead(bytes: Uint8Array, at: number): string {
  const limit = Math.min(bytes.length, at + LOOK / 2);
  let end = at;
  while (end < limit && !isEnd(bytes[end]!)) end++;
  return latin(bytes.subarray(at, end));
}

/** Whether an element, or a fragment, begins with the `<` before `at`. */
function isElement({ bytes }: Run, at: number): boolean {
  const rest = ahead(bytes, at);
  let length = 0;
  while (isName(rest.charCodeAt(length))) length++;
  if (rest[0] === ">") return true;
  if (length === 0 || isDigit(rest.charCodeAt(0))) return false;
  return !isGeneric(rest.slice(0, length), rest.slice(length));
}

/** An element in an expression's place. */
export const element: Hook = (run, _rule, at) => {
  if (run.isFull) return false;
  const code = latin(run.state.behind.tail(run.bytes, at));
  if (!begins(code) || word(trimmed(code)) === "new" || !isElement(run, at + 1)) return false;
  run.settle(at + 1);
  run.push(codeFrame(part("JSX tag")));
  return true;
};

/** An expression in braces: code of the language that the elements stand in. */
function expression(run: Run): boolean {
  const outside = run.state.frames.findLast(({ grammar }) => !grammar.part);
  if (outside === undefined) return false;
  run.push(betweenFrame(outside.grammar, BRACE, UNBRACE));
  return true;
}

/** The element ends at `end`: an operand, to the code around it. */
function leave(run: Run, end: number): boolean {
  run.settle(end);
  run.pop();
  run.state.behind.passed(STRING, end);
  return true;
}

/** The `>` of a type's arguments, or of the tag. */
function more(run: Run, at: number): boolean {
  const { frame } = run;
  if (frame.depth > 0) {
    if (run.state.behind.byte(run.bytes, at, 1) !== EQUALS) frame.depth--;
    return false;
  }
  run.settle(at + 1);
  run.pop();
  run.push(codeFrame(part("JSX text")));
  return true;
}

/** Inside of `<name …>`. */
export const inside: Hook = (run, { open }, at) => {
  if (open.length > 1) return leave(run, at + open.length);
  if (open[0] === MORE) return more(run, at);
  if (open[0] === LESS) run.frame.depth++;
  if (open[0] !== BRACE || run.isFull) return false;
  run.settle(at + 1);
  return expression(run);
};

/** Inside of `</name>`. */
export const closing: Hook = (run, { open }, at) => leave(run, at + open.length);

/** Whether a tag, or an expression, can begin between tags. */
function opens(run: Run, open: Uint8Array, at: number): boolean {
  if (open.length > 1 || open[0] === UNBRACE) return true;
  const next = run.bytes[at + 1] ?? 0;
  return !run.isFull && (open[0] === BRACE || isName(next) || next === MORE);
}

/** Between tags. */
export const between: Hook = (run, { open }, at) => {
  if (!opens(run, open, at)) return false;
  const { state } = run;
  run.settle(at);
  state.running = false;
  state.at = at + open.length;
  state.behind.jump(open[0]!, state.at);
  if (open[0] === BRACE) return expression(run);
  if (open[0] === UNBRACE) return true;
  if (open.length > 1) run.pop();
  run.push(codeFrame(part(open.length > 1 ? "JSX tail" : "JSX tag")));
  return true;
};
