/** Completions for fish 3 and later. */
import { placeOf, takingWords, type Typed, type Verb } from "../grammar.ts";

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;

/** A list keeps what stands before its last comma. */
const listed = (words: readonly string[]): string => quoted(`(__tagwright_list ${words.join(" ")})`);

/** Without `-r`, what `-a` lists is offered for a value that is tied alone. */
function valueOf(flag: Typed): string {
  if (flag.optional !== undefined && placeOf(flag) === "folder") return ` -f -a '(__tagwright_folders)'`;
  if (flag.value === undefined) return "";
  if (flag.words.length > 0) return ` -x -a ${flag.isList ? listed(flag.words) : quoted(flag.words.join(" "))}`;
  if (placeOf(flag) === "folder") return ` -x -a '(__tagwright_folders)'`;
  return placeOf(flag) === "file" ? " -r -F" : " -x";
}

const long = (name: string): string => ` -l ${name.replace(/^--/, "")}`;

function* flagLines(command: string, flag: Typed): Iterable<string> {
  const when = `complete -c tagwright -n ${quoted(`__tagwright_at ${command}`)}`;
  const short = flag.short === undefined ? "" : ` -s ${flag.short}`;
  yield `${when}${short}${long(flag.name)}${valueOf(flag)} -d ${quoted(flag.doc)}\n`;
  if (flag.opposite !== undefined) yield `${when}${long(flag.opposite)} -d ${quoted(`Not: ${flag.doc}`)}\n`;
}

/** Else files would be offered for a value that is tied. */
const UNTIED = "; and not string match -q -- '-*' (commandline -ct)";

function* verbLines({ name, summary, flags, words, takesPaths }: Verb): Iterable<string> {
  yield `complete -c tagwright -n __tagwright_at -f -a ${name} -d ${quoted(summary)}\n`;
  const here = `__tagwright_at ${name}`;
  const [first, rest] = words.length > 0 ? [`${here} first`, `${here} rest`] : [here, here];
  if (words.length > 0) yield `complete -c tagwright -n ${quoted(first)} -f -a ${quoted(words.join(" "))}\n`;
  if (takesPaths) yield `complete -c tagwright -n ${quoted(rest + UNTIED)} -F\n`;
  for (const flag of flags) yield* flagLines(name, flag);
}

/** The script: `tagwright completions fish > ~/.config/fish/completions/tagwright.fish`. */
export function* fish(verbs: readonly Verb[]): Iterable<string> {
  yield `# fish completions of tagwright, made by: tagwright completions fish
function __tagwright_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l done (string replace -r '[^,]*$' '' -- $token)
    for word in $argv
        echo $done$word
    end
end
function __tagwright_folders
    __fish_complete_directories (commandline -ct | string replace -r '^--[^=]*=' '')
end
# Whether this is the command, and its first word, or the rest of them, is written. A flag's value is no word.
function __tagwright_at
    set -l command
    set -l place first
    set -l skip
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test -n "$skip"
            set skip
        else if contains -- $word ${takingWords(verbs).join(" ")}
            set skip yes
        else if string match -qv -- '-*' $word
            if test -z "$command"
                set command $word
            else
                set place rest
            end
        end
    end
    test "$command" = "$argv[1]"; and string match -q -- "$argv[2]*" $place
end
complete -c tagwright -f
complete -c tagwright -n __tagwright_at -s h -l help -d 'Print the help'
complete -c tagwright -n __tagwright_at -s v -l version -d 'Print the version'
`;
  for (const verb of verbs) yield* verbLines(verb);
}
