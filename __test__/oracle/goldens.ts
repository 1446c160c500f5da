/** Writes the goldens of conformance/report/: `node --import @oxc-node/core/register __test__/oracle/goldens.ts`. Read the diff before you commit it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { goldens } from "../reporters/goldens.ts";

for (const { path, make } of goldens) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await make());
}
