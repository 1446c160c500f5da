/** The real OpenFastTrace: runs it on a tree, and reads what it says. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";

/** The version we compare with. */
export const VERSION = "4.9.0";

const HOME = fileURLToPath(new URL("../../target/oft/", import.meta.url));

/** Where the tool's archive is, or undefined. `.ci/run` puts it there; TAGWRIGHT_OFT_JAR names another one. */
export function findJar(): string | undefined {
  const places = [process.env.TAGWRIGHT_OFT_JAR ?? "", `${HOME}openfasttrace-${VERSION}.jar`];
  const jar = places.find((place) => place !== "" && existsSync(place));
  return jar === undefined || spawnSync("java", ["-version"], { stdio: "ignore" }).status !== 0 ? undefined : jar;
}

/** What is compared of an item. */
export interface Seen {
  readonly id: string;
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly status: string;
  readonly needs: readonly string[];
  readonly depends: readonly string[];
  readonly tags: readonly string[];
  /** Without white space: the tool joins some lines without any. */
  readonly texts: readonly string[];
}

/** What is compared of a tree. All lists are sorted. */
export interface View {
  readonly items: readonly Seen[];
  /** `covering state covered`. */
  readonly links: readonly string[];
  /** `ok id` or `not ok id`. */
  readonly verdicts: readonly string[];
}

function run(jar: string, tree: string, inputs: readonly string[], args: readonly string[]): string {
  const options = { cwd: tree, encoding: "utf8", maxBuffer: 2 ** 30 } as const;
  const { stdout, stderr, status } = spawnSync(
    "java",
    ["-Xss64m", "-jar", jar, "trace", "-c", "BLACK_AND_WHITE", ...args, ...inputs],
    options,
  );
  // 1 says that the trace has defects.
  if (status !== 0 && status !== 1) throw new Error(`OpenFastTrace ended with ${status}: ${stderr.slice(0, 2000)}`);
  return stdout;
}

interface Object {
  readonly id: string;
  readonly version: string;
  readonly doctype?: string;
  readonly shortdesc?: string;
  readonly status: string;
  readonly sourcefile: string;
  readonly sourceline: string;
  readonly description?: string;
  readonly rationale?: string;
  readonly comment?: string;
  readonly tags?: { readonly tag: readonly string[] };
  readonly coverage: { readonly needscoverage?: { readonly needsobj: readonly string[] } };
  readonly dependencies?: { readonly dependsOnSpecObject: readonly Object[] };
}

const ARRAYS = new Set(["specobjects", "specobject", "tag", "needsobj", "dependsOnSpecObject", "coveredType"]);

function readObject(type: string, one: Object): Seen {
  const bare = (text = ""): string => text.replace(/\s+/g, "");
  return {
    id: `${type}~${one.id}~${one.version}`,
    path: one.sourcefile,
    line: Number(one.sourceline),
    title: one.shortdesc ?? "",
    status: one.status,
    needs: [...(one.coverage.needscoverage?.needsobj ?? [])],
    depends: (one.dependencies?.dependsOnSpecObject ?? []).map(
      ({ doctype, id, version }) => `${doctype}~${id}~${version}`,
    ),
    tags: [...(one.tags?.tag ?? [])],
    texts: [one.description, one.rationale, one.comment].map(bare),
  };
}

function readItems(xml: string): Seen[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    isArray: (name, path) => ARRAYS.has(name) && !String(path).endsWith("coveredTypes.coveredType"),
  });
  const document = parser.parse(xml) as {
    specdocument: { specobjects?: { "@_doctype": string; specobject: Object[] }[] } | "";
  };
  const groups = document.specdocument === "" ? [] : (document.specdocument.specobjects ?? []);
  return groups.flatMap((group) => group.specobject.map((one) => readObject(group["@_doctype"], one)));
}

const HEAD = /^(ok|not ok)(?: \(\w+\))? \[ in: .*? \| out: .*? \] (\S+)/;
const LINK = /^ {2}\[([a-z ]+?) *\] (?:→|->) (\S+)$/;

/** The report has each item with its links; those that lead away from it are enough. */
function readReport(text: string): Pick<View, "links" | "verdicts"> {
  const links: string[] = [];
  const verdicts: string[] = [];
  let id = "";
  for (const line of text.split("\n")) {
    const head = HEAD.exec(line);
    const link = LINK.exec(line);
    if (head !== null) verdicts.push(`${head[1]} ${(id = head[2]!)}`);
    else if (link !== null) links.push(`${id} ${link[1]} ${link[2]}`);
  }
  return { links: links.sort(), verdicts: verdicts.sort() };
}

/** By id, then place. */
export const byId = (one: Seen, other: Seen): number =>
  one.id < other.id
    ? -1
    : Number(one.id > other.id) ||
      (one.path < other.path ? -1 : Number(one.path > other.path)) ||
      one.line - other.line;

/** All files below a folder, sorted: of items with one id the tool takes the first it comes to, and folders have no order. */
function allFiles(tree: string): string[] {
  const entries = readdirSync(tree, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)))
    .sort();
}

/** What the tool says of a tree. `inputs`: folders and files below it; all of it, if left out. */
export function runTool(jar: string, tree: string, inputs: readonly string[] = allFiles(tree)): View {
  const items = readItems(run(jar, tree, inputs, ["-o", "aspec"])).sort(byId);
  return { items, ...readReport(run(jar, tree, inputs, ["-v", "all"])) };
}

/** The first line of what a program says of itself. */
export const javaVersion = (): string => execFileSync("java", ["--version"], { encoding: "utf8" }).split("\n", 1)[0]!;
