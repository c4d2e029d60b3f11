/** The texts that stand in the sources: literals of every package, with what is put into a template left out. */
import { globSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"

export interface SourceText {
  readonly file: string
  readonly line: number
  /** A hole of a template is one space. */
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

/** Before a slash that begins a regular expression, and not a division. */
const beforeRegex = /(?:[=(,:?&|![{;]|=>|return)\s*$/

/** Texts in quotes of any kind. A small reader of TypeScript: comments and regular expressions are passed over. */
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

  /** Up to the brace that closes what was opened before, or to the end. */
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
