/** Completions for zsh 5. */
import { placeOf, type Typed, type Verb } from "../grammar.ts";

/** For `_arguments`: a bracket would end the text, a colon the part. */
const plain = (text: string): string => text.replaceAll(/[\\[\]:]/g, "\\$&");
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function valueOf(flag: Typed): string {
  if (flag.optional !== undefined)
    return `::${plain(flag.optional)}:${placeOf(flag) === "folder" ? "_files -/" : "( )"}`;
  if (flag.value === undefined) return "";
  const name = `:${plain(flag.value)}:`;
  if (flag.words.length > 0)
    return flag.isList ? `${name}_sequence compadd - ${flag.words.join(" ")}` : `${name}(${flag.words.join(" ")})`;
  if (placeOf(flag) === "folder") return `${name}_files -/`;
  return placeOf(flag) === "file" ? `${name}_files` : `${name}( )`;
}

/** A value may follow after a blank or `=`; one that may be missing, only after `=`. */
function tie(spelling: string, { value, optional }: Typed): string {
  if (!spelling.startsWith("--")) return "";
  return value === undefined ? (optional && "=-") || "" : "=";
}

const spec = (spelling: string, flag: Typed, doc: string): string =>
  quoted(`*${spelling}${tie(spelling, flag)}[${plain(doc)}]${valueOf(flag)}`);

const switchSpec = (spelling: string, doc: string): string => quoted(`*${spelling}[${plain(doc)}]`);

const specs = (flag: Typed): string[] => [
  spec(flag.name, flag, flag.doc),
  ...(flag.short === undefined ? [] : [spec(`-${flag.short}`, flag, flag.doc)]),
  ...(flag.opposite === undefined ? [] : [switchSpec(flag.opposite, `Not: ${flag.doc}`)]),
];

function argumentSpecs({ words, takesPaths }: Verb): string[] {
  const first = words.length === 0 ? [] : [quoted(`1:what:(${words.join(" ")})`)];
  return [...first, ...(takesPaths ? [quoted("*:path:_files")] : [])];
}

function branch(verb: Verb): string {
  const lines = [...verb.flags.flatMap(specs), ...argumentSpecs(verb)];
  return `    ${verb.name})\n      _arguments -s ${lines.join(" \\\n        ")}\n      ;;\n`;
}

/** The script: `tagwright completions zsh > _tagwright` in a folder of `$fpath`. */
export function* zsh(verbs: readonly Verb[]): Iterable<string> {
  yield `#compdef tagwright
# zsh completions of tagwright, made by: tagwright completions zsh
_tagwright() {
  local context state state_descr line curcontext=$curcontext
  typeset -A opt_args
  local -a commands=(
${verbs.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}\n`).join("")}  )
  _arguments -C '(- *)'{-h,--help}'[Print the help]' '(- *)'{-v,--version}'[Print the version]' \\
    '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe -t commands command commands; return ;;
    arguments) ;;
    *) return ;;
  esac
  case $words[1] in
`;
  for (const verb of verbs) yield branch(verb);
  yield `  esac
}
if [[ $funcstack[1] == _tagwright ]]; then _tagwright "$@"; else compdef _tagwright tagwright; fi
`;
}
