import type { Run } from "./run.ts";
import { agesFor } from "../ages.ts";
import { hasErrors } from "../diagnostics.ts";
import { exitCodes } from "../exit.ts";
import { filterTags } from "../filters.ts";
import { find } from "../find.ts";
import { readLook, writeReports } from "../report.ts";
import { folderOf, readConfig, readSwitch } from "../request.ts";

/** `tagwright scan`. */
export const runScan: Run = async (args, signal) => {
  const config = await readConfig(args);
  const { options } = config;
  const look = await readLook(args, config);
  const changes = readSwitch(args, "changes") === true ? await import("./changes.ts") : undefined;
  changes?.checkChanges(args, options);
  const result = await find(args, options, signal);
  signal.throwIfAborted();
  if (changes !== undefined) {
    await changes.writeChanges(args, result, signal);
    return hasErrors(result) ? exitCodes.usage : exitCodes.ok;
  }
  const tags = filterTags(result, args, folderOf(options));
  await writeReports(look, args, { result, tags, ...(await agesFor(look, result)) }, signal);
  return hasErrors(result) ? exitCodes.usage : exitCodes.ok;
};
