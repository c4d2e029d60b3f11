import { quoted, type CompletionTree, type Named } from "./completion-tree.js"

const words = (names: ReadonlyArray<Named>): string => quoted(names.map(({ name }) => name).join(" "))

/** In the script, `path` collects the words that name a command, skipping options and their values. */
export const bashScript = ({ commands, files, others, chosen }: CompletionTree): string =>
  [
    "# shifan completion bash > /etc/bash_completion.d/shifan",
    "_shifan() {",
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path= subs= opts= files= i word next",
    "  for ((i = 1; i < COMP_CWORD; i++)); do",
    "    word=${COMP_WORDS[i]}",
    '    case "$word" in',
    `      ${[...files, ...others, ...chosen.map(({ name }) => name)].join("|")}) ((i++)) ;;`,
    "      -*) ;;",
    '      *) next="${path:+$path }$word"',
    '         case "$next" in',
    `           ${commands
      .slice(1)
      .map((command) => quoted(command.words))
      .join("|")}) path=$next ;;`,
    "         esac ;;",
    "    esac",
    "  done",
    '  case "$path" in',
    ...commands.map(
      ({ words: path, subcommands, options, takesFiles }) =>
        `    ${quoted(path)}) subs=${words(subcommands)} opts=${words(options)} files=${takesFiles ? "1" : ""} ;;`,
    ),
    "  esac",
    '  case "$prev" in',
    ...chosen.map(
      ({ name, choices }) => `    ${name}) COMPREPLY=($(compgen -W ${quoted(choices.join(" "))} -- "$cur")); return ;;`,
    ),
    `    ${files.join("|")}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`,
    `    ${others.join("|")}) COMPREPLY=(); return ;;`,
    "  esac",
    '  case "$cur" in',
    '    -*) COMPREPLY=($(compgen -W "$opts" -- "$cur")) ;;',
    '    *) COMPREPLY=($(compgen -W "$subs" -- "$cur"))',
    '       if [[ -n $files ]]; then COMPREPLY+=($(compgen -f -- "$cur")); fi ;;',
    "  esac",
    "}",
    "complete -o filenames -F _shifan shifan",
    "",
  ].join("\n")
