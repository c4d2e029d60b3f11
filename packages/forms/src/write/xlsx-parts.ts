/** The parts of a workbook: its sheet, the words for drop-down lists, names, styles. */
import { packageParts, relationships, relationshipsXml } from "./open-packaging.js"
import type { Part } from "./package-file.js"
import { element, escaped, xmlFile } from "./xml.js"
import { spreadsheet, workbookStyles } from "./xlsx-styles.js"

export interface Workbook {
  readonly title: string
  readonly columns: { readonly count: number; readonly width: number }
  /** Rows as XML. */
  readonly rows: ReadonlyArray<string>
  readonly merged: ReadonlyArray<string>
  readonly names: ReadonlyArray<{ readonly name: string; readonly cell: string }>
  /** Cells with a drop-down list of words. */
  readonly lists: ReadonlyArray<{ readonly cell: string; readonly words: ReadonlyArray<string> }>
  /** Rows followed by a page break. */
  readonly breaks: ReadonlyArray<number>
  /** Number of pages to scale it to; 0 or omitted: as many as it takes. */
  readonly pages?: number
}

const sheetTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml"

export const xlsxParts = (workbook: Workbook): ReadonlyArray<Part> => [
  ...packageParts(workbook.title, "xl/workbook.xml", types),
  { path: "xl/workbook.xml", xml: workbookXml(workbook) },
  { path: "xl/_rels/workbook.xml.rels", xml: workbookRels },
  { path: "xl/styles.xml", xml: workbookStyles },
  { path: "xl/worksheets/sheet1.xml", xml: sheetXml(workbook) },
  { path: "xl/worksheets/sheet2.xml", xml: wordsXml(wordLists(workbook)) },
]

const types = [
  ["xl/workbook.xml", `${sheetTypes}.sheet.main+xml`],
  ["xl/worksheets/sheet1.xml", `${sheetTypes}.worksheet+xml`],
  ["xl/worksheets/sheet2.xml", `${sheetTypes}.worksheet+xml`],
  ["xl/styles.xml", `${sheetTypes}.styles+xml`],
] as const

const workbookRels = relationshipsXml([
  [`${relationships}/worksheet`, "worksheets/sheet1.xml"],
  [`${relationships}/worksheet`, "worksheets/sheet2.xml"],
  [`${relationships}/styles`, "styles.xml"],
])

const sheetName = "表"
export const wordSheetName = "选项"

const workbookXml = ({ names }: Workbook): string =>
  xmlFile(
    element(
      "workbook",
      { xmlns: spreadsheet, "xmlns:r": relationships },
      element("bookViews", {}, element("workbookView", { activeTab: 0 })),
      element(
        "sheets",
        {},
        element("sheet", { name: sheetName, sheetId: 1, "r:id": "rId1" }),
        element("sheet", { name: wordSheetName, sheetId: 2, state: "hidden", "r:id": "rId2" }),
      ),
      ...(names.length === 0
        ? []
        : [
            element(
              "definedNames",
              {},
              ...names
                .toSorted((a, b) => (a.name < b.name ? -1 : 1))
                .map(({ name, cell }) => element("definedName", { name }, `${sheetName}!${absolute(cell)}`)),
            ),
          ]),
    ),
  )

const absolute = (cell: string): string => cell.replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2")

const sheetXml = (workbook: Workbook): string => {
  const { columns, rows, merged, breaks, pages = 0 } = workbook
  return xmlFile(
    element(
      "worksheet",
      { xmlns: spreadsheet },
      element("sheetPr", {}, element("pageSetUpPr", { fitToPage: 1 })),
      element("sheetViews", {}, element("sheetView", { workbookViewId: 0, showGridLines: 0 })),
      element("cols", {}, element("col", { min: 1, max: columns.count, width: columns.width, customWidth: 1 })),
      element("sheetData", {}, ...rows),
      ...(merged.length === 0
        ? []
        : [element("mergeCells", { count: merged.length }, ...merged.map((ref) => element("mergeCell", { ref })))]),
      ...validations(workbook),
      element("printOptions", { horizontalCentered: 1 }),
      element("pageMargins", { left: 0.7, right: 0.7, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 }),
      element("pageSetup", { paperSize: 9, orientation: "portrait", fitToWidth: 1, fitToHeight: pages }),
      element("headerFooter", {}, element("oddFooter", {}, "&amp;C— &amp;P —")),
      ...(breaks.length === 0
        ? []
        : [
            element(
              "rowBreaks",
              { count: breaks.length, manualBreakCount: breaks.length },
              ...breaks.map((id) => element("brk", { id, max: 16383, man: 1 })),
            ),
          ]),
    ),
  )
}

/** Each distinct list of words, for all cells that use it. */
const wordLists = ({ lists }: Workbook): ReadonlyArray<ReadonlyArray<string>> => [
  ...new Map(lists.map(({ words }) => [words.join("\n"), words])).values(),
]

/** Other answers are allowed: the reader will interpret them. */
const validations = (workbook: Workbook): ReadonlyArray<string> => {
  if (workbook.lists.length === 0) return []
  const lists = wordLists(workbook).map((words) => words.join("\n"))
  return [
    element(
      "dataValidations",
      { count: workbook.lists.length },
      ...workbook.lists.map(({ cell, words }) => {
        const column = columnName(lists.indexOf(words.join("\n")))
        return element(
          "dataValidation",
          { type: "list", allowBlank: 1, showInputMessage: 1, showErrorMessage: 0, sqref: cell },
          element("formula1", {}, `${wordSheetName}!$${column}$1:$${column}$${words.length}`),
        )
      }),
    ),
  ]
}

const columnName = (index: number): string => String.fromCharCode(65 + index)

const wordsXml = (lists: ReadonlyArray<ReadonlyArray<string>>): string => {
  const longest = Math.max(0, ...lists.map((words) => words.length))
  const rows = Array.from({ length: longest }, (_, i) =>
    element(
      "row",
      { r: i + 1 },
      ...lists.flatMap((words, column) => {
        const word = words[i]
        return word === undefined
          ? []
          : [
              element(
                "c",
                { r: `${columnName(column)}${i + 1}`, t: "inlineStr" },
                element("is", {}, element("t", {}, escaped(word))),
              ),
            ]
      }),
    ),
  )
  return xmlFile(element("worksheet", { xmlns: spreadsheet }, element("sheetData", {}, ...rows)))
}
