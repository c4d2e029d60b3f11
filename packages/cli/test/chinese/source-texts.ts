/** The texts in the sources: string literals of all packages, without the expressions in templates. */
import { globSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"

export interface SourceText {
  readonly file: string
  readonly line: number
  /** An expression in a template becomes a single space. */
  readonly text: string
}

const packages = join(import.meta.dirname, "../../..")

export const sourceTexts = (): ReadonlyArray<SourceText> =>
  globSync("*/src/**/*.ts", { cwd: packages }).flatMap((name) => {
    const file = join(packages, name)
    return literalsIn(readFileSync(file, "utf8")).map(({ line, text }) => ({
      file: relative(packages, file),
      line,
      text,
    }))
  })

const escapes = /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs

/** Text before a slash that begins a regular expression rather than a division. */
const beforeRegex = /(?:[=(,:?&|![{;]|=>|return)\s*$/

/** Literals in quotes of any kind. A small reader of TypeScript that skips comments and regular expressions. */
export const literalsIn = (source: string): ReadonlyArray<Omit<SourceText, "file">> => {
  const found: Array<Omit<SourceText, "file">> = []
  let at = 0
  const lineHere = (): number => source.slice(0, at).split("\n").length

  const passRegex = (): void => {
    let inClass = false
    for (at++; at < source.length && (inClass || source[at] !== "/"); at++)
      if (source[at] === "\\") at++
      else if (source[at] === "[") inClass = true
      else if (source[at] === "]") inClass = false
    at++
  }

  const readText = (quote: string): void => {
    const line = lineHere()
    let text = ""
    for (at++; at < source.length && source[at] !== quote;)
      if (source[at] === "\\") {
        text += source.slice(at, at + 2)
        at += 2
      } else if (quote === "`" && source.startsWith("${", at)) {
        at += 2
        readCode("}")
        text += " "
      } else text += source[at++]
    at++
    found.push({ line, text: text.replace(escapes, " ") })
  }

  /** Reads up to the closing brace of the expression, or to the end. */
  const readCode = (end: string): void => {
    while (at < source.length) {
      const character = source[at] ?? ""
      if (character === end) {
        at++
        return
      }
      if (source.startsWith("//", at)) at = Math.max(source.indexOf("\n", at), at + 1)
      else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 2
      else if (character === "/" && beforeRegex.test(source.slice(Math.max(0, at - 12), at))) passRegex()
      else if (character === "{") {
        at++
        readCode("}")
      } else if (character === '"' || character === "'" || character === "`") readText(character)
      else at++
    }
  }

  readCode("")
  return found
}
