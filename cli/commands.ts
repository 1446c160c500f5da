/** The commands: what they are for, and what runs them. */
import type { Run } from "./commands/run.ts";
import type { CommandName } from "./flag.ts";
import { runScan } from "./commands/scan.ts";

/** One command. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  /** More than a line, for its own help. */
  readonly about: string;
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  readonly run: Run;
}

/** Loads a command when it runs: each start would pay for all of them. */
const late =
  (load: () => Promise<Run>): Run =>
  async (args, signal) =>
    (await load())(args, signal);

/** All commands, in the order of the help. */
export const commands: Readonly<Record<CommandName, Command>> = {
  scan: {
    usage: "scan [paths…] [flags]",
    summary: "Find the tags in files and folders",
    about: "Finds the tags in files and folders (default: the current folder). The path - is standard input.",
    examples: [
      ["tagwright scan", "all tags below the current folder"],
      ["tagwright scan src docs --kind SPEC,TEST", "only two kinds, from two folders"],
      ["tagwright scan --format ndjson | head -3", "one JSON object a line"],
      ["tagwright scan --kind TODO,FIXME --note-needs reference", "notes that say whose they are"],
      ["tagwright scan --pattern 'perf=\\bPERF\\b *(?<text>.*)' --zones perf=comment", "a detector of your own"],
      ["git show HEAD:a.ts | tagwright scan - --stdin-name a.ts", "a text that is no file"],
    ],
    run: runScan,
  },
  check: {
    usage: "check [paths…] [flags]",
    summary: "Judge what was found, and fail where the policy says so",
    about:
      "Scans as scan does, puts tags together into chains, and runs rules over both (default: the current folder). Rules, severities, what is left out and coverage that is asked for stand under the key check of the configuration; the reference (rules.md) lists the rules. Ends with 1 when a finding of --fail-on or worse remains.",
    examples: [
      ["tagwright check", "judge the current folder"],
      ["tagwright check --fail-on warning --min-coverage TEST=80", "be strict"],
      ["tagwright check --rule orphan=off --rule note-expired=error", "other severities"],
      ["tagwright check --baseline known.json --update-baseline", "take what there is as known"],
      [
        "tagwright check --baseline known.json --format sarif --output check.sarif",
        "report only what is new, for a forge",
      ],
    ],
    run: late(async () => (await import("./commands/check.ts")).runCheck),
  },
  export: {
    usage: "export <vault|matrix|needs|reqif> [paths…] [flags]",
    summary: "Write chains for other tools: Obsidian, spreadsheets, sphinx-needs, ReqIF",
    about:
      "Writes the chains of the tags for other tools. vault: notes, maps and an index in an Obsidian vault, where whatever you wrote yourself stays. matrix: the traceability matrix as CSV or Markdown. needs: needs.json of sphinx-needs. reqif: ReqIF 1.2.",
    examples: [
      ["tagwright export vault --vault ~/notes --dry-run", "what would change in a vault"],
      ["tagwright export matrix -o matrix.md", "a table of every id and its places"],
      ["tagwright export needs src docs -o needs.json", "for sphinx-needs, from two folders"],
      ["tagwright export reqif -o tags.reqif", "for requirements tools"],
    ],
    run: late(async () => (await import("./commands/export.ts")).runExport),
  },
  trace: {
    usage: "trace [ids…] [flags]",
    summary: "Put tags together: which id lacks what, and what covers what",
    about:
      "Puts tags with one id together and says which types each lacks. With --dialects oft also OpenFastTrace's items, read from tags, Markdown and reStructuredText, with their links. An id that nothing has is an error.",
    examples: [
      ["tagwright trace", "all chains below the current folder"],
      ["tagwright trace auth-001", "one of them"],
      ["tagwright trace --require SPEC,CODE --path src", "chains with a tag in src, without asking for tests"],
      ["tagwright trace --changed main", "what the work since main affects"],
      ["tagwright trace --dialects oft --covers dsn~login~1", "what covers an item"],
      ["tagwright trace --dialects tag,oft --map dsn=SPEC --map impl=CODE", "two dialects in one tree"],
    ],
    run: late(async () => (await import("./commands/trace.ts")).runTrace),
  },
  rename: {
    usage: "rename <old> <new> [flags]",
    summary: "Give an id another name, wherever it stands",
    about:
      "Shows as a diff what would change if an id had another name; with --write, changes it. Files keep their encoding, byte order mark, line ends and mode, and are whole at any time. A file that git has not saved as it is stops it, unless forced.",
    examples: [
      ["tagwright rename auth-001 login-001", "what would change"],
      ["tagwright rename auth-001 login-001 --write", "change it"],
      ["tagwright rename dsn~login~1 dsn~login~2 --in doc --in src", "a new revision of an OpenFastTrace item"],
    ],
    run: late(async () => (await import("./commands/rewrite.ts")).runRename),
  },
  migrate: {
    usage: "migrate --to <dialect> [flags]",
    summary: "Write all tags in another dialect",
    about:
      "Shows as a diff what would change if all tags were written in one dialect; with --write, changes it. Tags that the dialect cannot say are left, and listed. OpenFastTrace's tags are left, too: they name types and revisions, of which others know nothing.",
    examples: [
      ["tagwright migrate --to hash", "@TAG[REQ:001] becomes #REQ-001"],
      ["tagwright migrate --to tag --in src --write", "every tag below src as @TAG[…]"],
    ],
    run: late(async () => (await import("./commands/rewrite.ts")).runMigrate),
  },
  "next-id": {
    usage: "next-id <prefix> [flags]",
    summary: "Print the next free id of a series",
    about: "Prints one more than the greatest id that begins with a prefix, with as many digits. Gaps are not filled.",
    examples: [
      ["tagwright next-id AUTH", "AUTH-004 after AUTH-001 to AUTH-003"],
      ["tagwright next-id '#BUG'", "the next number of a hash tag"],
      ["tagwright next-id SPEC:AUTH --in docs", "looking at one kind only"],
    ],
    run: late(async () => (await import("./commands/rewrite.ts")).runNext),
  },
  compare: {
    usage: "compare <local.json> <remote.json> [flags]",
    summary: "Say how two sets of tags differ",
    about:
      "Says id by id how two results of scan --format json differ; exit code 1 if they do. With --strategy the two are put together: the plan goes to stderr first, then the result to --output or standard output.",
    examples: [
      ["tagwright compare before.json after.json", "what is only here, only there, or changed"],
      ["tagwright compare a.json b.json --strategy keep-both --output both.json", "one set of two"],
    ],
    run: late(async () => (await import("./commands/compare.ts")).runCompare),
  },
  diff: {
    usage: "diff [ref[..ref]] [flags]",
    summary: "Say which tags a branch or the work at hand adds, removes, changes and moves",
    about:
      "Compares two commits, or a commit (default: HEAD) with the work tree and files that git does not know yet. A...B compares B with the best common ancestor of both: what a branch has done. Files count as they would in a scan of the current folder. With --fail-on, exit code 1 if there are such tags.",
    examples: [
      ["tagwright diff", "what is not committed yet"],
      ["tagwright diff main...HEAD --only added", "the notes and trace tags that this branch adds"],
      ["tagwright diff origin/main...HEAD --detectors note --fail-on added", "a gate for CI: no new notes"],
      ["tagwright diff v1.0..v2.0 --json", "files and tags, for programs"],
    ],
    run: late(async () => (await import("./commands/diff.ts")).runDiff),
  },
  watch: {
    usage: "watch [paths…] [flags]",
    summary: "Tell what is new each time something changes",
    about:
      "Watches files and folders (default: the current folder) and tells what is new: at once since the last scan with the same cache, then each time something changed. Runs until it is interrupted. The cache is on, unless --no-cache says otherwise.",
    examples: [
      ["tagwright watch", "tags that come, go, move or change"],
      ["tagwright watch src --format ndjson", "one JSON object a change, for a program"],
    ],
    run: late(async () => (await import("./commands/watch.ts")).runWatch),
  },
  cache: {
    usage: "cache <info|verify|warm|prune|clear> [paths…] [flags]",
    summary: "Look after what scans with --cache remember",
    about:
      "info: where the cache of a scan of these paths lies, what it holds and how often it served. verify: read every file and mend what was wrong. warm: scan, so that later scans are quick. prune: drop what is old or too much, also of other folders that nobody scanned for 30 days. clear: forget everything. Flags that decide what is found decide which cache is meant.",
    examples: [
      ["tagwright cache info", "what is remembered of the current folder"],
      ["tagwright cache warm --cache=.cache/tagwright", "fill a cache that CI carries over"],
      ["tagwright cache clear", "start anew"],
    ],
    run: late(async () => (await import("./commands/cache.ts")).runCache),
  },
  config: {
    usage: "config [flags]",
    summary: "Print the options in force, and where each comes from",
    about:
      "Prints the options that a scan with the same flags would have, and where each value comes from: a flag, a TAGWRIGHT_… variable, the configuration file, a preset, or the default; the first of them wins.",
    examples: [
      ["tagwright config", "what is in force here"],
      ["tagwright config --preset comprehensive", "what a preset stands for"],
      ["tagwright config --json", "the same for a program"],
    ],
    run: late(async () => (await import("./commands/config.ts")).runConfig),
  },
  doctor: {
    usage: "doctor [flags]",
    summary: "Say which engine runs, why, and what to do",
    about:
      "Says which engine a scan would use here, why, where a native binary was looked for, and what to do about it.",
    examples: [
      ["tagwright doctor", "is the native engine in use?"],
      ["tagwright doctor --engine native", "could it be?"],
    ],
    run: late(async () => (await import("./commands/doctor.ts")).runDoctor),
  },
  languages: {
    usage: "languages [flags]",
    summary: "List the languages whose comments are known",
    about:
      "Lists the languages whose comments and strings are known, how their files are told, and what opens their comments.",
    examples: [
      ["tagwright languages", "which there are"],
      ["tagwright languages --json", "all that is known of them, for a program"],
    ],
    run: late(async () => (await import("./commands/languages.ts")).runLanguages),
  },
  init: {
    usage: "init [flags]",
    summary: "Look at the tree and propose a configuration",
    about:
      "Scans the current folder, says what is there (languages, dialects of tags, words of notes, the CI) and proposes a tagwright.config.json. On a terminal it asks about each part; with --yes, or without a terminal, it takes what it proposes. A configuration that is there is replaced only if you say so.",
    examples: [
      ["tagwright init", "look, ask, write"],
      ["tagwright init --dry-run", "only show what would be written"],
      ["tagwright init --yes --force", "no questions, in place of what is there"],
    ],
    run: late(async () => (await import("./commands/init.ts")).runInit),
  },
  completions: {
    usage: "completions <bash|zsh|fish>",
    summary: "Print completions for a shell",
    about: "Prints a script that completes commands, flags and their values in a shell.",
    examples: [
      ['eval "$(tagwright completions bash)"', "in ~/.bashrc"],
      ["tagwright completions zsh > ~/.zfunc/_tagwright", "where ~/.zfunc is in $fpath"],
      ["tagwright completions fish > ~/.config/fish/completions/tagwright.fish", "for fish"],
    ],
    run: late(async () => (await import("./commands/completions.ts")).runCompletions),
  },
};

export const commandNames = Object.keys(commands) as CommandName[];
