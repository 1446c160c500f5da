/** Tables that grow while one scrolls: a row exists when it can be seen, and is then an ordinary row. */
import { count, h } from "./dom.ts";

const STEP = 100;

/** A column's title, and its class. */
export interface Column {
  readonly title: string;
  readonly className?: string;
}

/** A table whose rows are made when they are needed. */
export class Table {
  readonly element: HTMLElement;
  readonly #body = h("tbody");
  readonly #more: HTMLButtonElement;
  readonly #make: (index: number) => readonly HTMLTableRowElement[];
  #rows: readonly number[] = [];
  #shown = 0;

  /** @param make the rows of an item: its own, and what opens below it */
  constructor(caption: string, columns: readonly Column[], make: (index: number) => readonly HTMLTableRowElement[]) {
    this.#make = make;
    this.#more = h("button", { class: "more", type: "button", onclick: () => this.#grow() });
    const head = columns.map(({ title, className = "" }) => h("th", { scope: "col", class: className }, title));
    const table = h(
      "table",
      {},
      h("caption", { class: "sr" }, caption),
      h("thead", {}, h("tr", {}, ...head)),
      this.#body,
    );
    this.element = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table, this.#more);
    new IntersectionObserver(([entry]) => entry?.isIntersecting && this.#grow(), { rootMargin: "400px" }).observe(
      this.#more,
    );
  }

  /** Shows these items, from the top. */
  show(rows: readonly number[]): void {
    this.#rows = rows;
    this.#shown = 0;
    this.#body.replaceChildren();
    this.#grow();
  }

  /** Makes sure that an item is there, and shows it. */
  reveal(index: number): void {
    const at = this.#rows.indexOf(index);
    while (this.#shown <= at && this.#shown < this.#rows.length) this.#grow();
  }

  #grow(): void {
    const next = this.#rows.slice(this.#shown, this.#shown + STEP);
    this.#body.append(...next.flatMap((index) => this.#make(index)));
    this.#shown += next.length;
    const rest = this.#rows.length - this.#shown;
    this.#more.hidden = rest === 0;
    this.#more.textContent = `Show more (${count(rest)} left)`;
  }
}
