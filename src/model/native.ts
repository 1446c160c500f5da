/** What became of the native binary. */
export interface NativeState {
  readonly state: "loaded" | "absent" | "unsupported" | "broken" | "mismatch";
  /** The paths and packages looked for, in order. */
  readonly looked: readonly string[];
  /** The one that was found. */
  readonly path?: string;
  /** Why it is not in use. */
  readonly error?: string;
  /** The version it reports. */
  readonly version?: string;
}
