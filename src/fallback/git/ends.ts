/** Ends of lines. The Rust twin is crates/engine/src/git/ends.rs. */

const LF = 10;
const CR = 13;

/**
 * How a content's lines end, told as its bytes come. git may store LF for CRLF: of a content that has both, blob id and size do not
 * say which line ends in which; of one whose ends are alike they fix every byte.
 */
export class Ends {
  #lf = false;
  #crlf = false;
  /** Whether the last byte so far is a CR. */
  #cr = false;

  /** Goes on with the next bytes. One pass that looks for CR, and little more where there is none. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const cr = this.#cr;
    this.#cr = bytes.at(-1) === CR;
    if (!this.areAlike) return;
    if (!cr && !bytes.includes(CR)) this.#lf ||= bytes.includes(LF);
    else this.#each(bytes, cr);
  }

  /** Whether no line ends in CRLF, or no line in LF alone. */
  get areAlike(): boolean {
    return !(this.#lf && this.#crlf);
  }

  #each(bytes: Uint8Array, cr: boolean): void {
    for (let at = bytes.indexOf(LF); at >= 0 && this.areAlike; at = bytes.indexOf(LF, at + 1)) {
      if (at === 0 ? cr : bytes[at - 1] === CR) this.#crlf = true;
      else this.#lf = true;
    }
  }
}
