/**
 * A form on paper, of paragraphs and tables: the one description from which a .docx and an .xlsx are written, and by which
 * either is read.
 */
import type { Leaf } from "../value/fields.js"
import type { LeafKind } from "../value/leaf.js"
import { boxOf } from "../value/values.js"

/** A place to write into. */
export interface Blank {
  /** In `Values`. */
  readonly key: string
  readonly label: string
  readonly kind: LeafKind | "box"
  readonly words?: ReadonlyMap<string, string>
  /** Shown, and not read: what another fills in, or what a program adds up. */
  readonly inert?: boolean
  /** How many characters it has room for while it is empty. */
  readonly room?: number
}

export type Fragment = string | Blank

/** In a text a line feed begins a new line. */
export type Fragments = ReadonlyArray<Fragment>

export interface Cell {
  readonly content: Fragments
  /** In 24ths of the sheet. */
  readonly width: number
  /** How many rows it reaches down, its own included; those below leave it out. */
  readonly rows?: number
  readonly align?: "left" | "centre"
  /** Long texts begin at the top. */
  readonly top?: boolean
  /** One of many in a long list: codes and days stay in one line. */
  readonly small?: boolean
}

/** The sheet is this many units wide; the cells of a row, with those that reach into it from above, fill it. */
export const sheetWidth = 24

export interface Row {
  readonly cells: ReadonlyArray<Cell>
  /** In millimetres, at least. */
  readonly height?: number
  /** The first of a list that may go on over several pages: it stands at the top of each. */
  readonly head?: boolean
  /** One of the rows of a list; more may be added below the last. */
  readonly item?: { readonly list: string; readonly index: number }
}

export type ParagraphStyle =
  | "annex"
  | "title"
  | "subtitle"
  | "cover"
  | "issuer"
  | "heading"
  | "body"
  | "note"
  | "purpose"
  /** Of who sends a letter. */
  | "signature"

export type Block =
  | { readonly _tag: "Paragraph"; readonly style: ParagraphStyle; readonly content: Fragments }
  | { readonly _tag: "Table"; readonly rows: ReadonlyArray<Row> }
  | { readonly _tag: "PageBreak" }
  | { readonly _tag: "Space"; readonly height: number }

/** What a form is made of, before it is a file: the same for .docx and .xlsx. */
export interface Sheet {
  /** The type of the command that it fills in. */
  readonly act: string
  readonly title: string
  readonly blocks: ReadonlyArray<Block>
}

export const paragraph = (style: ParagraphStyle, ...content: Fragments): Block => ({
  _tag: "Paragraph",
  style,
  content,
})

export const table = (rows: ReadonlyArray<Row>): Block => ({ _tag: "Table", rows })

export const pageBreak: Block = { _tag: "PageBreak" }

export const space = (height: number): Block => ({ _tag: "Space", height })

type CellOptions = Pick<Cell, "rows" | "align" | "top" | "small">

export const cell = (width: number, content: Fragment | Fragments, options: CellOptions = {}): Cell => ({
  width,
  content: typeof content === "string" || "key" in content ? [content] : content,
  ...options,
})

/** What a column or a row is called. */
export const heading = (width: number, text: string, options: CellOptions = {}): Cell =>
  cell(width, text, { align: "centre", ...options })

export const row = (...cells: ReadonlyArray<Cell>): Row => ({ cells })

export const headRow = (...cells: ReadonlyArray<Cell>): Row => ({ cells, head: true })

export const blanksOf = (sheet: Sheet): ReadonlyArray<Blank> =>
  sheet.blocks.flatMap((block) => {
    if (block._tag === "Paragraph") return blanksIn(block.content)
    return block._tag === "Table"
      ? block.rows.flatMap(({ cells }) => cells.flatMap(({ content }) => blanksIn(content)))
      : []
  })

export const blanksIn = (content: Fragments): ReadonlyArray<Blank> =>
  content.filter((fragment): fragment is Blank => typeof fragment !== "string")

/** Whether a cell or a line has nothing beside the blank. */
export const isAlone = (content: Fragments): boolean => content.length === 1

/** A leaf as one blank. */
export const blankOf = ({ path, label, kind, words }: Leaf, room?: number): Blank => ({
  key: path,
  label,
  kind,
  ...(words === undefined ? {} : { words }),
  ...(room === undefined ? {} : { room }),
})

/** The box of one answer; `#true` of a question that is answered yes by a tick. */
export const boxBlank = ({ path, label }: Pick<Leaf, "path" | "label">, word: string, name: string): Blank => ({
  key: boxOf(path, word),
  label: `${label}：${name}`,
  kind: "box",
})

/** Two boxes for a yes or no, a box for each word of a closed question, and one blank for anything else. */
export const answerOf = (leaf: Leaf): Fragments => {
  if (leaf.kind === "boolean")
    return boxes(leaf, [
      ["true", "是"],
      ["false", "否"],
    ])
  if (leaf.words !== undefined && (leaf.many === true || leaf.words.size <= mostBoxes))
    return boxes(leaf, [...leaf.words])
  return [blankOf(leaf)]
}

/** More answers than these are chosen from a list. */
const mostBoxes = 6

const boxes = (leaf: Leaf, answers: ReadonlyArray<readonly [string, string]>): Fragments =>
  answers.flatMap(([word, name], i): Fragments => [...(i === 0 ? [] : ["　"]), boxBlank(leaf, word, name), name])
