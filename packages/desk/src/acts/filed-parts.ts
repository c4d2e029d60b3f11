/** The parts of a filing that a county may ask the unit to supplement: its fields by the labels of the form, its materials whole. */
import { bilingual, type Bilingual, type Regulation, type State } from "@shifan/core"
import { isPartOfFiling } from "@shifan/core/registry"
import { englishLabel, fieldsOfAct, type Field } from "@shifan/forms"

/** By path, as a request names it: `form.basic.staff`, `dossier.personnelRoster`, `workSummaries`. */
export const filedParts = (filing: "Apply" | "FileReview", regulation: Regulation): ReadonlyMap<string, Bilingual> => {
  const parts = new Map<string, Bilingual>()
  for (const field of fieldsOfAct(filing, () => 1, regulation)) {
    const path = partAt(field.path)
    if (path !== undefined && !parts.has(path)) parts.set(path, labelOf(field, path, regulation))
  }
  return parts
}

/** The parts of what the unit has filed; none if nothing is filed. A figure that it left out is asked for with its whole row. */
export const partsFiledBy = ({ phase }: State, regulation: Regulation): ReadonlyMap<string, Bilingual> => {
  const review = "title" in phase ? phase.title.review?.filed : undefined
  const filed = "case" in phase ? phase.case : review && { report: review.report, ...review.enclosures }
  const parts = new Map<string, Bilingual>()
  for (const [path, label] of filed == null ? [] : filedParts("case" in phase ? "Apply" : "FileReview", regulation)) {
    const row = path.slice(0, path.lastIndexOf("."))
    if (isPartOfFiling(filed ?? {}, path)) parts.set(path, label)
    else if (row.includes(".") && isPartOfFiling(filed ?? {}, row))
      parts.set(row, parts.get(row) ?? wholeOf(label, row, regulation))
  }
  return parts
}

const wholeOf = ({ zh }: Bilingual, row: string, regulation: Regulation): Bilingual =>
  bilingual(zh.split("·").slice(0, -1).join("·") || zh, englishLabel(row.split(".").at(-1) ?? row, regulation))

/** A material and an enclosure are asked for as a whole; the call's year is no part of a filing. */
const partAt = (path: string): string | undefined => {
  const [root = "", item] = path.split(".")
  if (root === "form" || root === "report") return path
  if (root === "dossier") return item === "own" ? undefined : `${root}.${item}`
  return enclosures.includes(root) ? root : undefined
}

const enclosures = ["workSummaries", "priorYearServiceAccounts", "specialAuditReport"]

const labelOf = ({ label, path }: Field, part: string, regulation: Regulation): Bilingual => {
  const isWhole = part !== path
  const zh = isWhole ? label.split("·").slice(0, -1).join("·") || label : label
  const term = part.split(".").at(-1) ?? part
  return bilingual(zh, englishLabel(term, regulation))
}
