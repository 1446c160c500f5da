/** Completions for bash 4 and later; nothing of bash-completion is needed. */
import { placeOf, spellingsOf, takingWords, type Typed, type Verb } from "../grammar.ts";

const words = (list: readonly string[]): string => `'${list.join(" ")}'`;

/** How a flag's value is completed. */
function action(flag: Typed): string | undefined {
  if (flag.words.length > 0) return `${flag.isList ? "_tagwright_list" : "_tagwright_words"} ${words(flag.words)}`;
  if (placeOf(flag) === "folder") return "_tagwright_files -d";
  return placeOf(flag) === "file" ? "_tagwright_files -f" : undefined;
}

/** One branch for all flags of a command that are completed alike: those with a value that must be, or may be. */
function* valueBranches({ name, flags }: Verb, key: "value" | "optional"): Iterable<string> {
  const alike = new Map<string, string[]>();
  for (const flag of flags) {
    if (flag[key] === undefined) continue;
    const how = action(flag) ?? ":";
    alike.set(how, [...(alike.get(how) ?? []), ...spellingsOf(flag).map((one) => `'${name} ${one}'`)]);
  }
  for (const [how, patterns] of alike) yield `    ${patterns.join("|")}) ${how}; return ;;\n`;
}

const flagBranch = ({ name, flags }: Verb): string =>
  `    ${name}) _tagwright_words ${words(flags.flatMap(spellingsOf))} ;;\n`;

function argumentBranch({ name, words: known, takesPaths }: Verb): string {
  const first = known.length > 0 ? `((place == 0)) && { _tagwright_words ${words(known)}; return; }; ` : "";
  return `    ${name}) ${first}${takesPaths ? "_tagwright_files -f" : ":"} ;;\n`;
}

/** The script: `eval "$(tagwright completions bash)"`. */
export function* bash(verbs: readonly Verb[]): Iterable<string> {
  yield `# bash completions of tagwright, made by: tagwright completions bash
_tagwright_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}
_tagwright_list() {
  local done=""
  [[ $cur == *,* ]] && done=\${cur%,*},
  mapfile -t COMPREPLY < <(compgen -P "$done" -W "$1" -- "\${cur##*,}")
  compopt -o nospace 2>/dev/null
}
_tagwright_files() {
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}
_tagwright() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command="" place=0 tied="" skip="" word
  local takes=${words(["", ...takingWords(verbs), ""])}
  COMPREPLY=()
  # --flag=value comes as three words.
  if [[ $cur == = ]]; then cur='' tied=1
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]} tied=1
  fi
  # A flag's value is no word of the command.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $word == = ]]; then skip=1
    elif [[ -n $skip ]]; then skip=''
    elif [[ $word == -* ]]; then [[ $takes == *" $word "* ]] && skip=1
    elif [[ -z $command ]]; then
      case $word in
        ${verbs.map(({ name }) => name).join("|")}) command=$word ;;
      esac
    else place=$((place + 1))
    fi
  done
  case "$command $prev" in
`;
  for (const verb of verbs) yield* valueBranches(verb, "value");
  yield `  esac
  if [[ -n $tied ]]; then
    case "$command $prev" in
`;
  for (const verb of verbs) yield* valueBranches(verb, "optional");
  yield `    esac
    return
  fi
  if [[ -z $command ]]; then
    _tagwright_words ${words([...verbs.map(({ name }) => name), "--help", "--version"])}
    return
  fi
  if [[ $cur == -* ]]; then
    case $command in
`;
  for (const verb of verbs) yield `  ${flagBranch(verb)}`;
  yield `    esac
    return
  fi
  case $command in
`;
  for (const verb of verbs) yield argumentBranch(verb);
  yield `  esac
}
complete -F _tagwright tagwright
`;
}
