/** A regulation as a value: everything the lifecycle asks of it, and nothing that only one city would have. */
import { withParts, type Criterion } from "../conditions/criterion.js"
import type { DossierItem } from "../forms/dossier.js"
import type { ExtensionKind } from "../forms/extensions.js"
import type { Territory } from "../forms/division.js"
import type { CivilDate } from "../law/civil-date.js"
import type { Bilingual } from "../law/bilingual.js"
import type { Duties, Lifecycle } from "./lifecycle.js"
import type { Role } from "./actor.js"
import { cite, provisionOf, type ConditionId, type ProvisionId } from "../law/provision.js"
import type { Readings } from "../law/readings.js"

/** Why a title is revoked: the review failed (art. 13), or a spot check found falsification (art. 14). */
export type Ground = "reviewFailed" | "falsification"

/** `mayBeNone`: the unit may say, with a reason, that it has none. */
export interface MaterialAsked {
  readonly provision: ProvisionId
  readonly mayBeNone: boolean
}

/** The acts that a step of a regulation's own may come before. */
export const actsAfterSteps = ["Recommend", "Certify", "AssessReview", "ConcludeReview"] as const

/** A step that the act of an authority waits for, as an appraisal by experts: taken in the same proceeding, and passed. */
export interface StepAsked {
  readonly by: Extract<Role, "county" | "bureau">
  readonly before: (typeof actsAfterSteps)[number]
  readonly provision: ProvisionId
}

/** Figures, dates, words, materials and steps that a regulation asks for beyond the annexes, each with its name for a reader. */
export interface OwnNames {
  readonly figures?: { readonly [name: string]: Bilingual }
  readonly dates?: { readonly [name: string]: Bilingual }
  readonly words?: { readonly [name: string]: Bilingual }
  /** Beyond the twelve of art. 8. */
  readonly materials?: { readonly [name: string]: Bilingual & MaterialAsked }
  /** Of its procedure, beyond those that the program knows as acts. */
  readonly steps?: { readonly [name: string]: Bilingual & StepAsked }
}

/** What a text calls the authorities that recommend and certify. */
export type Authorities = { readonly [R in Extract<Role, "county" | "bureau">]?: Bilingual }

/** How the form asks for a figure, date or word that `own` declares; `oneOf`: the words there are, as a reader is told them. */
export type ExtensionField = { readonly required: boolean } & (
  | { readonly as: Exclude<ExtensionKind, "word"> }
  | { readonly as: "word"; readonly oneOf: { readonly [word: string]: Bilingual } }
)

/**
 * A text as one value: conditions, forms, procedure, readings, territory and words. Everything asks it; nothing knows
 * it.
 */
export interface Regulation {
  /** Names the text; an amended text is another. */
  readonly id: string
  /** Counts our renderings of the same text: a corrected encoding is no amendment. */
  readonly encoding: number
  readonly title: Bilingual
  readonly documentNumber: string
  readonly territory: Territory
  /** Without a name of its own an authority is called as everywhere: 县区主管部门, 市局. */
  readonly authorities?: Authorities
  /** The first day on which the text is in force. */
  readonly firstDay: CivilDate
  /** For how many years from then. */
  readonly validityYears: number
  readonly conditions: Criterion
  /** What it asks for beyond the annexes. */
  readonly own?: OwnNames
  /** Which of that the form and the report of a review ask for, by name; in place of the others an official finds. */
  readonly extensions?: { readonly [name: string]: ExtensionField }
  /** The materials asked for; one that is not named here may be left out. */
  readonly materials: { readonly [Item in DossierItem]?: MaterialAsked }
  readonly lifecycle: Lifecycle
  /** Beside the review, which is in `lifecycle`. */
  readonly duties?: Duties
  /** The text's own words for a revocation, by its ground. */
  readonly revocationWords: { readonly [G in Ground]: string }
  /** The readings in force until the bureau interprets otherwise. */
  readonly readings: Readings
  /**
   * What each type of event rests on and each code of refusal cites. An empty list says that the text is silent; one that
   * lacks says nothing, and is observed.
   */
  readonly citations: { readonly [subject: string]: ReadonlyArray<ProvisionId> }
  /** Provisions and conditions in our words. */
  readonly texts: { readonly [Id in ConditionId]?: Bilingual }
}

type OftenUnknown = "documentNumber" | "territory" | "firstDay" | "validityYears" | "materials" | "revocationWords"

/**
 * A regulation as far as its text is known. What is left out is not invented: `faultsOfRegulation` names it, and the
 * compiler takes no draft where it wants a regulation.
 */
export type RegulationDraft = Omit<Regulation, OftenUnknown | "lifecycle"> &
  Partial<Pick<Regulation, OftenUnknown>> & { readonly lifecycle: Partial<Lifecycle> }

/** The regulations a program knows, each with its encodings; replay finds in it the one a decision was made under. */
export type Library = ReadonlyArray<Regulation>

/** The text of an id in a library: of an encoding where one is named, else of the highest there is. */
export const findRegulation = (library: Library, id: string, encoding?: number): Regulation | undefined =>
  library
    .filter((one) => one.id === id && (encoding === undefined || one.encoding === encoding))
    .toSorted((a, b) => b.encoding - a.encoding)[0]

/** A condition's or provision's name for a reader, with its citation: 从业人数（第五条第（三）项）. */
export const describe = (regulation: Regulation, id: ConditionId): Bilingual => {
  const citation = cite(id)
  const text = regulation.texts[id] ?? regulation.texts[provisionOf(id)]
  return text === undefined ? citation : { zh: `${text.zh}（${citation.zh}）`, en: `${text.en} (${citation.en})` }
}

/** Whether the text has the provision or condition that an id names. An article of one paragraph is named either way. */
export const citesProvision = (regulation: Regulation, id: ConditionId): boolean => {
  const known = idsByRegulation.get(regulation) ?? new Set(idsIn(regulation))
  idsByRegulation.set(regulation, known)
  return known.has(id)
}

/** Memo per (immutable) regulation: every decision with reasons asks for each of them. */
const idsByRegulation = new WeakMap<Regulation, ReadonlySet<string>>()

/** What the text names anywhere, what that stands in, and the only paragraph of an article. */
const idsIn = ({ texts, citations, conditions, materials }: Regulation): ReadonlyArray<string> =>
  [
    ...Object.keys(texts),
    ...Object.values(citations).flat(),
    ...Object.values(materials).map(({ provision }) => provision),
    ...withParts(conditions).map((part) => part.id),
  ].flatMap((id) => [id, `${id}__para_1`, ...placesAbove(id)])

/** `art_5__para_1__point_3#staff` stands in `art_5__para_1__point_3`, `art_5__para_1` and `art_5`. */
const placesAbove = (id: string): ReadonlyArray<string> =>
  [...id.matchAll(/__|#/g)].map(({ index }) => id.slice(0, index))
