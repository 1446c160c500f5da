/** `require`, in a package of ES modules. */
import { createRequire } from "node:module";

/**
 * Where this code lies, as a path or URL. In a CommonJS bundle, which others may make of us, `import.meta` is empty. `__filename`
 * comes second: under `node -e` every module sees one, which names no file.
 */
export const here: string = (import.meta.url as string | undefined) ?? __filename;

/** Looks up from here: what the package depends on, and its binaries. */
export const require: NodeJS.Require = createRequire(here);
