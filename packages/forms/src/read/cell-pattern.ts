/** Matches the text of a filled-in cell against the form's cell, and extracts the values. */
import { blanksIn, isAlone, type Blank, type Fragments } from "../sheet/sheet.js"
import { tick } from "../value/values.js"

/** Treats spaces, underscores and line breaks alike. */
const gap = String.raw`[\s_＿]*`

/** Punctuation in both widths, as either keyboard layout types it. */
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

// U+FE0F asks for the coloured picture of a sign, as phones do.
const untickedSigns = "□☐○◯〇◻◽▢⬜❏❐❑❒\u{FE0F}"
const boxes = `${untickedSigns}■☑☒✓✔√●▣◼◾⬛◉◎⊠⊡✅❎×✕✗✘\u{1F5F5}\u{1F5F7}\u{1F5F9}`
const emptyBoxes = new RegExp(String.raw`^[${untickedSigns}\s]*$`, "u")

const isText = (kind: Blank["kind"]): boolean => ["text", "code", "longText", "choice"].includes(kind)

/** A number or a date has few characters; a longer text next to it cannot be meant. */
const blankPattern = ({ kind }: Blank): string => {
  if (kind === "box") return String.raw`([${boxes}\s]*)`
  return isText(kind) ? String.raw`([\s\S]{0,400}?)` : String.raw`([^\n]{0,40}?)`
}

export interface CellPattern {
  /** Whether it contains words of the form, which identify the cell. */
  readonly hasLiteral: boolean
  /** The values of its blanks, in order; `undefined` if the text does not match this cell. */
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
  const [first, ...others] = blanks
  if (first !== undefined && others.every(({ inert }) => inert === true))
    return { hasLiteral, read: betweenWords(content, first) }
  const source = sourceOf(content)
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

const sourceOf = (fragments: Fragments): string =>
  fragments
    .map((fragment) => (typeof fragment === "string" ? literal(fragment) : blankPattern(fragment)))
    .join(String.raw`\s*`)

/**
 * A long text between the initial and final words, each found separately: a single regular expression would take for ever
 * on a text with very many spaces. What others write among the final words, such as the date beside a seal, is not read.
 */
const betweenWords = (content: Fragments, blank: Blank): CellPattern["read"] => {
  const at = content.indexOf(blank)
  const unread = blanksIn(content.slice(at + 1)).map(() => "")
  const before = new RegExp(String.raw`^\s*${sourceOf(content.slice(0, at))}`, "u")
  const after = sourceOf(content.slice(at + 1))
  const end = new RegExp(String.raw`${after}\s*$`, "u")
  return (text) => {
    const start = before.exec(text)
    if (start === null) return undefined
    const rest = text.slice(start[0].length)
    if (after === "") return [cleaned(blank, rest), ...unread]
    const tail = rest.trimEnd().slice(-longestEnding)
    const ending = end.exec(tail)
    return ending === null ? undefined : [cleaned(blank, tailless(rest.trimEnd(), ending[0])), ...unread]
  }
}

const tailless = (text: string, tail: string): string => text.slice(0, text.length - tail.length)

/** Maximum length of the final words, including the spaces left for a seal and a date. */
const longestEnding = 300

/** Cells with several blanks are short; trying every split of a long text would take for ever. */
const longestText = 2000

/** A date is empty if there are only its signs. */
export const cleaned = ({ kind }: Blank, text: string): string => {
  if (kind === "box") return emptyBoxes.test(text) ? "" : tick
  if (isText(kind)) return text.trim()
  const written = text.replace(/[\s_＿]/g, "")
  return kind === "date" && /^[年月日\-–—－./／]*$/.test(written) ? "" : written
}
