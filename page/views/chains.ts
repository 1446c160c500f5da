/** The matrix of ids and types; each row opens to its places and gaps. */
import type { PageChain } from "../../src/model/page.ts";
import type { View } from "../view.ts";
import { columns, data, haystacks, kindOf, placeOf, rowsOf, textOf, word } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { fold, unfold } from "../fold.ts";
import { link } from "../link.ts";
import { Table } from "../table.ts";
import { chips, empty } from "../view.ts";

const fits: Readonly<Record<string, (chain: PageChain) => boolean>> = {
  all: () => true,
  gaps: ({ missing }) => missing.length > 0,
  complete: ({ missing }) => missing.length === 0,
  orphans: ({ isOrphan }) => isOrphan,
  dangling: ({ isDangling }) => isDangling,
};
const labels: Readonly<Record<string, string>> = {
  all: "All",
  gaps: "With gaps",
  complete: "Complete",
  orphans: "Orphans",
  dangling: "Dangling",
};

/** What to write where something is missing. */
function hint(type: string, id: string): HTMLElement {
  const tag = `@TAG[${type}:${id}]`;
  const copy = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    void navigator.clipboard?.writeText(tag).then(() => (button.textContent = "Copied"));
  };
  return h(
    "li",
    { class: "gap" },
    h("strong", {}, `${type} is missing.`),
    " Write ",
    h("code", {}, value(tag)),
    " where it belongs. ",
    h("button", { type: "button", class: "small", "aria-label": `Copy the ${type} tag`, onclick: copy }, "Copy"),
  );
}

/** A tag's own kind is told where it is another word than the type it counts as. */
const place = (type: string, row: number): HTMLElement =>
  h(
    "li",
    {},
    h("span", { class: "kind", "data-kind": type }, value(type)),
    kindOf(row) === type ? undefined : h("span", { class: "dim" }, " ", value(kindOf(row))),
    " ",
    link(placeOf(row)),
    " ",
    value(textOf(row), "dim"),
  );

const details = ({ id, missing, groups }: PageChain): HTMLElement => {
  const places = groups.flatMap(([type, rows]) => rows.map((row) => place(word(type), row)));
  return h("ul", { class: "places" }, ...places, ...missing.map((type) => hint(word(type), id)));
};

function cell(chain: PageChain, type: number, open: () => void): HTMLTableCellElement {
  const found = rowsOf(chain, type).length;
  if (found > 0) return h("td", { class: "cell full" }, found === 1 ? "✓" : `✓ ${count(found)}`);
  if (!chain.missing.includes(type)) return h("td", { class: "cell none" }, "—");
  const label = `${word(type)} is missing in ${chain.id}: open the gap`;
  return h(
    "td",
    { class: "cell low" },
    h("button", { type: "button", class: "gap", "aria-label": label, onclick: open }, "gap"),
  );
}

function rows(index: number): HTMLTableRowElement[] {
  const chain = data.chains[index]!;
  const verdict = chain.missing.length === 0 ? "complete" : counted(chain.missing.length, "gap");
  const cells = (open: () => void): HTMLTableCellElement[] => [
    ...columns.map((type) => cell(chain, type, open)),
    h("td", { class: "dim" }, verdict),
  ];
  return fold({ index, id: chain.id, cells, details: () => details(chain) });
}

/** All chains. */
export function chains(): View {
  if (data.chains.length === 0) {
    return {
      name: "chains",
      title: "Chains",
      size: 0,
      element: h("div", {}, empty("There are no chains: no tag has an id.")),
      show() {},
    };
  }
  let [query, key] = ["", "all"];
  const status = h("p", { class: "status", role: "status" });
  const types = columns.map((type) => ({ title: word(type), className: "cell" }));
  const titles = [{ title: "Id" }, ...types, { title: "Verdict" }];
  const list = new Table("Chains: ids and the types they have", titles, rows);
  const update = (): void => {
    const found = haystacks.chains.find(query).filter((index) => fits[key]!(data.chains[index]!));
    status.textContent = counted(found.length, "chain");
    list.show(found);
  };
  const choices = Object.keys(fits).map((name) => ({
    key: name,
    label: `${labels[name]} (${count(data.chains.filter(fits[name]!).length)})`,
  }));
  const pick = (name: string): void => {
    key = name;
    update();
  };
  const element = h("div", {}, chips("Which chains", choices, pick), status, list.element);
  const show = (wanted: string): void => {
    query = wanted;
    update();
  };
  const open = (index: number): void => {
    list.reveal(index);
    unfold(list.element, index);
  };
  return { name: "chains", title: "Chains", size: data.chains.length, element, show, open };
}
