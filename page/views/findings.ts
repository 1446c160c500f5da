/** Findings, worst first. */
import type { PageFinding } from "../../src/model/page.ts";
import type { View } from "../view.ts";
import { data, haystacks, word } from "../data.ts";
import { count, counted, h, value } from "../dom.ts";
import { link } from "../link.ts";
import { Table } from "../table.ts";
import { chips, empty } from "../view.ts";

const severities = ["error", "warning", "info"] as const;

const placeOf = (path: number, line: number, column: number) => ({ path: word(path), line, column });

const also = ({ related }: PageFinding): HTMLElement[] =>
  related.map(([message, path, line, column]) =>
    h("div", { class: "dim" }, value(message), " ", link(placeOf(path, line, column))),
  );

function rows(index: number): HTMLTableRowElement[] {
  const finding = data.findings[index]!;
  const { severity, rule, message, help, path, line, column } = finding;
  const name = severities[severity]!;
  return [
    h(
      "tr",
      {},
      h("td", {}, h("span", { class: `severity ${name}` }, name)),
      h("td", {}, value(message), h("div", { class: "dim" }, value(word(help))), ...also(finding)),
      h("td", {}, link(placeOf(path, line, column))),
      h("td", { class: "dim" }, value(word(rule))),
    ),
  ];
}

const choices = (): { key: string; label: string }[] => [
  { key: "all", label: `All (${count(data.findings.length)})` },
  ...severities.map((name, level) => ({
    key: String(level),
    label: `${name} (${count(data.findings.filter(({ severity }) => severity === level).length)})`,
  })),
];

function ruleSelect(pick: (rule: string) => void): HTMLElement {
  const rules = [...new Set(data.findings.map(({ rule }) => rule))];
  const options = rules.map((rule) => h("option", { value: rule }, word(rule)));
  const change = (event: Event): void => pick((event.currentTarget as HTMLSelectElement).value);
  return h(
    "label",
    { class: "select" },
    "Rule ",
    h("select", { onchange: change }, h("option", { value: "" }, "all"), ...options),
  );
}

/** All findings. */
export function findings(): View {
  const size = data.findings.length;
  const left =
    data.suppressed === 0 ? "" : `; ${count(data.suppressed)} left out by comments, configuration or baseline`;
  if (size === 0)
    return {
      name: "findings",
      title: "Findings",
      size,
      element: h("div", {}, empty(`There are no findings${left}.`)),
      show() {},
    };
  const wish = { query: "", level: "all", rule: "" };
  const status = h("p", { class: "status", role: "status" });
  const table = new Table(
    "Findings",
    ["Severity", "Message", "Place", "Rule"].map((title) => ({ title })),
    rows,
  );
  const fits = ({ severity, rule }: PageFinding): boolean =>
    (wish.level === "all" || severity === Number(wish.level)) && (wish.rule === "" || rule === Number(wish.rule));
  const show = (change: Partial<typeof wish>): void => {
    Object.assign(wish, change);
    const found = haystacks.findings.find(wish.query).filter((index) => fits(data.findings[index]!));
    status.textContent = counted(found.length, "finding") + left;
    table.show(found);
  };
  const bar = h(
    "div",
    { class: "controls" },
    chips("Severity", choices(), (level) => show({ level })),
    ruleSelect((rule) => show({ rule })),
  );
  return {
    name: "findings",
    title: "Findings",
    size,
    element: h("div", {}, bar, status, table.element),
    show: (query) => show({ query }),
  };
}
