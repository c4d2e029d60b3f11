/** Paths of fields and materials in a filing: `form.basic.staff`, `dossier.personnelRoster`. */
import { Sealed } from "../../forms/representation.js"

/** Optional fields, which do not show up in a form that lacks them. */
const optionalFields: ReadonlyArray<string> = [
  "form.otherServices",
  "form.basic.operationStart",
  "report.basic.operationStart",
  ...["form", "report"].flatMap((form) =>
    ["trailingTwelveMonths", "priorYearEnd", "selfDeclaredSatisfaction"].map((field) => `${form}.${field}`),
  ),
  "specialAuditReport",
]

/** Whether a path names a part of the filing. */
export const isPartOf = (filed: object, path: string): boolean =>
  optionalFields.includes(path)
    ? Object.hasOwn(filed, path.split(".")[0] ?? "") || path === "specialAuditReport"
    : path
        .split(".")
        .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), filed) !==
      undefined

/** Whether one path contains the other. */
export const overlaps = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)

/** Paths that differ. Names materials as a whole. Skips sealed values, which get a new commitment each time. */
export const changesBetween = (before: object, after: object): ReadonlyArray<string> => [
  ...new Set(differences("", before, after).map(asAsked)),
]

const differences = (path: string, before: unknown, after: unknown): ReadonlyArray<string> => {
  if (Sealed.is(before) && Sealed.is(after)) return []
  if (!isObject(before) || !isObject(after)) return before === after ? [] : [path]
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return [path]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(path === "" ? key : `${path}.${key}`, before[key], after[key]),
  )
}

const asAsked = (path: string): string => {
  const [root = "", item] = path.split(".")
  if (root === "form" || root === "report") return path
  if (root !== "dossier") return root
  return item === "own" ? path.replace(/\.(status|documents|reason)\b.*$/, "") : `${root}.${item}`
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === "object" && u !== null
