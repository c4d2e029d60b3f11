/** What became of each provision of a text: the map by which a reader finds in the program what the law says, and back. */
import { findingIds, withParts, type Criterion } from "../conditions/criterion.js"
import { dossierItemNames, type DossierItem } from "../forms/dossier.js"
import type { Bilingual } from "../law/bilingual.js"
import { provisionOf, type ConditionId, type ProvisionId } from "../law/provision.js"
import { readingIds, type ReadingId } from "../law/readings.js"
import type { Regulation } from "../kernel/regulation.js"

/**
 * `rule`: computed. `finding`: answered by a person with reasons. `duty`: recorded, with an overdue flag. `act`: an
 * event. `form`: a codec. `view`: a projection or a report. `notEncoded`: with the reason.
 */
export type EncodedAs = "rule" | "finding" | "duty" | "act" | "form" | "view" | "notEncoded"

/** One provision, in the order of the text. */
export interface ProvisionEntry {
  readonly id: ProvisionId
  readonly as: ReadonlyArray<EncodedAs>
  /** Where the encoding is not to be seen from conditions, materials and citations: what it is, or why it is none. */
  readonly remark?: Bilingual
  /** Files that encode it without naming it, from the folder of packages. */
  readonly where?: ReadonlyArray<string>
}

/** Every provision of a text and what became of it, for coverage tables and for `shifan regulation`. */
export interface TextMap {
  readonly provisions: ReadonlyArray<ProvisionEntry>
  /** The provisions whose silence or ambiguity each reading settles. */
  readonly readings: { readonly [Id in ReadingId]: ReadonlyArray<ProvisionId> }
}

/** Everything in a regulation's value that rests on one of its provisions. */
export interface Encoding {
  readonly entry: ProvisionEntry
  readonly conditions: ReadonlyArray<{ readonly id: ConditionId; readonly by: "rule" | "finding" }>
  readonly materials: ReadonlyArray<DossierItem>
  /** The events that rest on it and the refusals that cite it. */
  readonly citedBy: ReadonlyArray<string>
  readonly readings: ReadonlyArray<ReadingId>
}

/** For each provision the conditions, materials and citations that encode it, as the regulation itself has them. */
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
