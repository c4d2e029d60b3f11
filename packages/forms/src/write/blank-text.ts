/** The text of a blank: its value, or room to write. */
import { blanksOf, isAlone, type Blank, type Fragments, type Sheet } from "../sheet/sheet.js"
import { noTick, tick, type Values } from "../value/values.js"

/** `null` if it is not filled in. */
export const filledText = ({ key, kind }: Blank, values: Values): string | null => {
  const text = values.get(key) ?? ""
  if (kind === "box") return text === "" ? noTick : tick
  return text === "" ? null : text
}

/** Full-width spaces; for a date with its signs. */
export const emptyText = ({ kind, room = 6 }: Blank): string => {
  if (kind === "date") return room > 8 ? "　　　　年　　月　　日" : "　　年　月　日"
  return "　".repeat(room)
}

export const plainText = (content: Fragments, values: Values): string =>
  content
    .map((fragment) =>
      typeof fragment === "string"
        ? fragment
        : (filledText(fragment, values) ?? (isAlone(content) ? "" : emptyText(fragment))),
    )
    .join("")

/** Adds the number of qualified people, a single number in the annex that is the sum of its three parts. */
export const withTotals = (sheet: Sheet, values: Values): Values => {
  const totals = blanksOf(sheet).flatMap(({ key }): ReadonlyArray<readonly [string, string]> => {
    if (!key.endsWith(".qualifiedStaff")) return []
    const parts = ["diplomaOnly", "titleOnly", "diplomaAndTitle"].map((part) => values.get(`${key}.${part}`) ?? "")
    return parts.every((part) => /^\d{1,10}$/.test(part))
      ? [[key, String(parts.reduce((sum, part) => sum + Number(part), 0))]]
      : []
  })
  return totals.length === 0 ? values : new Map([...values, ...totals])
}
