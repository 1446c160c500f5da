import type { Dirent } from "node:fs";
import type { Failure } from "./file.ts";
import type { Real } from "./walk.ts";
import { realpathSync, statSync } from "node:fs";
import { failureOf, kindName } from "./file.ts";
import { holds, toSystem } from "./path.ts";

/** What an entry is, links resolved if they are followed. */
export type Kind =
  | { readonly type: "file"; readonly size: number | undefined }
  | { readonly type: "folder"; readonly real: string | undefined }
  | { readonly type: "loop" }
  | {
      readonly type: "skip";
      readonly code: "E_SKIP_SYMLINK" | "E_SKIP_OUTSIDE" | "E_SKIP_SPECIAL";
      readonly detail: string;
    }
  | { readonly type: "failed"; readonly failure: Failure };

/** How links are dealt with where an entry stands. */
export interface Links {
  readonly follow: boolean;
  /** They may lead out of the root. */
  readonly outside: boolean;
  /** The root without links, if it is known. */
  readonly root: string | undefined;
  /** The real paths of the entry's folder and those above it. */
  readonly real: Real | undefined;
  readonly absolute: () => string;
}

const FILE: Kind = { type: "file", size: undefined };
const FOLDER: Kind = { type: "folder", real: undefined };
const SYMLINK: Kind = { type: "skip", code: "E_SKIP_SYMLINK", detail: "" };
const OUTSIDE: Kind = { type: "skip", code: "E_SKIP_OUTSIDE", detail: "" };
const special = (detail: string): Kind => ({ type: "skip", code: "E_SKIP_SPECIAL", detail });

export function kindOf(entry: Dirent, links: Links): Kind {
  if (entry.isFile()) return FILE;
  if (entry.isDirectory()) return FOLDER;
  if (!entry.isSymbolicLink()) return special(kindName(entry));
  return links.follow ? targetOf(links) : SYMLINK;
}

/** What a followed link leads to. */
function targetOf(links: Links): Kind {
  try {
    const real = realpathSync.native(toSystem(links.absolute()), "buffer").toString("latin1");
    const data = statSync(toSystem(real));
    if (!links.outside && !(links.root !== undefined && holds(links.root, real))) return OUTSIDE;
    if (data.isFile()) return { type: "file", size: data.size };
    if (!data.isDirectory()) return special(kindName(data));
    return leadsBack(links.real, real) ? { type: "loop" } : { type: "folder", real };
  } catch (error) {
    const failure = failureOf(error, true);
    // A link to itself leads nowhere, as a broken one does.
    return { type: "failed", failure: failure.detail === "ELOOP" ? { code: "E_FILE_MISSING", detail: "" } : failure };
  }
}

function leadsBack(folder: Real | undefined, target: string): boolean {
  for (let own = folder; own !== undefined; own = own.above) if (own.path === target) return true;
  return false;
}
