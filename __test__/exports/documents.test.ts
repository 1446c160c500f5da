import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { Ajv } from "ajv";
import { findExport } from "../../index.ts";
import { needed } from "../need.ts";
import { bytesOf, caseOf, cases, reportOf } from "../reporters/sample.ts";

const schemas = fileURLToPath(new URL("../schemas/", import.meta.url));
const write = async (name: string, of: string): Promise<Buffer> =>
  bytesOf(await findExport(name), reportOf(caseOf(of), "tags"));

const { $id: _, ...needsSchema } = JSON.parse(readFileSync(`${schemas}needs.json`, "utf8")) as { $id: string };
const isNeeds = new Ajv({ strict: false }).compile(needsSchema);

for (const name of cases.keys()) {
  test(`needs.json fits sphinx-needs' schema, and every link leads to a need: ${name}`, async (t) => {
    const document = JSON.parse((await write("needs", name)).toString("utf8")) as {
      current_version: string;
      versions: Record<
        string,
        {
          needs_amount: number;
          needs: Record<
            string,
            { id: string; links: string[]; links_back: string[]; tags: string[]; type_name: string }
          >;
        }
      >;
    };
    t.true(isNeeds(document), JSON.stringify(isNeeds.errors));
    const { needs, needs_amount: amount } = document.versions[document.current_version]!;
    t.is(Object.keys(needs).length, amount);
    const { chains } = reportOf(caseOf(name)).trace!;
    const wanted = chains.flatMap(({ id, types }) => types.map((type) => `${type} ${id}`));
    t.deepEqual(
      Object.values(needs)
        .map((need) => `${need.type_name} ${need.tags[0]}`)
        .sort(),
      wanted.sort(),
    );
    for (const [key, { id, links, links_back: back }] of Object.entries(needs)) {
      t.is(id, key);
      t.regex(id, /^[A-Z0-9_]{5,}$/);
      for (const link of links) t.true(needs[link]!.links_back.includes(id));
      for (const link of back) t.true(needs[link]!.links.includes(id));
    }
  });
}

const xmllint = needed("xmllint", ["--version"], "libxml2-utils");
for (const name of cases.keys()) {
  xmllint(`ReqIF fits its schema: ${name}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "tagwright-reqif-"));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "tags.reqif");
    writeFileSync(path, await write("reqif", name));
    const ran = spawnSync("xmllint", ["--nonet", "--noout", "--schema", `${schemas}reqif/reqif.xsd`, path], {
      encoding: "utf8",
    });
    t.is(ran.status, 0, ran.stderr);
  });
}

test("an export that is none is an error that names the nearest", async (t) => {
  await t.throwsAsync(findExport("neds"), { code: "E_EXPORT", message: /did you mean "needs"/ });
});
