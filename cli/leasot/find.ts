import {
  associateExtWithParser,
  isExtensionSupported,
  parse,
  parseFiles,
  UnsupportedError,
  type ExtensionsDb,
  type FilesOptions,
} from "../../leasot.ts";
import { print } from "../output.ts";
import type { Arguments } from "./args.ts";
import { findFlags } from "./flags.ts";
import { explain, finish, helpText, lastOf, listOf, readInput, tell, type Command } from "./command.ts";

/** Extensions to add, from `ext,parser` or `ext`. */
function readParsers({ uses }: Arguments): ExtensionsDb {
  const said = (uses.get("--associate-parser") ?? []).filter((value) => value !== true);
  return Object.fromEntries(
    said.map((value) => {
      const [extension, parserName, ...more] = value.split(",");
      if (more.length === 0) return [extension!, { parserName: parserName || "defaultParser" }];
      throw new TypeError(`Incorrectly formatted extension / parser registration. (param: ${value})`);
    }),
  );
}

const readOptions = (args: Arguments): FilesOptions => ({
  ignore: listOf(args, "--ignore"),
  customTags: listOf(args, "--tags"),
  filetype: lastOf(args, "--filetype") as string | undefined,
  withInlineFiles: lastOf(args, "--inline-files") !== undefined,
  skipUnsupported: lastOf(args, "--skip-unsupported") !== undefined,
  associateParser: readParsers(args),
});

async function findInFiles(args: Arguments, options: FilesOptions): Promise<number> {
  const { hasFiles, items } = await parseFiles(args.words, options);
  return hasFiles ? finish(items, args) : tell("warning", "No files found for parsing");
}

async function findInText(text: string, args: Arguments, options: FilesOptions): Promise<number> {
  const extension = options.filetype ?? ".js";
  associateExtWithParser(options.associateParser ?? {});
  if (!isExtensionSupported(extension)) {
    return options.skipUnsupported ? finish([], args) : tell("error", new UnsupportedError(extension).message);
  }
  const { customTags = [], withInlineFiles } = options;
  return finish(await parse(text, { extension, customTags: [...customTags], withInlineFiles }), args);
}

async function run(args: Arguments): Promise<number> {
  try {
    const options = readOptions(args);
    if (args.words.length > 0) return await findInFiles(args, options);
    const text = await readInput();
    if (text !== undefined) return await findInText(text, args, options);
  } catch (error) {
    return error instanceof UnsupportedError ? tell("error", error.message) : explain(error);
  }
  await print(process.stdout, [helpText(leasot)]);
  return 0;
}

/** `tagwright leasot`. */
export const leasot: Command = {
  name: "leasot",
  about: "Finds TODOs and FIXMEs in comments, as leasot 14 does: the same notes, output and exit codes.",
  flags: findFlags,
  examples: [
    ["tagwright leasot index.js", "one file"],
    ["tagwright leasot 'app/**/*.js' test.rb", "what globs find, and a file"],
    ["tagwright leasot --reporter json index.js", "as JSON"],
    ["tagwright leasot --tags review index.js", "REVIEW, too"],
    ["tagwright leasot 'app/**/*.js' --ignore '**/custom.js'", "not all of them"],
    ["cat index.coffee | tagwright leasot --filetype .coffee", "standard input"],
    ["tagwright leasot -A '.svelte,twigParser' 'frontend/*.svelte'", "an extension read in another way"],
  ],
  run,
};
