/** What a cell of a form looks like once somebody has written into it, and what was written. */
import { blanksIn, isAlone, type Blank, type Fragments } from "../sheet/sheet.js"
import { tick } from "../value/values.js"

/** Spaces, lines to write on, and line breaks are not told apart. */
const gap = String.raw`[\s_＿]*`

/** Punctuation as either keyboard has it. */
const variants: Readonly<Record<string, string>> = {
  "：": "[：:]?",
  "（": "[（(]",
  "）": "[）)]",
  "，": "[，,]?",
  "％": "[％%]",
  "/": "[/／]",
  "；": "[；;]?",
  "。": "[。.]?",
}

const literal = (text: string): string =>
  Array.from(text)
    .filter((char) => !/[\s_＿]/.test(char))
    .map((char) => variants[char] ?? char.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join(gap)

const boxes = "□☐○■☑☒☐✓✔√●▣◼×✕✗✘"
const emptyBoxes = /^[□☐○\s]*$/

const isText = (kind: Blank["kind"]): boolean => ["text", "code", "longText", "choice"].includes(kind)

/** A number or a date has few characters: a longer text beside it cannot be meant. */
const blankPattern = ({ kind }: Blank): string => {
  if (kind === "box") return String.raw`([${boxes}\s]*)`
  return isText(kind) ? String.raw`([\s\S]{0,400}?)` : String.raw`([^\n]{0,40}?)`
}

export interface CellPattern {
  /** It has words of the form in it, by which it is known. */
  readonly hasLiteral: boolean
  /** What stands in its blanks, in their order; `undefined` if the text is not that of this cell. */
  read(text: string): ReadonlyArray<string> | undefined
}

const patterns = new WeakMap<Fragments, CellPattern>()

export const patternOf = (content: Fragments): CellPattern => {
  const known = patterns.get(content)
  if (known !== undefined) return known
  const pattern = makePattern(content)
  patterns.set(content, pattern)
  return pattern
}

const makePattern = (content: Fragments): CellPattern => {
  const blanks = blanksIn(content)
  const hasLiteral = content.some((fragment) => typeof fragment === "string" && literal(fragment) !== "")
  if (blanks.length > 0 && isAlone(content) && blanks[0]?.kind !== "box")
    return { hasLiteral, read: (text) => blanks.map((blank) => cleaned(blank, text)) }
  const [only, ...others] = blanks
  if (only !== undefined && others.length === 0) return { hasLiteral, read: betweenWords(content, only) }
  const source = content
    .map((fragment) => (typeof fragment === "string" ? literal(fragment) : blankPattern(fragment)))
    .join(String.raw`\s*`)
  const expression = new RegExp(String.raw`^\s*${source}\s*$`, "u")
  return {
    hasLiteral,
    read: (text) => {
      if (text.length > longestText) return undefined
      const found = expression.exec(text)
      return found === null ? undefined : blanks.map((blank, i) => cleaned(blank, found[i + 1] ?? ""))
    },
  }
}

const words = (fragments: Fragments): string =>
  literal(fragments.map((fragment) => (typeof fragment === "string" ? fragment : "")).join(""))

/**
 * A long text between the words at the beginning and those at the end, each looked for by itself: one expression for all would
 * take for ever on a text of very many spaces.
 */
const betweenWords = (content: Fragments, blank: Blank): CellPattern["read"] => {
  const at = content.indexOf(blank)
  const before = new RegExp(String.raw`^\s*${words(content.slice(0, at))}`, "u")
  const after = words(content.slice(at + 1))
  const end = new RegExp(String.raw`${after}\s*$`, "u")
  return (text) => {
    const start = before.exec(text)
    if (start === null) return undefined
    const rest = text.slice(start[0].length)
    if (after === "") return [cleaned(blank, rest)]
    const tail = rest.trimEnd().slice(-longestEnding)
    const ending = end.exec(tail)
    return ending === null
      ? undefined
      : [cleaned(blank, rest.trimEnd().slice(0, rest.trimEnd().length - ending[0].length))]
  }
}

/** Words at the end of a cell, with the spaces in them that stand for a seal and a date. */
const longestEnding = 300

/** A cell with several blanks has short ones; trying every split of a long text would take for ever. */
const longestText = 2000

/** Nothing, where only the signs of a date stand. */
export const cleaned = ({ kind }: Blank, text: string): string => {
  if (kind === "box") return emptyBoxes.test(text) ? "" : tick
  if (isText(kind)) return text.trim()
  const written = text.replace(/[\s_＿]/g, "")
  return kind === "date" && !/\d/.test(written.normalize("NFKC")) ? "" : written
}
