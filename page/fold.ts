/** Rows that open to more. */
import { h, value } from "./dom.ts";

/** What a row shows, and what it opens to. */
export interface Fold {
  /** In its list. */
  readonly index: number;
  readonly id: string;
  /** Cells after the id. `open` opens the row. */
  readonly cells: (open: () => void) => readonly HTMLTableCellElement[];
  /** Made when it is first opened. */
  readonly details: () => HTMLElement;
}

/** The row, and the one below it. */
export function fold({ index, id, cells, details }: Fold): [HTMLTableRowElement, HTMLTableRowElement] {
  const inner = h("td");
  const panel = h("tr", { class: "details", hidden: true }, inner);
  const toggle = h("button", { type: "button", class: "toggle", "aria-expanded": "false" }, value(id));
  const set = (isOpen: boolean): void => {
    if (isOpen && inner.childElementCount === 0) inner.append(details());
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
  };
  toggle.addEventListener("click", () => set(panel.hidden !== false));
  const shown = cells(() => set(true));
  inner.colSpan = shown.length + 1;
  return [h("tr", { "data-row": index }, h("th", { scope: "row" }, toggle), ...shown), panel];
}

/** Opens a row that is in a table, and brings it into sight. */
export function unfold(table: HTMLElement, index: number): void {
  const toggle = table.querySelector<HTMLElement>(`tr[data-row="${index}"] .toggle`);
  if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  toggle?.focus();
  toggle?.scrollIntoView({ block: "center" });
}
