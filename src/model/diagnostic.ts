/** What is to be said about a file. */
export interface Diagnostic {
  /** A code of data/errors.json. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** Root-relative; empty for the root itself or when it is about no file. */
  readonly path: string;
  /** 1-based; 0 when it is about the whole file. */
  readonly line: number;
  /** 1-based, in UTF-16 units; 0 when it is about the whole file. */
  readonly column: number;
  /** Bytes. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}
