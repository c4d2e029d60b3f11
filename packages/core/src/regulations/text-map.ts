/** Maps each provision of a text to its encoding, so that readers can find the code of a provision, and back. */
import { findingIds, withParts, type Criterion } from "../conditions/criterion.js"
import { dossierItemNames, type DossierItem } from "../forms/dossier.js"
import type { Bilingual } from "../law/bilingual.js"
import { isProvisionId, liesIn, provisionOf, type ConditionId, type ProvisionId } from "../law/provision.js"
import { readingIds, type ReadingId } from "../law/readings.js"
import type { Regulation } from "../kernel/regulation.js"

/**
 * How a provision is encoded. `rule`: computed. `finding`: decided by a person with reasons. `duty`: flagged when overdue.
 * `act`: an event. `form`: a codec. `view`: a projection or report. `notEncoded`: not encoded, with the reason.
 */
export type EncodedAs = "rule" | "finding" | "duty" | "act" | "form" | "view" | "notEncoded"

/** A provision and how it is encoded. */
export interface ProvisionEntry {
  readonly id: ProvisionId
  readonly as: ReadonlyArray<EncodedAs>
  /** Explains an encoding that conditions, materials and citations do not show, or why there is none. */
  readonly remark?: Bilingual
  /** Files that encode it without mentioning its id, relative to the folder of packages. */
  readonly where?: ReadonlyArray<string>
}

/** All provisions of a text with their encodings, for coverage tables and `shifan regulation`. */
export interface TextMap {
  readonly provisions: ReadonlyArray<ProvisionEntry>
  /** The provisions whose silence or ambiguity each reading settles. */
  readonly readings: { readonly [Id in ReadingId]: ReadonlyArray<ProvisionId> }
}

/** Everything in a regulation's value that encodes a provision. */
export interface Encoding {
  readonly entry: ProvisionEntry
  readonly conditions: ReadonlyArray<{ readonly id: ConditionId; readonly by: "rule" | "finding" }>
  readonly materials: ReadonlyArray<DossierItem>
  /** Event types and refusal codes that cite it. */
  readonly citedBy: ReadonlyArray<string>
  readonly readings: ReadonlyArray<ReadingId>
}

/** For each provision, the conditions, materials and citations of the regulation that encode it. */
export const encodingsOf = (regulation: Regulation, { provisions, readings }: TextMap): ReadonlyArray<Encoding> => {
  const findings = new Set(findingIds(regulation.conditions))
  const leaves = withParts(regulation.conditions).filter(isLeaf)
  return provisions.map((entry) => ({
    entry,
    conditions: leaves.flatMap(({ id }) =>
      provisionOf(id) === entry.id ? [{ id, by: findings.has(id) ? ("finding" as const) : ("rule" as const) }] : [],
    ),
    materials: dossierItemNames.filter((item) => regulation.materials[item]?.provision === entry.id),
    citedBy: Object.entries(regulation.citations).flatMap(([subject, cited]) =>
      cited.includes(entry.id) ? [subject] : [],
    ),
    readings: readingIds.filter((id) => readings[id].includes(entry.id)),
  }))
}

const isLeaf = ({ _tag }: Criterion): boolean => _tag !== "Group" && _tag !== "Except"

/**
 * The map of a text as far as its value tells: for a text whose provisions nobody has described one by one. Which provisions
 * a reading concerns is not in the value, so none is named.
 */
export const textMapOf = (regulation: Regulation): TextMap => {
  const findings = new Set(findingIds(regulation.conditions))
  const leaves = withParts(regulation.conditions).filter(isLeaf)
  const materials = Object.values(regulation.materials).map(({ provision }) => provision)
  const own = [...Object.values(regulation.own?.materials ?? {}), ...Object.values(regulation.own?.steps ?? {})]
  const cited = Object.values(regulation.citations).flat()
  const ids = [
    ...Object.keys(regulation.texts).filter(isProvisionId),
    ...materials,
    ...own.map(({ provision }) => provision),
    ...cited,
  ]
  const encodedAs = (id: ProvisionId): ReadonlyArray<EncodedAs> => {
    const inIt = leaves.filter((leaf) => provisionOf(leaf.id) === id)
    const kinds: ReadonlyArray<readonly [EncodedAs, boolean]> = [
      ["rule", inIt.some((leaf) => !findings.has(leaf.id)) || materials.includes(id)],
      ["finding", inIt.some((leaf) => findings.has(leaf.id))],
      ["act", cited.includes(id)],
      ["form", id.startsWith("att_")],
    ]
    const found = kinds.flatMap(([kind, applies]) => (applies ? [kind] : []))
    return found.length === 0 ? ["notEncoded"] : found
  }
  // An article all of whose encoding is in its paragraphs is not one that is left out.
  const holdsOthers = (id: ProvisionId): boolean => ids.some((other) => other !== id && liesIn(other, id))
  return {
    provisions: [...new Set(ids)]
      .toSorted(byPlace)
      .map((id) => ({ id, as: encodedAs(id) }))
      .filter(({ id, as }) => !as.includes("notEncoded") || !holdsOthers(id)),
    readings: Object.fromEntries(readingIds.map((id) => [id, none])) as TextMap["readings"],
  }
}

const none: ReadonlyArray<ProvisionId> = []

/** Articles by their numbers, then annexes. */
const byPlace = (a: ProvisionId, b: ProvisionId): number => (placeKey(a) < placeKey(b) ? -1 : 1)

const placeKey = (id: ProvisionId): string => id.replaceAll(/\d+/g, (digits) => digits.padStart(4, "0"))
