/** What the bytes of a file belong to, in the order in which engines number them. */
export const zoneNames = ["code", "comment", "string", "text"] as const;

/** `text` is prose: what markup holds outside of comments and tags. */
export type Zone = (typeof zoneNames)[number];

/** Zones as engines take them: a bit each. */
export const zoneBits = (zones: readonly Zone[]): number =>
  zones.reduce((bits, zone) => bits | (1 << zoneNames.indexOf(zone)), 0);
