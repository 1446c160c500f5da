/** Completions for fish 3 and later. */
import { placeOf, type Typed, type Verb } from "../grammar.ts";

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;

/** A list keeps what stands before its last comma. */
const listed = (words: readonly string[]): string => quoted(`(__tagwright_list ${words.join(" ")})`);

function valueOf(flag: Typed): string {
  if (flag.value === undefined) return "";
  if (flag.words.length > 0) return ` -x -a ${flag.isList ? listed(flag.words) : quoted(flag.words.join(" "))}`;
  if (placeOf(flag) === "folder") return ` -x -a '(__fish_complete_directories)'`;
  return placeOf(flag) === "file" ? " -r -F" : " -x";
}

const long = (name: string): string => ` -l ${name.replace(/^--/, "")}`;

function* flagLines(command: string, flag: Typed): Iterable<string> {
  const when = `complete -c tagwright -n ${quoted(`__fish_seen_subcommand_from ${command}`)}`;
  const short = flag.short === undefined ? "" : ` -s ${flag.short}`;
  yield `${when}${short}${long(flag.name)}${valueOf(flag)} -d ${quoted(flag.doc)}\n`;
  if (flag.opposite !== undefined) yield `${when}${long(flag.opposite)} -d ${quoted(`Not: ${flag.doc}`)}\n`;
}

function* verbLines({ name, summary, flags, words, takesPaths }: Verb, names: string): Iterable<string> {
  yield `complete -c tagwright -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -f -a ${name} -d ${quoted(summary)}\n`;
  const here = `__fish_seen_subcommand_from ${name}`;
  if (words.length > 0) {
    const first = `${here}; and not __fish_seen_subcommand_from ${words.join(" ")}`;
    yield `complete -c tagwright -n ${quoted(first)} -f -a ${quoted(words.join(" "))}\n`;
  }
  if (takesPaths) yield `complete -c tagwright -n ${quoted(here)} -F\n`;
  for (const flag of flags) yield* flagLines(name, flag);
}

/** The script: `tagwright completions fish > ~/.config/fish/completions/tagwright.fish`. */
export function* fish(verbs: readonly Verb[]): Iterable<string> {
  const names = verbs.map(({ name }) => name).join(" ");
  yield `# fish completions of tagwright, made by: tagwright completions fish
function __tagwright_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l done (string replace -r '[^,]*$' '' -- $token)
    for word in $argv
        echo $done$word
    end
end
complete -c tagwright -f
complete -c tagwright -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -s h -l help -d 'Print the help'
complete -c tagwright -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -s v -l version -d 'Print the version'
`;
  for (const verb of verbs) yield* verbLines(verb, names);
}
