/** Collects the facts for drafts from the events: the applications of a call and the last decision on a unit. */
import { callStageName, type CallCase, type TextOfAct } from "@shifan/casework"
import { dossierItemNames, type Regulation } from "@shifan/core"
import { cite, divisionName, eventName, materialName } from "@shifan/core/messages"
import type { Draft, DraftCase, DraftDecision } from "@shifan/forms"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

/** A case of a call, in the form a list needs. */
export const draftCase = (one: CallCase, regulation: Regulation): DraftCase => ({
  unit: one.unitName,
  uscc: one.uscc,
  platform: one.platformName,
  county: divisionName(regulation.territory, one.county),
  appliedOn: one.appliedOn,
  stage: callStageName(one.stage, regulation).zh,
  ...(one.certificateNumber === undefined ? {} : { certificateNumber: one.certificateNumber }),
  ...(one.certifiedOn === undefined ? {} : { certifiedOn: one.certifiedOn }),
})

/** What a letter says, and the text that it speaks for: the one that the act was decided under. */
interface Facts<A> {
  readonly facts: A
  readonly text: Regulation
}

/** The last decision of these types in a unit's history. */
export const lastDecision = (
  history: ReadonlyArray<Envelope>,
  types: ReadonlyArray<string>,
  textOf: TextOfAct,
): Facts<Omit<DraftDecision, "unit" | "uscc" | "platform">> | undefined => {
  const event = history.filter(isDesignationEvent).findLast(({ type }) => types.includes(type))
  if (event === undefined) return undefined
  const regulation = textOf(event)
  const decision = event.type === "Reviewed" ? outcomeNames[event.data.outcome] : eventName(event.type, regulation).zh
  const reasons = "reasons" in event.data && Array.isArray(event.data.reasons) ? event.data.reasons : []
  const facts = {
    decision,
    decidedOn: event.effectiveOn,
    reasons: reasons.map(({ provision, text }) => ({ provision: cite(provision).zh, text })),
    ...(event.type === "Revoked" ? { word: event.data.word } : {}),
    ...(event.type === "Revoked" && event.data.announcement !== undefined
      ? { announcementNumber: event.data.announcement.number }
      : {}),
  }
  return { facts, text: regulation }
}

const outcomeNames = { confirmed: "复核合格、予以确认", failed: "复核不合格" } as const

const statusNames = { provided: "已提交", declaredNone: "声明无此项", missing: "缺" } as const

/** The materials as last submitted. */
export const lastMaterials = (
  history: ReadonlyArray<Envelope>,
  textOf: TextOfAct,
): Facts<Omit<Extract<Draft, { readonly kind: "receipt" }>["of"], "unit" | "uscc">> | undefined => {
  const event = history
    .filter(isDesignationEvent)
    .findLast(({ type }) => type === "Applied" || type === "ApplicationSupplemented")
  if (event?.type !== "Applied" && event?.type !== "ApplicationSupplemented") return undefined
  const { dossier } = event.data
  const regulation = textOf(event)
  const facts = {
    receivedOn: event.effectiveOn,
    materials: [
      ...dossierItemNames.map((item) => [item, dossier[item]] as const),
      ...Object.entries(dossier.own ?? {}),
    ].map(([item, material]) => ({
      title: materialName(item, regulation).zh,
      status: statusNames[material.status],
      documents: material.status === "provided" ? material.documents.length : 0,
    })),
  }
  return { facts, text: regulation }
}
