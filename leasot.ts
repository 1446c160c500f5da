/** The public facade of the drop-in: re-exports and nothing else. */
export {
  associateExtWithParser,
  getRegex,
  isExtensionSupported,
  listFiles,
  parse,
  parseFiles,
  prepareComment,
  report,
  UnsupportedError,
} from "./src/compat/leasot/index.ts";
export type * from "./src/compat/leasot/types.ts";
export type { FilesOptions, FilesResult } from "./src/compat/leasot/files.ts";
