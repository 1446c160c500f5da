/** What tells cheaply whether a file is still the same. The Rust twin is crates/engine/src/stat.rs. */

/** Of a file. On Windows, ctime and inode are 0. */
export interface Stat {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly mtime: bigint;
  /** Nanoseconds since 1970. */
  readonly ctime: bigint;
  /** The file's number in its file system. */
  readonly inode: bigint;
}
