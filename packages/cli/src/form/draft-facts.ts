/** What drafts are made of: the applications of a call and the last decision on a unit, from the events. */
import { dossierItemNames, type DivisionCode, type Territory } from "@shifan/core"
import { cite, divisionName, dossierItems, eventNames } from "@shifan/core/messages"
import type { DraftCase, DraftDecision } from "@shifan/forms"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

interface Filed extends DraftCase {
  readonly callYear: number
  readonly countyCode: DivisionCode
  /** Of the certification, in the unit's stream. */
  readonly certified?: number
}

/** By unit; an application anew is a case of its own. */
export class CasesOfCalls {
  readonly #cases = new Map<string, Array<Filed>>()
  readonly #territory: Territory

  constructor(territory: Territory) {
    this.#territory = territory
  }

  take(event: Envelope): void {
    if (!isDesignationEvent(event)) return
    const cases = this.#cases.get(event.stream) ?? []
    this.#cases.set(event.stream, cases)
    if (event.type === "Applied") {
      const { form, callYear } = event.data
      cases.push({
        unit: form.applicantUnitName,
        uscc: form.uscc,
        platform: form.platformName,
        county: divisionName(this.#territory, form.countyOrDistrict),
        countyCode: form.countyOrDistrict,
        appliedOn: event.effectiveOn,
        stage: "已申报",
        callYear,
      })
      return
    }
    const last = cases.at(-1)
    const next = last === undefined ? undefined : afterEvent(last, event)
    if (next !== undefined) cases[cases.length - 1] = next
  }

  of(year: number): ReadonlyArray<Filed> {
    return [...this.#cases.values()]
      .flat()
      .filter(({ callYear }) => callYear === year)
      .toSorted((a, b) => (`${a.countyCode}${a.uscc}` < `${b.countyCode}${b.uscc}` ? -1 : 1))
  }
}

const afterEvent = (last: Filed, event: Envelope): Filed | undefined => {
  if (!isDesignationEvent(event)) return undefined
  switch (event.type) {
    case "ApplicationSupplemented": {
      const { applicantUnitName: unit, platformName: platform } = event.data.form
      return { ...last, unit, platform }
    }
    case "Recommended":
    case "RecommendationDeclined":
    case "CertificationDeclined":
    case "Withdrawn":
      return { ...last, stage: eventNames[event.type].zh }
    case "Certified":
      return {
        ...last,
        stage: "已认定",
        certificateNumber: event.data.certificateNumber,
        certifiedOn: event.effectiveOn,
        certified: event.revision,
      }
    case "RecordCorrected": {
      const { field, revision, to } = event.data
      return field === "Certified.certificateNumber" && revision === last.certified && typeof to === "string"
        ? { ...last, certificateNumber: to }
        : undefined
    }
    case "DecisionAnnulled": {
      if (event.data.revision !== last.certified) return undefined
      const { certificateNumber: _, certifiedOn: __, certified: ___, ...before } = last
      return { ...before, stage: "认定已撤销" }
    }
    default:
      return undefined
  }
}

/** The last decision of these types in a unit's history. */
export const lastDecision = (
  history: ReadonlyArray<Envelope>,
  types: ReadonlyArray<string>,
): Omit<DraftDecision, "unit" | "uscc" | "platform"> | undefined => {
  const event = history.filter(isDesignationEvent).findLast(({ type }) => types.includes(type))
  if (event === undefined) return undefined
  const decision = event.type === "Reviewed" ? outcomeNames[event.data.outcome] : eventNames[event.type].zh
  const reasons = "reasons" in event.data && Array.isArray(event.data.reasons) ? event.data.reasons : []
  return {
    decision,
    decidedOn: event.effectiveOn,
    reasons: reasons.map(({ provision, text }) => ({ provision: cite(provision).zh, text })),
    ...(event.type === "Revoked" ? { word: event.data.word } : {}),
    ...(event.type === "Revoked" && event.data.announcement !== undefined
      ? { announcementNumber: event.data.announcement.number }
      : {}),
  }
}

const outcomeNames = { confirmed: "复核合格、予以确认", failed: "复核不合格" } as const

const statusNames = { provided: "已提交", declaredNone: "声明无此项", missing: "缺" } as const

/** The materials as last handed in. */
export const lastMaterials = (history: ReadonlyArray<Envelope>) => {
  const event = history
    .filter(isDesignationEvent)
    .findLast(({ type }) => type === "Applied" || type === "ApplicationSupplemented")
  if (event?.type !== "Applied" && event?.type !== "ApplicationSupplemented") return undefined
  const { dossier } = event.data
  return {
    receivedOn: event.effectiveOn,
    materials: dossierItemNames.map((item) => {
      const material = dossier[item]
      return {
        title: dossierItems[item].zh,
        status: statusNames[material.status],
        documents: material.status === "provided" ? material.documents.length : 0,
      }
    }),
  }
}
