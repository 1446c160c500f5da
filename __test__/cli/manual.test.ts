/** The manual page, read by the programs that show such pages. `npm run generate -- --check` keeps it current. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { needed } from "../need.ts";
import { run, tagwright } from "./run.ts";

const page = fileURLToPath(new URL("../../man/tagwright.1", import.meta.url));

needed(
  "mandoc",
  ["-V"],
  "mandoc",
)("mandoc finds nothing wrong with it but that it has no date", async (t) => {
  const { stdout } = await run(t, ["mandoc", "-Tlint", "-W", "warning", page]);
  t.deepEqual(stdout.match(/(?:WARNING|ERROR|UNSUPP): .*/g), ['WARNING: missing date, using "": TH']);
});

needed(
  "man",
  ["--version"],
  "man-db",
)("man shows it without a warning, flags as they are typed", async (t) => {
  const { stdout, stderr, code } = await run(t, ["man", "--warnings", "-E", "UTF-8", "-l", "-P", "cat", page], {
    env: { MANWIDTH: "100", LC_ALL: "C.UTF-8", GROFF_NO_SGR: "1" },
  });
  t.deepEqual([code, stderr], [0, ""]);
  const shown = stdout.replaceAll(/.\x08/g, "");
  t.regex(shown, /^ +-o, --output file$/m);
  t.regex(shown, /^ +tagwright leasot 'src\/\*\*\/\*\.ts'$/m);
});

needed(
  "man",
  ["--version"],
  "man-db",
)("it has all commands of the help", async (t) => {
  const { stdout } = await tagwright(t, ["--help"]);
  const commands = stdout
    .split("Commands:\n")[1]!
    .split("\n\n")[0]!
    .match(/^ {2}[a-z-]+/gm)!;
  const text = readFileSync(page, "utf8").replaceAll("\\-", "-");
  t.true(commands.length > 10);
  for (const name of commands) t.true(text.includes(`.SS "tagwright ${name.trim()} `), name);
});
