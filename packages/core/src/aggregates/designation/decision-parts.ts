/** Parts of decisions on a designation: reasons, waivers, appraisal, announcement, hearing. Stored in this shape. */
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

/** Requests a level below the statutory one, in the condition's unit (a share in 1/100 %); no level if it has no number. */
export interface WaiverRequest {
  readonly condition: ConditionId
  readonly relaxedTo?: number
  readonly reasons: string
}

/** A waiver of a condition (art. 5(7)). Levels are `null` if the condition has no number; a share is in 1/100 %. */
export interface Waiver {
  readonly condition: ConditionId
  readonly statutory: number | null
  readonly actual: number | null
  readonly relaxedTo: number | null
  /** For a share: the part and the whole it was computed from. */
  readonly share?: { readonly part: number; readonly whole: number }
  readonly officer: string
  readonly reasons: string
}

/** Appraisal before a certification (art. 10). Members are given by pseudonym. */
export interface Appraisal {
  readonly date: CivilDate
  readonly members: ReadonlyArray<string>
  readonly opinion: string
}

/** Public announcement of a revocation (art. 13). */
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

/** Changed entries of a unit's register or contact. `P` is the type of personal data: in clear, or sealed. */
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

/** Seals the personal data of a change, at paths such as `after.phone`. */
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

/** Who found a decision wrong: administrative reconsideration, a court, the superior authority, or its own author. */
export const annulmentGrounds = ["reconsideration", "court", "superior", "self"] as const

export type AnnulmentGround = (typeof annulmentGrounds)[number]

export const annulmentEffects = ["fromBeginning", "fromNow"] as const

export type AnnulmentEffect = (typeof annulmentEffects)[number]
