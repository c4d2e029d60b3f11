/** The fields of an act's form, with a place for every value filled in. */
import type { Regulation } from "@shifan/core"
import { fieldsOfAct, rowsBeyondAnnexes, rowsIn, type Field, type RowCount, type Values } from "@shifan/forms"

/** A correction contains either texts or documents, depending on the corrected field. */
export const askedFields = (act: string, values: Values, regulation: Regulation): ReadonlyArray<Field> => {
  const fields = fieldsOfAct(act, rowCountFor(values), regulation)
  if (act !== "CorrectRecord") return fields
  const isDocument = /(?:\.|·)(?:document|推荐文件|工作总结|扶持文件|证明文件|文件)$/.test(values.get("field") ?? "")
  return fields.filter(({ path }) => {
    const [side, part] = path.split(".")
    return (side !== "from" && side !== "to") || (part !== undefined) === isDocument
  })
}

/** As many rows as filled in, or else the usual number; more are added one at a time. */
const rowCountFor =
  (values: Values): RowCount =>
  (path, to) => {
    const usual = usualRows[path.split(".").at(-1) ?? ""] ?? 1
    return Math.max(rowsIn(values, path), Math.min(usual, to))
  }

/** Initial rows by the last name of the list's path. One by default; none for optional lists. */
const usualRows: Readonly<Record<string, number>> = {
  operation: 3,
  lastThreeYears: 3,
  workSummaries: 3,
  findings: 0,
  waivers: 0,
  waiversProposed: 0,
  measurements: 0,
  reasons: 0,
  priorDesignations: 0,
  ...rowsBeyondAnnexes,
}

/** Adds a row to the list at a path. */
export const withRow = (values: Values, list: string): Values => {
  const rows = [...values.keys()].flatMap((key) =>
    key.startsWith(`${list}.`) ? [Number.parseInt(key.slice(list.length + 1), 10)] : [],
  )
  return new Map([...values, [`${list}.${Math.max(-1, ...rows) + 1}.`, ""]])
}
