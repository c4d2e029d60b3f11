/** Quotas of a call: how many units may be recommended or certified, in total and per county. */
import type { AnyCommand, AnyEvent } from "../../kernel/act.js"
import { callOf, regulationNear, type ApplicableLaw } from "../../kernel/applicable-law.js"
import type { Quota, QuotaRules } from "../../kernel/quota-use.js"
import type { Quotas } from "../../kernel/quotas.js"
import type { CivilDate } from "../../law/civil-date.js"
import { ruleOfCase } from "./preconditions.js"
import type { EventType } from "./events.js"
import type { DesignationPhase } from "./state.js"

/** Call and county of the unit's current application, and the places taken by all its applications. */
interface OfUnit {
  readonly callYear: number
  readonly county: string
  /** Revision of the event that began the current application, and its day. */
  readonly appliedAt: number
  readonly appliedOn: CivilDate | null
  readonly taken: ReadonlyArray<Taken>
}

interface Taken {
  /** Revision of the event that took the place. */
  readonly revision: number
  readonly callYear: number
  readonly act: QuotaAct
  readonly county: string
  /** Revision of the annulment that freed the place; `null` if there was none, or it was itself annulled. */
  readonly annulledAt: number | null
}

type QuotaAct = "Recommend" | "Certify"

/** Name of a quota. `null` stands for all counties together. */
const nameOf = (callYear: number, act: QuotaAct, county: string | null): string =>
  [callYear, act, ...(county === null ? [] : [county])].join(" ")

/** After a move to another county, the current recommendation no longer takes a place, unless the unit is certified already. */
const inOtherCounty = (unit: OfUnit, county: unknown): OfUnit => {
  const { appliedAt, taken } = unit
  if (typeof county !== "string" || county === unit.county) return unit
  const isCertified = taken.some(({ act, revision }) => act === "Certify" && revision > appliedAt)
  return { ...unit, county, taken: isCertified ? taken : taken.filter(({ revision }) => revision < appliedAt) }
}

/** Frees the place taken by the annulled decision. If that was itself an annulment, the place it had freed is taken again. */
const annulledIn = (taken: ReadonlyArray<Taken>, annulled: unknown, at: number): ReadonlyArray<Taken> =>
  taken.map((one) => {
    if (one.revision === annulled) return { ...one, annulledAt: at }
    return one.annulledAt === annulled ? { ...one, annulledAt: null } : one
  })

/** Places after an event. Total for any data. A place stays taken if the application is later declined or withdrawn. */
const after = (unit: OfUnit, { type, data, effectiveOn }: AnyEvent, revision: number): OfUnit => {
  const { callYear, form, revision: annulled, after: change } = Object(data)
  const take = (act: QuotaAct): OfUnit => {
    const { callYear: year, county, taken } = unit
    return { ...unit, taken: [...taken, { revision, callYear: year, act, county, annulledAt: null }] }
  }
  switch (type) {
    case "Applied":
      return {
        ...unit,
        callYear: Number(callYear),
        county: String(Object(form).countyOrDistrict),
        appliedAt: revision,
        appliedOn: effectiveOn,
      }
    case "Recommended":
      return take("Recommend")
    case "Certified":
      return take("Certify")
    case "DecisionAnnulled":
      return { ...unit, taken: annulledIn(unit.taken, annulled, revision) }
    case "ParticularsChanged":
      return inOtherCounty(unit, Object(change).countyOrDistrict)
    default:
      return unit
  }
}

/** Quotas of the text that governs the application, overridden by those in the notice of the call. */
const quotasOf = (law: ApplicableLaw, year: number, on: CivilDate, appliedOn: CivilDate | null): Quotas => {
  const ofText = ruleOfCase(law, on, appliedOn)?.regulation.lifecycle.quotas
  if (ofText === undefined) return {}
  const ofCall = callOf(law, year)?.quotas ?? {}
  return {
    ...ofText,
    ...ofCall,
    countyQuotas: [...(ofCall.countyQuotas ?? []), ...(ofText.countyQuotas ?? [])],
  }
}

/** The county's own quota, or else the one that holds for each county. */
const mostIn = (county: string, act: QuotaAct, quotas: Quotas): number | undefined => {
  const { countyQuotas = [], mostRecommendedPerCounty, mostCertifiedPerCounty } = quotas
  const own = countyQuotas
    .filter((one) => one.county === county)
    .map(({ mostRecommended, mostCertified }) => (act === "Recommend" ? mostRecommended : mostCertified))
    .find((most) => most !== undefined)
  return own ?? (act === "Recommend" ? mostRecommendedPerCounty : mostCertifiedPerCounty)
}

const quotaActOf = ({ type }: AnyCommand): QuotaAct | undefined =>
  type === "Recommend" || type === "Certify" ? type : undefined

export const callQuotas: QuotaRules<OfUnit, EventType, DesignationPhase> = {
  types: ["Applied", "Recommended", "Certified", "DecisionAnnulled", "ParticularsChanged"],
  none: { callYear: 0, county: "", appliedAt: 0, appliedOn: null, taken: [] },
  after,
  usedBy: ({ taken }) =>
    taken.flatMap(({ callYear, act, county, annulledAt }) =>
      annulledAt === null ? [nameOf(callYear, act, null), nameOf(callYear, act, county)] : [],
    ),
  applyingTo: ({ law, effectiveOn }, command, { callYear, county, appliedOn }) => {
    const act = quotaActOf(command)
    if (act === undefined) return []
    const quotas = quotasOf(law, callYear, effectiveOn, appliedOn)
    const inAll = act === "Recommend" ? quotas.mostRecommended : quotas.mostCertified
    const quota = (of: string | null, most: number | undefined): ReadonlyArray<Quota> =>
      most === undefined ? [] : [{ name: nameOf(callYear, act, of), most }]
    return [...quota(null, inAll), ...quota(county, mostIn(county, act, quotas))]
  },
  refusal: ({ law, effectiveOn }, { name, most }, held) => {
    const [callYear, act = "", county = null] = name.split(" ")
    return {
      code: "QuotaReached",
      callYear: Number(callYear),
      act,
      county,
      most,
      held,
      provisions: regulationNear(law, effectiveOn)?.citations["QuotaReached"] ?? [],
    }
  },
}
