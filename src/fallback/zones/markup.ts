/** Markup: tags with their strings, elements that hold other languages, expressions, PHP. Rust: crates/core/src/zones/markup.rs. */
import type { Hook } from "./hook.ts";
import type { Rule } from "./rule.ts";
import type { Run } from "./run.ts";
import { embed } from "./embed.ts";
import { GENERIC, languageNamed } from "./language.ts";
import { grammarOf, STRING } from "./rule.ts";
import { betweenFrame, codeFrame } from "./run.ts";

/** Elements whose content is another language, and which. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["script", "javascript"],
  ["style", "css"],
  ["textarea", "plain"],
  ["title", "plain"],
]);
/** The longest value of an attribute that is looked at. */
const VALUE = 48;
/** What is looked at behind `<`. */
const NAME = 15;

const SLASH = 47;
const BRACE = 123;
const UNBRACE = 125;
const has = (bytes: string, byte: number): boolean => byte > 0 && bytes.includes(String.fromCharCode(byte));
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const part = (name: string) => grammarOf(languageNamed(name)!);

/** `<` and a name, `</`, `<!`, `<?`: a tag, up to its `>`. */
export const tag: Hook = (run, rule, at) => {
  const rest = latin(run.bytes.subarray(at + 1, at + 1 + NAME));
  if (!/^[A-Za-z/!?]/.test(rest) || run.isFull) return false;
  const name = lower(/^[A-Za-z0-9-]*/.exec(rest)![0]);
  run.state.element = ELEMENTS.has(name) ? { name, language: undefined } : undefined;
  run.settle(at);
  run.state.at = at + 1;
  run.push(codeFrame(part(rule.embed)));
  run.state.running = false;
  return true;
};

/** `ts`, `text/typescript`, `module`, `application/ld+json`. */
function spoken(value: string): number {
  const kind = value.slice(value.lastIndexOf("/") + 1);
  const plain = kind.startsWith("x-") ? kind.slice(2) : kind;
  const last = plain.slice(plain.lastIndexOf("+") + 1);
  const script = ["module", "ecmascript", "babel"].includes(last) ? "javascript" : last;
  return languageNamed(script) ?? languageNamed("plain") ?? GENERIC;
}

/** `lang=` or `type=` in a tag: the language of what the element holds. */
export const attribute: Hook = (run, { open }, at) => {
  const start = at + open.length;
  const rest = latin(run.bytes.subarray(start, start + VALUE)).replace(/^["']/, "");
  const value = rest.split(/["'> \t\r\n;]/, 1)[0]!;
  if (run.state.element !== undefined && value !== "") run.state.element.language = spoken(value);
  return false;
};

/** The end of a tag: what the element holds begins. */
export const close: Hook = (run, _rule, at) => {
  const { state } = run;
  const closed = state.behind.byte(run.bytes, at, 1) === SLASH;
  const { element } = state;
  state.element = undefined;
  run.settle(at + 1);
  run.pop();
  state.running = false;
  if (element === undefined || closed) return true;
  const { name, language } = element;
  const grammar = language === undefined ? part(ELEMENTS.get(name)!) : grammarOf(language);
  embed(run, grammar, { what: "tag", name: Buffer.from(name) });
  return true;
};

function expression(run: Run, rule: Rule, at: number, open: number, depth: number): boolean {
  if (run.isFull) return false;
  run.settle(at);
  run.state.at = at + open;
  run.push({ ...betweenFrame(part(rule.embed), BRACE, UNBRACE), depth });
  run.state.running = false;
  return true;
}

/** `{{` in text: an expression, up to its `}}`. Vue and its like. */
export const mustache: Hook = (run, rule, at) => expression(run, rule, at, rule.open.length, 1);

/** `{` in text or a tag: an expression, up to its `}`. Svelte, Astro. */
export const brace: Hook = (run, rule, at) => {
  const sign = has("#/:@", run.bytes[at + 1] ?? 0) && !has("/*", run.bytes[at + 2] ?? 0);
  return expression(run, rule, at, sign ? 2 : 1, 0);
};

/** The end of a part: what is around it goes on. */
export const leavePart: Hook = (run, { open }, at) => {
  run.settle(at + open.length);
  run.pop();
  run.state.running = false;
  run.state.behind.passed(STRING, run.state.at);
  return true;
};
