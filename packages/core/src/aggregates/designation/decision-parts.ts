/** What decisions on a designation are made of: reasons, waivers, the appraisal, the announcement, the hearing. Stored as they are here. */
import type { BasicParticulars } from "../../forms/basic-particulars.js"
import type { DivisionCode } from "../../forms/division.js"
import type { Document } from "../../forms/dossier.js"
import type { Seal, Sealed } from "../../forms/representation.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { ConditionId } from "../../law/provision.js"

export interface Reason {
  readonly provision: ConditionId
  readonly text: string
}

/** Asks for a level below the statutory one, in the condition's unit, a share in 1/100 %; none where it has no number. */
export interface WaiverRequest {
  readonly condition: ConditionId
  readonly relaxedTo?: number
  readonly reasons: string
}

/** Art. 5(7). The levels are `null` where the condition has no number, and of a share in 1/100 %. */
export interface Waiver {
  readonly condition: ConditionId
  readonly statutory: number | null
  readonly actual: number | null
  readonly relaxedTo: number | null
  /** Of a share: how many of how many there are. */
  readonly share?: { readonly part: number; readonly whole: number }
  readonly officer: string
  readonly reasons: string
}

/** Art. 10. Members by pseudonym. */
export interface Appraisal {
  readonly date: CivilDate
  readonly members: ReadonlyArray<string>
  readonly opinion: string
}

/** Art. 13: the public announcement of a revocation. */
export interface Announcement {
  readonly number: string
  readonly date: CivilDate
  readonly address: string
}

export interface Hearing {
  readonly heldOn: CivilDate
  readonly record: Document
}

export interface NamesChange {
  readonly operatingUnitName?: string
  readonly platformName?: string
  readonly countyOrDistrict?: DivisionCode
}

/** What a unit's register or its contact says anew. `P` is how personal data stand here. */
export type ParticularsChange<P> = NamesChange &
  Partial<
    Pick<
      BasicParticulars<P>,
      | "unitNature"
      | "registeredAddress"
      | "postalCode"
      | "website"
      | "legalRepresentative"
      | "contactPerson"
      | "phone"
      | "mobile"
      | "fax"
      | "email"
    >
  >

export const personalParticulars = ["legalRepresentative", "contactPerson", "phone", "mobile", "fax", "email"] as const

/** Seals what is personal, at `after.phone` and the like. */
export const sealParticularsChange = (seal: Seal, after: ParticularsChange<string>): ParticularsChange<Sealed> => {
  const {
    legalRepresentative: _,
    contactPerson: __,
    phone: ___,
    mobile: ____,
    fax: _____,
    email: ______,
    ...rest
  } = after
  const sealed = personalParticulars.flatMap((field) => {
    const value = after[field]
    return value === undefined ? [] : [[field, seal(`after.${field}`, value)]]
  })
  return { ...rest, ...Object.fromEntries(sealed) }
}

/** Who found a decision wrong: administrative reconsideration, a court, the superior authority, or who made it. */
export const annulmentGrounds = ["reconsideration", "court", "superior", "self"] as const

export type AnnulmentGround = (typeof annulmentGrounds)[number]

export const annulmentEffects = ["fromBeginning", "fromNow"] as const

export type AnnulmentEffect = (typeof annulmentEffects)[number]
