/** Numbers, coverage by type, and the matrix of folders. */
import type { PageFolder, PageItem, PageShare } from "../../src/model/page.ts";
import type { View } from "../view.ts";
import { data, word } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { Table } from "../table.ts";
import { empty } from "../view.ts";

const tile = (number: number, noun: string, view: string): HTMLElement =>
  h("a", { class: "tile", href: `#${view}` }, h("strong", {}, count(number)), ` ${noun}`);

function tiles(): HTMLElement {
  const gaps = data.chains.filter(({ missing }) => missing.length > 0).length;
  const defects = data.items.filter(({ isDefect }) => isDefect).length;
  const errors = data.findings.filter(({ severity }) => severity === 0).length;
  return h(
    "div",
    { class: "tiles" },
    tile(data.tags.kind.length, `tags in ${counted(data.files, "file")}`, "tags"),
    ...(data.chains.length === 0 && data.items.length > 0
      ? []
      : [tile(data.chains.length, "chains", "chains"), tile(gaps, "chains with gaps", "chains")]),
    data.items.length === 0
      ? undefined
      : tile(data.items.length, defects === 0 ? "items, all well" : `items, ${count(defects)} with a defect`, "items"),
    tile(
      data.findings.length,
      errors === 0 ? "findings, none an error" : `findings, ${counted(errors, "error")} among them`,
      "findings",
    ),
    tile(data.notes.length, "notes", "notes"),
  );
}

const percent = ([, , share]: PageShare): string => `${share.toFixed(share === 100 ? 0 : 1)} %`;
const level = ([, total, share]: PageShare): string =>
  total === 0 ? "none" : share === 100 ? "full" : share >= 50 ? "half" : "low";

function bar(title: string, share: PageShare): HTMLElement {
  const [covered, total, part] = share;
  const fill = h("span", { class: `fill ${level(share)}` });
  fill.style.width = `${part}%`;
  return h(
    "li",
    {},
    value(title, "type"),
    h("span", { class: "bar", "aria-hidden": "true" }, fill),
    h("span", { class: "number" }, `${percent(share)} (${count(covered)} of ${count(total)})`),
  );
}

const bars = (): HTMLElement =>
  h(
    "ul",
    { class: "bars" },
    ...data.order.map((type, index) => bar(word(type), data.shares[index]!)),
    bar("complete chains", data.overall),
  );

/** Items without a defect, of those that there are. */
function well(items: readonly PageItem[]): PageShare {
  const covered = items.filter(({ isDefect }) => !isDefect).length;
  return [covered, items.length, items.length === 0 ? 100 : (covered / items.length) * 100];
}

function itemBars(): HTMLElement {
  const byType = new Map<number, PageItem[]>(data.itemTypes.map((type) => [type, []]));
  for (const item of data.items) byType.get(item.type)!.push(item);
  const types = [...byType].filter(([, items]) => items.length > 0);
  return h(
    "ul",
    { class: "bars" },
    ...types.map(([type, items]) => bar(word(type), well(items))),
    bar("all items", well(data.items)),
  );
}

const cell = (share: PageShare): HTMLTableCellElement =>
  h("td", { class: `cell ${level(share)}` }, share[1] === 0 ? "—" : percent(share));

const row = ({ folder, overall, types }: PageFolder): HTMLTableRowElement =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, value(folder === "" ? "." : folder)),
    h("td", { class: "number" }, count(overall[1])),
    ...types.map(cell),
    cell(overall),
  );

function matrix(): HTMLElement {
  const types = [...data.order.map(word), "Complete"].map((title) => ({ title, className: "cell" }));
  const titles = [{ title: "Folder" }, { title: "Chains", className: "number" }, ...types];
  const table = new Table("Coverage by folder", titles, (index) => [row(data.folders[index]!)]);
  table.show(data.folders.map((_, index) => index));
  return table.element;
}

/** The first thing one sees. */
export function overview(): View {
  const element = h("div", {}, tiles());
  if (data.chains.length + data.items.length === 0) element.append(empty("There are no chains yet: no tag has an id."));
  if (data.chains.length > 0) element.append(h("h2", {}, "Coverage"), bars());
  if (data.items.length > 0) element.append(h("h2", {}, "Items without a defect"), itemBars());
  if (data.folders.length > 0) element.append(h("h2", {}, "Coverage by folder"), matrix());
  return { name: "overview", title: "Overview", element, show() {} };
}
