/** Loads a user's module: a configuration, a reporter. */
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { here } from "../model/require.ts";

/** The default export of a module. */
export async function importModule(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  return module.default;
}

/** Node's own type stripping refuses enums and the like, where jiti does not. */
const isRefused = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";

async function importWithJiti(path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const module = await createJiti(here, { fsCache: false, interopDefault: false }).import<{
    default?: unknown;
  }>(path);
  return module.default;
}

/** The same for TypeScript, whatever Node can do itself. */
export async function importTypeScript(path: string): Promise<unknown> {
  if (!("typescript" in process.features) || !process.features.typescript) return importWithJiti(path);
  try {
    return await importModule(path);
  } catch (error) {
    if (isRefused(error)) return importWithJiti(path);
    throw error;
  }
}

/** The default export of a file by its absolute path, in either language. */
export const importFile = (path: string): Promise<unknown> =>
  /^\.[mc]?ts$/.test(extname(path)) ? importTypeScript(path) : importModule(path);
