/** The commands that stand for leasot's, and what they are for. */
export const summaries = {
  leasot: "Find TODOs in comments as leasot 14 does: its flags, output and exit codes",
  "leasot-reporter": "Report them from JSON, as leasot-reporter does",
} as const;

/** The name of one of them. */
export type Name = keyof typeof summaries;

export const isLeasot = (word: string): word is Name => Object.hasOwn(summaries, word);
