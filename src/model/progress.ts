/** How far a scan is. The numbers never go down. */
export interface Progress {
  /** Entries found so far. */
  found: number;
  /** Files finished so far. */
  done: number;
  /** Bytes read so far. */
  bytes: number;
  /** Whether the walk is over, so that `found` is final. */
  walked: boolean;
}
