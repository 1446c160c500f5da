/** `require`, in a package of ES modules. */
import { createRequire } from "node:module";
import { isAbsolute } from "node:path";

/**
 * Where this code lies, as a path or URL. In a CommonJS bundle, which others may make of us, `import.meta` is empty. Under `node -e`
 * every module sees a `__filename`, which names no file.
 */
export const here: string = typeof __filename === "undefined" || !isAbsolute(__filename) ? import.meta.url : __filename;

/** Looks up from here: what the package depends on, and its binaries. */
export const require: NodeJS.Require = createRequire(here);
