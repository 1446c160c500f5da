/** The flags that are no options of a scan, as a table. */
import { formatNames } from "../index.ts";
import type { Flag } from "./flag.ts";

type Row = Pick<Flag, "name" | "doc" | "group" | "commands"> & Partial<Flag>;

/** Commands that obey a configuration. */
export const CONFIGURED = [
  "scan",
  "check",
  "trace",
  "export",
  "rename",
  "migrate",
  "next-id",
  "compare",
  "diff",
  "watch",
  "cache",
  "config",
  "doctor",
] as const;
const ALL = [...CONFIGURED, "languages", "init", "completions"] as const;
/** Commands that choose among tags. */
const CHOOSING = ["scan", "export"] as const;
/** Commands that scan paths. */
export const SCANS = ["scan", "check", "export", "watch", "cache"] as const;
const STDIN = ["scan", "check"] as const;
const EXPORT = ["export"] as const;
const CHECK = ["check"] as const;
/** Commands that write a report. */
const REPORTS = ["scan", "check", "trace", "export"] as const;
const TRACE = ["trace"] as const;
/** Commands about chains. */
const CHAINED = ["check", "trace", "export"] as const;
/** Commands that look for tags, but take something else than paths. */
export const SEARCHES = ["trace", "rename", "migrate", "next-id"] as const;
/** Commands that change files, once they are told to. */
const CHANGES = ["rename", "migrate"] as const;
export const CHAINS = "Chains";
export const REWRITE = "What is written";
export const OUTPUT = "Output";
export const FILTERS = "Filters, applied to what was found (repeatable, or lists with commas; \\, is a comma)";
export const POLICY = "Policy";
export const CONFIGURATION = "Configuration";

/** The command line's own flags. */
export const own: Readonly<Record<string, Row>> = {
  format: {
    name: "--format",
    value: "name",
    doc: `The format of the report (default: text, or what the output's name says): ${formatNames.join(", ")}, or the path or package of a reporter of your own. May be repeated, each with its own --output`,
    docs: {
      export: "The format of a matrix (default: csv, or what the output's name says): csv or markdown",
      languages: "The format: text (default) or json",
      watch: "The format: text (default) or ndjson",
    },
    group: OUTPUT,
    commands: [...REPORTS, "watch", "languages"],
  },
  output: {
    name: "--output",
    short: "o",
    value: "file",
    doc: "Write the report to a file, whole or not at all; - is standard output (default). The first one is for the first --format, and so on",
    docs: {
      compare: "With --strategy: write the result to a file, whole or not at all; - is standard output (default)",
      export: "Write the document to a file, whole or not at all; - is standard output (default)",
    },
    group: OUTPUT,
    commands: [...REPORTS, "compare"],
  },
  vault: {
    name: "--vault",
    value: "folder",
    doc: "The Obsidian vault to write to; it must exist",
    group: OUTPUT,
    commands: EXPORT,
  },
  id: { name: "--id", value: "list", doc: "Write only the notes of these ids", group: OUTPUT, commands: EXPORT },
  dryRun: {
    name: "--dry-run",
    doc: "Write nothing, say what would be written",
    docs: { export: "Write nothing to the vault, say what would change" },
    group: OUTPUT,
    commands: [...EXPORT, "init"],
  },
  yes: { name: "--yes", short: "y", doc: "Ask nothing, take what is proposed", group: OUTPUT, commands: ["init"] },
  title: {
    name: "--title",
    value: "text",
    doc: "What a page is called (default: the folder)",
    group: OUTPUT,
    commands: REPORTS,
  },
  editorUrl: {
    name: "--editor-url",
    value: "template",
    doc: "Links to an editor, with {path} (absolute), {line} and {column}; empty: none (default: VS Code's)",
    group: OUTPUT,
    commands: REPORTS,
  },
  repositoryUrl: {
    name: "--repository-url",
    value: "template",
    doc: "Links to the repository, with {path}, {line} and {end}: https://example.org/me/it/blob/main/{path}#L{line} (default: GitHub's or GitLab's own, in their workflows)",
    group: OUTPUT,
    commands: REPORTS,
  },
  color: {
    name: "--color",
    doc: "Colour the text, or not: --no-color (default: on a terminal)",
    group: OUTPUT,
    commands: ALL,
  },
  stats: { name: "--stats", doc: "Print counters and times to stderr", group: OUTPUT, commands: REPORTS },
  changes: {
    name: "--changes",
    doc: "With --cache: print what is new since the scan before, instead of all tags (formats: text, json)",
    group: OUTPUT,
    commands: ["scan"],
  },
  debounce: {
    name: "--debounce",
    value: "ms",
    doc: "Milliseconds without a change before a scan begins (default: 50)",
    group: "How",
    commands: ["watch"],
  },
  verbose: { name: "--verbose", doc: "Also report what was skipped, and why", group: OUTPUT, commands: REPORTS },
  stdinName: {
    name: "--stdin-name",
    value: "path",
    doc: "The path that standard input (-) is to have (default: stdin)",
    group: OUTPUT,
    commands: STDIN,
  },
  failOn: {
    name: "--fail-on",
    value: "what",
    doc: "End with 1 when a finding of this severity or worse remains: error (default), warning, info",
    docs: { diff: "End with 1 when there are such tags: added, removed, changed, moved (a list)" },
    group: POLICY,
    commands: ["check", "diff"],
  },
  rule: {
    name: "--rule",
    value: "rule=severity",
    doc: "The severity of a rule: error, warning, info or off; may be repeated",
    group: POLICY,
    commands: CHECK,
  },
  minCoverage: {
    name: "--min-coverage",
    value: "type=percent",
    doc: "How many of the ids must have a type: TEST=80; may be repeated",
    group: POLICY,
    commands: CHECK,
  },
  baseline: {
    name: "--baseline",
    value: "file",
    doc: "Findings that are known: only new ones count",
    group: POLICY,
    commands: CHECK,
  },
  updateBaseline: {
    name: "--update-baseline",
    doc: "Write what is found now to the baseline",
    group: POLICY,
    commands: CHECK,
  },
  kind: {
    name: "--kind",
    value: "list",
    doc: "Only tags of these kinds: SPEC, CODE, …",
    group: FILTERS,
    commands: CHOOSING,
  },
  name: { name: "--name", value: "list", doc: "Only tags of these names", group: FILTERS, commands: CHOOSING },
  detector: {
    name: "--detector",
    value: "list",
    doc: "Only tags that these detectors found",
    group: FILTERS,
    commands: CHOOSING,
  },
  path: {
    name: "--path",
    value: "list",
    doc: "Only tags in these files or folders, or chains that have one there",
    group: FILTERS,
    commands: ["scan", "trace", "export"],
  },
  json: {
    name: "--json",
    doc: "Print JSON",
    group: OUTPUT,
    commands: ["trace", "rename", "migrate", "next-id", "compare", "diff", "cache", "config", "doctor", "languages"],
  },
  only: {
    name: "--only",
    value: "list",
    doc: "Show only these tags: added, removed, changed, moved",
    group: OUTPUT,
    commands: ["diff"],
  },
  in: {
    name: "--in",
    value: "path",
    doc: "The file or folder to look in (default: the current folder; repeatable)",
    group: "Where",
    commands: SEARCHES,
  },
  order: {
    name: "--order",
    value: "list",
    doc: "The types of a chain, the defining one first (default: SPEC,CODE,TEST,DOC)",
    group: CHAINS,
    commands: CHAINED,
  },
  require: {
    name: "--require",
    value: "list",
    doc: "The types that a chain must have (default: all of the order)",
    group: CHAINS,
    commands: CHAINED,
  },
  map: {
    name: "--map",
    value: "kind=type",
    doc: "Count a kind as a type: req=SPEC, or oft:impl=CODE for one dialect; kind= leaves it out (repeatable)",
    group: CHAINS,
    commands: CHAINED,
  },
  covers: { name: "--covers", value: "id", doc: "What covers this id", group: CHAINS, commands: TRACE },
  coveredBy: { name: "--covered-by", value: "id", doc: "What this id covers", group: CHAINS, commands: TRACE },
  changed: {
    name: "--changed",
    value: "ref",
    doc: "Only what the changes since a commit affect, those not committed among them",
    group: CHAINS,
    commands: TRACE,
  },
  to: {
    name: "--to",
    value: "tag|hash|moai",
    doc: "The dialect to write",
    group: REWRITE,
    commands: ["migrate"],
  },
  write: {
    name: "--write",
    doc: "Change the files (default: only show what would change)",
    group: REWRITE,
    commands: [...CHANGES],
  },
  force: {
    name: "--force",
    doc: "Also change files that git has not saved as they are",
    docs: {
      rename: "Also join two ids, and change files that git has not saved as they are",
      init: "Replace the configuration that is there",
    },
    group: REWRITE,
    commands: [...CHANGES, "init"],
  },
  strategy: {
    name: "--strategy",
    value: "keep-both|prefer-local|prefer-remote",
    doc: "Put the two sets together, and print the result after the plan",
    group: REWRITE,
    commands: ["compare"],
  },
  config: {
    name: "--config",
    value: "file",
    doc: "Use this configuration file (default: the nearest one)",
    group: CONFIGURATION,
    commands: CONFIGURED,
  },
  useConfig: {
    name: "--no-config",
    says: "false",
    doc: "Use no configuration file",
    group: CONFIGURATION,
    commands: CONFIGURED,
  },
  help: { name: "--help", short: "h", doc: "Print this help", group: "", commands: ALL, listed: false },
  version: { name: "--version", short: "v", doc: "Print the version", group: "", commands: ALL, listed: false },
};
