/** Sorts texts by their UTF-16 units, which for paths as bytes is by their bytes. */
export const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
