/** A regulation as a value: everything the program needs to know of it, without anything specific to one city. */
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

/** Ground of a revocation: a failed review (art. 13), or falsification found by a spot check (art. 14). */
export type Ground = "reviewFailed" | "falsification"

/** A required material. `mayBeNone`: the unit may declare, with a reason, that it has none. */
export interface RequiredMaterial {
  readonly provision: ProvisionId
  readonly mayBeNone: boolean
}

/** The acts before which a regulation may require steps of its own. */
export const actsAfterSteps = ["Recommend", "Certify", "AssessReview", "ConcludeReview"] as const

/** A step that must be taken and passed in the same proceeding before an authority's act, such as an expert appraisal. */
export type RequiredStep = { readonly provision: ProvisionId } & (
  | {
      readonly by: Extract<Role, "county" | "bureau">
      readonly bySuperior?: never
      readonly before: (typeof actsAfterSteps)[number]
    }
  | {
      readonly by: "county"
      /**
       * A second level that recommends: the authority of the division that the unit's is `under`. It acts itself, in its own
       * division's name, once the county has recommended the unit or assessed its review.
       */
      readonly bySuperior: true
      readonly before: "Certify" | "ConcludeReview"
    }
)

/** Names of a regulation's own figures, dates, words, materials and steps, beyond those of the annexes. */
export interface OwnNames {
  readonly figures?: { readonly [name: string]: Bilingual }
  readonly dates?: { readonly [name: string]: Bilingual }
  readonly words?: { readonly [name: string]: Bilingual }
  /** Materials in addition to the twelve of art. 8. */
  readonly materials?: { readonly [name: string]: Bilingual & RequiredMaterial }
  /** Steps of its procedure that the program does not know as acts. */
  readonly steps?: { readonly [name: string]: Bilingual & RequiredStep }
}

/** A text's own names for the authorities that recommend and certify, and for the second level that recommends. */
export type Authorities = { readonly [R in Extract<Role, "county" | "bureau"> | "superior"]?: Bilingual }

/**
 * How a text names what it confers, where its title, document number and territory do not already tell. Everything people
 * read takes these words from `textWords` of core's messages, which has the defaults.
 */
export interface Wording {
  /** The title that is conferred. Default: the text's own title without 管理办法 and the like. */
  readonly conferred?: Bilingual
  /** The same in short, in running text: 示范平台. */
  readonly platform?: Bilingual
  /** What divisions that recommend are called. Default: by the last characters of their names, such as 县区. */
  readonly division?: Bilingual
  /** Names of the grades. Default: the grades themselves. */
  readonly grades?: { readonly [grade: string]: Bilingual }
  /** The prefix of the bureau's document numbers. Default: as in the text's own number. */
  readonly letters?: string
}

/** The form field for a figure, date or word declared in `own`. `oneOf`: the possible words with their names. */
export type ExtensionField = { readonly required: boolean } & (
  | { readonly as: Exclude<ExtensionKind, "word"> }
  | { readonly as: "word"; readonly oneOf: { readonly [word: string]: Bilingual } }
)

/**
 * A regulation as one value: conditions, forms, procedure, readings, territory and wording. All code works with any such
 * value; no code depends on a particular one.
 */
export interface Regulation {
  /** Id of the text. An amended text has a new id. */
  readonly id: string
  /** Number of our encoding of the same text. Correcting the encoding does not amend the text. */
  readonly encoding: number
  readonly title: Bilingual
  readonly documentNumber: string
  readonly territory: Territory
  /** Default: after the divisions of the territory, such as 县区主管部门 and 市局. */
  readonly authorities?: Authorities
  /** The bureau's full name, which stands on forms and signs letters. Left open for the office if missing. */
  readonly issuer?: string
  readonly wording?: Wording
  /** First day on which the text is in force. */
  readonly firstDay: CivilDate
  /** Years of validity from then. */
  readonly validityYears: number
  readonly conditions: Criterion
  /** Its own names beyond the annexes. */
  readonly own?: OwnNames
  /** Those of `own` that are form fields, by name. For the others, an official makes a finding. */
  readonly extensions?: { readonly [name: string]: ExtensionField }
  /** The required materials. A material not listed here is optional. */
  readonly materials: { readonly [Item in DossierItem]?: RequiredMaterial }
  readonly lifecycle: Lifecycle
  /** Duties other than the review, which is in `lifecycle`. */
  readonly duties?: Duties
  /** The text's wording for a revocation, by ground. */
  readonly revocationWords: { readonly [G in Ground]: string }
  /** The readings in force until the bureau issues an interpretation. */
  readonly readings: Readings
  /**
   * Provisions cited for each event type and refusal code. An empty list states that the text is silent. A missing list is
   * reported by `observationsOnRegulation`.
   */
  readonly citations: { readonly [subject: string]: ReadonlyArray<ProvisionId> }
  /** Short descriptions of provisions and conditions, in our own words. */
  readonly texts: { readonly [Id in ConditionId]?: Bilingual }
}

type OftenUnknown = "documentNumber" | "territory" | "firstDay" | "validityYears" | "materials" | "revocationWords"

/**
 * An incomplete regulation, for a text that is only partly known. `faultsOfRegulation` reports the missing parts, and the
 * compiler does not accept a draft as a regulation.
 */
export type RegulationDraft = Omit<Regulation, OftenUnknown | "lifecycle"> &
  Partial<Pick<Regulation, OftenUnknown>> & { readonly lifecycle: Partial<Lifecycle> }

/** All known regulations with all their encodings. A replay looks up the one a decision was made under. */
export type Library = ReadonlyArray<Regulation>

/** Finds a regulation by id: the given encoding, or else the latest one. */
export const findRegulation = (library: Library, id: string, encoding?: number): Regulation | undefined =>
  library
    .filter((one) => one.id === id && (encoding === undefined || one.encoding === encoding))
    .toSorted((a, b) => b.encoding - a.encoding)[0]

/** Name of a condition or provision with its citation: 从业人数（第五条第（三）项）. */
export const describe = (regulation: Pick<Regulation, "texts">, id: ConditionId): Bilingual => {
  const citation = cite(id)
  const text = regulation.texts[id] ?? regulation.texts[provisionOf(id)]
  return text === undefined ? citation : { zh: `${text.zh}（${citation.zh}）`, en: `${text.en} (${citation.en})` }
}

/** Whether the text has this provision or condition. An article with one paragraph may be cited with or without it. */
export const citesProvision = (regulation: Regulation, id: ConditionId): boolean => {
  const known = idsByRegulation.get(regulation) ?? new Set(idsIn(regulation))
  idsByRegulation.set(regulation, known)
  return known.has(id)
}

/** Memo by (immutable) regulation: every decision with reasons looks up each of them. */
const idsByRegulation = new WeakMap<Regulation, ReadonlySet<string>>()

/** All ids mentioned in the regulation, the provisions that contain them, and the only paragraphs of articles. */
const idsIn = ({ texts, citations, conditions, materials, own }: Regulation): ReadonlyArray<string> =>
  [
    ...Object.keys(texts),
    ...Object.values(citations).flat(),
    ...[materials, own?.materials, own?.steps].flatMap((asked) =>
      Object.values(asked ?? {}).map(({ provision }) => provision),
    ),
    ...withParts(conditions).map((part) => part.id),
  ].flatMap((id) => [id, `${id}__para_1`, ...placesAbove(id)])

/** The containing provisions of an id: for `art_5__para_1__point_3#staff`, its point, its paragraph and `art_5`. */
const placesAbove = (id: string): ReadonlyArray<string> =>
  [...id.matchAll(/__|#/g)].map(({ index }) => id.slice(0, index))
