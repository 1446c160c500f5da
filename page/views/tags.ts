/** Every tag. */
import type { View } from "../view.ts";
import { data, haystacks, kindOf, nameOf, placeOf, textOf, word } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { link } from "../link.ts";
import { Table } from "../table.ts";
import { chips, empty } from "../view.ts";

/** More than these are found by searching. */
const MOST = 12;

const row = (index: number): HTMLTableRowElement =>
  h(
    "tr",
    {},
    h("td", {}, h("span", { class: "kind", "data-kind": kindOf(index) }, value(kindOf(index)))),
    h("td", {}, value(nameOf(index))),
    h("td", {}, value(textOf(index))),
    h("td", {}, link(placeOf(index))),
  );

function kinds(): { key: string; label: string }[] {
  const counts = new Map<number, number>();
  for (const kind of data.tags.kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const largest = [...counts].sort(([, one], [, two]) => two - one).slice(0, MOST);
  const all = { key: "", label: `All (${count(data.tags.kind.length)})` };
  return [all, ...largest.map(([kind, many]) => ({ key: String(kind), label: `${word(kind)} (${count(many)})` }))];
}

/** All tags. */
export function tags(): View {
  const size = data.tags.kind.length;
  if (size === 0)
    return { name: "tags", title: "Tags", size, element: h("div", {}, empty("No tags were found.")), show() {} };
  const wish = { query: "", kind: "" };
  const status = h("p", { class: "status", role: "status" });
  const table = new Table(
    "Tags",
    ["Kind", "Name", "Text", "Place"].map((title) => ({ title })),
    (index) => [row(index)],
  );
  const show = (change: Partial<typeof wish>): void => {
    Object.assign(wish, change);
    const found = haystacks.tags
      .find(wish.query)
      .filter((index) => wish.kind === "" || data.tags.kind[index] === Number(wish.kind));
    status.textContent = counted(found.length, "tag");
    table.show(found);
  };
  const element = h(
    "div",
    {},
    chips("Kind", kinds(), (kind) => show({ kind })),
    status,
    table.element,
  );
  return { name: "tags", title: "Tags", size, element, show: (query) => show({ query }) };
}
