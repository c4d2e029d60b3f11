import { quoted, type CompletionTree, type Named } from "./completion-tree.js"

/** `name:description`, in the format of `_describe`. */
const described = (names: ReadonlyArray<Named>): string =>
  names.map(({ name, about }) => quoted(`${name}:${about.replaceAll("\n", " ")}`)).join(" ")

/** Like the bash script, with descriptions. `path` is not used as a variable because zsh reserves it. */
export const zshScript = ({ commands, files, others, chosen }: CompletionTree): string =>
  [
    "#compdef shifan",
    "# shifan completion zsh > _shifan, in a folder of $fpath",
    "_shifan() {",
    "  local cur=${words[CURRENT]} prev=${words[CURRENT-1]} at= word next files= i",
    "  local -a subs opts",
    "  for ((i = 2; i < CURRENT; i++)); do",
    "    word=${words[i]}",
    '    case "$word" in',
    `      (${[...files, ...others, ...chosen.map(({ name }) => name)].join("|")}) ((i++)) ;;`,
    "      (-*) ;;",
    '      (*) next="${at:+$at }$word"',
    '          case "$next" in',
    `            (${commands
      .slice(1)
      .map((command) => quoted(command.words))
      .join("|")}) at=$next ;;`,
    "          esac ;;",
    "    esac",
    "  done",
    '  case "$at" in',
    ...commands.map(
      ({ words: path, subcommands, options, takesFiles }) =>
        `    (${quoted(path)}) subs=(${described(subcommands)}); opts=(${described(options)}); files=${takesFiles ? "1" : ""} ;;`,
    ),
    "  esac",
    '  case "$prev" in',
    ...chosen.map(({ name, choices }) => `    (${name}) compadd -- ${choices.join(" ")}; return ;;`),
    `    (${files.join("|")}) _files; return ;;`,
    `    (${others.join("|")}) return ;;`,
    "  esac",
    "  if [[ $cur == -* ]]; then _describe option opts; return; fi",
    "  (( ${#subs} )) && _describe command subs",
    "  [[ -n $files ]] && _files",
    "}",
    'if [[ ${funcstack[1]} == _shifan ]]; then _shifan "$@"; else compdef _shifan shifan; fi',
    "",
  ].join("\n")
