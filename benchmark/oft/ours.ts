/** What tagwright says of a tree, in the words of the comparison. */
import { readItems, scan, trace, type Item, type ItemTrace } from "../../index.ts";
import { byId, type Seen, type View } from "./tool.ts";

/** Files that OpenFastTrace reads by itself. */
const EXTENSIONS =
  "ads adb bat c C cc cpp c++ h H h++ hh hpp c# cs cfg conf ini feature go groovy json htm html xhtml xml yaml yml fxml java clj kt kts scala js mjs cjs ejs ts lua m mm php proto pl pm py robot pu puml plantuml r rs sh bash zsh sv v inc swift toml tf tfvars sql pls".split(
    " ",
  );

const bare = (text: string): string => text.replace(/\s+/g, "");

const seen = ({
  id,
  path,
  line,
  title,
  status,
  needs,
  depends,
  tags,
  description,
  rationale,
  comment,
}: Item): Seen => ({
  ...{ id, path, line, title, status, needs, depends, tags },
  texts: [description, rationale, comment].map(bare),
});

/** The tool also calls a link orphaned, once, that it calls outdated or predated. */
function* linksOf({ items, links }: ItemTrace): Iterable<string> {
  const first = new Map<string, number>();
  for (const { from, to, id, state } of links) {
    const start = items[from]!.id;
    yield `${start} ${state} ${items[to]?.id ?? id}`;
    const asked = `${from} ${id}`;
    if (!first.has(asked)) first.set(asked, to);
    if ((state === "outdated" || state === "predated") && first.get(asked) === to) yield `${start} orphaned ${id}`;
  }
}

/** What tagwright says. */
export async function runOurs(tree: string, inputs: readonly string[] = ["."]): Promise<View> {
  const everything = { cwd: tree, root: tree, hidden: true, ignore: false, skipDirs: [] };
  const result = await scan(inputs, { ...everything, dialects: ["oft"], include: EXTENSIONS.map((one) => `*.${one}`) });
  const { items } = trace(result, { items: await readItems(inputs, everything) });
  if (items === undefined) return { items: [], links: [], verdicts: [] };
  return {
    items: items.items.map(seen).sort(byId),
    links: [...linksOf(items)].sort(),
    verdicts: items.items.map(({ id }, at) => `${items.verdicts[at]!.isDefect ? "not ok" : "ok"} ${id}`).sort(),
  };
}
