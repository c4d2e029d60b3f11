/** Extracts code blocks from Markdown, and the commands from shell blocks. */

export interface Fence {
  /** Such as `docs/core.md:23`: the first line of its code. */
  readonly at: string
  readonly language: string
  readonly code: string
}

export const fencesIn = (path: string, text: string): ReadonlyArray<Fence> =>
  [...text.matchAll(/^```([^\n`]*)\n([\s\S]*?)^```$/gm)].map(({ index, 1: language = "", 2: code = "" }) => ({
    at: `${path}:${text.slice(0, index).split("\n").length + 1}`,
    language,
    code,
  }))

const token =
  /'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<comment>(?<![^\s])#.*)|(?<operator>&&|\|\||[;|]|[0-9]?>>?)|(?<bare>[^\s'";|&>]+)/g

/**
 * The commands of a block as words: unquoted, without comments, assignments before a command, and redirections. Variables
 * are not expanded. This is not a full shell, and the documents do not need one.
 */
export const commandsIn = (code: string): ReadonlyArray<ReadonlyArray<string>> =>
  code
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => commandsOf(line))

const commandsOf = (line: string): ReadonlyArray<ReadonlyArray<string>> => {
  const commands: Array<Array<string>> = [[]]
  let redirected = false
  let end = -1
  for (const { index, 0: text, groups = {} } of line.matchAll(token)) {
    const { single, double, comment, operator, bare } = groups
    const words = commands.at(-1) ?? []
    if (comment !== undefined) break
    if (operator !== undefined) {
      if (operator.includes(">")) redirected = true
      else commands.push([])
    } else if (redirected) redirected = false
    else {
      const word = single ?? double ?? bare ?? ""
      // `A='b c'` is a single word of two tokens.
      if (index === end && words.length > 0) words.push(`${words.pop()}${word}`)
      else words.push(word)
    }
    end = index + text.length
  }
  return commands
    .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))))
    .filter((words) => words.length > 0 && !/^[A-Z_]+=/.test(words[0] ?? ""))
}
