/** Numbers for readers. Not by `Intl`, whose first use costs more than a small scan. */

/** `1234567` as `1,234,567`. */
export const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");

/** A count and its noun: `1 tag`, `2 tags`. */
export const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
