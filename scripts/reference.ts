/** The pages of docs/reference that are tables, as text. */
import type { Rule } from "../src/model/rule.ts";
import type { OptionName } from "../src/options/types.ts";
import { optionNames, presets } from "../src/options/schema.ts";
import { rowOf } from "../src/options/validate.ts";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

const cell = (text: string): string => text.replaceAll("|", "\\|");
const code = (text: string | undefined): string => (text === undefined ? "" : `\`${text}\``);

function flagOf(name: OptionName): string {
  const { flag } = rowOf(name);
  if (flag === undefined) return "";
  return (
    code(
      `${flag.name}${flag.value === undefined ? "" : ` <${flag.value}>`}${flag.optional === undefined ? "" : `[=<${flag.optional}>]`}`,
    ) + (flag.repeat ? ", repeatable" : "")
  );
}

function optionRow(name: OptionName): string[] {
  const { default: value, doc, env, expected } = rowOf(name);
  return [code(name), expected, value === undefined ? "" : code(JSON.stringify(value)), doc, flagOf(name), code(env)];
}

/** docs/reference/options.md */
export const optionsPage = (): string => `# Options

Of \`scan\`, \`scanSync\`, \`scanStream\`, \`scanFile\` and \`scanText\`; of the configuration file (all but \`signal\` and \`onProgress\`); and, as
flags and variables, of the command line. A flag wins over a variable, that over the configuration file, that over the preset,
that over the default. An unknown name is \`E_OPTION_UNKNOWN\`, a bad value \`E_OPTION_VALUE\`.

${table(["option", "value", "default", "what", "flag", "variable"], optionNames.map(optionRow))}

## Presets
${table(
  ["preset", "stands for"],
  Object.entries(presets).map(([name, values]) => [code(name), code(JSON.stringify(values))]),
)}

## Which engine
\`engine: "native"\` or \`"fallback"\` wins over \`TAGWRIGHT_ENGINE\`, which wins over \`auto\`. The binary is the one that
\`TAGWRIGHT_NATIVE_PATH\` names, and no other then; else that of a clone's \`native/\`; else that of the platform's package. \`auto\` falls back
in silence where there is none, and with one warning where there is one that cannot be loaded or is of another version.
`;

/** docs/reference/stats.md, from data/stats.json */
export const statsPage = (stats: readonly (readonly string[])[]): string => `# Counters

Every result has them as \`stats\`. All that may differ from run to run stands here, and nowhere else in a result.

${table(
  ["name", "unit", "what"],
  stats.map(([name, unit, what]) => [code(name), unit!, what!]),
)}
`;

interface Said {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help: string;
}

/** docs/reference/errors.md, from data/errors.json */
export const errorsPage = (
  errors: Readonly<Record<string, string>>,
  diagnostics: readonly Said[],
): string => `# Errors and diagnostics

Codes are stable; words may change. \`{detail}\` is filled in.

## Errors
About a call: thrown, or rejected with, as \`TagwrightError\` with \`code\`.

${table(
  ["code", "message"],
  Object.entries(errors).map(([name, message]) => [code(name), message]),
)}

## Diagnostics
About a file: in \`diagnostics\` of a result. The scan goes on.

${table(
  ["code", "severity", "message", "what to do"],
  diagnostics.map((one) => [code(one.code), one.severity, one.message, one.help]),
)}
`;

function exampleOf({ example }: Rule): string {
  if (example === undefined) return "";
  const files = Object.entries(example.files).flatMap(([path, text]) => [
    `${path}:`,
    ...text
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => `  ${line}`),
  ]);
  const said = [
    ...(example.committed === undefined ? [] : [`committed: ${example.committed}`]),
    ...(example.dialects === undefined ? [] : [`dialects: ${example.dialects.join(", ")}`]),
    ...(example.patterns === undefined ? [] : [`patterns: ${JSON.stringify(example.patterns)}`]),
    ...(example.options === undefined ? [] : [`options: ${JSON.stringify(example.options)}`]),
    ...(example.minCoverage === undefined ? [] : [`minCoverage: ${JSON.stringify(example.minCoverage)}`]),
  ];
  return `\n\`\`\`\n${[...files, ...said, ...example.finds.map((one) => `=> ${one}`)].join("\n")}\n\`\`\`\n`;
}

function ruleSection(rule: Rule): string {
  const options = rule.options === undefined ? "" : ` Options: ${code(JSON.stringify(rule.options))}.`;
  return `## ${rule.id}\n${rule.summary}. Default: ${code(rule.severity)}.${options} ${rule.help}\n${exampleOf(rule)}`;
}

/** docs/reference/rules.md, from the rules themselves. */
export const rulesPage = (rules: readonly Rule[]): string => `# Rules

What \`tagwright check\` looks for. Severities and options are set under \`check.rules\` of the configuration: see
[the guide](../guide/check.md). Each example is run by a test: files, then what the rule finds as \`path:line: message\`, line 0 being the
whole file.

${rules.map(ruleSection).join("\n")}
## rule-failed
A rule threw an error and did not come to its end. It is an error that nothing turns off.
`;
