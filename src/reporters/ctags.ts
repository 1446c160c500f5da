/** A tags file of format 2, for vim, readtags and whatever else jumps to tags. */
import type { Reporter } from "../model/reporter.ts";
import type { Tag } from "../model/tag.ts";
import { pathToBuffer } from "../model/path.ts";

const head = (version: string): string => `!_TAG_FILE_FORMAT\t2\t/extended format/
!_TAG_FILE_SORTED\t1\t/0=unsorted, 1=sorted, 2=foldcase/
!_TAG_OUTPUT_MODE\tu-ctags\t/u-ctags or e-ctags/
!_TAG_PROGRAM_NAME\ttagwright\t//
!_TAG_PROGRAM_VERSION\t${version}\t//
`;

const codes: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };
const spell = (char: string): string =>
  codes[char] ?? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** As Universal Ctags escapes values; a name may not begin with a blank or look like a line of the head. */
const value = (text: string): string => text.replace(/[\x00-\x1f\x7f\\]/g, spell);
const nameOf = (text: string): string => value(text).replace(/^[ !]/, spell);

/** Nothing in a line but its name and place decides the order, which must be that of bytes: readers search by halves. */
function lineOf({ name, kind, path, line, column, text, detector }: Tag): Buffer {
  const fields = [`kind:${value(kind)}`, `line:${line}`, `column:${column}`, `detector:${value(detector)}`];
  const told = text === "" ? [] : [`text:${value(text)}`];
  const tail = `\t${line};"\t${[...fields, ...told].join("\t")}\n`;
  const file = path.replace(/[\x00-\x1f\x7f\\]/g, spell);
  return Buffer.concat([
    Buffer.from(`${nameOf(name || kind)}\t`, "utf8"),
    pathToBuffer(file),
    Buffer.from(tail, "utf8"),
  ]);
}

/** The names of tags, sorted. What has no name goes by its kind. */
export const ctags: Reporter = function* ctags({ tags, options }) {
  yield head(options.version);
  const lines: Buffer[] = [];
  for (const tag of tags) if ((tag.name || tag.kind) !== "") lines.push(lineOf(tag));
  yield* lines.sort(Buffer.compare);
};
