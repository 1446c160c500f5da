/** Gathers findings, and keeps beside them the columns that they are put in order by. */
import type { Finding } from "../model/finding.ts";
import type { Columns } from "./aggregate.ts";
import { fingerprint } from "../model/fingerprint.ts";
import { rankOf } from "../model/severity.ts";
import { PRINT } from "./dedupe.ts";

const HEX = /^[0-9a-f]{32}$/;
const DIGITS = 8;

/** Words, each with a number. */
class Words {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();
  #last = "";
  #number = -1;

  /** Words come in runs: the last one costs nothing. */
  number(word: string): number {
    if (word === this.#last && this.#number >= 0) return this.#number;
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.list.push(word) - 1;
      this.#numbers.set(word, number);
    }
    this.#last = word;
    return (this.#number = number);
  }
}

const makeColumns = (room: number) => ({
  path: new Uint32Array(room),
  line: new Uint32Array(room),
  column: new Uint32Array(room),
  rule: new Uint32Array(room),
  severity: new Uint8Array(room),
  prints: new Uint32Array(room * PRINT),
});

/** Findings with their columns. */
export class Ledger {
  readonly findings: Finding[] = [];
  readonly #paths = new Words();
  readonly #rules = new Words();
  #columns = makeColumns(64);

  add(finding: Finding): void {
    const row = this.findings.push(finding) - 1;
    if (row === this.#columns.path.length) this.#grow();
    const { location, rule, severity } = finding;
    const columns = this.#columns;
    columns.path[row] = this.#paths.number(location.path);
    columns.line[row] = location.line;
    columns.column[row] = location.column;
    columns.rule[row] = this.#rules.number(rule);
    columns.severity[row] = rankOf(severity);
    this.#addPrint(row * PRINT, finding.fingerprint);
  }

  /** Paths of all findings, each once. */
  get paths(): readonly string[] {
    return this.#paths.list;
  }

  /** The columns as they are now. Rules are put in order of their names. */
  columns(): Columns {
    const { list } = this.#rules;
    const count = this.findings.length;
    const rules = [...list].sort();
    if (rules.every((rule, index) => rule === list[index])) {
      return { count, ...this.#columns, paths: this.paths, rules };
    }
    const ranks = list.map((rule) => rules.indexOf(rule));
    const rule = this.#columns.rule.map((number) => ranks[number] ?? 0);
    return { count, ...this.#columns, rule, paths: this.paths, rules };
  }

  /** What is not ours may be anything: a hash of it serves as well. */
  #addPrint(at: number, text: string): void {
    const hex = HEX.test(text) ? text : fingerprint("", text, 0);
    for (let word = 0; word < PRINT; word++) {
      this.#columns.prints[at + word] = Number.parseInt(hex.slice(word * DIGITS, (word + 1) * DIGITS), 16);
    }
  }

  #grow(): void {
    const old = this.#columns;
    const larger = makeColumns(old.path.length * 2);
    for (const name of Object.keys(old) as (keyof typeof old)[]) larger[name].set(old[name]);
    this.#columns = larger;
  }
}
