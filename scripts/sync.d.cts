/** What `require("tagwright/leasot")` gives. Copied to dist/, beside dist/types/. */
import type * as sync from "./types/src/compat/leasot/sync.js" with { "resolution-mode": "import" };
export const associateExtWithParser: typeof sync.associateExtWithParser;
export const getRegex: typeof sync.getRegex;
export const isExtensionSupported: typeof sync.isExtensionSupported;
export const parse: typeof sync.parse;
export const prepareComment: typeof sync.prepareComment;
export const report: typeof sync.report;
export type * from "./types/src/compat/leasot/types.js" with { "resolution-mode": "import" };
