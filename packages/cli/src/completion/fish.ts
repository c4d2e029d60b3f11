import type { CompletedOption, CompletionTree } from "./completion-tree.js"

/** Single-quoted for fish. */
const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`

const valueOf = ({ value }: CompletedOption): string => {
  if (typeof value !== "string") return ` -x -a ${quoted(value.join(" "))}`
  return { none: "", file: " -r -F", other: " -x" }[value]
}

/** One line per word, conditional on the command that the previous words name. */
export const fishScript = ({ commands, files, others, chosen }: CompletionTree): string =>
  [
    "# shifan completion fish > ~/.config/fish/completions/shifan.fish",
    "function __shifan_at",
    "  set -l at ''",
    "  set -l skip 0",
    "  for word in (commandline -opc)[2..-1]",
    "    if test $skip = 1",
    "      set skip 0",
    "      continue",
    "    end",
    "    switch $word",
    `      case ${[...files, ...others, ...chosen.map(({ name }) => name)].join(" ")}`,
    "        set skip 1",
    "      case '-*'",
    "      case '*'",
    '        set -l next (string trim -- "$at $word")',
    "        switch $next",
    `          case ${commands
      .slice(1)
      .map(({ words }) => quoted(words))
      .join(" ")}`,
    "            set at $next",
    "        end",
    "    end",
    "  end",
    '  test "$at" = "$argv[1]"',
    "end",
    "complete -c shifan -f",
    ...commands.flatMap(({ words, subcommands, options, takesFiles }) => {
      const when = `complete -c shifan -n ${quoted(`__shifan_at ${quoted(words)}`)}`
      return [
        ...subcommands.map(({ name, about }) => `${when} -a ${name} -d ${quoted(about)}`),
        ...options.map(
          (option) => `${when} -l ${option.name.replace(/^--/, "")}${valueOf(option)} -d ${quoted(option.about)}`,
        ),
        ...(takesFiles ? [`${when} -F`] : []),
      ]
    }),
    "",
  ].join("\n")
