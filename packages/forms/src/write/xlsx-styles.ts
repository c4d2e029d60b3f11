/** The cell styles of a workbook. */
import type { ParagraphStyle } from "../sheet/sheet.js"
import { element, xmlFile } from "./xml.js"

export const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

export type CellStyle = ParagraphStyle | "cell" | "cellCentre" | "cellTop"

interface Look {
  readonly font: number
  readonly align: "left" | "center" | "right"
  readonly vertical?: "center" | "top"
  readonly bordered?: boolean
}

/** Fonts by their index in `fonts` below. */
const looks: { readonly [S in CellStyle]: Look } = {
  annex: { font: 2, align: "left" },
  title: { font: 3, align: "center" },
  subtitle: { font: 2, align: "center" },
  cover: { font: 4, align: "left" },
  issuer: { font: 4, align: "center" },
  heading: { font: 5, align: "left" },
  body: { font: 1, align: "left" },
  note: { font: 1, align: "left" },
  signature: { font: 4, align: "right" },
  purpose: { font: 6, align: "right" },
  cell: { font: 1, align: "left", bordered: true },
  cellCentre: { font: 1, align: "center", bordered: true },
  cellTop: { font: 1, align: "left", vertical: "top", bordered: true },
}

/** The first style in a workbook is for cells without one. */
export const styleIndex = (style: CellStyle): number => Object.keys(looks).indexOf(style) + 1

const fonts: ReadonlyArray<readonly [name: string, size: number, more?: string]> = [
  ["宋体", 11],
  ["仿宋", 11],
  ["黑体", 16],
  ["宋体", 20, element("b")],
  ["仿宋", 16],
  ["黑体", 14],
  ["仿宋", 9],
]

/** Format 49 is text: input stays as typed, including 066000 and 2020-12-01. */
const asText = 49

const line = (side: string): string => element(side, { style: "thin" }, element("color", { rgb: "FF000000" }))

export const workbookStyles = xmlFile(
  element(
    "styleSheet",
    { xmlns: spreadsheet },
    element(
      "fonts",
      { count: fonts.length },
      ...fonts.map(([name, size, more = ""]) =>
        element(
          "font",
          {},
          more,
          element("sz", { val: size }),
          element("name", { val: name }),
          element("charset", { val: 134 }),
        ),
      ),
    ),
    element(
      "fills",
      { count: 2 },
      element("fill", {}, element("patternFill", { patternType: "none" })),
      element("fill", {}, element("patternFill", { patternType: "gray125" })),
    ),
    element(
      "borders",
      { count: 2 },
      element("border", {}, ...["left", "right", "top", "bottom", "diagonal"].map((side) => element(side))),
      element("border", {}, ...["left", "right", "top", "bottom"].map(line), element("diagonal")),
    ),
    element("cellStyleXfs", { count: 1 }, element("xf", { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 })),
    element(
      "cellXfs",
      { count: Object.keys(looks).length + 1 },
      element("xf", { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0, xfId: 0 }),
      ...Object.values(looks).map(({ font, align, vertical = "center", bordered = false }) =>
        element(
          "xf",
          {
            numFmtId: asText,
            fontId: font,
            fillId: 0,
            borderId: bordered ? 1 : 0,
            xfId: 0,
            applyNumberFormat: 1,
            applyFont: 1,
            applyBorder: 1,
            applyAlignment: 1,
          },
          element("alignment", { horizontal: align, vertical, wrapText: 1 }),
        ),
      ),
    ),
    element("cellStyles", { count: 1 }, element("cellStyle", { name: "Normal", xfId: 0, builtinId: 0 })),
  ),
)
