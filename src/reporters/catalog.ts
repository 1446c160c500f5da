/** The formats there are. Each is loaded when it is asked for. */
import type { Reporter } from "../model/reporter.ts";

/** One format. */
export interface Format {
  readonly name: string;
  /** What a file of it is called. */
  readonly extension: string;
  /** What it is for, in one line. */
  readonly doc: string;
  readonly load: () => Promise<Reporter>;
}

/** In the order of the docs. */
export const formats: readonly Format[] = [
  { name: "text", extension: ".txt", doc: "for people", load: async () => (await import("./text.ts")).text },
  { name: "json", extension: ".json", doc: "one document", load: async () => (await import("./json.ts")).json },
  {
    name: "ndjson",
    extension: ".ndjson",
    doc: "one object a line",
    load: async () => (await import("./ndjson.ts")).ndjson,
  },
  { name: "csv", extension: ".csv", doc: "for spreadsheets", load: async () => (await import("./csv.ts")).csv },
  {
    name: "markdown",
    extension: ".md",
    doc: "for pull requests and wikis",
    load: async () => (await import("./markdown.ts")).markdown,
  },
  { name: "html", extension: ".html", doc: "one page to look at", load: async () => (await import("./html.ts")).html },
  {
    name: "sarif",
    extension: ".sarif",
    doc: "findings, for code scanning",
    load: async () => (await import("./sarif.ts")).sarif,
  },
  {
    name: "gitlab",
    extension: ".codequality.json",
    doc: "findings, for GitLab's Code Quality",
    load: async () => (await import("./gitlab.ts")).gitlab,
  },
  {
    name: "github",
    extension: ".github.txt",
    doc: "findings, as annotations of GitHub's workflows",
    load: async () => (await import("./github.ts")).github,
  },
  {
    name: "rdjson",
    extension: ".rdjson",
    doc: "findings, for reviewdog",
    load: async () => (await import("./rdjson.ts")).rdjson,
  },
  {
    name: "rdjsonl",
    extension: ".rdjsonl",
    doc: "findings, for reviewdog, one a line",
    load: async () => (await import("./rdjsonl.ts")).rdjsonl,
  },
  {
    name: "checkstyle",
    extension: ".checkstyle.xml",
    doc: "findings, for review tools",
    load: async () => (await import("./checkstyle.ts")).checkstyle,
  },
  {
    name: "junit",
    extension: ".junit.xml",
    doc: "findings, as tests of a CI",
    load: async () => (await import("./junit.ts")).junit,
  },
  { name: "ctags", extension: ".tags", doc: "tags, for editors", load: async () => (await import("./ctags.ts")).ctags },
  {
    name: "mermaid",
    extension: ".mmd",
    doc: "chains, as a Mermaid flowchart",
    load: async () => (await import("./mermaid.ts")).mermaid,
  },
  { name: "dot", extension: ".dot", doc: "chains, for Graphviz", load: async () => (await import("./dot.ts")).dot },
  {
    name: "graphml",
    extension: ".graphml",
    doc: "chains, for graph editors",
    load: async () => (await import("./graphml.ts")).graphml,
  },
];

/** The names. */
export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format of a file's name, the longest extension first: `a.junit.xml` is no checkstyle. */
export function formatOf(path: string): string | undefined {
  const fit = formats.filter(({ extension }) => path.toLowerCase().endsWith(extension));
  return fit.sort((one, two) => two.extension.length - one.extension.length)[0]?.name;
}
