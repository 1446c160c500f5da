/** Words by number, in order of first appearance. */
export class Words {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a word, a new one if it has none. */
  number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.list.length;
      this.#numbers.set(word, number);
      this.list.push(word);
    }
    return number;
  }

  /** The words by code units, and for each old number the new one. */
  sorted(): { list: string[]; numbers: Uint32Array } {
    const list = this.list.toSorted();
    const numbers = new Uint32Array(list.length);
    list.forEach((word, at) => (numbers[this.#numbers.get(word)!] = at));
    return { list, numbers };
  }
}
