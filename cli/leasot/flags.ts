/** The flags of leasot's commands. */

/** What a flag's value becomes. */
export type Shape = "switch" | "text" | "list" | "parser";

/** One flag. */
export interface Flag {
  readonly name: string;
  readonly short: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  /** Whether the value may be missing. */
  readonly isOptional?: boolean;
  readonly shape: Shape;
  readonly doc: string;
}

const ignore: Flag = {
  name: "--ignore",
  short: "-i",
  value: "patterns",
  shape: "list",
  doc: "leave out what these comma-separated patterns find",
};
const exitNicely: Flag = {
  name: "--exit-nicely",
  short: "-x",
  shape: "switch",
  doc: "end with exit code 0, whatever is found",
};
const version: Flag = {
  name: "--version",
  short: "-V",
  shape: "switch",
  doc: "print the version of leasot that this stands for",
};
const help: Flag = { name: "--help", short: "-h", shape: "switch", doc: "print this help" };

const reporter = (names: string): Flag => ({
  name: "--reporter",
  short: "-r",
  value: "reporter",
  isOptional: true,
  shape: "text",
  doc: `how to report: ${names}, or a module (default: table)`,
});

/** Of `tagwright leasot`. */
export const findFlags: readonly Flag[] = [
  {
    name: "--associate-parser",
    short: "-A",
    value: "ext,parser",
    isOptional: true,
    shape: "parser",
    doc: "read an extension as a parser does (default: defaultParser)",
  },
  ignore,
  { name: "--inline-files", short: "-I", shape: "switch", doc: "read inline files, too" },
  reporter("table, json, xml, markdown, vscode, gitlab, raw, custom"),
  { name: "--skip-unsupported", short: "-S", shape: "switch", doc: "pass over files of unknown extensions" },
  {
    name: "--filetype",
    short: "-t",
    value: "filetype",
    isOptional: true,
    shape: "text",
    doc: "read everything as this extension (default for streams: .js)",
  },
  {
    name: "--tags",
    short: "-T",
    value: "tags",
    shape: "list",
    doc: "comma-separated tags to find beside todo and fixme",
  },
  exitNicely,
  version,
  help,
];

/** Of `tagwright leasot-reporter`. */
export const reportFlags: readonly Flag[] = [
  ignore,
  reporter("table, json, xml, markdown, vscode, gitlab, raw, custom"),
  exitNicely,
  version,
  help,
];
