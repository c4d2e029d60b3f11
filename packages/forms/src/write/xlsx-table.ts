/** Writes a plain table as a spreadsheet with a cell per text, so that it can be sorted and filtered. */
import { packageFile } from "./package-file.js"
import { element } from "./xml.js"
import { cellXml, reference } from "./xlsx-cell.js"
import { xlsxParts } from "./xlsx-parts.js"
import { styleIndex } from "./xlsx-styles.js"

/** In characters: a social credit code, or nine Chinese characters. */
const columnWidth = 20

/**
 * @param rows heads first; at most 26 cells each. All cells are text, so that nothing runs as a formula or is rounded
 * @example writeTable("名单", [["单位", "证书编号"], ["甲", "QHD-2020-01"]])
 */
export const writeTable = (title: string, rows: ReadonlyArray<ReadonlyArray<string>>): Uint8Array =>
  packageFile(
    xlsxParts({
      title,
      columns: { count: rows[0]?.length ?? 1, width: columnWidth },
      rows: rows.map((cells, i) => rowXml(cells, i + 1)),
      merged: [],
      names: [],
      lists: [],
      breaks: [],
    }),
  )

const rowXml = (cells: ReadonlyArray<string>, row: number): string => {
  const style = styleIndex(row === 1 ? "cellCentre" : "cell")
  return element("row", { r: row }, ...cells.map((text, column) => cellXml(reference(column, row), style, text)))
}
