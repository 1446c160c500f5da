/** Strings by number: each is in the page once. */
export class Words {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a word, a new one if need be. */
  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.list.length);
    return this.list.push(word) - 1;
  }
}
