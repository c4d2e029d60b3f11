/**
 * A paper form of paragraphs and tables: the common description for writing a .docx or .xlsx, and for reading either.
 */
import type { Leaf } from "../value/fields.js"
import type { LeafKind } from "../value/leaf.js"
import { boxOf } from "../value/values.js"

/** A place to write into. */
export interface Blank {
  /** Key in `Values`. */
  readonly key: string
  readonly label: string
  readonly kind: LeafKind | "box"
  readonly words?: ReadonlyMap<string, string>
  /** Shown but not read: filled in by others, or computed by a program. */
  readonly inert?: boolean
  /** Room in characters while it is empty. */
  readonly room?: number
}

export type Fragment = string | Blank

/** A line feed in a text begins a new line. */
export type Fragments = ReadonlyArray<Fragment>

export interface Cell {
  readonly content: Fragments
  /** In 24ths of the sheet's width. */
  readonly width: number
  /** Number of rows it spans, including its own; the rows below omit it. */
  readonly rows?: number
  readonly align?: "left" | "centre"
  /** Align to the top, for long texts. */
  readonly top?: boolean
  /** Smaller print for long lists, so that codes and dates stay on one line. */
  readonly small?: boolean
}

/** Width of the sheet in units. The cells of a row, with those that span into it from above, fill it. */
export const sheetWidth = 24

export interface Row {
  readonly cells: ReadonlyArray<Cell>
  /** Minimum height in millimetres. */
  readonly height?: number
  /** The heading of a list, repeated on every page. */
  readonly head?: boolean
  /** A row of a list; more may be added below the last. */
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
  /** Of the sender of a letter. */
  | "signature"

export type Block =
  | { readonly _tag: "Paragraph"; readonly style: ParagraphStyle; readonly content: Fragments }
  | { readonly _tag: "Table"; readonly rows: ReadonlyArray<Row> }
  | { readonly _tag: "PageBreak" }
  | { readonly _tag: "Space"; readonly height: number }

/** A form before it becomes a file: the same for .docx and .xlsx. */
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

/** The head of a column or row. */
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

/** Whether a cell or line consists only of the blank. */
export const isAlone = (content: Fragments): boolean => content.length === 1

/** A leaf as a single blank. */
export const blankOf = ({ path, label, kind, words }: Leaf, room?: number): Blank => ({
  key: path,
  label,
  kind,
  ...(words === undefined ? {} : { words }),
  ...(room === undefined ? {} : { room }),
})

/** Where somebody writes by hand when signing: shown in files, and never read as data. */
export const signed = (label: string, kind: "text" | "date", room: number): Blank => ({
  key: `@signed.${label}`,
  label,
  kind,
  room,
  inert: true,
})

/** The box of one answer; `#true` for a question answered yes with a tick. */
export const boxBlank = ({ path, label }: Pick<Leaf, "path" | "label">, word: string, name: string): Blank => ({
  key: boxOf(path, word),
  label: `${label}：${name}`,
  kind: "box",
})

/** Two boxes for yes and no, a box per word of a closed question, or a single blank for anything else. */
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

/** With more answers a list is used instead of boxes. */
const mostBoxes = 6

const boxes = (leaf: Leaf, answers: ReadonlyArray<readonly [string, string]>): Fragments =>
  answers.flatMap(([word, name], i): Fragments => [...(i === 0 ? [] : ["　"]), boxBlank(leaf, word, name), name])
