/** Names of nodes in a drawing's language. */

const UNFIT = /[^A-Z0-9]+/g;

/** Upper case, and `_` for what a drawing's language might read otherwise. */
const plainKey = (type: string, id: string): string => `${type}_${id}`.toUpperCase().replace(UNFIT, "_");

/** Gives each chain's types a prefix that no other one has: `a.b` and `a b` would share theirs. */
export class Keys {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  take(type: string, id: string): string {
    const plain = plainKey(type, id);
    let count = this.#next.get(plain) ?? 0;
    let key = count === 0 ? plain : `${plain}_X${count}`;
    while (this.#taken.has(key)) key = `${plain}_X${++count}`;
    this.#next.set(plain, count + 1);
    this.#taken.add(key);
    return key;
  }
}
