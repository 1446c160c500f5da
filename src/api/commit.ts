/** The commits that users name. */
import { TagwrightError } from "../model/error.ts";
import { hint } from "../options/nearest.ts";
import { git } from "./git.ts";

const ID = /^[0-9a-f]{40,64}$/;

/** What git says, trimmed; nothing where it fails. */
const ask = (root: string, ...args: readonly string[]): Promise<string> =>
  git(root, args).then(
    (out) => out.toString().trim(),
    () => "",
  );

/** What to do about a name that means no commit. */
async function advice(root: string, ref: string): Promise<string> {
  const [any, isShallow, names] = await Promise.all([
    ask(root, "rev-list", "--all", "--max-count=1"),
    ask(root, "rev-parse", "--is-shallow-repository"),
    ask(root, "for-each-ref", "--format=%(refname:short)"),
  ]);
  if (any === "") return "; nothing is committed yet";
  const near = hint(ref, names.split("\n"));
  const shallow = "; this clone lacks a part of the history: git fetch --unshallow gets it";
  return near + (isShallow === "true" ? shallow : "") || "; git branch --all and git tag list what there is";
}

const noCommit = async (root: string, ref: string): Promise<TagwrightError> =>
  new TagwrightError("E_GIT", `no commit ${JSON.stringify(ref)}${await advice(root, ref)}`);

/** Whether git ended with 1: it has nothing to say, and nothing to complain about. */
const isNone = (error: unknown): boolean => (error as { cause?: { code?: unknown } }).cause?.code === 1;

/** The id of the commit that a user names. Throws E_GIT if there is none. */
export async function commitOf(root: string, ref: string): Promise<string> {
  // No argument of a process can hold it.
  if (ref.includes("\0")) throw await noCommit(root, ref);
  try {
    // A ref that begins with a dash would be an option.
    const out = await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
    const id = out.toString().trim();
    // `^HEAD` is what is not reached from it.
    if (ID.test(id)) return id;
  } catch (error) {
    if (!isNone(error)) throw error;
  }
  throw await noCommit(root, ref);
}

/** The best common ancestor of two commits, which a user named so. Throws E_GIT if there is none. */
export async function mergeBase(root: string, one: string, other: string, names: string): Promise<string> {
  try {
    return (await git(root, ["merge-base", one, other])).toString().trim();
  } catch (error) {
    if (!isNone(error)) throw error;
    const isShallow = await ask(root, "rev-parse", "--is-shallow-repository");
    const how = isShallow === "true" ? "git fetch --unshallow gets the rest of the history" : "compare them directly";
    throw new TagwrightError("E_GIT", `${names} have no common ancestor; ${how}`, { cause: error });
  }
}
