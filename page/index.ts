/** The script of the HTML page. */
import type { View } from "./view.ts";
import { data } from "./data.ts";
import { byId, count, h } from "./dom.ts";
import { listenForTheme } from "./theme.ts";
import { chains } from "./views/chains.ts";
import { findings } from "./views/findings.ts";
import { graph } from "./views/graph.ts";
import { items } from "./views/items.ts";
import { notes } from "./views/notes.ts";
import { overview } from "./views/overview.ts";
import { tags } from "./views/tags.ts";

const search = byId("search") as HTMLInputElement;
const main = byId("main");

/** By name; each is made when it is first shown. */
const makers: Readonly<Record<string, () => View>> = {
  overview,
  chains,
  ...(data.items.length === 0 ? {} : { items }),
  graph: () => graph(showOne),
  findings,
  notes,
  tags,
};
const sizes: Readonly<Record<string, number>> = {
  chains: data.chains.length,
  items: data.items.length,
  findings: data.findings.length,
  notes: data.notes.length,
  tags: data.tags.kind.length,
};
const titles: Readonly<Record<string, string>> = {
  overview: "Overview",
  chains: "Chains",
  items: "Items",
  graph: "Graph",
  findings: "Findings",
  notes: "Notes",
  tags: "Tags",
};
/** Where a reader begins: with items where there is nothing else. */
const traced = data.chains.length === 0 && data.items.length > 0 ? "items" : "chains";
const starts: Readonly<Record<string, string>> = { tags: "overview", trace: traced, findings: "findings" };

const made = new Map<string, View>();
/** What each view was last shown for: showing it again would only cost time. */
const asked = new Map<string, string>();

function viewOf(name: string): View {
  const view = made.get(name) ?? makers[name]!();
  made.set(name, view);
  return view;
}

const tabs = new Map(
  Object.keys(makers).map((name) => {
    const title = titles[name]!;
    const size = sizes[name];
    const badge = size === undefined ? undefined : h("span", { class: "count" }, count(size));
    return [name, h("a", { href: `#${name}` }, title, badge)] as const;
  }),
);

const wanted = (): string => {
  const name = location.hash.slice(1);
  return Object.hasOwn(makers, name) ? name : starts[data.about]!;
};

function query(name: string): void {
  if (asked.get(name) === search.value) return;
  asked.set(name, search.value);
  viewOf(name).show(search.value);
}

function show(): void {
  const name = wanted();
  const view = viewOf(name);
  for (const [other, tab] of tabs) {
    if (other === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  search.disabled = name === "overview";
  search.placeholder = search.disabled
    ? "Search (in the lists and the graph)"
    : `Search in ${titles[name]!.toLowerCase()}`;
  byId("title").textContent = titles[name]!;
  if (main.lastElementChild !== view.element) main.replaceChildren(byId("title"), view.element);
  query(name);
}

/** From the graph to the list. */
function showOne(name: "chains" | "items", index: number): void {
  search.value = data[name][index]!.id;
  location.hash = `#${name}`;
  show();
  viewOf(name).open?.(index);
}

function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "/" && !isTyping && !search.disabled) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      query(wanted());
    }
  });
}

byId("tabs").append(h("ul", {}, ...[...tabs.values()].map((tab) => h("li", {}, tab))));
search.addEventListener("input", () => query(wanted()));
addEventListener("hashchange", show);
listenForKeys();
listenForTheme(byId("theme"));
show();
document.documentElement.dataset.ready = "true";
