/** Each type of event with the situations it occurs in, its data, and its effect. */
import { yearOf, type CivilDate, type EventType } from "@shifan/core"
import { document, fullDossier, plainForm } from "../arbitraries/application.js"
import {
  counties,
  county,
  during,
  earlier,
  fresh,
  names,
  plusDays,
  reviewOver,
  term,
  titled,
  type Place,
  type Possible,
} from "./place.js"
import { possibleEndings } from "./possible-endings.js"
import { announcementOn, countyAssessment, recommendationForm, reasons, reportOf, survey } from "./samples.js"

const text = "示例"
const assessment = { id: "art_5__para_1", verdict: "met" } as const
const papersOf = ({ unit, on }: Place) => ({
  report: reportOf(plainForm(unit, county, on), on),
  workSummaries: [document],
  priorYearServiceAccounts: document,
})
const appraisal = (on: CivilDate) => ({ date: on, members: ["PS-01"], opinion: text })

export const possibleEvents: { readonly [T in EventType]: Possible<T> } = {
  Applied: {
    weight: ({ phase, validUntil, on, unitEnded }) =>
      !unitEnded && (["none", "closed", "revoked", "ended"].includes(phase) || (validUntil !== null && validUntil < on))
        ? 6
        : 0,
    data: (random, { unit, on }) => ({
      callYear: yearOf(on),
      form: { ...plainForm(unit, random.oneOf(counties), on), platformName: `示例平台${random.below(9)}` },
      dossier: fullDossier,
      selfAssessment: assessment,
    }),
    leadsTo: () => ({ phase: "applied", validUntil: null }),
  },
  Withdrawn: {
    weight: during(1, "applied", "recommended"),
    data: () => ({ reason: text }),
    leadsTo: () => ({ phase: "closed" }),
  },
  Recommended: {
    weight: during(9, "applied"),
    data: (_, { on }) => ({
      form: recommendationForm(text, county, on),
      satisfaction: survey(9000),
      findings: [],
      waiversProposed: [],
      assessment,
    }),
    leadsTo: () => ({ phase: "recommended" }),
  },
  RecommendationDeclined: {
    weight: during(1, "applied"),
    data: () => ({ reasons }),
    leadsTo: () => ({ phase: "closed" }),
  },
  SupplementRequested: {
    weight: (place) => during(2, "applied")(place) + titled(3, ({ filed, assessed }) => filed && !assessed)(place),
    data: (random, { on }) => ({
      wanting: [{ at: text, text }],
      ...(random.chance(70) ? { until: plusDays(on, random.between(1, 400)) } : {}),
    }),
  },
  ApplicationSupplemented: {
    weight: during(2, "applied"),
    data: (random, { unit, on }) => ({
      form: plainForm(unit, random.oneOf(counties), on),
      dossier: fullDossier,
      changed: [],
      selfAssessment: assessment,
    }),
  },
  ReviewSupplemented: {
    weight: titled(3, ({ filed, assessed }) => filed && !assessed),
    data: (_, place) => ({ ...papersOf(place), changed: [] }),
  },
  NoticePublished: {
    weight: during(1, "recommended"),
    data: (_, { on }) => ({ opensOn: on, closesOn: plusDays(on, 6), number: text, address: text }),
  },
  StepTaken: {
    weight: during(1, "applied", "recommended"),
    data: (random, { on }) => ({
      step: "expertReview",
      takenOn: on,
      outcome: random.chance(50) ? ("passed" as const) : ("notPassed" as const),
      document,
    }),
  },
  Certified: {
    weight: during(9, "recommended"),
    data: (random, { on, unit, revision }) => ({
      certificateNumber: `${unit}-${revision}`,
      appraisal: appraisal(on),
      findings: [],
      waivers: [],
      assessment,
      ...term(random, on),
    }),
    leadsTo: ({ validUntil = null }, { on }) => ({ phase: "certified", since: yearOf(on), ...fresh, validUntil }),
  },
  CertificationDeclined: {
    weight: during(1, "recommended"),
    data: (_, { on }) => ({ appraisal: appraisal(on), findings: [], reasons, assessment }),
    leadsTo: () => ({ phase: "closed" }),
  },
  PlaqueAwarded: {
    weight: during(1, "certified"),
    data: (random, { on }) => ({ awardedOn: earlier(random, on) ?? on }),
  },
  NominatedToProvince: { weight: during(1, "certified"), data: () => ({ document }) },
  AnnualSummaryFiled: {
    weight: titled(5, ({ since, on, summaries }) => yearsOpen(since, on, summaries).length > 0),
    data: (random, { since, on, summaries }) => ({ year: random.oneOf(yearsOpen(since, on, summaries)), document }),
    leadsTo: ({ year }, { summaries }) => ({ summaries: [...summaries, year] }),
  },
  SpotChecked: {
    weight: during(3, "certified"),
    data: (random, { on }) => {
      const checkedOn = earlier(random, on)
      const found = { regular: true, findings: text, falsificationFound: random.chance(40), evidence: [] }
      return checkedOn === undefined ? found : { ...found, checkedOn }
    },
  },
  SupportGranted: { weight: during(1, "certified"), data: () => ({ kind: text, amount: null, document }) },
  ReviewFiled: {
    weight: titled(7, ({ filed, rectification }) => !filed || rectification === "running"),
    data: (_, place) => ({ callYear: yearOf(place.on), ...papersOf(place) }),
    leadsTo: () => ({ filed: true, assessed: false }),
  },
  ReviewAssessed: {
    weight: titled(5, ({ filed, assessed, rectification }) =>
      filed ? !assessed || rectification === "running" : !assessed,
    ),
    data: (_, { filed, on }) => ({ assessment: filed ? countyAssessment(on, 9000) : null, findings: [] }),
    leadsTo: (_, { rectification }) => ({ assessed: true, rectification: rectification === "none" ? "none" : "over" }),
  },
  RectificationOrdered: {
    weight: titled(5, ({ assessed, rectification }) => assessed && rectification === "none"),
    data: (random, { on }) => ({ until: plusDays(on, random.between(1, 400)), reasons }),
    leadsTo: () => ({ rectification: "running" }),
  },
  Reviewed: {
    weight: titled(8, ({ filed, assessed }) => filed && assessed),
    data: (random, { on }) => ({
      outcome: random.chance(80) ? "confirmed" : "failed",
      reasons: [],
      findings: [],
      waivers: [],
      assessment,
      ...(random.chance(15) ? { validUntil: null } : term(random, on)),
    }),
    leadsTo: ({ validUntil }, place) => ({
      ...reviewOver,
      validUntil: validUntil === undefined ? place.validUntil : validUntil,
    }),
  },
  Revoked: {
    weight: during(1, "certified"),
    data: (_, { on, revision }) => ({
      ground: "reviewFailed",
      word: "撤消",
      announcement: announcementOn(on),
      restsOn: revision,
      reasons,
    }),
    leadsTo: () => ({ phase: "revoked", everRevoked: true, validUntil: null }),
  },
  ParticularsChanged: {
    weight: during(2, "applied", "recommended", "certified"),
    data: (random) => {
      const after = names(random)
      const { countyOrDistrict: _, ...sameCounty } = after
      return { before: {}, after: random.chance(50) ? after : sameCounty, document }
    },
    // The recommendation may belong to the previous county, so the next event must be an application.
    leadsTo: ({ after }, { phase }) =>
      phase === "recommended" && after.countyOrDistrict !== undefined ? { phase: "closed" } : {},
  },
  TitleImported: {
    weight: ({ phase, everRevoked, unitEnded }) =>
      (phase === "none" || phase === "closed") && !everRevoked && !unitEnded ? 3 : 0,
    data: (random, { on }) => {
      const grantedOn = plusDays(on, -random.between(1, 1500))
      return {
        ...names(random),
        grantedOn,
        grantingDocument: text,
        ...(random.chance(40) ? { lastConfirmedOn: plusDays(grantedOn, random.below(300)) } : {}),
        ...term(random, on),
      }
    },
    leadsTo: ({ validUntil = null }, { on }) => ({ phase: "certified", since: yearOf(on), ...fresh, validUntil }),
  },
  ...possibleEndings,
  PersonalDataErased: {
    weight: during(1, "closed", "certified", "revoked"),
    data: () => ({ basis: text, scope: text, approver: text }),
  },
  PersonalDataOpened: {
    weight: during(1, "applied", "certified", "revoked"),
    data: () => ({ openedTo: text, purpose: text, paths: [text] }),
  },
}

const yearsOpen = (since: number, on: CivilDate, summaries: ReadonlyArray<number>): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, yearOf(on) - since + 1) }, (_, i) => since + i).filter(
    (year) => !summaries.includes(year),
  )
