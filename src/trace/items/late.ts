/**
 * A pattern that is compiled when it is first used: the properties of Unicode take milliseconds, which commands that
 * read no items must not wait for.
 */
export function late(source: string, flags: string): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, flags));
}
