/** Notes by owner and age. */
import type { PageNote } from "../../src/model/page.ts";
import type { View } from "../view.ts";
import { data, haystacks, kindOf, placeOf, textOf, word } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { link } from "../link.ts";
import { Table } from "../table.ts";
import { chips, empty } from "../view.ts";

const DAY = 86_400_000;
/** Names of ages, and from how many days on. */
const ages = [
  ["under a month", 0],
  ["1 to 3 months", 30],
  ["3 to 12 months", 90],
  ["over a year", 365],
] as const;
const UNKNOWN = "unknown age";
const NOBODY = "nobody";

const ownerOf = ({ owner }: PageNote): string => (owner < 0 ? NOBODY : word(owner));
const daysOf = ({ time }: PageNote): number => Math.max(0, Math.floor((data.made - time) / DAY));
const ageOf = (note: PageNote): string =>
  note.time === 0 ? UNKNOWN : ages.findLast(([, from]) => daysOf(note) >= from)![0];
const isPast = ({ expires }: PageNote): boolean => expires !== "" && Date.parse(expires) < data.made;

function told(note: PageNote): HTMLElement {
  const parts = [value(textOf(note.tag))];
  if (note.issue !== "") parts.push(value(note.issue, "badge"));
  if (note.expires !== "")
    parts.push(
      h(
        "span",
        { class: isPast(note) ? "severity error" : "badge" },
        isPast(note) ? "past " : "until ",
        value(note.expires),
      ),
    );
  return h("td", {}, ...parts.flatMap((part) => [part, " "]));
}

function rows(index: number): HTMLTableRowElement[] {
  const note = data.notes[index]!;
  const age = note.time === 0 ? "—" : counted(daysOf(note), "day");
  return [
    h(
      "tr",
      {},
      h("td", {}, h("span", { class: "kind" }, value(kindOf(note.tag)))),
      told(note),
      h("td", {}, value(ownerOf(note))),
      h("td", { class: "number" }, age),
      h("td", {}, link(placeOf(note.tag))),
    ),
  ];
}

/** Oldest first; those of unknown age last. */
const byAge = (one: number, two: number): number =>
  (data.notes[one]!.time || Infinity) - (data.notes[two]!.time || Infinity) || one - two;

function tally(): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  const titles = [...ages.map(([name]) => name), UNKNOWN];
  for (const note of data.notes) {
    const counts = owners.get(ownerOf(note)) ?? titles.map(() => 0);
    counts[titles.indexOf(ageOf(note))]!++;
    owners.set(ownerOf(note), counts);
  }
  return owners;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

function summary(pick: (owner: string) => void): HTMLElement {
  const owners = [...tally()].sort(([, one], [, two]) => sum(two) - sum(one));
  const numbers = ["Notes", ...ages.map(([name]) => name), UNKNOWN].map((title) => ({ title, className: "number" }));
  const head = [{ title: "Owner" }, ...numbers];
  const table = new Table("Notes by owner and age", head, (index) => {
    const [owner, counts] = owners[index]!;
    const button = h("button", { type: "button", class: "toggle", onclick: () => pick(owner) }, value(owner));
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, button),
        h("td", { class: "number" }, count(sum(counts))),
        ...counts.map((one) => h("td", { class: "number" }, one === 0 ? "—" : count(one))),
      ),
    ];
  });
  table.show(owners.map((_, index) => index));
  return table.element;
}

/** All notes. */
export function notes(): View {
  const size = data.notes.length;
  if (size === 0)
    return { name: "notes", title: "Notes", size, element: h("div", {}, empty("There are no notes.")), show() {} };
  const wish = { query: "", age: "all", owner: "" };
  const status = h("p", { class: "status", role: "status" });
  const table = new Table(
    "Notes",
    ["Kind", "Note", "Owner", "Age", "Place"].map((title) => ({
      title,
      ...(title === "Age" ? { className: "number" } : {}),
    })),
    rows,
  );
  const fits = (note: PageNote): boolean =>
    (wish.age === "all" || ageOf(note) === wish.age) && (wish.owner === "" || ownerOf(note) === wish.owner);
  const show = (change: Partial<typeof wish>): void => {
    Object.assign(wish, change);
    const found = haystacks.notes.find(wish.query).filter((index) => fits(data.notes[index]!));
    const whose = wish.owner === "" ? "" : ` of ${wish.owner}`;
    status.replaceChildren(counted(found.length, "note"), value(whose));
    if (whose !== "")
      status.append(
        " ",
        h("button", { type: "button", class: "small", onclick: () => show({ owner: "" }) }, "Show everybody's"),
      );
    table.show(found.sort(byAge));
  };
  const choices = ["all", ...ages.map(([name]) => name), UNKNOWN].map((key) => ({ key, label: key }));
  const element = h(
    "div",
    {},
    summary((owner) => show({ owner })),
    h("h2", {}, "All notes"),
    chips("Age", choices, (age) => show({ age })),
    status,
    table.element,
  );
  return { name: "notes", title: "Notes", size, element, show: (query) => show({ query }) };
}
