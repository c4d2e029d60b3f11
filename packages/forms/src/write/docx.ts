/** Writes a sheet as a Word document. Every blank is a content control with a tag, so it is found even if moved. */
import {
  isAlone,
  sheetWidth,
  type Blank,
  type Block,
  type Cell,
  type Fragments,
  type ParagraphStyle,
  type Sheet,
} from "../sheet/sheet.js"
import type { Values } from "../value/values.js"
import { emptyText, filledText, withTotals } from "./blank-text.js"
import { docxParts } from "./docx-parts.js"
import { placeCells } from "./grid.js"
import { packageFile } from "./package-file.js"
import { tagOf } from "./tag.js"
import { element, escaped } from "./xml.js"

export const writeDocx = (sheet: Sheet, values: Values): Uint8Array => {
  const shownValues = withTotals(sheet, values)
  const body = sheet.blocks
    .map((block, i) =>
      blockXml(block, shownValues, {
        startsPage: sheet.blocks[i - 1]?._tag === "PageBreak",
        keepsNext: isFoot(sheet.blocks[i + 1]),
      }),
    )
    .join("")
  return packageFile(docxParts(sheet.title, body))
}

/** 160 mm of an A4 page in 24 units, each in twentieths of a point. */
const unitWidth = 378
const millimetre = 56.7

/** Who signs, and the line that names the sheet: never alone on a page. */
const isFoot = (block: Block | undefined): boolean =>
  block?._tag === "Paragraph" && ["note", "signature", "purpose"].includes(block.style)

interface Neighbours {
  /** A paragraph after a page break starts the page itself: a separate break could end up on an empty page. */
  readonly startsPage: boolean
  /** Whether its end must be on the page of the next block. */
  readonly keepsNext: boolean
}

const blockXml = (block: Block, values: Values, { startsPage, keepsNext }: Neighbours): string => {
  switch (block._tag) {
    case "Paragraph":
      return paragraphsXml(block.style, block.content, values, { startsPage })
    case "PageBreak":
      return ""
    case "Space":
      return element(
        "w:p",
        {},
        properties("w:pPr", element("w:spacing", { "w:before": twips(block.height), "w:after": 0 })),
      )
    case "Table":
      return tableXml(block, values, keepsNext) + afterTable(keepsNext)
  }
}

const twips = (millimetres: number): number => Math.round(millimetres * millimetre)

/** Two adjacent tables without a paragraph in between would merge. */
const afterTable = (keepsNext: boolean): string =>
  element(
    "w:p",
    {},
    properties(
      "w:pPr",
      ...(keepsNext ? [element("w:keepNext")] : []),
      element("w:spacing", { "w:line": 120, "w:lineRule": "exact", "w:after": 0 }),
    ),
  )

function properties(name: string, ...contents: ReadonlyArray<string>): string {
  return element(name, {}, ...contents)
}

type CellStyle = "cell" | "cellCentre" | "smallCell" | "smallCellCentre"

const cellStyleOf = ({ align, small = false }: Cell): CellStyle => {
  if (align === "centre") return small ? "smallCellCentre" : "cellCentre"
  return small ? "smallCell" : "cell"
}

const styleNames: { readonly [S in ParagraphStyle | CellStyle]: string } = {
  annex: "ShifanAnnex",
  subtitle: "ShifanSubtitle",
  title: "ShifanTitle",
  cover: "ShifanCover",
  issuer: "ShifanIssuer",
  heading: "ShifanHeading",
  body: "ShifanBody",
  note: "ShifanNote",
  purpose: "ShifanPurpose",
  signature: "ShifanSignature",
  cell: "ShifanCell",
  cellCentre: "ShifanCellCentre",
  smallCell: "ShifanSmallCell",
  smallCellCentre: "ShifanSmallCellCentre",
}

/** A form text with line feeds becomes several paragraphs; in a value they are breaks within its control. */
const paragraphsXml = (
  style: keyof typeof styleNames,
  content: Fragments,
  values: Values,
  { startsPage = false, keepsNext = false }: Partial<Neighbours> = {},
): string => {
  const lines: Array<Array<string>> = [[]]
  const underlined = style === "cover"
  for (const fragment of content) {
    if (typeof fragment !== "string") {
      const room = fragment.room ?? (underlined ? 12 : isAlone(content) ? 4 : 6)
      lines.at(-1)?.push(blankXml({ ...fragment, room }, values, underlined))
      continue
    }
    for (const [i, text] of fragment.split("\n").entries()) {
      if (i > 0) lines.push([])
      if (text !== "") lines.at(-1)?.push(runXml(text))
    }
  }
  return lines
    .map((runs, i) =>
      element(
        "w:p",
        {},
        properties(
          "w:pPr",
          element("w:pStyle", { "w:val": styleNames[style] }),
          ...(keepsNext ? [element("w:keepNext")] : []),
          ...(startsPage && i === 0 ? [element("w:pageBreakBefore")] : []),
        ),
        ...runs,
      ),
    )
    .join("")
}

const runXml = (text: string, underlined = false): string =>
  element(
    "w:r",
    {},
    ...(underlined ? [properties("w:rPr", element("w:u", { "w:val": "single" }))] : []),
    ...text.split("\n").flatMap((line, i) => [...(i === 0 ? [] : [element("w:br")]), ...lineXml(line)]),
  )

const lineXml = (line: string): ReadonlyArray<string> =>
  line
    .split("\t")
    .flatMap((text, i) => [
      ...(i === 0 ? [] : [element("w:tab")]),
      ...(text === "" ? [] : [element("w:t", { "xml:space": "preserve" }, escaped(text))]),
    ])

const blankXml = (blank: Blank, values: Values, underlined: boolean): string => {
  const filled = filledText(blank, values)
  const text = filled ?? emptyText(blank)
  const run = runXml(text, underlined)
  if (blank.inert === true) return run
  const control = properties(
    "w:sdtPr",
    element("w:alias", { "w:val": blank.label.slice(0, 60) }),
    element("w:tag", { "w:val": tagOf(blank.key) }),
    element("w:id", { "w:val": controlId(blank.key) }),
    ...(filled === null ? [element("w:showingPlcHdr")] : []),
    kindXml(blank, filled),
  )
  return element("w:sdt", {}, control, properties("w:sdtContent", run))
}

/** A positive 31-bit number. */
const controlId = (key: string): number => Number.parseInt(tagOf(key).slice(-8), 16) >>> 1

/** Uses rich text for all texts: LibreOffice 7 duplicates the content of plain-text controls. */
const kindXml = ({ kind, words }: Blank, filled: string | null): string => {
  if (kind === "box")
    return properties(
      "w14:checkbox",
      element("w14:checked", { "w14:val": filled === "■" ? 1 : 0 }),
      element("w14:checkedState", { "w14:val": "25A0", "w14:font": "宋体" }),
      element("w14:uncheckedState", { "w14:val": "25A1", "w14:font": "宋体" }),
    )
  if (kind === "choice" && words !== undefined)
    return properties(
      "w:comboBox",
      ...[...words].map(([word, name]) => element("w:listItem", { "w:displayText": name, "w:value": word })),
    )
  return ""
}

/** In millimetres: a row for a long text may continue on the next page, other rows stay whole. */
const splitFrom = 20

const tableXml = ({ rows }: Extract<Block, { readonly _tag: "Table" }>, values: Values, keepsLast: boolean): string => {
  const placed = placeCells(rows)
  // The head of a list stays with its first row, and the last row with what follows the table.
  const keepsNext = (i: number): boolean => rows[i + 1]?.item?.index === 0 || (keepsLast && i === rows.length - 1)
  const grid = properties(
    "w:tblGrid",
    ...Array.from({ length: sheetWidth }, () => element("w:gridCol", { "w:w": unitWidth })),
  )
  return element(
    "w:tbl",
    {},
    properties(
      "w:tblPr",
      element("w:tblStyle", { "w:val": "ShifanTable" }),
      element("w:tblW", { "w:w": unitWidth * sheetWidth, "w:type": "dxa" }),
      element("w:jc", { "w:val": "center" }),
      element("w:tblLayout", { "w:type": "fixed" }),
    ),
    grid,
    ...rows.map(({ height = 7.5, head = false }, i) =>
      element(
        "w:tr",
        {},
        properties(
          "w:trPr",
          ...(height < splitFrom ? [element("w:cantSplit")] : []),
          element("w:trHeight", { "w:val": twips(height), "w:hRule": "atLeast" }),
          ...(head ? [element("w:tblHeader")] : []),
        ),
        ...(placed[i] ?? []).map(({ cell, continued }) => {
          const reaches = continued ? {} : { "w:val": "restart" }
          return element(
            "w:tc",
            {},
            properties(
              "w:tcPr",
              element("w:tcW", { "w:w": unitWidth * cell.width, "w:type": "dxa" }),
              element("w:gridSpan", { "w:val": cell.width }),
              ...(cell.rows === undefined ? [] : [element("w:vMerge", reaches)]),
              element("w:vAlign", { "w:val": cell.top === true ? "top" : "center" }),
            ),
            paragraphsXml(cellStyleOf(cell), continued ? [] : cell.content, values, { keepsNext: keepsNext(i) }),
          )
        }),
      ),
    ),
  )
}
