import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { attributesFiles } from "../../src/cache/attributes.ts";
import { folder } from "./ground.ts";

/** What is named under a home with these files, below that home. */
function named(t: ExecutionContext, files: Readonly<Record<string, string>>): string[] {
  const home = folder(t);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text.replaceAll("HOME", home));
  }
  const before = { ...process.env };
  try {
    Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: join(home, ".config") });
    for (const one of ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"]) delete process.env[one];
    return attributesFiles()
      .filter((path) => path.startsWith(home))
      .map((path) => path.slice(home.length + 1));
  } finally {
    Object.assign(process.env, before);
  }
}

const usual = [join(".config", "git", "attributes")];

test.serial("the usual ones are named whether they exist or not", (t) => {
  t.deepEqual(named(t, {}), usual);
});

test.serial("those of a configuration, and of what it includes", (t) => {
  const files = {
    ".gitconfig":
      '[core]\n\tAttributesFile = "~/mine" ; why\n[include]\n\tpath = more/config\n[x]\n\tpath = /bin/true\n',
    "more/config": "[core]\nattributesfile = beside\n[include]\npath = config\n",
    ".config/git/config": "[core]\n  attributesfile=HOME/abs # why\n",
  };
  t.deepEqual(named(t, files).sort(), [...usual, "abs", "mine", join("more", "beside")].sort());
});
