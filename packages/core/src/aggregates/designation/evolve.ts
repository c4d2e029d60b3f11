/** Folds events into state. Total; validates nothing: `decide` does. */
import type { Event, EventOf } from "./events.js"
import { titlesHeld, type Case, type Phase, type Recommendation, type Review, type State, type Title } from "./state.js"

export const evolve = (state: State, event: Event): State => {
  const revision = state.revision + 1
  return {
    ...state,
    revision,
    lastEffectiveOn: event.effectiveOn,
    phase: phaseAfter(state.phase, event, revision),
    officers: officersAfter(state, event),
    earlierTitles: event.type === "Applied" || event.type === "TitleImported" ? titlesHeld(state) : state.earlierTitles,
    lastRevokedOn: event.type === "Revoked" ? event.effectiveOn : state.lastRevokedOn,
  }
}

/** A new application or review is a new proceeding, with officers of its own. */
const officersAfter = ({ officers, phase }: State, { type, actor: { role, officer } }: Event): State["officers"] => {
  const goesOn = phase._tag === "certified" && phase.title.review !== null
  const before = type === "Applied" || (type === "ReviewFiled" && !goesOn) ? { county: [], bureau: [] } : officers
  return (role !== "county" && role !== "bureau") || before[role].includes(officer)
    ? before
    : { ...before, [role]: [...before[role], officer] }
}

const phaseAfter = (phase: Phase, event: Event, revision: number): Phase => {
  switch (event.type) {
    case "Applied":
      return { _tag: "applied", case: opened(event) }
    case "Recommended":
      return phase._tag === "applied" ? { ...phase, _tag: "recommended", recommendation: recommended(event) } : phase
    case "NoticePublished":
      return phase._tag === "recommended" ? { ...phase, recommendation: noticed(phase.recommendation, event) } : phase
    case "Withdrawn":
    case "RecommendationDeclined":
    case "CertificationDeclined":
      return "case" in phase ? { _tag: "closed", case: phase.case } : phase
    case "Certified":
      return "case" in phase ? { _tag: "certified", title: certified(phase.case, event) } : phase
    case "TitleImported":
      return { _tag: "certified", title: imported(event) }
    case "Revoked":
      return "title" in phase ? { _tag: "revoked", title: phase.title, revokedOn: event.effectiveOn } : phase
    case "ParticularsChanged":
      return "title" in phase
        ? { ...phase, title: renamedTitle(phase.title, event) }
        : "case" in phase
          ? renamedCase(phase, event)
          : phase
    default:
      return "title" in phase ? { ...phase, title: titleAfter(phase.title, event, revision) } : phase
  }
}

const opened = ({ data, effectiveOn, rule }: EventOf<"Applied">): Case => ({
  callYear: data.callYear,
  appliedOn: effectiveOn,
  appliedUnder: rule,
  form: data.form,
})

const recommended = ({ data, effectiveOn }: EventOf<"Recommended">): Recommendation => ({
  recommendedOn: effectiveOn,
  satisfaction: data.satisfaction,
  findings: data.findings,
  waiversProposed: data.waiversProposed,
  notice: null,
})

const noticed = (recommendation: Recommendation, { data }: EventOf<"NoticePublished">): Recommendation => ({
  ...recommendation,
  notice: { opensOn: data.opensOn, closesOn: data.closesOn },
})

const certified = ({ form }: Case, { data, effectiveOn, rule }: EventOf<"Certified">): Title => ({
  operatingUnitName: form.applicantUnitName,
  platformName: form.platformName,
  countyOrDistrict: form.countyOrDistrict,
  serviceArea: form.serviceArea,
  platformKind: form.platformKind,
  ...(form.grade === undefined ? {} : { grade: form.grade }),
  certifiedOn: effectiveOn,
  certifiedUnder: rule,
  certificateNumber: data.certificateNumber,
  waivers: data.waivers,
  ...freshTitle,
  importedOn: null,
  lastConfirmedOn: null,
  validUntil: data.validUntil ?? null,
})

const freshTitle = { plaqueAwardedOn: null, summaries: [], spotChecks: [], falsification: [], review: null } as const

const imported = ({ data, effectiveOn, rule }: EventOf<"TitleImported">): Title => {
  const { grantedOn, grantingDocument: _, lastConfirmedOn = null, validUntil = null, ...names } = data
  return {
    ...names,
    certifiedOn: grantedOn,
    certifiedUnder: rule,
    importedOn: effectiveOn,
    certificateNumber: null,
    waivers: [],
    ...freshTitle,
    lastConfirmedOn,
    validUntil,
  }
}

/** Arts. 6 and 7: what the county recommended that the unit has left is recommended no longer. */
const renamedCase = (phase: Extract<Phase, { readonly case: Case }>, event: EventOf<"ParticularsChanged">): Phase => {
  const moved = renamed(phase.case, event)
  return phase._tag === "recommended" && moved.form.countyOrDistrict !== phase.case.form.countyOrDistrict
    ? { _tag: "applied", case: moved }
    : { ...phase, case: moved }
}

/** Art. 13: what the county assessed that the unit has left is to be assessed by its new one. */
const renamedTitle = (title: Title, { data: { after } }: EventOf<"ParticularsChanged">): Title => {
  const { countyOrDistrict = title.countyOrDistrict } = after
  const review =
    countyOrDistrict === title.countyOrDistrict ? title.review : title.review && { ...title.review, assessed: null }
  return { ...title, ...after, review }
}

const renamed = (pending: Case, { data: { after } }: EventOf<"ParticularsChanged">): Case => ({
  ...pending,
  form: {
    ...pending.form,
    applicantUnitName: after.operatingUnitName ?? pending.form.applicantUnitName,
    platformName: after.platformName ?? pending.form.platformName,
    countyOrDistrict: after.countyOrDistrict ?? pending.form.countyOrDistrict,
  },
})

const titleAfter = (title: Title, event: Event, revision: number): Title => {
  switch (event.type) {
    case "PlaqueAwarded":
      return { ...title, plaqueAwardedOn: event.data.awardedOn }
    case "AnnualSummaryFiled":
      return { ...title, summaries: [...title.summaries, event.data.year] }
    case "SpotChecked":
      return spotChecked(title, event, revision)
    case "ReviewFiled":
      return { ...title, ...broughtBy(event), review: filed(title.review, event) }
    case "RectificationOrdered":
      return { ...title, review: title.review && { ...title.review, rectification: ordered(event) } }
    case "ReviewAssessed":
      return { ...title, review: assessed(title.review, event) }
    case "Reviewed":
      return event.data.outcome === "confirmed"
        ? { ...title, review: null, ...confirmed(title, event) }
        : { ...title, review: null }
    default:
      return title
  }
}

const confirmed = (title: Title, event: EventOf<"Reviewed">): Partial<Title> => ({
  lastConfirmedOn: event.effectiveOn,
  waivers: waiversAfter(title, event),
  validUntil: event.data.validUntil === undefined ? title.validUntil : event.data.validUntil,
})

const spotChecked = (title: Title, { data, effectiveOn }: EventOf<"SpotChecked">, revision: number): Title => {
  const { checkedOn = effectiveOn, falsificationFound } = data
  return {
    ...title,
    spotChecks: [...title.spotChecks, checkedOn],
    falsification: falsificationFound
      ? [...title.falsification, { revision, foundOn: checkedOn }]
      : title.falsification,
  }
}

/** What the application of an imported title would have said, and its first review says instead. */
const broughtBy = ({ data: { serviceArea } }: EventOf<"ReviewFiled">): Partial<Title> =>
  serviceArea === undefined ? {} : { serviceArea }

const filed = (review: Review | null, { data, effectiveOn }: EventOf<"ReviewFiled">): Review => ({
  filed: { on: effectiveOn, report: data.report },
  assessed: null,
  rectification: review?.rectification ?? null,
})

const ordered = ({ data: { until } }: EventOf<"RectificationOrdered">): Review["rectification"] => ({
  until,
  over: false,
})

/** Argued afresh, or, in a review by the conditions of the certification, beside those that stand and in place of some. */
const waiversAfter = ({ waivers }: Title, { data, readings }: EventOf<"Reviewed">): Title["waivers"] =>
  readings["review.standard"] === "conditionsAtCertification"
    ? [
        ...waivers.filter(({ condition }) => !data.waivers.some((fresh) => fresh.condition === condition)),
        ...data.waivers,
      ]
    : data.waivers

const assessed = (review: Review | null, { data, effectiveOn }: EventOf<"ReviewAssessed">): Review => ({
  filed: review?.filed ?? null,
  rectification: review?.rectification == null ? null : { ...review.rectification, over: true },
  assessed: {
    on: effectiveOn,
    nothingFiled: data.assessment === null,
    findings: data.findings,
    waiversProposed: data.waiversProposed ?? [],
    ...(data.assessment === null ? {} : { satisfaction: data.assessment.satisfaction }),
  },
})
