import type { Tag } from "./tag.ts";

/** A file that was found under another path with the same content. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** What became of files. Root-relative paths, in order of their bytes. */
export interface FileChanges {
  readonly added: readonly string[];
  /** Their content is another. */
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
  readonly renamed: readonly Renamed[];
  /** How many are as they were. */
  readonly unchanged: number;
}

/** A tag as it was and as it is. */
export interface TagChange {
  readonly before: Tag;
  readonly after: Tag;
}

/** What became of tags: those of unchanged files, and those that stayed where they were, are not mentioned. */
export interface TagChanges {
  readonly added: readonly Tag[];
  readonly removed: readonly Tag[];
  /** The same words, in another line or in a file that was renamed. */
  readonly moved: readonly TagChange[];
  /** The same detector, kind, name and file, with another text. */
  readonly changed: readonly TagChange[];
}

/** What is new since something was looked at before. */
export interface ChangeReport {
  /** Milliseconds since 1970 of the scan before; undefined where there was none, so that everything is added. */
  readonly since: number | undefined;
  readonly files: FileChanges;
  readonly tags: TagChanges;
}

/** Whether nothing is new. */
export const isUnchanged = ({ files, tags }: ChangeReport): boolean =>
  [files.added, files.modified, files.deleted, files.renamed].every((list) => list.length === 0) &&
  Object.values(tags).every((list) => (list as readonly unknown[]).length === 0);
