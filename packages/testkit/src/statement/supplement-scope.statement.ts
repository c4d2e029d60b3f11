/** 补正: when one may be asked for, and what it may change: what the county asked for, and what is signed and declared again with it. */
import type { CommandOf, EventOf, Readings } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import type { ApplicationOnFile, Requested, ReviewOnFile, SupplementsOnFile } from "./file.statement.js"

/**
 * The unit has at least a day, and no request takes away time that an earlier one gave. What is asked for is part of what was
 * filed: of a form, of a report. Its own fields are left to the regulation.
 */
export const againstRequesting = (
  { on }: Attempted,
  { requests, requested }: SupplementsOnFile,
  { data: { until, wanting } }: CommandOf<"RequestSupplement">,
  readings: Readings,
  filed: "form" | "report",
): ReadonlyArray<string> => {
  const other = filed === "form" ? "report." : "form."
  const isShort = until !== undefined && (until <= on || (requested?.until !== undefined && until < requested.until))
  return [
    ...(readings["supplement.requests"] === "once" && requests > 0 ? ["OutOfPlace"] : []),
    ...(isShort ? ["InvalidParticulars until"] : []),
    ...wanting.flatMap(({ at }, i) => (at.startsWith(other) ? [`InvalidParticulars wanting.${i}.at`] : [])),
  ]
}

/** Unasked, or after the last day that the county gave; by the readings on both. */
export const againstSupplement = (
  { requested }: SupplementsOnFile,
  readings: Readings,
  on: string,
): ReadonlyArray<string> => {
  if (requested === undefined) return readings["supplement.unasked"] === "refuse" ? ["SupplementNotRequested"] : []
  const late = requested.until !== undefined && requested.until < on
  return late && readings["supplement.late"] === "refuse" ? ["SupplementTooLate"] : []
}

/** Signed and declared true again with every supplement. The report (1) contains the form. */
const withEveryForm = [
  "form.filledOn",
  "form.seal",
  "form.reportSections",
  "dossier.applicationReport",
  "dossier.truthfulnessDeclaration",
]
const withEveryReport = ["report.filledOn", "report.seal"]

type Parts = { readonly [name: string]: unknown }

const isParts = (value: unknown): value is Parts => typeof value === "object" && value !== null

/** Fields that differ, by path; a list of another length as a whole. Sealed values cannot be compared. */
const changedIn = (path: string, before: unknown, after: unknown): ReadonlyArray<string> => {
  if (!isParts(before) || !isParts(after)) return before === after ? [] : [path]
  if ("sealed" in before && "sealed" in after) return []
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return [path]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changedIn(`${path}.${key}`, before[key], after[key]),
  )
}

/** The same for parts that are replaced as a whole: materials and enclosures. */
const replacedIn = (prefix: string, before: Parts, after: Parts): ReadonlyArray<string> =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changedIn(key, before[key], after[key]).length === 0 ? [] : [`${prefix}${key}`],
  )

const isWithin = (one: string, other: string): boolean => `${one}.`.startsWith(`${other}.`)

const beyond = (
  requested: Requested | undefined,
  readings: Readings,
  changed: ReadonlyArray<string>,
  free: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  if (requested === undefined || readings["supplement.scope"] !== "askedOnly") return []
  const open = [...free, ...requested.wanting.map(({ at }) => at)]
  return changed
    .filter((path) => !open.some((at) => isWithin(path, at) || isWithin(at, path)))
    .map((path) => `InvalidParticulars ${path}`)
}

/** What a supplement to an application changes without having been asked. */
export const againstScopeOfForm = (
  { form, dossier, supplements }: ApplicationOnFile,
  data: Pick<EventOf<"ApplicationSupplemented">["data"], "form" | "dossier">,
  readings: Readings,
): ReadonlyArray<string> =>
  beyond(
    supplements.requested,
    readings,
    [...changedIn("form", form, data.form), ...replacedIn("dossier.", { ...dossier }, { ...data.dossier })],
    withEveryForm,
  )

/** What a supplement to a review report changes without having been asked. */
export const againstScopeOfReport = (
  { report, enclosures, supplements }: Pick<ReviewOnFile, "report" | "enclosures" | "supplements">,
  { report: anew, ...enclosed }: Parts,
  readings: Readings,
): ReadonlyArray<string> =>
  beyond(
    supplements.requested,
    readings,
    [...changedIn("report", report, anew), ...replacedIn("", enclosures, enclosed)],
    withEveryReport,
  )
