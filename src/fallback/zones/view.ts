/** What a lexer sees of a content. Rust: crates/core/src/zones.rs. */
import { isEnd } from "./behind.ts";
import { LOOK } from "./run.ts";

/** What of a content can be seen: embedded languages see no further than their end. */
export interface View {
  readonly bytes: Uint8Array;
  /** Before this place there are bytes enough to decide. */
  readonly safe: number;
  /** How far the caller wants to come. */
  readonly to: number;
}

/** A decision in what is looked for sees `LOOK` bytes, which must have been searched. */
export function inside({ bytes, safe }: View): number {
  const whole = safe >= bytes.length || isEnd(bytes[safe - 1] ?? 0);
  return whole ? safe : Math.max(0, safe - LOOK);
}
