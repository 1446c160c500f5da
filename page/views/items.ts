/** OpenFastTrace's items: what each needs, what covers it, and what is wrong with its links. */
import type { View } from "../view.ts";
import { linkStates, type PageItem } from "../../src/model/page.ts";
import { covered, covering, data, haystacks, itemsInOrder, placeOfItem, word, type Bond } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { fold, unfold } from "../fold.ts";
import { link } from "../link.ts";
import { Table } from "../table.ts";
import { chips } from "../view.ts";

const fits: Readonly<Record<string, (item: PageItem) => boolean>> = {
  all: () => true,
  defects: ({ isDefect }) => isDefect,
  uncovered: ({ uncovered }) => uncovered.length > 0,
  links: ({ links }) => links.some(([, , state]) => state > 0),
  cycle: ({ deep }) => deep === "cycle",
};
const labels: Readonly<Record<string, string>> = {
  all: "All",
  defects: "Defects",
  uncovered: "Not covered",
  links: "Bad links",
  cycle: "In a ring",
};

const need = (type: number, { uncovered }: PageItem): HTMLElement =>
  uncovered.includes(type)
    ? h("span", { class: "need low" }, value(word(type)), " missing")
    : h("span", { class: "need full" }, "✓ ", value(word(type)));

const bond = ({ item, id, state }: Bond): HTMLElement =>
  h(
    "li",
    {},
    h("span", { class: state === "covers" ? "need full" : "need low" }, state),
    " ",
    value(id),
    " ",
    item < 0 ? h("span", { class: "dim" }, "which does not exist") : link(placeOfItem(data.items[item]!)),
  );

const list = (title: string, bonds: readonly Bond[]): readonly HTMLElement[] =>
  bonds.length === 0
    ? []
    : [h("p", { class: "dim" }, title), h("ul", { class: "places" }, ...bonds.map((one) => bond(one)))];

const details = (index: number): HTMLElement => {
  const item = data.items[index]!;
  const parts = [...list("Covers", covered(item)), ...list("Is covered by", covering(index))];
  return h(
    "div",
    {},
    ...(parts.length === 0 ? [h("p", { class: "dim" }, "It covers nothing, and nothing covers it.")] : parts),
  );
};

/** The first thing that is wrong. */
function wrongWith({ deep, uncovered, links }: PageItem): string {
  if (links.some(([, , state]) => linkStates[state] === "duplicate")) return "defined twice";
  if (deep === "cycle") return "in a ring";
  if (uncovered.length > 0) return "not covered";
  return deep === "uncovered" ? "not covered below" : "bad link";
}

const verdict = (item: PageItem): HTMLElement =>
  item.isDefect ? h("span", { class: "severity error" }, wrongWith(item)) : h("span", { class: "dim" }, "no defect");

const approved = ({ status }: PageItem): HTMLElement | undefined =>
  word(status) === "approved" ? undefined : h("span", { class: "badge" }, value(word(status)));

function rows(index: number): HTMLTableRowElement[] {
  const item = data.items[index]!;
  const cells = (): HTMLTableCellElement[] => [
    h("td", {}, value(item.title), " ", approved(item)),
    h("td", {}, ...item.needs.flatMap((type) => [need(type, item), " "])),
    h("td", {}, verdict(item)),
    h("td", {}, link(placeOfItem(item))),
  ];
  return fold({ index, id: item.id, cells, details: () => details(index) });
}

/** All items. */
export function items(): View {
  let [query, key] = ["", "all"];
  const status = h("p", { class: "status", role: "status" });
  const titles = ["Item", "Title", "Needs", "Verdict", "Place"].map((title) => ({ title }));
  const table = new Table("Items, what they need and what is wrong", titles, rows);
  const update = (): void => {
    const fitting = new Set(haystacks.items.find(query).filter((index) => fits[key]!(data.items[index]!)));
    const found = itemsInOrder().filter((index) => fitting.has(index));
    status.textContent = counted(found.length, "item");
    table.show(found);
  };
  const choices = Object.keys(fits).map((name) => ({
    key: name,
    label: `${labels[name]} (${count(data.items.filter(fits[name]!).length)})`,
  }));
  const pick = (name: string): void => {
    key = name;
    update();
  };
  const show = (wanted: string): void => {
    query = wanted;
    update();
  };
  const element = h("div", {}, chips("Which items", choices, pick), status, table.element);
  const open = (index: number): void => {
    table.reveal(index);
    unfold(table.element, index);
  };
  return { name: "items", title: "Items", size: data.items.length, element, show, open };
}
