import { TagwrightError } from "../../model/error.ts";

export type Fault = "E_PATTERN_SYNTAX" | "E_PATTERN_UNSUPPORTED" | "E_PATTERN_SIZE";

/** How much of a long pattern an error shows before and after the place. */
const SHOWN = 60;
/**
 * Control and format characters, unpaired surrogates: one sign each keeps the caret in place and a terminal safe. The
 * pattern stands where it is used: its properties would cost every start.
 */
const safe = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) => "?".repeat(sign.length));

/** The pattern around a place, and a caret under the place. */
function show(source: string, position: number): string {
  const start = Math.max(0, position - SHOWN);
  const end = Math.min(source.length, position + SHOWN);
  const before = start > 0 ? "…" : "";
  const line = `${before}${safe(source.slice(start, position))}${safe(source.slice(position, end))}${end < source.length ? "…" : ""}`;
  return `  ${line}\n  ${" ".repeat(before.length + position - start)}^`;
}

/** Reads a pattern from left to right. */
export class Reader {
  readonly name: string;
  readonly source: string;
  at = 0;

  constructor(name: string, source: string) {
    this.name = name;
    this.source = source;
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  /** The UTF-16 unit at hand, or nothing at the end. */
  peek(): string {
    return this.source[this.at] ?? "";
  }

  eat(token: string): boolean {
    const fits = this.source.startsWith(token, this.at);
    if (fits) this.at += token.length;
    return fits;
  }

  /** Takes what a sticky expression matches here. The expressions of this folder look at a bounded or plain run. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.source);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  /** Takes a code point. */
  point(): number {
    const point = this.source.codePointAt(this.at)!;
    this.at += point > 0xffff ? 2 : 1;
    return point;
  }

  fail(code: Fault, what: string, position: number): never {
    throw new TagwrightError(code, `${this.name}: ${what}\n${show(this.source, position)}`, { position });
  }
}
