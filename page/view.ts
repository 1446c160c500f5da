/** What every view has: a way to show itself for a query. */
import { h } from "./dom.ts";

/** A part of the page. */
export interface View {
  readonly name: string;
  readonly title: string;
  /** How many items it holds, for its tab; undefined where that says nothing. */
  readonly size?: number;
  readonly element: HTMLElement;
  /** Shows what fits the query of the search field. */
  show(query: string): void;
  /** Opens one of its items, which the query shows. */
  open?(index: number): void;
}

/** One choice among some, as buttons. */
export interface Choice {
  readonly key: string;
  readonly label: string;
}

/** Buttons of which one is pressed. */
export function chips(label: string, choices: readonly Choice[], pick: (key: string) => void): HTMLElement {
  const buttons = choices.map(({ key, label: text }, index) => {
    const press = (event: Event): void => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === event.currentTarget));
      pick(key);
    };
    return h(
      "button",
      { type: "button", class: "chip", "aria-pressed": String(index === 0), "data-key": key, onclick: press },
      text,
    );
  });
  return h("div", { class: "chips", role: "group", "aria-label": label }, ...buttons);
}

/** What a view says where it has nothing to show. */
export const empty = (text: string): HTMLElement => h("p", { class: "empty" }, text);
