/** `require`, in a package of ES modules. */
import { createRequire } from "node:module";

/** Where this code lies, as a path or URL. In a CommonJS bundle, which others may make of us, `import.meta` is empty. */
export const here: string = typeof __filename === "undefined" ? import.meta.url : __filename;

/** Looks up from here: what the package depends on, and its binaries. */
export const require: NodeJS.Require = createRequire(here);
